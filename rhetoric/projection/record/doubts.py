"""Warnings: what makes no record unusable, but should be looked at before anything rests on it."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from rhetoric.projection.record import days
from rhetoric.projection.record.entries import When
from rhetoric.projection.record.found import Found
from rhetoric.projection.record.problems import Problems, shown
from rhetoric.text import fold

# The types of sources of which a status speaks; without one, who says so?
_SPEAKS_OF: Mapping[str, frozenset[str]] = {
    "adjudicated": frozenset({"court", "intergovernmental"}),
    "admitted": frozenset({"self_statement", "court"}),
}


def add_warnings(found: Found, problems: Problems) -> None:
    """Add the warnings of a whole record."""
    coverage, entries = found.get("coverage", Found), found.below("entries")
    for entry in entries:
        if coverage is not None:
            _outside(entry, coverage, problems)
        _unspoken(entry, problems)
    _two_sides(found.below("sides"), problems)


def when_of(found: Found) -> When | None:
    """Return the days that a mapping of from, to and precision means, or None where they cannot be told."""
    first, last = found.get("from", When), found.get("to", When)
    if first is None:
        return None
    last = last or first
    coarse = last if days.coarser(last.precision, first.precision) else first
    return When(first.first, last.last, found.get("precision", str) or coarse.precision)


def _outside(entry: Found, coverage: Found, problems: Problems) -> None:
    side, when = entry.get("side", str), entry.get("when", Found)
    if side and coverage.texts("sides") and side not in coverage.texts("sides"):
        line, key = entry.line_of("side"), entry.place("side")
        problems.warn(line, key, f"coverage does not name {shown(side)}", "add it to coverage, if it was searched")
    first, last = coverage.get("from", When), coverage.get("to", When)
    span = when_of(when) if when else None
    if when and span and first and last and (span.first < first.first or span.last > last.last):
        hint = "widen coverage, if it was searched"
        problems.warn(when.line, entry.place("when"), f"{span} is outside the coverage", hint)


def _unspoken(entry: Found, problems: Problems) -> None:
    """Warn of an entry called adjudicated or admitted without a source of the kind that could say so."""
    status = entry.get("status", str) or ""
    wanted = _SPEAKS_OF.get(status)
    types = {source.get("type", str) for source in entry.below("sources")}
    if wanted and types.isdisjoint(wanted):
        hint = f"add a source of type {' or '.join(sorted(wanted))}, or say documented"
        message = f"is {status}, but no source is of a type that could say so"
        problems.warn(entry.line_of("status"), entry.place("status"), message, hint)


def _two_sides(sides: Iterable[Found], problems: Problems) -> None:
    """Warn of a name that two sides have at the same time: it could not be told whose act is meant."""
    named: dict[str, list[tuple[Found, Found]]] = {}
    for side in sides:
        for member in side.below("members"):
            names = {fold(name) for name in (member.get("name", str) or "", *member.texts("aliases"))}
            for name in sorted(names - {""}):
                named.setdefault(name, []).append((side, member))
    for holders in named.values():
        for (one, first), (other, second) in combinations(holders[:10], 2):
            if one is not other and _meet(first, second):
                message = (
                    f"{shown(second.get('name', str) or '')} is also of {one.get('id', str)} at the same time"
                )
                problems.warn(second.line, second.at, message, "give from and to, or tell the names apart")


def _meet(one: Found, other: Found) -> bool:
    """Tell whether two memberships share a day."""
    starts = [since.first for since in (one.get("from", When), other.get("from", When)) if since]
    ends = [until.last for until in (one.get("to", When), other.get("to", When)) if until]
    return not starts or not ends or max(starts) <= min(ends)
