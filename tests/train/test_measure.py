"""Held-out figures and calibration, on cells counted by hand."""

import math
import random

import pytest

from rhetoric.train.measure import fit_platt, measure


def test_figures_of_cells_counted_by_hand() -> None:
    found = measure("accusation", [2.0, 1.0, -1.0, -2.0], [True, False, True, False])
    assert (found.cells, found.positives) == (4, 2)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2, abs=1e-4)


def test_what_is_undefined_is_none() -> None:
    found = measure("accusation", [-1.0, -2.0], [False, False])
    assert (found.average_precision, found.precision, found.f1) == (None, None, None)


def test_calibration_finds_the_numbers_the_cells_were_drawn_with() -> None:
    chooser = random.Random(2)  # noqa: S311 - material, not secrets
    logits = [chooser.gauss(0, 2) for _ in range(20_000)]
    truth = [chooser.random() < 1 / (1 + math.exp(-(0.5 * one - 1))) for one in logits]
    found = fit_platt(logits, truth)
    assert found is not None
    assert found.slope == pytest.approx(0.5, abs=0.03)
    assert found.intercept == pytest.approx(-1, abs=0.05)
    assert found.positives == sum(truth)


def test_calibration_is_finite_where_the_classes_part_cleanly() -> None:
    found = fit_platt([5.0] * 50 + [-5.0] * 50, [True] * 50 + [False] * 50)
    assert found is not None
    assert 0 < found.slope < 5
    assert abs(found.intercept) < 0.01


def test_too_little_or_nonsense_gives_no_calibration() -> None:
    assert fit_platt([1.0] * 39 + [-1.0] * 500, [True] * 39 + [False] * 500) is None
    assert fit_platt([], []) is None
    assert fit_platt([-1.0] * 50 + [1.0] * 50, [True] * 50 + [False] * 50) is None
