"""Checking a tree of keys and values against a layout; what fits is kept with its line, what does not is told."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from rhetoric.projection.record import days
from rhetoric.projection.record.entries import When
from rhetoric.projection.record.layout import Field, Kind
from rhetoric.projection.record.problems import Problems, choose, shown
from rhetoric.yaml_tree import Node

T = TypeVar("T")
ID_PATTERN = r"\w[\w.:-]{0,63}"
_ID_RULE = "letters, digits, . : _ - and at most 64 of them"
FLAGS = {
    **dict.fromkeys(("true", "yes", "sí", "si", "x", "1"), True),
    **dict.fromkeys(("false", "no", "0"), False),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The values of a mapping that fit, and the lines of its keys; `at` is its place in the file."""

    at: str
    line: int
    values: Mapping[str, object]
    lines: Mapping[str, int]

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return the value of a key, or None where it was missing or wrong."""
        value = self.values.get(key)
        return value if isinstance(value, kind) else None

    def need(self, key: str, kind: type[T]) -> T:
        """Return the value of a key that was checked to be there."""
        value = self.values[key]
        if not isinstance(value, kind):
            raise TypeError(f"{self.at}.{key} is {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a key, none where it is missing."""
        return tuple(one for one in self.get(key, tuple) or () if isinstance(one, str))

    def below(self, key: str) -> tuple["Found", ...]:
        """Return the mappings listed under a key."""
        return tuple(one for one in self.get(key, tuple) or () if isinstance(one, Found))

    def line_of(self, key: str) -> int:
        """Return the line of a key, or that of the mapping where the key is missing."""
        return self.lines.get(key, self.line)

    def place(self, key: str) -> str:
        """Return the full name of a key."""
        return f"{self.at}.{key}" if self.at else key


def check(node: Node, fields: Iterable[Field], at: str, problems: Problems) -> Found:
    """Check a mapping against its keys; `at` is its place in the file, empty for the whole of it."""
    if not isinstance(node.value, Mapping):
        problems.add(node.line, at or "the file", "keys and values are missing here", "write key: value lines")
        return Found(at, node.line, {}, {})
    known = {one.key: one for one in fields}
    values: dict[str, object] = {}
    for key, value in node.value.items():
        place = f"{at}.{key}" if at else key
        if key not in known:
            hint = choose(key, known, most=20) or "leave it out"
            problems.add(value.line, place, f"unknown key {shown(key)}", hint)
            continue
        given = _value(value, known[key], place, problems)
        if given is not None:
            values[key] = given
    for key, one in known.items():
        if one.required and (key not in node.value or node.value[key].value is None):
            line = node.value[key].line if key in node.value else node.line
            problems.add(line, f"{at}.{key}" if at else key, "is missing", _remedy(one))
    return Found(at, node.line, values, {key: value.line for key, value in node.value.items()})


def _remedy(one: Field) -> str:
    about = one.about[:1].lower() + one.about[1:].rstrip(".")
    choices = f": {', '.join(one.choices)}" if one.choices else ""
    return f"add it: {about}{choices}"


def _value(node: Node, one: Field, at: str, problems: Problems) -> object:
    """Return what a key holds, or None where it is empty or wrong."""
    if node.value is None:
        return None
    if one.kind is Kind.MAPPING:
        return check(node, one.inside, at, problems)
    if one.kind is Kind.MAPPINGS:
        return _listed(node, one, at, problems)
    return _texts(node, at, problems) if one.kind is Kind.TEXTS else _scalar(node, one, at, problems)


def _scalar(node: Node, one: Field, at: str, problems: Problems) -> object:
    if not isinstance(node.value, str):
        problems.add(node.line, at, "is no text but a list or keys of its own", "write one value")
        return None
    text = _clean(node.value, node.line, at, problems)
    if text is None:
        return None
    if one.longest is not None and len(text) > one.longest:
        problems.add(node.line, at, f"has {len(text)} characters", f"shorten it to {one.longest} or fewer")
        return None
    return _SCALARS[one.kind](text, one, lambda message, hint: problems.add(node.line, at, message, hint))


