"""Windows of speech to voices: how many there are, and which window is whose.

Average linkage, cut where groups are pure rather than complete; too small groups are shared out and every window
goes to the nearest group; groups whose centres point the same way are one voice. Where the user knows of more
voices, groups are divided. At last the likeliest course of voices is found. The constants were set on other
recordings than those the figures are given for (see models/dvector/README.md).
"""

import numpy as np
from numpy.typing import NDArray

from rhetoric.speakers.count import SpeakerCount
from rhetoric.speakers.divide import divide
from rhetoric.speakers.tree import build_tree, cut_tree, number

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_PURE = 0.62  # mean cosine of pairs: voices differ at 0.4 to 0.6, one voice has 0.65 to 0.8
_SAME_VOICE = 0.83  # cosine of centres: two halves of one voice reach more
_SMALLEST = 3  # windows, about 2 s: less tells no voice
_LARGEST_TREE = 2000  # items; longer recordings are pooled, so that time stays in bounds
_ROUNDS = 5
_SWITCH = 0.1  # what a change of voice must gain in similarity, summed over windows


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
    labels = merge_alike(vectors, assign_nearest(vectors, first_groups(vectors)), count)
    found = int(labels.max()) + 1
    labels = divide(vectors, labels, count.lowest)
    if labels.max() + 1 == found:
        labels = _refined(labels, assign_nearest(vectors, labels), count)
    return resegment(vectors, labels, count)


def resegment(vectors: Floats, labels: Ints, count: SpeakerCount) -> Ints:
    """Return `labels` along the likeliest course of voices, unless a voice the user knows of would be lost."""
    return _refined(labels, smooth_changes(vectors, labels), count)


def _refined(labels: Ints, refined: Ints, count: SpeakerCount) -> Ints:
    renumbered = number(refined)
    return renumbered if renumbered.max() + 1 >= min(count.lowest, int(labels.max()) + 1) else labels


def first_groups(vectors: Floats) -> Ints:
    """Return groups by average linkage, small ones shared out."""
    pool = -(-len(vectors) // _LARGEST_TREE)
    owners = np.arange(len(vectors)) // pool
    weights = np.bincount(owners)
    sums = np.add.reduceat(vectors, np.arange(0, len(vectors), pool), axis=0)
    tree = build_tree((sums / weights[:, None]).astype(np.float32), weights)
    return share_out(vectors, cut_tree(tree, len(weights), _PURE)[owners], _SMALLEST)


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


def _centres(vectors: Floats, labels: Ints) -> Floats:
    groups = int(labels.max()) + 1
    sums = np.stack([np.bincount(labels, weights=column, minlength=groups) for column in vectors.T], axis=1)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    centres: Floats = (sums / np.maximum(lengths, 1e-12)).astype(np.float32)
    return centres
