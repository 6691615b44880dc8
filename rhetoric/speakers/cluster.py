"""Windows of speech to voices: how many there are, and which window is whose.

Three steps: average linkage, cut where groups are pure rather than complete; too small groups are shared out and
every window goes to the nearest group; groups whose centres point the same way are one voice. The three constants
were set on recordings composed for that (see models/dvector/README.md), not on those the figures are given for.
"""

import numpy as np
from numpy.typing import NDArray

from rhetoric.speakers.count import SpeakerCount
from rhetoric.speakers.tree import Merge, build_tree, cut_tree, number

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_PURE = 0.62  # mean cosine of pairs: voices differ at 0.4 to 0.6, one voice has 0.65 to 0.8
_SAME_VOICE = 0.8  # cosine of centres: two halves of one voice reach more, two voices 0.76 at most
_SMALLEST = 3  # windows, about 2.4 s: less tells no voice
_STRICTER = 0.02  # step by which groups are cut finer until there are enough
_LARGEST_TREE = 2000  # items; longer recordings are pooled, so that time stays in bounds
_ROUNDS = 5
_SWITCH = 0.3  # what a change of voice must gain in similarity, summed over windows


def group_voices(vectors: Floats, count: SpeakerCount) -> Ints:
    """Return each window's voice, numbered by first appearance.

    Parameters
    ----------
    vectors
        One unit vector per window, in order of time, shape (windows, size).
    count
        Bounds on the number of voices; fewer come out only where there are fewer windows or no more differ.
    """
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    labels = assign_nearest(vectors, first_groups(vectors, count.lowest))
    labels = merge_alike(vectors, labels, count)
    for step in (assign_nearest, smooth_changes):
        refined = number(step(vectors, labels))
        if refined.max() + 1 >= min(
            count.lowest, int(labels.max()) + 1
        ):  # no step takes a voice the user knows of
            labels = refined
    return labels


def first_groups(vectors: Floats, lowest: int) -> Ints:
    """Return groups by average linkage, at least `lowest` of them where windows allow, small ones shared out."""
    pool = -(-len(vectors) // _LARGEST_TREE)
    owners = np.arange(len(vectors)) // pool
    weights = np.bincount(owners)
    sums = np.add.reduceat(vectors, np.arange(0, len(vectors), pool), axis=0)
    tree = build_tree((sums / weights[:, None]).astype(np.float32), weights)
    for smallest in range(_SMALLEST, 0, -1):
        for similarity in _cuts(tree):
            labels = share_out(vectors, cut_tree(tree, len(weights), similarity)[owners], smallest)
            if labels.max() + 1 >= lowest:
                return labels
    return np.arange(len(vectors)) % lowest


def share_out(vectors: Floats, labels: Ints, smallest: int) -> Ints:
    """Return `labels` with the windows of groups below `smallest` given to the nearest group kept."""
    sizes = np.bincount(labels)
    kept = np.flatnonzero(sizes >= smallest)
    if not len(kept):
        kept = np.array([int(np.argmax(sizes))])
    stray = ~np.isin(labels, kept)
    shared = labels.copy()
    if stray.any():
        shared[stray] = kept[np.argmax(vectors[stray] @ _centres(vectors, labels)[kept].T, axis=1)]
    return number(shared)


def assign_nearest(vectors: Floats, labels: Ints) -> Ints:
    """Return `labels` after moving each window to the group whose centre is nearest, until none moves."""
    for _ in range(_ROUNDS):
        moved = number(np.argmax(vectors @ _centres(vectors, labels).T, axis=1))
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels


def merge_alike(vectors: Floats, labels: Ints, count: SpeakerCount) -> Ints:
    """Return `labels` after joining the groups most alike, while they are one voice or too many."""
    while (groups := int(labels.max()) + 1) > count.lowest:
        centres = _centres(vectors, labels)
        alike = centres @ centres.T - 2 * np.eye(groups)
        first, second = sorted(divmod(int(np.argmax(alike)), groups))
        too_many = count.highest is not None and groups > count.highest
        if alike[first, second] < _SAME_VOICE and not too_many:
            break
        labels = number(np.where(labels == second, first, labels))
    return labels


def smooth_changes(vectors: Floats, labels: Ints) -> Ints:
    """Return the likeliest course of voices where a change costs; doubtful windows stay with their neighbours."""
    similarities = vectors @ _centres(vectors, labels).T
    windows, voices = similarities.shape
    came_from = np.tile(np.arange(voices), (windows, 1))
    score = similarities[0].astype(np.float64)
    for window in range(1, windows):
        best = int(np.argmax(score))
        changed = score < score[best] - _SWITCH
        came_from[window, changed] = best
        score = np.where(changed, score[best] - _SWITCH, score) + similarities[window]
    course = np.empty(windows, dtype=np.int64)
    course[-1] = int(np.argmax(score))
    for window in range(windows - 1, 0, -1):
        course[window - 1] = came_from[window, course[window]]
    return course


def _cuts(tree: tuple[Merge, ...]) -> tuple[float, ...]:
    """Return the similarities to cut at: pure groups first, then finer until nothing is joined."""
    finest = max(_PURE, tree[0].similarity) + _STRICTER
    return tuple(np.arange(_PURE, finest + _STRICTER, _STRICTER).tolist())


def _centres(vectors: Floats, labels: Ints) -> Floats:
    sums = np.zeros((int(labels.max()) + 1, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, vectors)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    centres: Floats = (sums / np.maximum(lengths, 1e-12)).astype(np.float32)
    return centres
