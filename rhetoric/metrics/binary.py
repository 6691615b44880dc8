"""Precision, recall, F1, MCC, kappa from confusion tables; average precision and calibration from scores."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def precision(table: ArrayLike) -> Array:
    """Return the share of what was found that is right."""
    tp, fp, _, _ = _parts(table)
    return ratio(tp, tp + fp)


def recall(table: ArrayLike) -> Array:
    """Return the share of what is there that was found."""
    tp, _, fn, _ = _parts(table)
    return ratio(tp, tp + fn)


def f1(table: ArrayLike) -> Array:
    """Return the harmonic mean of precision and recall, 0 where only one of them is undefined."""
    tp, fp, fn, _ = _parts(table)
    return ratio(2 * tp, 2 * tp + fp + fn)


def false_positive_rate(table: ArrayLike) -> Array:
    """Return the share of what is not there that was found nevertheless."""
    _, fp, _, tn = _parts(table)
    return ratio(fp, fp + tn)


def mcc(table: ArrayLike) -> Array:
    """Return Matthews' correlation coefficient, undefined where either side has one class only."""
    tp, fp, fn, tn = _parts(table)
    spread = np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return ratio(tp * tn - fp * fn, spread)


def kappa(table: ArrayLike) -> Array:
    """Return Cohen's kappa of two coders, (both, only second, only first, none) in the table's order."""
    tp, fp, fn, tn = _parts(table)
    total = tp + fp + fn + tn
    seen = ratio(tp + tn, total)
    chance = ratio((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn), total**2)
    return ratio(seen - chance, 1 - chance)


def average_precision(scores: ArrayLike, truth: ArrayLike, weights: ArrayLike | None = None) -> Array:
    """Return the area under the stepwise precision-recall curve; equal scores are one step.

    Parameters
    ----------
    scores
        Shape (n,); higher means more likely.
    truth
        Shape (n,); 1 where the device is there.
    weights
        Shape (rounds, n) or (n,); how often each item counts, once each if left out.

    Returns
    -------
    Array
        Shape (rounds,) or scalar; NaN where nothing is there.
    """
    ranked = np.asarray(scores, dtype=np.float64)
    order = np.argsort(-ranked, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(ranked[order]) != 0, True)) if ranked.size else np.zeros(0, np.intp)
    weighed = _weights(weights, ranked.size)[..., order]
    positive = weighed * np.asarray(truth, dtype=np.float64)[order]
    hits = np.cumsum(positive, axis=-1)[..., ends]
    taken = np.cumsum(weighed, axis=-1)[..., ends]
    gained = np.diff(hits, axis=-1, prepend=0)
    exact = np.divide(hits, taken, out=np.zeros_like(hits), where=taken > 0)
    return ratio((gained * exact).sum(axis=-1), positive.sum(axis=-1))


def calibration_error(
    scores: ArrayLike, truth: ArrayLike, weights: ArrayLike | None = None, *, floor: float = 0.2, bins: int = 8
) -> Array:
    """Return the expected calibration error over the scores of at least `floor`.

    Scores in [`floor`, 1] fall into `bins` bins of equal width; the error is the mean distance between a bin's
    mean score and its share of truths, weighed by the bin's size. `weights` are as in `average_precision`.
    """
    given = np.asarray(scores, dtype=np.float64)
    weighed = _weights(weights, given.size)
    place = bin_of(given, floor=floor, bins=bins)
    error = np.zeros(weighed.shape[:-1])
    total = np.zeros(weighed.shape[:-1])
    for at in range(bins):
        inside = place == at
        part = weighed[..., inside]
        error = error + np.abs((part * (given[inside] - np.asarray(truth, np.float64)[inside])).sum(axis=-1))
        total = total + part.sum(axis=-1)
    return ratio(error, total)


def bin_of(scores: Array, *, floor: float, bins: int) -> NDArray[np.intp]:
    """Return the bin of each score, -1 for scores below `floor` and for NaN."""
    known = ~np.isnan(scores)
    place = np.full(scores.shape, -1, dtype=np.intp)
    inside = known & (np.where(known, scores, 0) >= floor)
    width = (1 - floor) / bins
    place[inside] = np.minimum(((scores[inside] - floor) / width + 1e-9).astype(np.intp), bins - 1)
    return place


def ratio(top: ArrayLike, bottom: ArrayLike) -> Array:
    """Return `top` / `bottom`, NaN where `bottom` is 0."""
    above, below = np.broadcast_arrays(np.asarray(top, np.float64), np.asarray(bottom, np.float64))
    result: Array = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return result


def _parts(table: ArrayLike) -> tuple[Array, Array, Array, Array]:
    whole = np.asarray(table, dtype=np.float64)
    return whole[..., 0], whole[..., 1], whole[..., 2], whole[..., 3]


def _weights(weights: ArrayLike | None, size: int) -> Array:
    return np.ones(size) if weights is None else np.asarray(weights, dtype=np.float64)
