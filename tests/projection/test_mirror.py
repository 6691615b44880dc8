"""Cases by hand: what is paired, with what, and why not."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from rhetoric.projection.record.entries import Record
from rhetoric.projection.sides import OTHERS
from tests.projection.cases import (
    BLOCK,
    DDOS,
    HOARDING,
    INTRUSION,
    SITE,
    case,
    charge,
    entry,
    note,
    own,
    record,
    source,
)


def test_a_documented_act_of_the_accusers_side() -> None:
    found = case(charge(), entry(), entry("r-2", "theirs", HOARDING))
    assert (found.grade, found.reason, found.flags) == (3, None, ("prior",))
    (item,) = found.evidence
    assert (item.kind, item.reference, item.side) == ("M3", "r-1", "ours")
    # match 1 · link 1 · time 1 · nothing in common .8 · press .55, and a tag counts .8
    assert item.strength == pytest.approx(0.44)
    assert found.score == pytest.approx(0.8 * 0.44)
    assert found.counter == ()


def test_the_score_takes_the_probability_of_a_model() -> None:
    found = case(charge(words=note(score=0.5)), entry())
    assert found.score == pytest.approx(0.5 * 0.44)
    assert case(charge(words=note(decision="candidate")), entry()).score == pytest.approx(0.4 * 0.44)


def test_a_shared_word_is_worth_more() -> None:
    found = case(charge(), entry(summary="The port was flooded."))
    assert found.evidence[0].strength == pytest.approx(0.55)


def test_siblings_and_other_branches() -> None:
    sibling = case(charge("ours", "theirs", INTRUSION), entry())
    assert sibling.evidence[0].factors["match"] == 0.7
    assert case(charge("ours", "theirs", HOARDING), entry()).reason == "no_entry"
    alike = {frozenset({HOARDING, DDOS}): 0.6}
    assert case(charge("ours", "theirs", HOARDING), entry(), equivalents=alike).evidence[0].factors["match"] == 0.6


@pytest.mark.parametrize(
    ("accuser", "accused", "reason"),
    [("ours", None, "side_unknown"), (None, "theirs", "side_unknown"), ("ours", "ours", "own_side")],
)
def test_unknown_and_own_sides_are_kept_and_never_paired(
    accuser: str | None, accused: str | None, reason: str
) -> None:
    other = charge("theirs", "ours", document="two")
    found = case(charge(accuser, accused), entry(), own_acts=[own()], charges=[other])
    assert (found.grade, found.reason, found.evidence, found.score) == (0, reason, (), None)


def test_an_unnamed_act_is_never_paired() -> None:
    one = charge("ours", "theirs", "")
    bare = replace(one, accusation=replace(one.accusation, act=None, acts=()))
    assert case(bare, entry()).reason == "act_unknown"


@pytest.mark.parametrize("status", ["historical", "hypothetical", "negated", "question", "quoted", "reported"])
def test_what_is_not_asserted_is_never_paired(status: str) -> None:
    assert case(charge(words=note(status=(status,))), entry()).reason == "not_asserted"


def test_the_future_is_asserted() -> None:
    assert case(charge(words=note(status=("future",))), entry()).grade == 3


def test_a_retracted_entry_is_no_evidence() -> None:
    found = case(charge(), entry(status="retracted"))
    assert (found.grade, found.reason, found.evidence) == (0, "no_entry", ())
    beside = case(charge(), entry(), entry("r-2", status="retracted"))
    assert [item.reference for item in beside.evidence] == ["r-1"]


def test_a_retracted_entry_of_the_accused_is_shown_as_retracted() -> None:
    found = case(charge(), entry("r-2", "theirs", status="retracted"))
    (item,) = found.counter
    assert (item.status, item.strength, "retracted" in item.flags) == ("retracted", 0.0, True)
    assert "counter_record" not in found.flags


def test_the_counter_record_does_not_change_the_grade() -> None:
    without, beside = case(charge(), entry()), case(charge(), entry(), entry("r-2", "theirs"))
    assert (beside.grade, beside.score) == (without.grade, without.score)
    assert beside.flags == ("counter_record", "prior")


@pytest.mark.parametrize(
    ("first", "flag"),
    [(date(2031, 7, 27), "prior"), (date(2031, 7, 28), "prior"), (date(2031, 7, 29), "subsequent")],
)
def test_before_and_after_the_speech(first: date, flag: str) -> None:
    found = case(charge(), entry(first=first), entry("r-2", "theirs", HOARDING))
    assert found.flags == (flag,)


def test_an_undated_speech() -> None:
    found = case(charge(speech=None), entry(), entry("r-2", "theirs", HOARDING))
    assert found.flags == ("undated",)
    assert found.evidence[0].factors["time"] == 0.8


@pytest.mark.parametrize("counter", [(), (source("g-9"),)])
def test_contested(counter: tuple[object, ...]) -> None:
    status = "documented" if counter else "disputed"
    found = case(charge(), entry(status=status, counter=counter))  # type: ignore[arg-type]
    assert "contested" in found.flags
    assert found.evidence[0].strength == pytest.approx(0.44 * 0.6)


@pytest.mark.parametrize(
    "whole",
    [
        record(entry()),
        record(*(entry(f"r-{n}") for n in range(4)), entry("t", "theirs", HOARDING)),
        record(entry(), entry("t", "theirs", HOARDING), asymmetric=True),
        record(entry(), entry("t", "third", HOARDING), sides=("ours", "third")),
    ],
)
def test_an_unequal_record_is_flagged(whole: Record) -> None:
    assert "asymmetric_record" in case(charge(), whole=whole).flags


def test_own_words() -> None:
    found = case(charge(), own_acts=[own()])
    assert (found.grade, found.evidence[0].kind, found.evidence[0].subtype) == (2, "M1", "announce")
    # .95 · .8 for other words = .76, capped at .6, times .8 for a tag
    assert found.evidence[0].strength == pytest.approx(0.76)
    assert found.score == pytest.approx(0.48)
    assert case(charge(), own_acts=[own(kind="threaten")]).grade == 2
    assert case(charge(), own_acts=[own(kind="admit")]).grade == 3


def test_the_words_of_another_speaker_are_no_own_words() -> None:
    assert case(charge(), own_acts=[own(speaker="S2")]).reason == "no_entry"


def test_words_inside_the_accusation_blame_nobody() -> None:
    assert case(charge(), own_acts=[own(start=0, quote="They flooded the")]).reason == "own_act"


def test_an_unnamed_side_is_a_weaker_link() -> None:
    found = case(charge("ours", OTHERS), own_acts=[own()])
    assert found.evidence[0].factors["link"] == 0.6


def test_open_war_is_acknowledged_and_not_a_mirror() -> None:
    found = case(charge(), own_acts=[own(retaliation=True)])
    assert (found.grade, found.reason, found.flags) == (0, "mutual_acknowledged", ("mutual_acknowledged",))
    both = case(charge(), entry(), entry("t", "theirs", HOARDING), own_acts=[own(retaliation=True)])
    assert (both.grade, both.flags) == (3, ("mutual_acknowledged", "prior"))


def test_the_same_charge_by_others_is_grade_1_however_often() -> None:
    others = [charge("theirs", "ours", document=f"d{n}") for n in range(9)]
    found = case(charge(), charges=others)
    assert (found.grade, {item.kind for item in found.evidence}) == (1, {"M2"})
    assert found.factors["combined"] <= 0.3


def test_a_third_side_may_level_the_charge() -> None:
    assert case(charge(), charges=[charge("third", "ours", document="d")]).grade == 1


@pytest.mark.parametrize(
    "other",
    [
        charge("theirs", "third", document="d"),
        charge(None, "ours", document="d"),
        charge("ours", "ours", document="d"),
        charge("theirs", "ours", HOARDING, document="d"),
        charge("theirs", "ours", document="d", words=note(status=("negated",))),
    ],
)
def test_no_reciprocal_charge(other: object) -> None:
    assert case(charge(), charges=[other]).reason == "no_entry"  # type: ignore[list-item]


def test_evidence_is_ordered_by_strength() -> None:
    found = case(
        charge("ours", "theirs", BLOCK), entry("weak", "ours", SITE), entry("strong", "ours", BLOCK),
        own_acts=[own(BLOCK)], charges=[charge("theirs", "ours", BLOCK, document="d")],
    )  # fmt: skip
    strengths = [item.strength for item in found.evidence]
    assert strengths == sorted(strengths, reverse=True)
    assert {item.kind for item in found.evidence} == {"M1", "M2", "M3"}


@pytest.mark.parametrize("status", ["documented", "disputed", "alleged", "adjudicated"])
def test_another_independent_group_never_lowers_grade_or_score(status: str) -> None:
    groups = [source("g-1"), source("g-2", "ngo_technical"), source("g-3", "anonymous"), source("g-4", "court")]
    cases = [
        case(charge(), entry("r", "ours", DDOS, *groups[:count], status=status)) for count in range(1, 5)
    ]  # fmt: skip
    for fewer, more in pairwise(cases):
        assert more.grade >= fewer.grade
        assert (more.score or 0) >= (fewer.score or 0)
