"""How a trained classifier does on held-out speakers, and the calibration learned there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhetoric.metrics import binary
from rhetoric.rescore.calibration import ENOUGH, Platt

Array = NDArray[np.float64]
_ROUNDS = 100  # of Newton's method; it settles in about ten


@dataclass(frozen=True, slots=True)
class DeviceFigures:
    """Held-out figures of one device, None where undefined; `precision` to `f1` are at a probability of 0.5."""

    device: str
    cells: int
    positives: int
    average_precision: float | None
    precision: float | None
    recall: float | None
    f1: float | None


def measure(device: str, logits: Sequence[float], truth: Sequence[bool]) -> DeviceFigures:
    """Return the figures of one device over its cells that are in no doubt."""
    scores, there = np.array(logits, dtype=np.float64), np.array(truth, dtype=bool)
    tagged = scores > 0
    table = np.array(
        [np.sum(tagged & there), np.sum(tagged & ~there), np.sum(~tagged & there), np.sum(~tagged & ~there)]
    )
    ranked = binary.average_precision(scores, there.astype(np.float64)) if there.any() else math.nan
    return DeviceFigures(
        device,
        len(scores),
        int(there.sum()),
        _figure(ranked),
        _figure(binary.precision(table)),
        _figure(binary.recall(table)),
        _figure(binary.f1(table)),
    )


def fit_platt(logits: Sequence[float], truth: Sequence[bool]) -> Platt | None:
    """Fit slope and intercept to held-out cells; None on fewer than 40 of either class, or if the slope falls.

    Targets are Platt's smoothed ones, so that a perfect separation has a finite answer.
    """
    scores, there = np.array(logits, dtype=np.float64), np.array(truth, dtype=bool)
    positives = int(there.sum())
    negatives = len(there) - positives
    if min(positives, negatives) < ENOUGH:
        return None
    target = np.where(there, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    design = np.stack([scores, np.ones_like(scores)], axis=1)
    weights: Array = np.zeros(2)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (chance - target)
        curvature = (design.T * (chance * (1 - chance))) @ design + 1e-9 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-10:
            break
    slope, intercept = (round(float(one), 6) for one in weights)
    return Platt(slope, intercept, positives) if slope > 0 and math.isfinite(intercept) else None


def _figure(value: object) -> float | None:
    number = float(np.asarray(value, dtype=np.float64))
    return round(number, 4) if math.isfinite(number) else None
