"""The program as tests see it: exit code, streams, and the folder of results."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol

from rhetoric.formats import read_transcript
from rhetoric.formats.rhetoric_json import loads
from rhetoric.notices import DISCLAIMER
from rhetoric.records import Analysis, quote_at
from rhetoric.weights import ModelEntry

DOCUMENTS = {
    "analysis.json",
    "transcript.html",
    "transcript.md",
    "annotations.csv",
    "delivery.csv",
    "transcript.vtt",
    "run.log.json",
}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True, slots=True)
class Done:
    """How a call of the program ended."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> list[str]:
        """The lines of stderr without the stages."""
        return [line for line in self.err.splitlines() if not _is_stage(line)]


class Program(Protocol):
    """Runs the program with arguments."""

    def __call__(self, *args: str | Path) -> Done:
        """Return how it ended."""
        ...


def _is_stage(line: str) -> bool:
    stages = ("decoding", "finding speech", "reading", "transcribing", "aligning", "separating speakers", "themes")
    return line.endswith(
        tuple(f": {stage}" for stage in (*stages, "measuring delivery", "devices", "writing", "timing one minute"))
    )


def parts_of(
    places: Callable[[ModelEntry], Iterator[Path]], *, below: Path
) -> Callable[[ModelEntry], Iterable[Path]]:
    """Return a search for weights that looks only below one folder, and at those that travel with the program."""

    def found(model: ModelEntry) -> Iterable[Path]:
        return places(model) if model.path is not None else [below / model.name]

    return found


def result(folder: Path) -> Analysis:
    """Return the analysis in a folder of results, every file of which is checked."""
    analysis = loads((folder / "analysis.json").read_bytes(), where=str(folder))
    names = {path.name for path in folder.iterdir()}
    assert names - {"charts", "voices.npz"} == DOCUMENTS, names
    for note in analysis.annotations:
        assert note.quote == quote_at(analysis.transcript.text, note.parts)
    _check_documents(folder, analysis)
    charts = sorted((folder / "charts").iterdir()) if (folder / "charts").exists() else []
    for chart in charts:
        _check_chart(chart)
    assert [path.stem for path in charts if path.suffix == ".svg"] == [
        path.stem for path in charts if path.suffix == ".png"
    ]
    return analysis


def notices(analysis: Analysis) -> set[str]:
    """Return the codes of the notices."""
    return {notice.code for notice in analysis.transcript.notices}


def _check_documents(folder: Path, analysis: Analysis) -> None:
    said = ["transcript.html", "transcript.md", *(["annotations.csv"] if analysis.annotations else [])]
    for name in said:
        assert any(line in (folder / name).read_text(encoding="utf-8") for line in DISCLAIMER.values()), name
    html = (folder / "transcript.html").read_text(encoding="utf-8")
    Balanced().check(html)
    table = list(csv.reader(io.StringIO((folder / "annotations.csv").read_text(encoding="utf-8-sig"))))
    assert len({len(row) for row in table if len(row) > 1}) <= 1
    vtt = folder / "transcript.vtt"
    assert vtt.read_text(encoding="utf-8").startswith("WEBVTT")
    if analysis.transcript.timed:
        again = read_transcript(vtt, language=analysis.transcript.language).transcript
        assert [word.chars.slice(again.text) for word in again.words] == [
            word.chars.slice(analysis.transcript.text) for word in analysis.transcript.words
        ]


def _check_chart(path: Path) -> None:
    data = path.read_bytes()
    if path.suffix == ".png":
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert data.endswith(b"IEND\xaeB`\x82")
        return
    root = ET.fromstring(data)  # noqa: S314 (our own file)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert any(line in data.decode() for line in DISCLAIMER.values()), path.name


class Balanced(HTMLParser):
    """Checks that every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def check(self, page: str) -> None:
        """Read a whole page."""
        self.feed(page)
        self.close()
        assert self._open == []
        assert page.lstrip().lower().startswith("<!doctype html>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is opened."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Compare with what is open."""
        if tag not in VOID:
            assert self._open.pop() == tag
