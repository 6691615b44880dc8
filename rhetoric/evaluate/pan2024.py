"""PAN 2024, oppositional thinking: conspiracy versus critical texts, and spans of six roles; read from a folder.

Two forms are read: JSON lines (id, lang, text, labels [{label}], spans [{start, end, label}]) and the task's own
JSON (id, text, category, annotations [{category, start_char, end_char}]), whose file name holds the language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from rhetoric.errors import FormatError, InputError
from rhetoric.formats.encoding import decode, read_file
from rhetoric.records import Span

POSITIVE, NEGATIVE = "CONSPIRACY", "CRITICAL"
ROLES = ("AGENT", "CAMPAIGNER", "FACILITATOR", "NEGATIVE_EFFECT", "OBJECTIVE", "VICTIM")
_LANGUAGE = re.compile(r"(?:^|_)(en|es)(?:_|$)")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of the task: whether it tells a conspiracy, and the spans of each role."""

    id: str
    language: str
    text: str
    conspiracy: bool
    roles: Mapping[str, tuple[Span, ...]]


class _Label(msgspec.Struct):
    label: str


class _Marked(msgspec.Struct):
    label: str
    start: int
    end: int


class _Line(msgspec.Struct):
    id: str
    text: str
    lang: str
    labels: list[_Label]
    spans: list[_Marked] = []


class _Annotation(msgspec.Struct):
    category: str
    start_char: int = 0
    end_char: int = 0


class _Record(msgspec.Struct):
    id: str
    text: str
    category: str
    annotations: list[_Annotation] = []


def read_pan2024(folder: Path) -> tuple[Item, ...]:
    """Read all texts of a folder, in the order of its files.

    Raises
    ------
    InputError
        If the folder holds no such texts.
    FormatError
        If a file has another form.
    """
    items: list[Item] = []
    for path in sorted(folder.glob("*.json*")) if folder.is_dir() else ():
        items.extend(_lines(path) if path.suffix == ".jsonl" else _records(path))
    if not items:
        raise InputError(f"{folder} holds no texts of the task", "give the folder with its .jsonl or .json files")
    return tuple(items)


def _lines(path: Path) -> list[Item]:
    items = []
    for number, line in enumerate(decode(read_file(path), str(path)).text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            raw = msgspec.json.decode(line, type=_Line)
        except msgspec.MsgspecError as error:
            raise FormatError(f"{path}, line {number}: {error}", "keys: id, lang, text, labels, spans") from error
        spans = [(one.label, Span(one.start, one.end)) for one in raw.spans]
        names = {one.label for one in raw.labels}
        items.append(_item((raw.id, raw.lang, raw.text), names, spans, f"{path}, line {number}"))
    return items


def _records(path: Path) -> list[Item]:
    language = _LANGUAGE.search(path.stem)
    if language is None:
        raise FormatError(f"{path} does not name its language", "call it as the task does, dataset_en_train.json")
    try:
        records = msgspec.json.decode(read_file(path), type=list[_Record])
    except msgspec.MsgspecError as error:
        raise FormatError(f"{path}: {error}", "keys: id, text, category, annotations") from error
    return [
        _item(
            (raw.id, language[1], raw.text),
            {raw.category},
            [(one.category, Span(one.start_char, one.end_char)) for one in raw.annotations],
            f"{path}, id {raw.id}",
        )
        for raw in records
    ]


def _item(head: tuple[str, str, str], names: set[str], spans: list[tuple[str, Span]], where: str) -> Item:
    classes = names & {POSITIVE, NEGATIVE}
    if len(classes) != 1:
        raise FormatError(f"{where} has the classes {sorted(names)}", f"one of {POSITIVE} and {NEGATIVE}")
    name, language, text = head
    roles: dict[str, list[Span]] = {role: [] for role in ROLES}
    for role, span in spans:
        if role in roles:
            if not 0 <= span.start < span.end <= len(text):
                raise FormatError(f"{where}: the span {tuple(span)} leaves the text", "offsets are code points")
            roles[role].append(span)
    return Item(name, language, text, POSITIVE in classes, {role: tuple(found) for role, found in roles.items()})
