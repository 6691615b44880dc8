"""Where to cut, all in all: the most likely set of boundaries, with a liking for themes of usual length."""

from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np

from rhetoric.themes.boundaries import Floats

_CANDIDATES = 300  # places weighed against each other at most, the most likely ones
_SHORTEST = 0.15  # of a typical theme; nothing shorter is cut off but the opening
_FEWEST_WORDS = 90  # likewise, whatever is typical
_EAGERNESS, _CLOSE = (0.0, 12.0), 0.1


def best_cuts(
    scores: Floats, lengths: Sequence[int], *, typical: float, eagerness: float, spacing: float
) -> tuple[int, ...]:
    """Return the sentences with which a subject begins, the first left out.

    Parameters
    ----------
    scores
        Log odds of a boundary before each sentence, up to a constant that the expected number of themes settles.
    lengths
        Words per sentence.
    typical
        Words of a usual theme.
    eagerness
        Added to the log odds of every boundary; more cuts more.
    spacing
        Cost of a theme e times as long or as short as a usual one.
    """
    total = sum(lengths)
    if len(scores) < 2 or total == 0:
        return ()
    odds = scores + _shift(scores[1:], total / typical) + eagerness
    order = np.lexsort((np.arange(1, len(odds)), -odds[1:]))[:_CANDIDATES] + 1
    places = np.concatenate(([0], np.sort(order)))
    before = np.array([0, *accumulate(lengths)], dtype=np.float64)
    return _path(places, np.append(before[places], total), odds[places], typical=typical, spacing=spacing)


def enough_cuts(find: Callable[..., tuple[int, ...]], themes: float) -> tuple[int, ...]:
    """Return the cuts of `find` at the lowest eagerness, to a tenth, that gives at least so many themes."""
    low, high = _EAGERNESS
    if len(find(eagerness=low)) + 1 >= themes:
        return find(eagerness=low)
    while high - low > _CLOSE:
        middle = (low + high) / 2
        low, high = (middle, high) if len(find(eagerness=middle)) + 1 < themes else (low, middle)
    return find(eagerness=high)


def _path(
    places: np.ndarray[tuple[int], np.dtype[np.int64]],
    words: Floats,
    gains: Floats,
    *,
    typical: float,
    spacing: float,
) -> tuple[int, ...]:
    """Find the places whose gains, less what odd lengths cost, add up to the most."""
    gains = np.append(gains, 0.0)
    best, back = np.full(len(words), -np.inf), np.zeros(len(words), dtype=np.int64)
    best[0] = 0.0
    for end in range(1, len(words)):
        length = (words[end] - words[:end]) / typical
        cost = spacing * np.log(np.maximum(length, 1e-3)) ** 2
        cost[length < max(_SHORTEST, _FEWEST_WORDS / typical)] = np.inf
        if length[0] < 1 and (words[end] >= _FEWEST_WORDS or end == len(words) - 1):
            cost[0] = 0.0  # greetings and formalities come before the first subject, and are short
        value = best[:end] - cost
        back[end] = int(np.argmax(value))
        best[end] = value[back[end]] + gains[end]
    cuts: list[int] = []
    at = int(back[-1])
    while at > 0:
        cuts.append(int(places[at]))
        at = int(back[at])
    return tuple(reversed(cuts))


def _shift(scores: Floats, expected: float) -> float:
    """Return what to add to the scores, so that their probabilities add up to the expected number of themes."""
    low, high = -30.0, 30.0
    wanted = min(expected, 0.5 * len(scores))
    for _ in range(50):
        middle = (low + high) / 2
        if float(np.sum(1 / (1 + np.exp(-np.clip(scores + middle, -60, 60))))) > wanted:
            high = middle
        else:
            low = middle
    return low
