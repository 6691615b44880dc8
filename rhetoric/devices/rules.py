"""Rules of a codebook: when a device is found, as data.

A rule has an `id` and either `patterns` (any of them, see `rhetoric.devices.patterns`) or `elements`: named
groups of patterns, in any order, of which `at_least` (default: all) must be found in the sentence; a `?` after an
element's name makes it welcome but not needed; with `reach: 1` an element may stand in the sentence before, if the
same speaker says it.

Further keys, all optional. A condition is "PATTERN in PLACE", or "question" (the sentence is one); the places are
`sentence` (the default), `match`, `clause`, `before`, `after` (in the sentence), `previous`, `next`, `near` (this
sentence and its neighbours), `passage` (this sentence and the two before it) and `earlier` (the three before it).

* `needs`: conditions without which the rule is silent; a list inside the list means "one of these";
* `wants`: conditions without which the finding is only a candidate; also with alternatives;
* `unless`: conditions that silence the rule;  `doubt`: conditions that make the finding a candidate;
* `strength`: of a finding with nothing missing, in [0, 1], default 1; `doubtful: true` is a short way to 0.5;
* `span`: what is marked: `clauses` that hold the match (the default), the `match` itself, the whole `sentence`,
  `from` the match to the sentence's end, or `to` the match's end from the start of its clause;
* `allow`: status flags that belong to the formula itself ("there will be *no* country left" is not negated);
* `subtype`, and `fills`: slots with a fixed value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from rhetoric.devices import yamlfile
from rhetoric.devices.patterns import Pattern, parse
from rhetoric.errors import FormatError, unknown_name
from rhetoric.records import Slot, Status

Place = Literal["sentence", "match", "clause", "before", "after", "previous", "next", "near", "passage", "earlier"]
Extent = Literal["clauses", "match", "sentence", "from", "to"]
DOUBTFUL = 0.5  # strength of what is only a candidate


@dataclass(frozen=True, slots=True)
class Condition:
    """A pattern that must, or must not, be found in a place; without a pattern: the sentence is a question."""

    place: Place
    pattern: Pattern | None


@dataclass(frozen=True, slots=True)
class Element:
    """A named group of patterns; one of them found fills the element."""

    name: str
    patterns: tuple[Pattern, ...]
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a device, parsed; see the module's text for what the fields mean."""

    id: str
    patterns: tuple[Pattern, ...]
    elements: tuple[Element, ...]
    at_least: int
    reach: int
    needs: tuple[tuple[Condition, ...], ...]
    wants: tuple[tuple[Condition, ...], ...]
    unless: tuple[Condition, ...]
    doubt: tuple[Condition, ...]
    strength: float
    span: Extent
    allow: tuple[Status, ...]
    subtype: str | None
    fills: tuple[Slot, ...]


_KEYS = frozenset(
    {"id", "patterns", "elements", "at_least", "reach", "needs", "wants", "unless", "doubt", "strength",
     "doubtful", "span", "allow", "subtype", "fills"}
)  # fmt: skip


def read_rule(raw: Mapping[str, object], path: Path, before: str, after: str) -> Rule:
    """Read one rule of the file `path`; its full id is `before` + id + `after`.

    Raises
    ------
    FormatError
        If a key, pattern or condition cannot be understood.
    """
    yamlfile.check_keys(raw, _KEYS, path)
    name = yamlfile.text(raw, "id", path)
    elements = _elements(raw, path)
    patterns = tuple(parse(source) for source in yamlfile.strings(raw, "patterns", path))
    if bool(patterns) == bool(elements):
        raise FormatError(f"{path}: rule {name!r} needs patterns or elements", "give it one of the two")
    fills = raw.get("fills") or {}
    if not isinstance(fills, dict):
        raise FormatError(f"{path}: fills of rule {name!r} is {fills!r}", "write SLOT: value lines")
    return Rule(
        id=f"{before}{name}{after}",
        patterns=patterns,
        elements=elements,
        at_least=_integer(raw, "at_least", sum(element.needed for element in elements), path),
        reach=_integer(raw, "reach", 0, path),
        needs=_groups(raw, "needs", path),
        wants=_groups(raw, "wants", path),
        unless=tuple(condition(one, path) for one in yamlfile.strings(raw, "unless", path)),
        doubt=tuple(condition(one, path) for one in yamlfile.strings(raw, "doubt", path)),
        strength=DOUBTFUL if raw.get("doubtful") is True else _fraction(raw, path),
        span=cast("Extent", _one_of(raw, "span", "clauses", path)),
        allow=yamlfile.statuses(raw, "allow", path),
        subtype=yamlfile.text(raw, "subtype", path) if "subtype" in raw else None,
        fills=tuple(Slot(str(slot), str(value)) for slot, value in fills.items()),
    )


def _elements(raw: Mapping[str, object], path: Path) -> tuple[Element, ...]:
    found = raw.get("elements") or {}
    if not isinstance(found, dict):
        raise FormatError(f"{path}: elements is {found!r}", "write NAME: [patterns] lines")
    return tuple(
        Element(
            str(name).rstrip("?"),
            tuple(parse(source) for source in yamlfile.strings(found, name, path)),
            needed=not str(name).endswith("?"),
        )
        for name in found
    )


def _groups(raw: Mapping[str, object], key: str, path: Path) -> tuple[tuple[Condition, ...], ...]:
    listed = raw.get(key, [])
    if not isinstance(listed, list):
        raise FormatError(f"{path}: {key!r} is {listed!r}, not a list", "start each condition with a dash")
    groups = (one if isinstance(one, list) else [one] for one in listed)
    return tuple(tuple(condition(str(one), path) for one in group) for group in groups)


def condition(source: str, path: Path) -> Condition:
    """Read one condition, PATTERN or PATTERN `in` PLACE, of the file `path`."""
    if source == "question":
        return Condition("sentence", None)
    pattern, joint, place = source.rpartition(" in ")
    if not joint:
        pattern, place = source, "sentence"
    if place not in get_args(Place):
        if joint and place.replace("_", "").isalpha() and " " not in place:
            raise unknown_name(f"place in {path.name}", place, get_args(Place))
        pattern, place = source, "sentence"
    return Condition(cast("Place", place), parse(pattern))


def _one_of(raw: Mapping[str, object], key: str, default: str, path: Path) -> str:
    value = raw.get(key, default)
    if value not in get_args(Extent):
        raise unknown_name(f"{key} in {path.name}", str(value), get_args(Extent))
    return str(value)


def _integer(raw: Mapping[str, object], key: str, default: int, path: Path) -> int:
    value = raw.get(key, default)
    if not isinstance(value, int) or not 0 <= value <= 20:
        raise FormatError(f"{path}: {key!r} is {value!r}", "give a whole number from 0 to 20")
    return value


def _fraction(raw: Mapping[str, object], path: Path) -> float:
    value = raw.get("strength", 1.0)
    if not isinstance(value, int | float) or not 0 < value <= 1:
        raise FormatError(f"{path}: strength is {value!r}", "give a number above 0, at most 1")
    return float(value)
