"""Codings in brat's standoff form: NAME.ann beside NAME.txt, one document a pair.

Text-bound annotations (T) are labels, each fragment one; of the attributes, Doubtful takes a label out of scoring,
Act names an accusation's act, and Score and Candidate are read from predictions. Offsets are code points.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from rhetoric.errors import FormatError, RhetoricError
from rhetoric.evaluate.gold import CodedPassage, Label
from rhetoric.evaluate.schemes import coded_devices
from rhetoric.formats.encoding import decode, read_file
from rhetoric.language import detect
from rhetoric.records import Span
from rhetoric.text import sentences

_BOUND = re.compile(r"(?P<id>T\d+)\t(?P<device>\S+) (?P<spans>\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)(?:\t.*)?")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(?P<name>\S+) (?P<of>\S+)(?: (?P<value>.+))?")
_PASSED_OVER = "AMRE*#N"  # relations, events, notes and attributes of them; they hold no label


def read(path: Path, *, coded: Collection[str] = (), language: str | None = None) -> tuple[CodedPassage, ...]:
    """Return the document of an .ann file, whose text lies beside it as .txt, as one passage.

    Raises
    ------
    FormatError
        If a line is not standoff, or a range leaves the text; the message names the line.
    InputError
        If one of the two files cannot be read.
    """
    text = read_file(path.with_suffix(".txt")).decode("utf-8", "replace")
    marks = path.read_text(encoding="utf-8", errors="replace") if _empty(path) else _decoded(path)
    labels = _labels(marks.splitlines(), path)
    code = language or detect(text)[0]
    devices = frozenset(coded) or coded_devices({label.device for label in labels})
    try:
        passage = CodedPassage(
            path.stem, code, text, sentences(text, code), labels, path.stem.partition("@")[0], devices
        )
    except RhetoricError as error:
        raise FormatError(
            f"{path}: {error.message}", "its .txt was changed after coding; export both again"
        ) from error
    return (passage,)


def _empty(path: Path) -> bool:
    """Tell whether the file is there and empty, as brat writes it for a text without labels."""
    return path.is_file() and path.stat().st_size == 0


def _decoded(path: Path) -> str:
    return decode(read_file(path), str(path)).text


def _labels(lines: Sequence[str], path: Path) -> tuple[Label, ...]:
    found: dict[str, list[Label]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        bound, attribute = _BOUND.fullmatch(line), _ATTRIBUTE.fullmatch(line)
        if bound:
            pairs = (piece.split(" ") for piece in bound["spans"].split(";"))
            found[bound["id"]] = [Label(bound["device"], Span(int(start), int(end))) for start, end in pairs]
        elif attribute and attribute["of"] in found:
            found[attribute["of"]] = [
                _with(label, attribute["name"].lower(), attribute["value"], f"{path}, line {number}")
                for label in found[attribute["of"]]
            ]
        elif line[0] not in _PASSED_OVER:
            raise FormatError(f"{path}, line {number}: {line[:60]!r} is not standoff", "export it from brat again")
    flat = (label for labels in found.values() for label in labels)
    return tuple(sorted(flat, key=lambda label: (label.span, label.device)))


def _with(label: Label, name: str, value: str | None, where: str) -> Label:
    if name == "doubtful":
        return replace(label, doubtful=True)
    if name == "candidate":
        return replace(label, decision="candidate")
    if name == "act":
        return replace(label, act=value)
    if name == "score":
        try:
            return replace(label, score=float(value or ""))
        except ValueError as error:
            raise FormatError(f"{where}: the score {value!r} is no number", "write 0.7, say") from error
    return label
