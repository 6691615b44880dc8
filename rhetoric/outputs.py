"""The folder of results one speech gets: each file written whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

from rhetoric.charts import CHARTS, draw
from rhetoric.charts.render import to_png, to_svg
from rhetoric.files import write_bytes, write_text
from rhetoric.formats import delivery_csv, write
from rhetoric.progress import SILENCE, Progress
from rhetoric.records import Analysis

_DOCUMENTS = {
    "analysis.json": "json",
    "transcript.html": "html",
    "transcript.md": "md",
    "annotations.csv": "csv",
    "delivery.csv": "delivery",
    "transcript.vtt": "vtt",
}
_NO_TIMES = "WEBVTT\n\nNOTE\nNo cues: this transcript has no times. Join it with its recording to get them.\n"


def write_results(analysis: Analysis, folder: Path, *, progress: Progress = SILENCE) -> tuple[Path, ...]:
    """Write all documents and charts of `analysis` into `folder` and return their paths.

    A chart that this analysis does not allow (speakers not separated, nothing tagged) is left out, and one
    that an earlier run left there is removed, so that the folder never mixes two analyses.
    """
    progress.stage("writing", len(_DOCUMENTS) + len(CHARTS.names()))
    written = []
    for done, (name, kind) in enumerate(_DOCUMENTS.items(), start=1):
        write_text(folder / name, _document(analysis, kind))
        written.append(folder / name)
        progress.reach(done)
    for done, name in enumerate(CHARTS.names(), start=len(_DOCUMENTS) + 1):
        written.extend(write_chart(analysis, name, folder / "charts"))
        progress.reach(done)
    return tuple(written)


def _document(analysis: Analysis, kind: str) -> str:
    if kind == "vtt" and not analysis.transcript.timed:
        return _NO_TIMES  # every folder holds the same documents, and no time is made up
    if kind == "delivery" and not analysis.delivery:
        return delivery_csv.EMPTY
    return write(analysis, kind)


def write_chart(analysis: Analysis, name: str, folder: Path) -> tuple[Path, ...]:
    """Write the chart called `name` as SVG and PNG; nothing where it is withheld."""
    paths = (folder / f"{name}.svg", folder / f"{name}.png")
    contents = tuple(_rendered(analysis, name))
    if not contents:
        for path in paths:
            path.unlink(missing_ok=True)
        return ()
    for path, content in zip(paths, contents, strict=True):
        write_bytes(path, content)
    return paths


def _rendered(analysis: Analysis, name: str) -> Iterator[bytes]:
    figure = draw(analysis, name)
    if figure is not None:
        yield to_svg(figure)
        yield to_png(figure)
