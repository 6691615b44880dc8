"""Intervals around a figure: the cluster bootstrap, and Wilson's for a share at its edge.

Sentences of one speech are alike, so whole speeches are drawn, with replacement.
"""

import math
import zlib
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from rhetoric.metrics.binary import Array

LEVEL = 0.95
_ENOUGH = 0.5  # share of rounds in which a figure must be defined for an interval to be given


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where it is undefined or cannot be told."""

    value: float | None
    low: float | None = None
    high: float | None = None


def draws(groups: int, *, rounds: int, seed: int, stream: str = "") -> Array:
    """Return how often each group is drawn in each round; shape (rounds, groups), rows add up to `groups`.

    Streams of different names are independent of each other under one seed.
    """
    if groups == 0:
        return np.zeros((rounds, 0))
    chance = np.random.default_rng([seed, zlib.crc32(stream.encode())])
    return chance.multinomial(groups, np.full(groups, 1 / groups), size=rounds).astype(np.float64)


def percentile(values: ArrayLike, *, level: float = LEVEL) -> tuple[float, float] | None:
    """Return the percentile interval of bootstrap values, or None where too many of them are undefined."""
    known = np.asarray(values, dtype=np.float64)
    size = known.size
    known = known[~np.isnan(known)]
    if known.size == 0 or known.size < _ENOUGH * size:
        return None
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def wilson(hits: float, trials: float, *, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's score interval of a share, which stays honest at 0 and 1 where the bootstrap cannot."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / trials
    spread = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    middle, scale = share + z * z / (2 * trials), 1 + z * z / trials
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def estimate(value: ArrayLike, rounds: ArrayLike) -> Estimate:
    """Return a figure with its bootstrap interval; an interval without width says nothing and is left out."""
    number = float(np.asarray(value, dtype=np.float64))
    if math.isnan(number):
        return Estimate(None)
    bounds = percentile(rounds)
    if bounds is None or bounds[0] == bounds[1]:
        return Estimate(number)
    return Estimate(number, *bounds)


def share(hits: float, trials: float, rounds: ArrayLike) -> Estimate:
    """Return a share with its bootstrap interval, or Wilson's where all or none of the trials hit."""
    if trials == 0:
        return Estimate(None)
    if hits in {0, trials}:
        return Estimate(hits / trials, *wilson(hits, trials))
    return estimate(hits / trials, rounds)
