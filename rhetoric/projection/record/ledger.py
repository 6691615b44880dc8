"""A record as plain text to read: by side and date, each entry with its status, act, sources and what disputes it.

Every value comes from a user's file, so each is reduced to one line without control characters.
"""

from collections.abc import Iterable, Iterator, Mapping

from rhetoric.errors import unknown_name
from rhetoric.projection.record.entries import Entry, Record, RecordSide, Source, When
from rhetoric.projection.record.problems import plain_line
from rhetoric.projection.record.wording import WORDS

Names = Mapping[str, Mapping[str, str]]  # act to language to name


def render(
    record: Record, names: Names, *, ui: str = "en", side: str | None = None, act: str | None = None
) -> str:
    """Return the ledger of a record.

    Parameters
    ----------
    record
        The record.
    names
        Names of acts by id and language.
    ui
        Language of the words around the entries: en or es.
    side
        Id of the only side to show.
    act
        The only act to show: a leaf, or a branch.

    Raises
    ------
    UnknownNameError
        If there is no such language, side or act.
    """
    if ui not in WORDS:
        raise unknown_name("language", ui, WORDS)
    if side is not None and record.side(side) is None:
        raise unknown_name("side", side, [one.id for one in record.sides])
    if act is not None and not any(_is(name, act) for name in names):
        raise unknown_name("act", act, {*names, *(name.partition(".")[0] for name in names)})
    lines = list(_head(record, WORDS[ui]))
    for one in record.sides:
        if side in {None, one.id}:
            found = [
                entry for entry in record.entries if entry.side == one.id and (not act or _is(entry.act, act))
            ]
            lines += _side(one, found, names, ui)
    return "\n".join(lines) + "\n"


def _is(name: str, act: str) -> bool:
    return name == act or name.startswith(f"{act}.")


def _head(record: Record, words: Mapping[str, str]) -> Iterator[str]:
    coverage = record.coverage
    yield f"# {plain_line(record.title)}"
    yield ""
    yield words["notice"]
    searched = f"{coverage.first} {words['to']} {coverage.last}"
    yield f"{words['coverage']}: {searched}; {', '.join(coverage.sides)}. {plain_line(coverage.search_protocol)}"
    if coverage.asymmetric:
        yield words["asymmetric"]


def _side(side: RecordSide, entries: list[Entry], names: Names, ui: str) -> Iterator[str]:
    words = WORDS[ui]
    yield ""
    yield f"## {plain_line(side.label)} ({side.id})"
    people = [member.name for member in side.members]
    for what, listed in (("members", people), ("agents", side.agents)):
        if listed:
            yield f"{words[what]}: {', '.join(map(plain_line, listed))}"
    if not entries:
        yield ""
        yield words["none"]
    for entry in sorted(entries, key=lambda one: (one.when.first, one.when.last, one.id)):
        yield ""
        yield from _entry(entry, names, ui)


def _entry(entry: Entry, names: Names, ui: str) -> Iterator[str]:
    words = WORDS[ui]
    known = names.get(entry.act, {})
    name = plain_line(known.get(ui) or known.get("en") or entry.act)
    status = words["retracted_note"] if entry.retracted else words[entry.status]
    yield f"* {_when(entry.when, words)} · {name} ({entry.act}) · {status} · {entry.id}"
    yield f"  {plain_line(entry.summary)}"
    if entry.target:
        target = ", ".join(filter(None, (entry.target.side, entry.target.detail)))
        yield f"  {words['target']}: {plain_line(target)}"
    if entry.attribution:
        level, basis = words[entry.attribution.level], plain_line(entry.attribution.basis or "")
        yield f"  {words['attribution']}: {level}{f' ({basis})' if basis else ''}"
    if entry.rests_on:
        yield f"  {words['rests_on']}: {', '.join(map(plain_line, entry.rests_on))}"
    yield from _sources(words["sources"], entry.sources, words)
    yield from _sources(words["counter"], entry.counter_sources, words)


def _when(when: When, words: Mapping[str, str]) -> str:
    return str(when).replace(" to ", f" {words['to']} ")


def _sources(title: str, sources: Iterable[Source], words: Mapping[str, str]) -> Iterator[str]:
    listed = tuple(sources)
    if listed:
        yield f"  {title}:"
    for one in listed:
        what = f": {plain_line(one.title)}" if one.title else ""
        at = f", {plain_line(one.locator)}" if one.locator else ""
        kind = f"({words[one.type]}; {one.group})"
        yield f"  - [{one.grade}] {plain_line(one.publisher)}, {one.date}{what}{at} {kind}"
        if one.quote:
            yield f"    {words['quote_open']}{plain_line(one.quote)}{words['quote_close']}"
        for address in filter(None, (one.url, one.archived_url)):
            yield f"    {plain_line(address)}"
