"""Partial span F1, as in SemEval-2020 task 11 (span identification with labels).

A found span earns the share of its characters that a coded span of the same device covers, and a coded span the
share that found spans cover; precision is the mean over found spans, recall the mean over coded spans. Spans of
one device that overlap are merged first, so that nothing is earned twice.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from rhetoric.metrics.binary import Array, ratio
from rhetoric.records import Span


class SpanSums(NamedTuple):
    """What spans earned, and how many there were; sums add up over texts and devices."""

    found_credit: float
    found: int
    coded_credit: float
    coded: int


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that share characters joined; spans that only touch stay two."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of `spans` outside `holes`, in order."""
    left = [span for span in sorted(spans) if span.length > 0]
    for hole in holes:
        left = [
            piece
            for span in left
            for piece in (
                (span,)
                if not span.overlap(hole)
                else (Span(span.start, max(span.start, hole.start)), Span(min(span.end, hole.end), span.end))
            )
            if piece.length > 0
        ]
    return tuple(left)


def compare(found: Iterable[Span], coded: Iterable[Span]) -> SpanSums:
    """Return what the spans of one device in one text earned; both sides are merged first."""
    ours, theirs = merge(found), merge(coded)
    return SpanSums(_credit(ours, theirs), len(ours), _credit(theirs, ours), len(theirs))


def span_precision(sums: ArrayLike) -> Array:
    """Return precision from sums on the last axis, in the order of `SpanSums`."""
    whole = _floats(sums)
    return ratio(whole[..., 0], whole[..., 1])


def span_recall(sums: ArrayLike) -> Array:
    """Return recall from sums on the last axis, in the order of `SpanSums`."""
    whole = _floats(sums)
    return ratio(whole[..., 2], whole[..., 3])


def span_f1(sums: ArrayLike) -> Array:
    """Return F1 from sums on the last axis; 0 where one side has no spans, NaN where neither has."""
    whole = _floats(sums)
    exact, complete = span_precision(whole), span_recall(whole)
    one_sided = (whole[..., 1] == 0) != (whole[..., 3] == 0)
    mean = ratio(2 * exact * complete, exact + complete)
    nothing_shared = (exact == 0) & (complete == 0)
    return np.where(one_sided | nothing_shared, 0.0, mean)


def _credit(spans: tuple[Span, ...], others: tuple[Span, ...]) -> float:
    return sum(sum(span.overlap(other) for other in others) / span.length for span in spans)


def _floats(sums: ArrayLike) -> Array:
    return np.asarray(sums, dtype=np.float64)
