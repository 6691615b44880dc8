"""More voices than the engine would find by itself, because the user knows of them: groups are divided.

What is split off is the part least like the rest of its group. It does not draw other windows to itself
afterwards, since a voice nobody would have found says little, and the main voice would fall into halves.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rhetoric.speakers.tree import build_tree, cut_tree, number

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_CUTS = 25  # of a group's tree, from its root on
_LARGEST = 2000  # items of a tree; larger groups are pooled
_SMALLEST = 3  # windows, where that is possible


def divide(vectors: Floats, labels: Ints, lowest: int) -> Ints:
    """Return `labels` with groups divided until there are `lowest`, or nothing is left to divide."""
    for smallest in range(_SMALLEST, 0, -1):
        known: dict[bytes, list[tuple[float, Ints]]] = {}  # by members: a division leaves most groups as they were
        while labels.max() + 1 < lowest:
            parts = []
            for group in range(int(labels.max()) + 1):
                inside = np.flatnonzero(labels == group)
                if inside.tobytes() not in known:
                    known[inside.tobytes()] = list(_parts(vectors, inside, smallest))
                parts += known[inside.tobytes()]
            if not parts:
                break
            _, members = min(parts, key=lambda part: part[0])
            labels = labels.copy()
            labels[members] = labels.max() + 1
            labels = number(labels)
    return labels


def _parts(vectors: Floats, members: Ints, smallest: int) -> Iterator[tuple[float, Ints]]:
    """Yield parts that may leave a group of windows: how like its largest part they are, and their windows."""
    if len(members) < 2 * smallest:
        return
    pool = -(-len(members) // _LARGEST)
    owners = np.arange(len(members)) // pool
    weights = np.bincount(owners)
    sums = np.add.reduceat(vectors[members], np.arange(0, len(members), pool), axis=0)
    tree = build_tree((sums / weights[:, None]).astype(np.float32), weights)
    for similarity in sorted({merge.similarity for merge in tree})[:_CUTS]:
        cut = cut_tree(tree, len(weights), similarity + 1e-9)[owners]
        sizes = np.bincount(cut)
        large = np.flatnonzero(sizes >= smallest)
        if len(large) < 2:
            continue
        main = large[np.argmax(sizes[large])]
        centre = _centre(vectors[members[cut == main]])
        for part in large[large != main]:
            inside = members[cut == part]
            yield float(centre @ _centre(vectors[inside])), inside
        return


def _centre(vectors: Floats) -> Floats:
    summed = vectors.sum(axis=0)
    centre: Floats = summed / max(float(np.linalg.norm(summed)), 1e-9)
    return centre
