"""How well cuts in a text match those of a reference.

A text of `size` units (sentences) is cut before the units numbered in `cuts` (0 is never among them). Pk
(Beeferman, Berger & Lafferty 1999) and WindowDiff (Pevzner & Hearst 2002) slide a window of `reach` units;
both are errors: 0 is best. A cut counts as found that lies within `tolerance` units of one in the reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Match:
    """How many cuts were found in their place, found in no place, and missed."""

    hit: int
    false: int
    missed: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 1 where there was nothing to find or miss."""
        wrong = self.false + self.missed
        return 2 * self.hit / (2 * self.hit + wrong) if self.hit or wrong else 1.0


def window(cuts: Sequence[int], size: int) -> int:
    """Return the customary reach: half the mean segment of the reference, in units, at least 2."""
    return max(2, round(size / (len(cuts) + 1) / 2))


def pk(reference: Sequence[int], found: Sequence[int], size: int, *, reach: int | None = None) -> float:
    """Return the share of unit pairs, `reach` apart, that one of the two joins and the other parts."""
    expected, actual = _inside(reference, found, size, reach or window(reference, size))
    return float(np.mean((expected > 0) != (actual > 0))) if len(expected) else 0.0


def window_diff(reference: Sequence[int], found: Sequence[int], size: int, *, reach: int | None = None) -> float:
    """Return the share of windows of `reach` units that hold another number of cuts than the reference."""
    expected, actual = _inside(reference, found, size, reach or window(reference, size))
    return float(np.mean(expected != actual)) if len(expected) else 0.0


def match(reference: Sequence[int], found: Sequence[int], *, tolerance: int = 2) -> Match:
    """Pair cuts at most `tolerance` apart, each once, so that as many as possible are paired."""
    hit, place = 0, 0
    wanted = sorted(reference)
    for cut in sorted(found):
        while place < len(wanted) and wanted[place] < cut - tolerance:
            place += 1
        if place < len(wanted) and wanted[place] <= cut + tolerance:
            hit, place = hit + 1, place + 1
    return Match(hit, len(found) - hit, len(reference) - hit)


def even_cuts(count: int, size: int) -> tuple[int, ...]:
    """Return `count` cuts that part the units as evenly as whole units allow."""
    places = {round(size * step / (count + 1)) for step in range(1, count + 1)}
    return tuple(sorted(place for place in places if 0 < place < size))


def random_cuts(count: int, size: int, *, seed: int) -> tuple[int, ...]:
    """Draw `count` cuts, each place as likely as any other."""
    drawn = np.random.default_rng(seed).permutation(np.arange(1, max(1, size)))[:count]
    return tuple(sorted(int(place) for place in drawn))


def _inside(reference: Sequence[int], found: Sequence[int], size: int, reach: int) -> tuple[Counts, Counts]:
    """Count the cuts of both in each window; window i spans the gaps after units i to i + reach - 1."""
    starts = np.arange(max(0, size - reach))
    return _between(reference, starts, reach), _between(found, starts, reach)


def _between(cuts: Sequence[int], starts: Counts, reach: int) -> Counts:
    places = np.sort(np.asarray(cuts, dtype=np.int64))
    upto = np.searchsorted(places, starts + reach, side="right")
    return np.asarray(upto - np.searchsorted(places, starts, side="right"), dtype=np.int64)