def _clean(value: str, line: int, at: str, problems: Problems) -> str | None:
    """Return a text without blanks around it; an empty one and one with control characters are problems."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        problems.add(line, at, "is empty", "write something, or take the key away")
        return None
    bad = next((char for char in text if (ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160), None)
    if bad is not None or any("\ud800" <= char <= "\udfff" for char in text):
        problems.add(line, at, "holds a character no text has", "take control characters out")
        return None
    return text


def _listed(node: Node, one: Field, at: str, problems: Problems) -> tuple[Found, ...]:
    if isinstance(node.value, str | Mapping) or node.value is None:
        problems.add(node.line, at, "is no list", "start each item with a dash")
        return ()
    if one.required and not node.value:
        problems.add(node.line, at, "has nothing in it", _remedy(one))
    return tuple(
        check(item, one.inside, f"{at}[{_name(item, number)}]", problems)
        for number, item in enumerate(node.value, start=1)
    )


def _name(item: Node, number: int) -> str:
    """Return how an item of a list is called: by its id or name, else by its number from 1."""
    if isinstance(item.value, Mapping) and "id" in item.value:
        name = item.value["id"].value
        if isinstance(name, str) and re.fullmatch(ID_PATTERN, name.strip()):
            return name.strip()
    return str(number)


def _texts(node: Node, at: str, problems: Problems) -> tuple[str, ...]:
    """Return a list of texts; a single text is a list of one."""
    items = (node,) if isinstance(node.value, str) else node.value
    if isinstance(items, Mapping) or items is None:
        problems.add(node.line, at, "is no list of texts", "write [one, another]")
        return ()
    found: dict[str, None] = {}  # a set that keeps its order
    for item in items:
        if not isinstance(item.value, str):
            problems.add(item.line, at, "holds something that is no text", "write [one, another]")
            continue
        text = _clean(item.value, item.line, at, problems)
        if text is not None and text in found:
            problems.add(item.line, at, f"names {shown(text)} twice", "keep one of them")
        elif text is not None:
            found[text] = None
    return tuple(found)


_Tell = Callable[[str, str], None]


def _text(text: str, _: Field, __: _Tell) -> str:
    return text


def _id(text: str, _: Field, tell: _Tell) -> str | None:
    if re.fullmatch(ID_PATTERN, text):
        return text
    tell(f"{shown(text)} is no id", _ID_RULE)
    return None


def _date(text: str, _: Field, tell: _Tell) -> When | None:
    parsed = days.parse(text)
    if parsed is None:
        tell(f"{shown(text)} is no date", days.RULE)
        return None
    return When(*parsed)


def _day(text: str, _: Field, tell: _Tell) -> date | None:
    parsed = days.parse(text)
    if parsed is None or parsed[2] != "day":
        tell(f"{shown(text)} is no day", days.DAY_RULE)
        return None
    return parsed[0]


def _choice(text: str, one: Field, tell: _Tell) -> str | None:
    if text in one.choices:
        return text
    tell(f"{shown(text)} is not among the values it may have", choose(text, one.choices))
    return None


def _url(text: str, _: Field, tell: _Tell) -> str | None:
    try:
        parts = urlsplit(text)
        good = (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text
        )
    except ValueError:
        good = False
    if good:
        return text
    tell(f"{shown(text)} is no address", "write https://…; where a source is not on the web, leave url out")
    return None


def _flag(text: str, _: Field, tell: _Tell) -> bool | None:
    if text.casefold() in FLAGS:
        return FLAGS[text.casefold()]
    tell(f"{shown(text)} is neither true nor false", "write true or false")
    return None


_SCALARS: Mapping[Kind, Callable[[str, Field, _Tell], object]] = {
    Kind.TEXT: _text, Kind.ID: _id, Kind.DATE: _date, Kind.DAY: _day, Kind.CHOICE: _choice, Kind.URL: _url,
    Kind.FLAG: _flag,
}  # fmt: skip
