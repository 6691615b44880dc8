"""Write the annotated outputs of the sample speeches into transcripts/expected/, the golden files of the tests.

Run it after a change that is meant to change results, and read the difference before committing it.
"""

import shutil
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from rhetoric import Options
from rhetoric.charts.projection import draw_study
from rhetoric.charts.render import to_svg
from rhetoric.devices.actors import read_actors
from rhetoric.devices.codebook import load
from rhetoric.files import write_bytes, write_text
from rhetoric.formats.cases_csv import cases_csv
from rhetoric.formats.rhetoric_json import read_analysis
from rhetoric.inputs import Job, find_jobs
from rhetoric.outputs import write_results
from rhetoric.pipeline import analyze_file
from rhetoric.projection import refute
from rhetoric.projection.record.reading import read_record
from rhetoric.projection.stage import Means, without_projections
from rhetoric.projection.study import Study, completed, study
from rhetoric.reports.study import render_study, render_tests

SAMPLES = Path(__file__).resolve().parent.parent / "transcripts"
EXPECTED = SAMPLES / "expected"
MIRROR = "mirror"  # the worked example of projection: speeches with actors and a record
ACTORS, RECORD = SAMPLES / MIRROR / "actors.yaml", SAMPLES / MIRROR / "record.yaml"
DRAWN_WITH = "drawn-with.txt"  # matplotlib draws other bytes in other versions
ROUNDS = 1000


def render(job: Job, folder: Path) -> None:
    """Analyse one sample as the demo does, and write everything but the PNG charts into `folder`."""
    mirror = job.path.parent.name == MIRROR
    options = Options(actors=ACTORS, record=RECORD) if mirror else Options(transcript=job.transcript)
    analysis = analyze_file(job.path, options)
    for path in write_results(analysis, folder):
        if path.suffix == ".png":
            path.unlink()


def jobs() -> Mapping[str, Job]:
    """Return the sample speeches by the folder of their results below `EXPECTED`."""
    plain = {job.name: job for job in find_jobs([str(SAMPLES)])}
    return plain | {f"{MIRROR}/{job.name}": job for job in find_jobs([str(SAMPLES / MIRROR)])}


def render_study_of(analyses: Path, folder: Path) -> None:
    """Write what the `projection` commands say of the analyses in a folder: reports, cases, tests, figure."""
    found = study_of(analyses)
    for ui in ("en", "es"):
        write_text(folder / f"accusations.{ui}.md", render_study(found, ui=ui, rounds=ROUNDS, seed=0))
        write_text(
            folder / f"tests.{ui}.md",
            render_tests(
                refute.placebo(found), refute.side_swap(found), refute.leave_one_out(found),
                refute.changed_by_renaming(found), ui=ui,
            ),
        )  # fmt: skip
    write_text(folder / "cases.csv", cases_csv(found))
    figure = draw_study(found, "en")
    if figure is not None:
        write_bytes(folder / "accusations.svg", to_svg(figure))


def study_of(analyses: Path) -> Study:
    """Return the study of the worked example from its finished analyses."""
    book = load()
    means = Means(book, read_actors(ACTORS), read_record(RECORD, acts=book.taxonomy.ids))
    paths = sorted(analyses.glob("*/analysis.json"))
    read = {path.parent.name: without_projections(read_analysis(path)) for path in paths}
    return completed(study(read, means.setting))


def main() -> None:
    """Write all golden files anew."""
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, job in jobs().items():
        render(job, EXPECTED / name)
        print(EXPECTED / name)
    render_study_of(EXPECTED / MIRROR, EXPECTED / MIRROR)
    write_text(EXPECTED / DRAWN_WITH, f"matplotlib {version('matplotlib')}\n")


if __name__ == "__main__":
    main()
