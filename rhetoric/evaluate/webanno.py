"""Codings exported from WebAnno or INCEpTION as TSV 3: span layers, one document a file.

The device is the feature called device, label or value, else the first one; a feature called act gives the act.
Offsets count UTF-16 units, as Java does; they are turned into code points. Text between sentences is not in the
file and becomes spaces.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rhetoric.errors import FormatError
from rhetoric.evaluate.gold import CodedPassage, Label
from rhetoric.evaluate.schemes import coded_devices
from rhetoric.formats.encoding import decode, read_file
from rhetoric.language import detect
from rhetoric.records import Span

_TOKEN = re.compile(r"\d+-\d+(\.\d+)?")
_VALUE = re.compile(r"(?P<name>(?:\\.|[^\\\[\]])*)(?:\[(?P<id>\d+)\])?")
_STACKED = re.compile(r"(?:\\.|[^\\|])+")
_ESCAPED = re.compile(r"\\(.)")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_DEVICE_FEATURES = ("device", "label", "value")
_LONGEST = 16 << 20  # code units of a document; an offset beyond that is an error, not a long speech


@dataclass(slots=True)
class _Document:
    """The text as far as read, in UTF-16 units, its sentences, and the labels by layer and id."""

    units: bytearray = field(default_factory=bytearray)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    labels: dict[tuple[int, str], list[tuple[int, int, str, str | None]]] = field(default_factory=dict)


def read(path: Path, *, coded: Collection[str] = (), language: str | None = None) -> tuple[CodedPassage, ...]:
    """Return the document of a file as one passage.

    Raises
    ------
    FormatError
        If it is no WebAnno TSV 3, has no span layer, or its offsets run backwards; the message names the line.
    """
    lines = decode(read_file(path), str(path)).text.replace("\r\n", "\n").split("\n")
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise FormatError(f"{path} does not begin with #FORMAT=WebAnno TSV 3", "export it as WebAnno TSV v3")
    layers = _layers(lines)
    if not layers:
        raise FormatError(f"{path} has no span layer (#T_SP=)", "export the layer with the devices")
    document = _Document()
    pending = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("#Text="):
            pending = _unescape(line.removeprefix("#Text="))
        elif _TOKEN.fullmatch(line.partition("\t")[0]):
            try:
                _token(document, line.split("\t"), layers, pending)
            except ValueError as error:
                raise FormatError(f"{path}, line {number}: {error}", "export the document again") from error
            pending = ""
    return (_passage(path, document, coded, language),)


def _layers(lines: Sequence[str]) -> list[Mapping[str, int]]:
    """Return per span layer the column of its device and of its act."""
    layers: list[Mapping[str, int]] = []
    column = 3
    for line in lines:
        kind, _, rest = line.partition("=")
        if not kind.startswith("#T_"):
            continue
        features = rest.split("|")[1:]
        if kind == "#T_SP" and features:
            name = next((one for one in _DEVICE_FEATURES if one in features), features[0])
            places = {"device": column + features.index(name)}
            if "act" in features:
                places["act"] = column + features.index("act")
            layers.append(places)
        column += max(len(features), 1) + (kind == "#T_RL")
    return layers


def _token(document: _Document, cells: Sequence[str], layers: Sequence[Mapping[str, int]], pending: str) -> None:
    bounds = re.fullmatch(r"(\d{1,9})-(\d{1,9})", cells[1]) if len(cells) > 1 else None
    if bounds is None:
        raise ValueError("a token without offsets")
    start, end = int(bounds[1]), int(bounds[2])
    if pending:
        _open_sentence(document, start, pending)
    if not document.sentences or not start < end <= len(document.units) // 2:
        raise ValueError(f"the token {start}-{end} lies outside its sentence")
    for number, places in enumerate(layers):
        devices = list(_values(cells, places["device"]))
        acts = list(_values(cells, places["act"])) if "act" in places else []
        for at, (name, mark) in enumerate(devices):
            act = acts[at][0] if at < len(acts) else None
            key = (number, mark or f"{name}@{start}-{end}")
            document.labels.setdefault(key, []).append((start, end, name, act))


def _open_sentence(document: _Document, start: int, text: str) -> None:
    at = len(document.units) // 2
    if not at <= start <= _LONGEST:
        raise ValueError(f"the sentence at {start} begins before the last one ends, at {at}")
    document.units += "\n".encode("utf-16-le") * min(start - at, 1) + " ".encode("utf-16-le") * (start - at - 1)
    document.units += text.encode("utf-16-le", "surrogatepass")
    document.sentences.append((start, len(document.units) // 2))


def _values(cells: Sequence[str], column: int) -> Iterator[tuple[str, str]]:
    """Yield value and id of the stacked annotations in a cell; `_` is none, `*` one without a value."""
    cell = cells[column] if column < len(cells) else "_"
    for piece in _STACKED.findall(cell):
        found = _VALUE.fullmatch(piece)
        if found and found["name"] not in {"_", "*", ""}:
            yield _unescape(found["name"]), found["id"] or ""


def _passage(path: Path, document: _Document, coded: Collection[str], language: str | None) -> CodedPassage:
    text = document.units.decode("utf-16-le", "replace")
    points = _code_points(document.units)
    labels = []
    for pieces in document.labels.values():
        start, end, name, act = min(pieces)[0], max(piece[1] for piece in pieces), pieces[0][2], pieces[0][3]
        labels.append(Label(name, Span(points[start], points[end]), act=act))
    ordered = tuple(sorted(labels, key=lambda label: (label.span, label.device)))
    devices = frozenset(coded) or coded_devices({label.device for label in ordered})
    spans = tuple(Span(points[start], points[end]) for start, end in document.sentences)
    return CodedPassage(
        path.stem, language or detect(text)[0], text, spans, ordered, path.stem.partition("@")[0], devices
    )


def _code_points(units: bytearray) -> list[int]:
    """Return for each UTF-16 offset the number of code points before it."""
    counts = [0]
    for at in range(1, len(units), 2):
        low = 0xDC <= units[at] < 0xE0 and at > 2 and 0xD8 <= units[at - 2] < 0xDC
        counts.append(counts[-1] + (not low))
    return counts


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), text)
