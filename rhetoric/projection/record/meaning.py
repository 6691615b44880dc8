"""What keys that fit one by one must fulfil together, and making the record of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from rhetoric.projection.record import days, layout
from rhetoric.projection.record.doubts import add_warnings, when_of
from rhetoric.projection.record.entries import (
    Attribution,
    Coverage,
    Entry,
    Member,
    Record,
    RecordSide,
    Source,
    Target,
    When,
)  # fmt: skip
from rhetoric.projection.record.found import Found, check
from rhetoric.projection.record.problems import Problems, choose, shown
from rhetoric.projection.record.support import check_support, once
from rhetoric.yaml_tree import Node


def understand(tree: Node, acts: Collection[str], problems: Problems) -> Record | None:
    """Return the record that a tree of keys and values holds, or None if there are problems, which are added."""
    found = check(tree, layout.RECORD, "", problems)
    sides, entries = found.below("sides"), found.below("entries")
    declared = once(sides, "sides", problems)
    for side in sides:
        for member in side.below("members"):
            _in_order(member, problems)
    _check_coverage(found, declared, problems)
    for entry in entries:
        _check_entry(entry, declared, acts, problems)
    check_support(entries, problems)
    add_warnings(found, problems)
    if problems.found:
        return None
    return Record(
        title=found.need("title", str),
        sides=tuple(map(_side, sides)),
        entries=tuple(map(_entry, entries)),
        coverage=_coverage(found.need("coverage", Found)),
    )


def _check_coverage(found: Found, declared: Collection[str], problems: Problems) -> None:
    coverage = found.get("coverage", Found)
    if coverage is None:
        return
    for side in coverage.texts("sides"):
        if side not in declared:
            _undeclared(coverage, "sides", side, declared, problems)
    if coverage.get("sides", tuple) == () and "sides" in coverage.lines:
        problems.add(coverage.line_of("sides"), coverage.place("sides"), "has nothing in it", "name the sides")
    _in_order(coverage, problems)


def _in_order(found: Found, problems: Problems) -> bool:
    """Tell whether `from` does not come after `to`; if it does, add a problem."""
    first, last = found.get("from", When), found.get("to", When)
    if first is None or last is None or first.first <= last.last:
        return True
    problems.add(
        found.line_of("to"), found.place("to"), f"{last} is before from, {first}", "put the earlier first"
    )
    return False


def _undeclared(found: Found, key: str, side: str, declared: Iterable[str], problems: Problems) -> None:
    hint = choose(side, declared) or "declare it"
    problems.add(found.line_of(key), found.place(key), f"side {shown(side)} is not declared under sides", hint)


def _check_entry(entry: Found, declared: Collection[str], acts: Collection[str], problems: Problems) -> None:
    side, act = entry.get("side", str), entry.get("act", str)
    if side is not None and side not in declared:
        _undeclared(entry, "side", side, declared, problems)
    if act is not None and act not in acts:
        below = [one for one in acts if one.startswith(f"{act}.")]
        message = f"{shown(act)} is a branch of acts, not a leaf" if below else f"unknown act {shown(act)}"
        hint = choose(act, below or acts, most=len(below)) or "`rhetoric record acts` lists them"
        problems.add(entry.line_of("act"), entry.place("act"), message, hint)
    target = entry.get("target", Found)
    if target is not None and not target.lines:
        problems.add(target.line, target.at, "says nothing", "give side or detail, or take it away")
    when = entry.get("when", Found)
    if when is not None and _in_order(when, problems):
        _check_precision(when, problems)
    sources = (*entry.below("sources"), *entry.below("counter_sources"))
    once(sources, f"{entry.at}.sources", problems)
    for source in sources:
        if source.get("title", str) is None and source.get("url", str) is None:
            rule = "give one of them, so that it can be looked up"
            problems.add(source.line, source.place("title"), "neither title nor url is there", rule)


def _check_precision(when: Found, problems: Problems) -> None:
    """Check that the precision is not finer than the dates are written, nor coarser than a single date."""
    precision, first, last = when.get("precision", str), when.get("from", When), when.get("to", When)
    if precision is None or first is None:
        return
    line, key = when.line_of("precision"), when.place("precision")
    for one in filter(None, (first, last)):
        if days.coarser(one.precision, precision):
            problems.add(
                line, key, f"is {precision}, but {one} is a {one.precision}", "write the dates as exactly"
            )
            return
    if last is None and "to" not in when.lines and days.coarser(precision, first.precision):
        period = When(*days.period(first.first, precision), precision)
        problems.add(line, key, f"is {precision}, but {first} is a {first.precision}", f"write from: {period}")


def _side(found: Found) -> RecordSide:
    members = tuple(map(_member, found.below("members")))
    return RecordSide(found.need("id", str), found.need("label", str), members, found.texts("agents"))


def _member(found: Found) -> Member:
    since, until = found.get("from", When), found.get("to", When)
    name, aliases = found.need("name", str), found.texts("aliases")
    return Member(name, aliases, since.first if since else None, until.last if until else None)


def _coverage(found: Found) -> Coverage:
    return Coverage(
        sides=found.texts("sides"),
        first=found.need("from", When).first,
        last=found.need("to", When).last,
        search_protocol=found.need("search_protocol", str),
        asymmetric=found.get("asymmetric", bool) or False,
    )


def _entry(found: Found) -> Entry:
    target, level, coded = (found.get(key, Found) for key in ("target", "attribution", "coded"))
    when = when_of(found.need("when", Found))
    if when is None:
        raise TypeError(f"{found.at} has no date")
    return Entry(
        id=found.need("id", str),
        side=found.need("side", str),
        act=found.need("act", str),
        summary=found.need("summary", str),
        when=when,
        status=found.need("status", str),
        sources=tuple(map(_source, found.below("sources"))),
        target=Target(target.get("side", str), target.get("detail", str)) if target else None,
        attribution=Attribution(level.need("level", str), level.get("basis", str)) if level else None,
        counter_sources=tuple(map(_source, found.below("counter_sources"))),
        rests_on=found.texts("rests_on"),
        coded_by=coded.texts("by") if coded else (),
        coded_on=coded.get("on", date) if coded else None,
        coded_agreed=coded.get("agreed", bool) if coded else None,
    )


def _source(found: Found) -> Source:
    texts: Mapping[str, str | None] = {
        key: found.get(key, str) for key in ("url", "title", "quote", "locator", "language", "archived_url")
    }
    return Source(
        id=found.need("id", str),
        type=found.need("type", str),
        group=found.need("group", str),
        publisher=found.need("publisher", str),
        date=found.need("date", When),
        reliability=found.need("reliability", str),
        credibility=int(found.need("credibility", str)),
        accessed=found.get("accessed", date),
        **texts,
    )
