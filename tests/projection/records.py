"""Records for tests: a small file as text, and records of any content."""

from datetime import date
from pathlib import Path

import hypothesis.strategies as st

from rhetoric.projection.record import days
from rhetoric.projection.record.entries import (
    CREDIBILITIES,
    LEVELS,
    PRECISIONS,
    RELIABILITIES,
    SOURCE_TYPES,
    STATUSES,
    Attribution,
    Coverage,
    Entry,
    Member,
    Record,
    RecordSide,
    Source,
    Target,
    When,
)
from rhetoric.projection.record.problems import Problem
from rhetoric.projection.record.reading import inspect_record

ACTS = ("cyber.ddos", "cyber.intrusion", "economy.hoarding")
SMALL = """\
schema: mirror-record/1.0
title: A record
coverage: {sides: [ours, theirs], from: 2030, to: 2031, search_protocol: two papers read through}
sides:
  - {id: ours, label: Ours}
  - {id: theirs, label: Theirs}
entries:
  - id: r-1
    side: ours
    act: cyber.ddos
    summary: The port's pages were flooded.
    when: {from: 2030-05-02}
    status: documented
    sources:
      - id: s1
        type: press
        group: g-1
        publisher: The Quay Herald
        date: 2030-05
        title: Flooded
        reliability: B
        credibility: 2
  - id: r-2
    side: theirs
    act: economy.hoarding
    summary: Grain was kept back.
    when: {from: 2031-02}
    status: alleged
    sources:
      - {id: s1, type: anonymous, group: g, publisher: P, date: 2031, title: T, reliability: F, credibility: 6}
"""


def written(folder: Path, text: str, name: str = "record.yaml") -> Path:
    """Write a record file and return its path."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def problems(folder: Path, text: str, name: str = "record.yaml") -> tuple[Problem, ...]:
    """Return what is wrong in a record file."""
    return inspect_record(written(folder, text, name), acts=ACTS).problems


def _clean(text: str) -> str:
    return text.replace("\r", " ").strip()


TEXTS = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t|\\'=+-@,;\"#:{}[]"), max_size=25
    )
    .map(_clean)
    .filter(bool)
) | st.sampled_from(
    ["=1+1", "'=x", "''", "a | b\\", "\\|", "NO", "null", "~", "2024", "- a", "'tis", "＝x", "* x"]
)
IDS = st.from_regex(r"\A[a-zé1][a-z0-9_.:-]{0,5}\Z")
DATES = st.dates(date(1000, 1, 1), date(9999, 12, 30))
MANY = st.lists(TEXTS, max_size=3, unique=True).map(tuple)


@st.composite
def periods(draw: st.DrawFn) -> When:
    precision = draw(st.sampled_from(PRECISIONS))
    return When(*days.period(draw(DATES), precision), precision)


@st.composite
def spans(draw: st.DrawFn) -> When:
    first, last = sorted([draw(DATES), draw(DATES)])
    return When(first, last, draw(st.sampled_from(PRECISIONS)))


SOURCES = st.builds(
    Source,
    id=IDS,
    type=st.sampled_from(SOURCE_TYPES),
    group=IDS,
    publisher=TEXTS,
    date=periods(),
    reliability=st.sampled_from(RELIABILITIES),
    credibility=st.sampled_from(CREDIBILITIES),
    url=st.none() | st.just("https://herald.example/a?b=|c"),
    title=TEXTS,
    quote=st.none() | TEXTS,
    locator=st.none() | TEXTS,
    language=st.none() | st.just("es"),
    archived_url=st.none() | st.just("http://archive.example/'=1"),
    accessed=st.none() | DATES,
)


@st.composite
def entries(draw: st.DrawFn, name: str, side: str) -> Entry:
    sources = draw(st.lists(SOURCES, min_size=1, max_size=4, unique_by=lambda one: one.id))
    cut = draw(st.integers(1, len(sources)))
    return draw(
        st.builds(
            Entry,
            id=st.just(name),
            side=st.just(side),
            act=st.sampled_from(ACTS),
            summary=TEXTS,
            when=spans(),
            status=st.sampled_from(STATUSES),
            sources=st.just(tuple(sources[:cut])),
            target=st.none() | st.builds(Target, TEXTS, st.none() | TEXTS) | st.builds(Target, st.none(), TEXTS),
            attribution=st.none() | st.builds(Attribution, st.sampled_from(LEVELS), st.none() | TEXTS),
            counter_sources=st.just(tuple(sources[cut:])),
            coded_by=MANY,
            coded_on=st.none() | DATES,
            coded_agreed=st.none() | st.booleans(),
        )
    )


def _members() -> st.SearchStrategy[Member]:
    def ordered(one: Member) -> Member:
        if one.since and one.until and one.since > one.until:
            return Member(one.name, one.aliases, one.until, one.since)
        return one

    return st.builds(Member, TEXTS, MANY, st.none() | DATES, st.none() | DATES).map(ordered)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any record that breaks no rule; later entries may rest on earlier ones that are not retracted."""
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    sides = tuple(
        draw(st.builds(RecordSide, st.just(name), TEXTS, st.lists(_members(), max_size=2).map(tuple), MANY))
        for name in ids
    )
    names = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    listed = [draw(entries(name, draw(st.sampled_from(ids)))) for name in names]
    sound = next((one for one in listed if not one.retracted), None)
    if sound is not None and listed[-1] is not sound:
        old = listed[-1]
        listed[-1] = Entry(**{key: getattr(old, key) for key in old.__slots__} | {"rests_on": (sound.id,)})
    first, last = sorted([draw(DATES), draw(DATES)])
    coverage = Coverage(tuple(ids), first, last, draw(TEXTS), draw(st.booleans()))
    return Record(draw(TEXTS), sides, tuple(listed), coverage)
