"""Ids that must be single, and entries that rest on others: on ones that exist, stand, and do not rest on them."""

from collections.abc import Collection, Iterable, Mapping

from rhetoric.projection.record.found import Found
from rhetoric.projection.record.problems import Problems, choose, shown


def once(items: Iterable[Found], what: str, problems: Problems) -> Collection[str]:
    """Return the ids of a list in order; one that occurs twice is a problem."""
    lines: dict[str, int] = {}
    for item in items:
        name = item.get("id", str)
        if name is None:
            continue
        if name in lines:
            line = item.line_of("id")
            message = f"{shown(name)} occurs twice in {what}, first in line {lines[name]}"
            problems.add(line, item.place("id"), message, "give each its own id")
        lines.setdefault(name, item.line_of("id"))
    return lines.keys()


def check_support(entries: Iterable[Found], problems: Problems) -> None:
    """Check the ids of entries and what they rest on; a retracted entry may rest on anything there is."""
    listed = tuple(entries)
    once(listed, "entries", problems)
    known = {name: one for one in listed if (name := one.get("id", str)) is not None}
    for one in listed:
        for name in one.texts("rests_on"):
            _check_one(one, name, known, problems)
    for name in _in_circles({name: one.texts("rests_on") for name, one in known.items()}):
        one = known[name]
        problems.add(
            one.line_of("rests_on"),
            one.place("rests_on"),
            "leads round in a circle",
            "let no entry rest on itself through others",
        )


def _check_one(one: Found, name: str, known: Mapping[str, Found], problems: Problems) -> None:
    line, key = one.line_of("rests_on"), one.place("rests_on")
    if name not in known:
        problems.add(line, key, f"there is no entry {shown(name)}", choose(name, known, most=0) or "take it away")
    elif known[name].get("status", str) == "retracted" and one.get("status", str) != "retracted":
        hint = "take it away, or retract this entry as well"
        problems.add(line, key, f"{shown(name)} is retracted, and evidence of nothing", hint)


def _in_circles(graph: Mapping[str, Collection[str]]) -> list[str]:
    """Return the names that are in a circle or lead into one: those left when free ones are taken off in turn."""
    left = {name: {one for one in rests if one in graph} for name, rests in graph.items()}
    resting: dict[str, list[str]] = {}
    for name, rests in left.items():
        for one in rests:
            resting.setdefault(one, []).append(name)
    free = [name for name, rests in left.items() if not rests]
    while free:
        done = free.pop()
        for name in resting.get(done, ()):
            left[name].discard(done)
            if not left[name]:
                free.append(name)
        left.pop(done)
    return [name for name in graph if name in left]
