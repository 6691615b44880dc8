"""Kendall's tau and adjusted p-values against values by hand and against scipy."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rhetoric.metrics.ranks import adjusted, kendall_tau

SCORES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=15)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1, 2, 3], [1, 2, 3], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 2, 3, 4], [1, 2, 4, 3], 4 / 6),
        ([1, 1, 2], [1, 2, 3], 2 / (2 * 3) ** 0.5),
        ([1, 1], [1, 2], 1.0),
        ([], [], 1.0),
    ],
)
def test_tau_by_hand(one: list[float], other: list[float], expected: float) -> None:
    assert kendall_tau(one, other) == pytest.approx(expected)


@given(SCORES)
def test_tau_as_scipy(pairs: list[tuple[int, int]]) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    one, other = zip(*pairs, strict=True)
    if len(set(one)) > 1 and len(set(other)) > 1:
        assert kendall_tau(one, other) == pytest.approx(stats.kendalltau(one, other).statistic, abs=1e-9)


def test_lists_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        kendall_tau([1, 2], [1])


def test_adjusted_by_hand() -> None:
    # .01·4/1, .02·4/2, .03·4/3 and .9·4/4, each at most the next
    assert adjusted([0.02, 0.9, 0.01, 0.03]) == pytest.approx((0.04, 0.9, 0.04, 0.04))
    assert adjusted([]) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_as_scipy(p_values: list[float]) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    assert adjusted(p_values) == pytest.approx(tuple(stats.false_discovery_control(p_values)))
