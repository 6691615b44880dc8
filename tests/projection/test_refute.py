"""The tests a finding must survive, on small studies whose answers are known."""

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rhetoric.projection.parameters import shipped
from rhetoric.projection.record.entries import Record
from rhetoric.projection.refute import Fall, changed_by_renaming, leave_one_out, placebo, renamed, side_swap
from rhetoric.projection.sensitivity import stability
from rhetoric.projection.study import Setting, Study, study
from rhetoric.records import Speaker
from tests.projection.cases import DDOS, HOARDING, INTRUSION, analysis, entry, record, source

HELD = record(entry(), entry("t", "theirs", HOARDING))


def made(held: Record | None = HELD, side: str = "ours") -> Study:
    one = analysis([("theirs", DDOS), ("theirs", HOARDING), (None, DDOS)], side=side)
    return study({"one": one}, Setting(shipped(), {}, (), held))


def test_an_unrelated_record_documents_nothing() -> None:
    other = record(entry("p", "north", "violence.torture"), sides=("north", "south"))
    found = placebo(made(), other)
    assert (found.accusations, found.true, found.documented, found.rounds) == (2, 1, 0.0, 1)


def test_the_same_record_as_placebo_documents_as_much() -> None:
    assert placebo(made(), HELD).documented == 1.0


def test_acts_dealt_anew() -> None:
    """Of two acts and two sides each dealing documents one of the two charges."""
    assert placebo(made(), rounds=20).documented == 1.0
    assert placebo(made(None)).rounds == 0


def test_sides_changed_over() -> None:
    (row,) = side_swap(made())
    assert (row.accuser, row.accused) == ("ours", "theirs")
    assert (row.true, row.swapped) == (1, 1)  # then hoarding is ours, flooding theirs
    assert side_swap(made(None)) == ()


def test_each_group_left_out() -> None:
    two = entry("r", "ours", DDOS, source("g-a"), source("g-b"))
    falls = leave_one_out(made(record(two, entry("t", "theirs", HOARDING))))
    assert falls == (Fall("one", "a1", "g-a", 4, 3), Fall("one", "a1", "g-b", 4, 3))
    assert leave_one_out(made()) == (Fall("one", "a1", "g-1", 3, 0),)
    assert leave_one_out(made(None)) == ()


@pytest.mark.parametrize("side", ["ours", "OURS", "Label ours"])
def test_renaming_changes_nothing(side: str) -> None:
    """Also where a sidecar writes a side otherwise than the record does."""
    found = made(side=side)
    assert found.cases["one"][0].grade == 3
    assert changed_by_renaming(found) == 0


def test_renaming_changes_the_names() -> None:
    again = renamed(made(), {"ours": "a", "theirs": "b"})
    first, before = again.cases["one"][0], made().cases["one"][0]
    assert (first.accuser_side, first.accused_side) == ("a", "b")
    assert [item.strength for item in first.evidence] == [item.strength for item in before.evidence]


ACTS = st.sampled_from([DDOS, INTRUSION, HOARDING])
SIDES = st.sampled_from(["ours", "theirs", None])
ENTRIES = st.lists(
    st.tuples(st.sampled_from(["ours", "theirs"]), ACTS, st.sampled_from(["documented", "disputed", "retracted"])),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(SIDES, ACTS), min_size=1, max_size=5), ENTRIES)
def test_renaming_never_changes_a_case(
    charged: list[tuple[str | None, str]], listed: list[tuple[str, str, str]]
) -> None:
    held = record(*(entry(f"r{n}", side, act, status=status) for n, (side, act, status) in enumerate(listed)))
    one, other = analysis(charged, own_acts=[DDOS]), analysis([("ours", DDOS)], side="theirs", name="B")
    found = study({"one": one, "two": other}, Setting(shipped(), {}, (), held))
    assert changed_by_renaming(found) == 0
    fewer = study(found.analyses, replace(found.setting, record=replace(held, entries=held.entries[1:])))
    for name, cases in found.cases.items():
        for more, less in zip(cases, fewer.cases[name], strict=True):
            assert less.grade <= more.grade
            assert (less.score or 0) <= (more.score or 0) + 1e-12


def test_a_speaker_of_no_side_is_kept() -> None:
    one = analysis([("theirs", DDOS)])
    unsided = tuple(replace(accusation, accuser_side=None) for accusation in one.accusations)
    one = replace(one, speakers=(Speaker("S1", "Ana"),), accusations=unsided)
    found = study({"one": one}, Setting(shipped(), {}, (), HELD))
    assert [case.reason for case in found.cases["one"]] == ["side_unknown"]
    assert changed_by_renaming(found) == 0


def test_order_of_fewer_than_two_cases() -> None:
    found = stability(made())
    assert (found.cases, found.variations, found.worst, found.stable) == (1, (), None, True)


def test_order_of_cases_far_apart_is_stable() -> None:
    two = record(entry(), entry("x", "ours", HOARDING, source("g", "anonymous")))
    found = stability(made(two))
    assert found.stable
    assert found.cases == 2
    assert len(found.variations) == 2 * len(list(shipped().names()))
