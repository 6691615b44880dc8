"""How far scores can be taken at their word: the share of truths per bin of scores."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rhetoric.evaluate.cells import UnitCounts
from rhetoric.metrics.binary import bin_of
from rhetoric.metrics.intervals import wilson

FLOOR, BINS = 0.2, 8


@dataclass(frozen=True, slots=True)
class Bin:
    """Cells whose score lies in one bin: their number, mean score, and share in which the device is (95 %)."""

    low: float
    high: float
    n: int
    score: float
    true: float
    true_low: float
    true_high: float


def bins(units: Iterable[UnitCounts]) -> tuple[Bin, ...]:
    """Return the bins of the scored devices' cells, lowest first, empty ones left out."""
    scored = [unit for unit in units if unit.scored]
    if not scored:
        return ()
    score = np.concatenate([unit.score for unit in scored])
    truth = np.concatenate([unit.truth for unit in scored])
    place = bin_of(score, floor=FLOOR, bins=BINS)
    width = (1 - FLOOR) / BINS
    found = []
    for at in range(BINS):
        inside = place == at
        n, hits = int(inside.sum()), int(truth[inside].sum())
        if n:
            mean = float(score[inside].mean())
            low = round(FLOOR + at * width, 10)
            found.append(Bin(low, round(low + width, 10), n, mean, hits / n, *wilson(hits, n)))
    return tuple(found)
