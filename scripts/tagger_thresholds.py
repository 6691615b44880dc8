"""Where decisions change: Platt's calibration, and thresholds chosen on cells that the models did not see."""

import itertools
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from rhetoric.devices.learned.model import Head
from rhetoric.evaluate.linear import minimise
from scripts.tagger_fit import Cells

ENOUGH = 40  # positives from which a device is calibrated
PRECISION, BOUND = 0.80, 0.90
CANDIDATES = 0.015  # most sentences per device in which the model alone may speak
_GRID = tuple(round(0.05 * step, 2) for step in range(2, 18))
_DROPS = (0.0, 0.02, 0.04, 0.06, 0.1, 0.15, 0.2, 0.25)


def head_of(cells: Cells, bias: float) -> Head:
    """Return a device's calibration and thresholds."""
    slope, shift = platt(cells.logits, cells.truth)
    chance = 0.5 * (1 + np.tanh(0.5 * (slope * cells.logits + shift)))
    truth, rules = cells.truth, cells.rules
    found = np.isin(rules, ("tag", "candidate"))
    positives = int(truth.sum())
    tag = _tag_threshold(chance, truth) if positives >= ENOUGH else None
    sure = chance >= (2.0 if tag is None else tag)
    best = (-1.0, 1.0, 0.0)
    for drop, least in itertools.product(_DROPS, _GRID):
        alone = ~found & (chance >= least)
        if (alone & ~sure).mean() > CANDIDATES:
            continue
        shown = alone | (found & ((chance >= drop) | (rules == "tag")))
        best = max(best, (round(f1(shown, truth), 6), least, -drop))
    return Head(cells.device, bias, slope, shift, best[1], tag, -best[2], positives)


def platt(logits: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and shift of Platt's sigmoid, with his smoothed targets (1999)."""
    ups, downs = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (ups + 1) / (ups + 2), 1 / (downs + 2))

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = point[0] * logits + point[1]
        error = 0.5 * (1 + np.tanh(0.5 * margin)) - target
        return float(np.logaddexp(0, margin).sum() - (target * margin).sum()), np.array(
            [error @ logits, error.sum()]
        )

    slope, shift = minimise(loss, np.array([1.0, 0.0]), rounds=100, still=1e-3)
    return round(float(slope), 6), round(float(shift), 6)


def _tag_threshold(chance: NDArray[np.float64], truth: NDArray[np.bool_]) -> float | None:
    """Return the lowest probability from which the lower bound of precision is high enough, or None."""
    for least in (0.3 + 0.02 * step for step in range(34)):
        taken = truth[chance >= least]
        if taken.size == 0:
            break
        if lower_bound(int(taken.sum()), taken.size) >= PRECISION:
            return round(least, 2)
    return None


def lower_bound(hits: int, size: int) -> float:
    """Return Wilson's one-sided lower bound of a share."""
    z = NormalDist().inv_cdf(BOUND)
    share = hits / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    spread = z * float(np.sqrt(share * (1 - share) / size + z * z / (4 * size * size))) / (1 + z * z / size)
    return middle - spread


def f1(shown: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Return the F1 of what is shown."""
    hits = int((shown & truth).sum())
    return 2 * hits / max(1, int(shown.sum()) + int(truth.sum()))
