"""Codings as JSON lines: one passage a line, labels as character ranges.

Keys: id, text, language, labels [{device, start, end, …}]; optional are sentences [[start, end]…], speech or
source (what the passage is from), speaker, home or country (the speaker's), coded [devices looked for]. A label
may say `doubtful`, or `fits`, `coders` and `sure` as the project's own gold does, and, in predictions, `decision`
and `score`.
"""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from rhetoric.errors import FormatError, RhetoricError
from rhetoric.evaluate.gold import CodedPassage, Label
from rhetoric.evaluate.schemes import coded_devices
from rhetoric.formats.encoding import decode, read_file
from rhetoric.language import normalise
from rhetoric.records import Span
from rhetoric.text import sentences as cut

_BORDERLINE = 1  # `sure` of a single coder who was not


class _Label(msgspec.Struct):
    device: str
    start: int
    end: int
    doubtful: bool = False
    fits: str = "codebook"
    coders: int | None = None
    sure: float | None = None
    act: str | None = None
    decision: str = "tag"
    score: float | None = None


class _Line(msgspec.Struct):
    id: str
    text: str
    language: str
    labels: list[_Label] = []
    sentences: list[tuple[int, int]] | None = None
    speech: str | None = None
    source: str | None = None
    speaker: str | None = None
    coded: list[str] | None = None
    home: str | None = None
    country: str | None = None


def read(path: Path, *, coded: Collection[str] = ()) -> tuple[CodedPassage, ...]:
    """Return the passages of a file; `coded` overrides which devices it was coded for.

    Raises
    ------
    FormatError
        If a line is not JSON, lacks a key, or a range leaves the text; the message names the line.
    """
    lines = tuple(_lines(path))
    several = any((label.coders or 0) > 1 for _, line in lines for label in line.labels)
    devices = frozenset(coded) or coded_devices({label.device for _, line in lines for label in line.labels})
    passages = []
    for number, line in lines:
        try:
            passages.append(_passage(line, devices, several_coders=several))
        except RhetoricError as error:
            raise FormatError(f"{path}, line {number}: {error.message}", error.hint) from error
    return tuple(passages)


def _lines(path: Path) -> Iterable[tuple[int, _Line]]:
    text = decode(read_file(path), str(path)).text
    for number, line in enumerate(re.split(r"\r?\n", text), 1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line.encode("utf-8", "surrogatepass"), type=_Line)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise FormatError(
                f"{path}, line {number}: {error}",
                "one JSON object a line, with id, text, language and labels [{device, start, end}]",
            ) from error


def _passage(line: _Line, devices: frozenset[str], *, several_coders: bool) -> CodedPassage:
    language = normalise(line.language)
    given = line.sentences
    spans = cut(line.text, language) if given is None else tuple(Span(*one) for one in given)
    return CodedPassage(
        line.id,
        language,
        line.text,
        spans,
        tuple(_label(label, several_coders=several_coders) for label in line.labels),
        speech=line.speech or _stem(line.source) or line.id.partition("@")[0],
        coded=devices if line.coded is None else frozenset(line.coded),
        speaker=line.speaker,
        home=line.home or line.country or None,
    )


def _label(raw: _Label, *, several_coders: bool) -> Label:
    alone = raw.coders == 1 if several_coders else raw.sure is not None and raw.sure <= _BORDERLINE
    if raw.decision not in {"tag", "candidate"}:
        raise FormatError(f"a label has the decision {raw.decision!r}", "use tag or candidate")
    return Label(
        raw.device,
        Span(raw.start, raw.end),
        doubtful=raw.doubtful or raw.fits != "codebook" or alone,
        act=raw.act,
        decision="candidate" if raw.decision == "candidate" else "tag",
        score=raw.score,
    )


def _stem(source: str | None) -> str:
    return Path(source).stem if source else ""
