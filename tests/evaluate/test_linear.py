"""The small logistic regression and its matrix."""

import numpy as np
import pytest

from rhetoric.evaluate.features import hashed
from rhetoric.evaluate.linear import Rows, beside, minimise, train


def matrix(dense: list[list[float]]) -> Rows:
    whole = np.array(dense, dtype=np.float64)
    row, column = np.nonzero(whole)
    return Rows(row, column, whole[row, column], whole.shape)


def test_products() -> None:
    rows = matrix([[1, 0, 2], [0, 0, 0], [0, 3, 0]])
    assert rows.times(np.array([1.0, 10.0, 100.0])).tolist() == [201, 0, 30]
    assert rows.transposed_times(np.array([1.0, 5.0, 2.0])).tolist() == [1, 6, 2]


def test_scaling_keeps_empty_rows() -> None:
    rows = matrix([[3, 4], [0, 0]]).normalised(2.0)
    assert rows.times(np.array([1.0, 1.0])).tolist() == pytest.approx([2.8, 0])


def test_rows_taken_and_joined() -> None:
    rows = matrix([[1, 0], [2, 0], [0, 3]])
    joined = beside([rows.taken([0, 2]), rows.taken([1, 2])])
    assert joined.shape == (2, 4)
    assert joined.times(np.array([1.0, 10.0, 100.0, 1000.0])).tolist() == [201, 3030]


def test_rarity_is_higher_for_rarer_columns() -> None:
    common, rare = matrix([[1, 1], [5, 0], [1, 0]]).rarity().tolist()
    assert common == pytest.approx(1.0)
    assert rare == pytest.approx(np.log(4 / 2) + 1)


def test_a_parabola_is_followed_to_its_bottom() -> None:
    target, scale = np.array([3.0, -2.0]), np.array([1.0, 50.0])
    found = minimise(
        lambda x: (float((scale * (x - target) ** 2).sum()), 2 * scale * (x - target)),
        np.zeros(2), rounds=100, still=1e-9,
    )  # fmt: skip
    assert found.tolist() == pytest.approx([3.0, -2.0])


def test_training_meets_the_condition_of_a_minimum() -> None:
    rows = matrix([[1, 0, 1], [1, 1, 0], [0, 1, 1], [0, 0, 1]])
    truth = np.array([True, True, False, False])
    model = train(rows, truth, strength=2.0, rounds=500)
    error = model.probability(rows) - truth
    assert (rows.transposed_times(error) + model.weights / 2.0).tolist() == pytest.approx([0, 0, 0], abs=1e-3)
    assert error.sum() == pytest.approx(0, abs=1e-3)


def test_hashed_counts_are_logarithmic() -> None:
    rows = hashed([{"a": 1}, {}, {"a": 3}])
    assert rows.shape[0] == 3
    assert rows.value.tolist() == pytest.approx([1.0, 1 + np.log(3)])


def test_a_row_of_weight_two_counts_as_two_rows() -> None:
    once = matrix([[1, 0], [1, 1], [0, 1]])
    twice = matrix([[1, 0], [1, 1], [0, 1], [0, 1]])
    weighted = train(once, [True, True, False], strength=1.0, weights=[1, 1, 2])
    assert weighted.weights.tolist() == pytest.approx(
        train(twice, [True, True, False, False], strength=1.0).weights.tolist(), abs=1e-4
    )
