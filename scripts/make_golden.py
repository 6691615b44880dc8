"""Write the annotated outputs of the sample speeches into transcripts/expected/, the golden files of the tests.

Run it after a change that is meant to change results, and read the difference before committing it.
"""

import shutil
from importlib.metadata import version
from pathlib import Path

from rhetoric import Options
from rhetoric.files import write_text
from rhetoric.inputs import Job, find_jobs
from rhetoric.outputs import write_results
from rhetoric.pipeline import analyze_file

SAMPLES = Path(__file__).resolve().parent.parent / "transcripts"
EXPECTED = SAMPLES / "expected"
DRAWN_WITH = "drawn-with.txt"  # matplotlib draws other bytes in other versions


def render(job: Job, folder: Path) -> None:
    """Analyse one sample as the demo does, and write everything but the PNG charts into `folder`."""
    analysis = analyze_file(job.path, Options(transcript=job.transcript))
    for path in write_results(analysis, folder):
        if path.suffix == ".png":
            path.unlink()


def main() -> None:
    """Write all golden files anew."""
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for job in find_jobs([str(SAMPLES)]):
        render(job, EXPECTED / job.name)
        print(EXPECTED / job.name)
    write_text(EXPECTED / DRAWN_WITH, f"matplotlib {version('matplotlib')}\n")


if __name__ == "__main__":
    main()
