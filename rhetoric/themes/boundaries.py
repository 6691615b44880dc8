"""How alike the words before and after a place are: block comparison over stems, as in TextTiling (Hearst 1997).

Two blocks of content words meet at every gap between sentences; where their vocabularies part, the gap is deep.
Unlike the original, blocks end at sentences, and stems are weighted by how few stretches of the speech hold them.
Nothing here depends on an alphabet.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from rhetoric.themes.stems import Content

Floats = NDArray[np.float64]

_LIGHTEST = 0.05  # weight of a stem heard everywhere: not nothing, so that a refrain still resembles itself


def stem_ids(content: Content) -> tuple[NDArray[np.int64], int]:
    """Return the stems of the content words as numbers in order of first mention, and how many there are."""
    table: dict[str, int] = {}
    ids = [table.setdefault(word.stem, len(table)) for word in content.words]
    return np.array(ids, dtype=np.int64), len(table)


def stem_weights(ids: NDArray[np.int64], size: int, stretch: int) -> Floats:
    """Return one weight per stem: the rarer among stretches of `stretch` content words, the heavier."""
    stretches = [np.unique(ids[start : start + stretch]) for start in range(0, len(ids), max(1, stretch))]
    spread = np.zeros(size)
    for present in stretches:
        spread[present] += 1
    rarity = np.log1p(len(stretches) / np.maximum(spread, 1)) - np.log(2)
    return np.asarray(np.maximum(rarity, _LIGHTEST), dtype=np.float64)


def cohesion(content: Content, block: int) -> Floats:
    """Return how alike the blocks around each gap are, in 0 to 1; gap i stands before sentence i + 1."""
    ids, size = stem_ids(content)
    counts = np.bincount([word.sentence for word in content.words], minlength=len(content.sentences))
    share = len(ids) / max(1, sum(content.lengths))
    width = max(1, round(block * share))
    blocks = _Blocks(ids.tolist(), stem_weights(ids, size, width), width)
    return np.array([blocks.likeness_at(int(end)) for end in np.cumsum(counts)[:-1]], dtype=np.float64)


class _Blocks:
    """Two blocks of words that meet at a place and slide along; sliding costs the words passed, however long."""

    def __init__(self, ids: Sequence[int], weights: Floats, width: int) -> None:
        self._ids, self._width = ids, width
        self._squares: list[float] = (weights**2).tolist()
        self._left, self._right = [0] * len(weights), [0] * len(weights)
        self._start = self._middle = self._end = 0
        self._dot = self._left_norm = self._right_norm = 0.0

    def likeness_at(self, place: int) -> float:
        """Return the cosine of the blocks before and after `place`, which never moves back."""
        while self._end < min(place + self._width, len(self._ids)):
            self._count_right(self._ids[self._end], 1)
            self._end += 1
        while self._middle < place:
            self._count_right(self._ids[self._middle], -1)
            self._count_left(self._ids[self._middle], 1)
            self._middle += 1
        while self._start < place - self._width:
            self._count_left(self._ids[self._start], -1)
            self._start += 1
        norms = self._left_norm * self._right_norm
        empty = self._middle in (self._start, self._end)
        return 0.0 if empty or norms <= 0 else min(1.0, max(0.0, self._dot / sqrt(norms)))

    def _count_left(self, stem: int, step: int) -> None:
        square, before = self._squares[stem], self._left[stem]
        self._left[stem] = before + step
        self._left_norm += square * (2 * before * step + 1)
        self._dot += square * step * self._right[stem]

    def _count_right(self, stem: int, step: int) -> None:
        square, before = self._squares[stem], self._right[stem]
        self._right[stem] = before + step
        self._right_norm += square * (2 * before * step + 1)
        self._dot += square * step * self._left[stem]


def smooth(values: Floats, reach: int) -> Floats:
    """Return the mean of each value and up to `reach` neighbours on each side."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    places = np.arange(len(values))
    low, high = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(values))
    return np.asarray((sums[high] - sums[low]) / (high - low), dtype=np.float64)


def depths(values: Floats) -> Floats:
    """Return how far each value lies below the peaks it climbs to on its left and on its right."""
    return np.asarray(_climb(values) + _climb(values[::-1])[::-1] - 2 * values, dtype=np.float64)


def _climb(values: Floats) -> Floats:
    """Return the peak that an unbroken climb to the left reaches from each value."""
    peaks = list(accumulate(zip(values, values, strict=True), _higher))
    return np.array([peak for _, peak in peaks], dtype=np.float64)


def _higher(before: tuple[float, float], here: tuple[float, float]) -> tuple[float, float]:
    value, peak = before
    return here[0], (peak if value >= here[0] else here[0])
