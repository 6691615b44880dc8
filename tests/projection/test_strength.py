"""Strength by hand: match, time, quality, link, and how items add up."""

import math
from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rhetoric.projection.parameters import shipped
from rhetoric.projection.strength import (
    best_match,
    combined,
    link_weight,
    match_weight,
    product,
    source_quality,
    time_weight,
)
from rhetoric.records import MirrorEvidence
from tests.projection.cases import BLOCK, DDOS, HOARDING, INTRUSION, SITE, SPEECH, entry, source

PARAMETERS = shipped()
EQUIVALENTS = {frozenset({"information.manipulate_algorithm", "information.fake_accounts"}): 0.6}
CROSS = {frozenset({DDOS, "economy.sabotage"}): 0.6}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(DDOS, DDOS, 1.0), (DDOS, INTRUSION, 0.7), (DDOS, HOARDING, 0.0), (DDOS, "economy.sabotage", 0.6)],
)
def test_match(one: str, other: str, expected: float) -> None:
    assert match_weight(one, other, CROSS, PARAMETERS) == expected
    assert match_weight(other, one, CROSS, PARAMETERS) == expected


def test_siblings_stay_siblings_whatever_is_equivalent() -> None:
    one, other = sorted(*EQUIVALENTS)
    assert match_weight(one, other, EQUIVALENTS, PARAMETERS) == 0.7


def test_the_best_of_several_acts() -> None:
    assert best_match((HOARDING, SITE, BLOCK), BLOCK, {}, PARAMETERS) == (1.0, BLOCK)
    assert best_match((HOARDING,), BLOCK, {}, PARAMETERS)[0] == 0.0
    assert best_match((), BLOCK, {}, PARAMETERS) == (0.0, "")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2030, 1, 1), date(2030, 1, 2), 1.0),
        (date(2031, 7, 28), date(2031, 7, 28), 1.0),
        (date(2031, 7, 1), date(2031, 9, 1), 1.0),  # under way at the time
        (date(2031, 7, 29), date(2031, 7, 29), 0.8),
        (date(2032, 7, 1), date(2032, 7, 1), 0.8),
        (date(2016, 7, 28), date(2016, 7, 28), math.exp(-(5478 / 365.25 - 5) / 10)),  # 5478 days before
        (date(2033, 7, 28), date(2033, 7, 28), 0.8 * math.exp(-(731 / 365.25 - 1) / 10)),
    ],
)
def test_time(first: date, last: date, expected: float) -> None:
    assert time_weight(first, last, SPEECH, PARAMETERS) == pytest.approx(expected)


def test_time_of_an_undated_speech() -> None:
    assert time_weight(date(1900, 1, 1), date(1900, 1, 1), None, PARAMETERS) == 0.8


def test_quality() -> None:
    assert source_quality(entry(), source(), PARAMETERS) == 0.55
    assert source_quality(entry(status="adjudicated"), source(), PARAMETERS) == 0.95
    assert source_quality(entry(status="disputed"), source(), PARAMETERS) == pytest.approx(0.33)
    assert source_quality(entry(counter=[source("g-9")]), source(), PARAMETERS) == pytest.approx(0.33)


@pytest.mark.parametrize(("level", "expected"), [(None, 1.0), ("high", 1.0), ("medium", 0.9), ("low", 0.6)])
def test_link(level: str | None, expected: float) -> None:
    assert link_weight(entry(level=level), PARAMETERS) == expected


def m3(*groups: tuple[str, float], rest: float = 1.0) -> MirrorEvidence:
    factors = {"match": rest, **{f"quality:{name}": value for name, value in groups}}
    strength = rest * max(value for _, value in groups)
    return MirrorEvidence("M3", "documented", DDOS, "ours", "q", factors=factors, strength=strength)


def m1(subtype: str, strength: float) -> MirrorEvidence:
    return MirrorEvidence("M1", subtype, DDOS, "ours", "q", strength=strength)  # type: ignore[arg-type]


def test_noisy_or_across_groups_and_the_best_within_one() -> None:
    assert combined([m3(("a", 0.5))], PARAMETERS) == pytest.approx(0.5)
    assert combined([m3(("a", 0.5), ("b", 0.4))], PARAMETERS) == pytest.approx(1 - 0.5 * 0.6)
    assert combined([m3(("a", 0.5)), m3(("a", 0.4))], PARAMETERS) == pytest.approx(0.5)
    assert combined([m3(("a", 0.5), ("b", 0.4), rest=0.5)], PARAMETERS) == pytest.approx(1 - 0.75 * 0.8)


def test_caps() -> None:
    assert combined([m1("announce", 0.95)], PARAMETERS) == pytest.approx(0.6)
    assert combined([m1("admit", 0.95)], PARAMETERS) == pytest.approx(0.85)
    assert combined([m3(("a", 0.9), ("b", 0.9))], PARAMETERS) == pytest.approx(0.95)
    charge = MirrorEvidence("M2", "charge", DDOS, "theirs", "q", strength=0.9)
    assert combined([charge] * 5, PARAMETERS) == pytest.approx(0.3)
    together = [m1("announce", 0.95), charge]
    assert combined(together, PARAMETERS) == pytest.approx(1 - 0.4 * 0.7)


def test_nothing_adds_up_to_nothing() -> None:
    assert combined([], PARAMETERS) == 0.0
    assert combined([m3(("a", 0.0))], PARAMETERS) == 0.0


SHARES = st.floats(0, 1)
ITEMS = st.builds(m1, st.sampled_from(["announce", "admit"]), SHARES) | st.builds(
    lambda group, value: m3((group, value)), st.sampled_from("abc"), SHARES
)


@given(st.lists(ITEMS, max_size=6), ITEMS)
def test_more_evidence_never_lowers_what_it_adds_up_to(items: list[MirrorEvidence], more: MirrorEvidence) -> None:
    assert combined([*items, more], PARAMETERS) >= combined(items, PARAMETERS) - 1e-12
    assert 0 <= combined(items, PARAMETERS) <= 1


@given(st.dictionaries(st.text(), SHARES))
def test_the_product_is_below_every_factor(factors: dict[str, float]) -> None:
    assert all(product(factors) <= value + 1e-12 for value in factors.values())
