"""Intervals: seeded, honest at the edges, and absent where they would say nothing."""

import numpy as np
import pytest

from rhetoric.metrics.intervals import Estimate, draws, estimate, percentile, share, wilson


def test_draws_are_seeded_and_whole() -> None:
    first = draws(7, rounds=50, seed=3)
    assert first.shape == (50, 7)
    assert (first.sum(axis=1) == 7).all()
    assert (first == draws(7, rounds=50, seed=3)).all()
    assert (first != draws(7, rounds=50, seed=4)).any()
    assert (first != draws(7, rounds=50, seed=3, stream="es")).any()


def test_no_groups_no_draws() -> None:
    assert draws(0, rounds=5, seed=0).shape == (5, 0)


def test_percentiles_leave_out_what_is_undefined() -> None:
    assert percentile([0.0, 0.5, 1.0, np.nan]) == pytest.approx((0.025, 0.975))
    assert percentile([0.5, np.nan, np.nan]) is None
    assert percentile([]) is None


def test_wilson_by_hand() -> None:
    # 5 of 5: lower bound 5 / (5 + z²), z² = 3.8415.
    assert wilson(5, 5) == pytest.approx((5 / (5 + 3.8415), 1.0), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 3.8415 / 13.8415), abs=1e-4)


def test_a_share_of_all_or_none_takes_wilson() -> None:
    assert share(5, 5, [1.0] * 10).low == pytest.approx(0.5655, abs=1e-3)
    assert share(0, 0, []) == Estimate(None)


def test_an_interval_without_width_is_left_out() -> None:
    assert estimate(0.5, [0.5, 0.5, 0.5]) == Estimate(0.5)
    assert estimate(float("nan"), [0.1, 0.2]) == Estimate(None)
