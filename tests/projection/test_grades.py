"""Grades by hand, and that more evidence never lowers one."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rhetoric.projection.grades import documenting_groups, flags, grade, grade_of_entry
from rhetoric.projection.record.entries import Entry
from rhetoric.records import MirrorEvidence
from tests.projection.cases import DDOS, INTRUSION, entry, source

PRESS, NGO = source("g-1"), source("g-2", "ngo_technical")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (entry(), 3),
        (entry("r", "ours", DDOS, PRESS, NGO), 4),
        (entry("r", "ours", DDOS, PRESS, source("g-1", "court")), 3),
        (entry(status="alleged"), 1),
        (entry("r", "ours", DDOS, PRESS, NGO, status="alleged"), 1),
        (entry("r", "ours", DDOS, PRESS, NGO, status="disputed"), 3),
        (entry(status="adjudicated"), 4),
        (entry(status="admitted"), 4),
        (entry("r", "ours", DDOS, PRESS, NGO, status="retracted"), 0),
        (entry("r", "ours", DDOS, source("g-1", "anonymous"), source("g-2", "opponent_statement")), 1),
        (entry("r", "ours", DDOS, source("g-1", "anonymous"), status="adjudicated"), 1),
        (entry("r", "ours", DDOS, PRESS, source("g-2", "anonymous")), 3),
        (entry("r", "ours", DDOS, PRESS, source("g-2", reliability="E")), 3),
        (entry("r", "ours", DDOS, source("g-2", credibility=5)), 1),
        (
            entry(
                "r",
                "ours",
                DDOS,
                source("g-1", "academic_dataset"),
                source("g-2", "academic_dataset"),
                precision="year",
            ),
            3,
        ),
    ],
)
def test_the_grade_of_one_entry(one: Entry, expected: int) -> None:
    assert grade_of_entry(one) == expected
    assert grade((), (one,)) == expected


@pytest.mark.parametrize(
    ("kind", "subtype", "expected"),
    [("M2", "charge", 1), ("M1", "announce", 2), ("M1", "threaten", 2), ("M1", "admit", 3)],
)
def test_the_grade_of_words(kind: str, subtype: str, expected: int) -> None:
    item = MirrorEvidence(kind, subtype, DDOS, "ours", "q")  # type: ignore[arg-type]
    assert grade((item,), ()) == expected
    assert grade((item,) * 9, ()) == expected


def test_two_entries_of_one_leaf_add_up_and_two_leaves_do_not() -> None:
    one, other = entry("a", "ours", DDOS, PRESS), entry("b", "ours", DDOS, NGO)
    assert grade((), (one, other)) == 4
    assert grade((), (one, entry("b", "ours", INTRUSION, NGO))) == 3
    assert grade((), (one, entry("b", "ours", DDOS, NGO, status="disputed"))) == 3
    assert grade((), (one, entry("b", "ours", DDOS, NGO, status="retracted"))) == 3


def test_nothing_is_grade_0() -> None:
    assert grade((), ()) == 0


def test_flags_are_sorted_and_undated_is_added() -> None:
    items = [MirrorEvidence("M3", "d", DDOS, "ours", "q", flags=(flag,)) for flag in ("subsequent", "prior")]
    assert flags(items, dated=True) == ("prior", "subsequent")
    assert flags(items, dated=False) == ("prior", "subsequent", "undated")


SOURCES = st.builds(
    source,
    st.sampled_from(["g-1", "g-2", "g-3"]),
    st.sampled_from(["court", "press", "academic_dataset", "anonymous", "opponent_statement"]),
    reliability=st.sampled_from("ABEF"),
    credibility=st.sampled_from([1, 5, 6]),
)
STATUSES = st.sampled_from(["alleged", "documented", "adjudicated", "admitted", "disputed", "retracted"])


@st.composite
def any_entry(draw: st.DrawFn) -> Entry:
    sources = draw(st.lists(SOURCES, min_size=1, max_size=4))
    act, precision = draw(st.sampled_from([DDOS, INTRUSION])), draw(st.sampled_from(["day", "year"]))
    return entry("r", "ours", act, *sources, status=draw(STATUSES), precision=precision)


@given(any_entry(), SOURCES)
def test_a_further_source_never_lowers_a_grade(one: Entry, more: object) -> None:
    again = entry(
        "r", "ours", one.act, *one.sources, more, status=one.status, precision=one.when.precision  # type: ignore[arg-type]
    )  # fmt: skip
    assert grade_of_entry(again) >= grade_of_entry(one)
    assert documenting_groups(again) >= documenting_groups(one)


@given(st.lists(any_entry(), max_size=4), any_entry())
def test_a_further_entry_never_lowers_a_grade(entries: list[Entry], more: Entry) -> None:
    assert grade((), [*entries, more]) >= grade((), entries)


@given(st.lists(any_entry(), max_size=4), st.randoms())
def test_the_order_of_entries_does_not_matter(entries: list[Entry], chance: object) -> None:
    mixed = list(entries)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert grade((), mixed) == grade((), entries)
