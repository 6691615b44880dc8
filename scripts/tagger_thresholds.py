"""Where decisions change: Platt's calibration, and thresholds chosen on cells that the models did not see."""

import itertools
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from rhetoric.devices.learned.model import Head
from rhetoric.evaluate.linear import minimise
from scripts.tagger_fit import Cells

PRECISION, BOUND = 0.80, 0.90  # of findings made tags: least lower bound of precision, and how sure of it
ALONE = 0.80  # the same where no rule spoke: lower, and neutral speeches drew tags
CANDIDATES = 0.015  # most sentences per device in which the model alone may show a candidate
COST = 1.0  # F1 that a candidate in every sentence would have to bring
NEVER = 2.0  # no probability reaches it
_GRID = tuple(round(0.05 * step, 2) for step in range(2, 18))
_DROPS = (0.0, 0.02, 0.04, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
_TAGS = tuple(round(0.02 * step, 2) for step in range(49))

Chances = NDArray[np.float64]
Marks = NDArray[np.bool_]


def head_of(cells: Cells, bias: float) -> Head:
    """Return a device's calibration and thresholds."""
    slope, shift = platt(cells)
    chance = chances(cells, slope, shift)
    unsure, silent = cells.clear & (cells.rules == "candidate"), ~np.isin(cells.rules, ("tag", "candidate"))
    tag = tag_threshold(chance[unsure], cells.truth[unsure])
    alone = tag_threshold(chance[silent], cells.truth[silent], ALONE)
    best = (-1.0, 1.0, 0.0)
    for drop, least in itertools.product(_DROPS, _GRID):
        shown = np.where(silent, chance >= least, (chance >= drop) | (cells.rules == "tag"))
        tagged = (cells.rules == "tag") & (chance >= drop)
        tagged |= shown & unsure & (chance >= _or_never(tag))
        tagged |= shown & silent & (chance >= _or_never(alone))
        left = shown & ~tagged
        if float((left & silent).mean()) <= CANDIDATES:
            worth = f1(shown, cells.truth) - COST * float(left.mean())
            best = max(best, (round(worth, 6), least, -drop))
    positives = int(cells.truth.sum())
    return Head(cells.device, bias, slope, shift, best[1], tag, -best[2], positives, alone)


def _or_never(threshold: float | None) -> float:
    return NEVER if threshold is None else threshold


def platt(cells: Cells) -> tuple[float, float]:
    """Return slope and shift of Platt's sigmoid, with his smoothed targets (1999)."""
    logits, truth = cells.logits, cells.truth
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


def chances(cells: Cells, slope: float, shift: float) -> Chances:
    """Return calibrated probabilities."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * (slope * cells.logits + shift))))


def log_loss(cells: Cells) -> float:
    """Return the mean log loss of the cells after calibration on themselves: how well logits rank and spread."""
    slope, shift = platt(cells)
    margin = slope * cells.logits + shift
    return float((np.logaddexp(0, margin) - cells.truth * margin).mean())


def tag_threshold(chance: Chances, truth: Marks, precision: float = PRECISION) -> float | None:
    """Return the lowest probability from which the lower bound of precision is high enough, or None."""
    for least in _TAGS:
        taken = truth[chance >= least]
        if taken.size == 0:
            break
        if lower_bound(int(taken.sum()), taken.size) >= precision:
            return least
    return None


def lower_bound(hits: int, size: int) -> float:
    """Return Wilson's one-sided lower bound of a share."""
    z = NormalDist().inv_cdf(BOUND)
    share = hits / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    spread = z * float(np.sqrt(share * (1 - share) / size + z * z / (4 * size * size))) / (1 + z * z / size)
    return middle - spread


def f1(shown: Marks, truth: Marks) -> float:
    """Return the F1 of what is shown."""
    hits = int((shown & truth).sum())
    return 2 * hits / max(1, int(shown.sum()) + int(truth.sum()))
