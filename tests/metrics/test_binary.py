"""Figures from confusion tables and scores, against values worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.metrics.binary import (
    average_precision,
    bin_of,
    calibration_error,
    f1,
    false_positive_rate,
    kappa,
    mcc,
    precision,
    recall,
)

TABLE = (6, 2, 3, 9)  # true positives, false positives, false negatives, true negatives


def test_figures_of_a_table() -> None:
    assert precision(TABLE) == pytest.approx(6 / 8)
    assert recall(TABLE) == pytest.approx(6 / 9)
    assert f1(TABLE) == pytest.approx(12 / 17)
    assert false_positive_rate(TABLE) == pytest.approx(2 / 11)
    assert mcc(TABLE) == pytest.approx((6 * 9 - 2 * 3) / (8 * 9 * 11 * 12) ** 0.5)
    assert kappa(TABLE) == pytest.approx((15 / 20 - 204 / 400) / (1 - 204 / 400))


def test_what_is_undefined_is_nan_not_zero() -> None:
    assert np.isnan(precision((0, 0, 3, 9)))
    assert np.isnan(recall((0, 2, 0, 9)))
    assert np.isnan(f1((0, 0, 0, 9)))
    assert np.isnan(mcc((0, 0, 3, 9)))
    assert f1((0, 0, 3, 9)) == 0


def test_tables_stack() -> None:
    assert precision([[1, 1, 0, 0], [3, 1, 0, 0]]).tolist() == [0.5, 0.75]


def test_average_precision_by_hand() -> None:
    scores, truth = [0.9, 0.8, 0.7, 0.1], [1, 0, 1, 0]
    assert average_precision(scores, truth) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)


def test_equal_scores_are_one_step() -> None:
    assert average_precision([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0]) == pytest.approx(0.25)
    assert average_precision([0.5, 0.5, 0.5, 0.5], [0, 0, 0, 1]) == pytest.approx(0.25)


def test_average_precision_without_positives_is_undefined() -> None:
    assert np.isnan(average_precision([0.5, 0.4], [0, 0]))
    assert np.isnan(average_precision([], []))


def test_weights_stand_for_copies() -> None:
    once = average_precision([0.9, 0.8, 0.8, 0.2], [1, 1, 0, 0], [[2, 1, 1, 3], [0, 1, 0, 1]])
    assert once.tolist() == pytest.approx(
        [
            float(average_precision([0.9, 0.9, 0.8, 0.8, 0.2, 0.2, 0.2], [1, 1, 1, 0, 0, 0, 0])),
            float(average_precision([0.8, 0.2], [1, 0])),
        ]
    )


def test_calibration_error_by_hand() -> None:
    # Bin 0.2–0.3: mean 0.25, share 0.5; bin 0.9–1: mean 0.95, share 1; 0.1 is below the floor.
    scores, truth = [0.22, 0.28, 0.95, 0.1], [0, 1, 1, 1]
    assert calibration_error(scores, truth) == pytest.approx((2 * 0.25 + 1 * 0.05) / 3)
    assert np.isnan(calibration_error([0.1], [1]))


def test_bins_hold_their_lower_edge() -> None:
    places = bin_of(np.array([0.19, 0.2, 0.3, 0.999, 1.0, np.nan]), floor=0.2, bins=8)
    assert places.tolist() == [-1, 0, 1, 7, 7, -1]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_average_precision_stays_between_0_and_1(items: list[tuple[float, bool]]) -> None:
    value = float(average_precision([score for score, _ in items], [there for _, there in items]))
    assert np.isnan(value) == (not any(there for _, there in items))
    assert np.isnan(value) or 0 < value <= 1 + 1e-12
