"""Average-linkage clustering on the cosine.

A chain of nearest neighbours over the similarities of all pairs builds the whole tree in O(n²) time; callers pool
long recordings, so that the pairs stay in bounds (2000 items take 32 MB).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups that became one (each named by a member), and the mean similarity of their pairs."""

    similarity: float
    kept: int
    taken: int


def build_tree(vectors: Floats, weights: Ints) -> tuple[Merge, ...]:
    """Return the merges that join all `vectors` (n, d) into one group, the most alike first.

    Parameters
    ----------
    vectors
        One vector per item; the mean of `weights` unit vectors where the item stands for several.
    """
    means = vectors.astype(np.float64)
    similar = means @ means.T
    np.fill_diagonal(similar, -np.inf)
    sizes = weights.astype(np.float64)
    alive = np.ones(len(means), dtype=bool)
    chain: list[int] = []
    merges: list[Merge] = []
    while len(merges) < len(means) - 1:
        if not chain:
            chain.append(int(np.argmax(alive)))
        nearest, similarity = _nearest(similar[chain[-1]], chain)
        if len(chain) < 2 or nearest != chain[-2]:
            chain.append(nearest)
            continue
        kept, taken = sorted((chain.pop(), chain.pop()))
        total = sizes[kept] + sizes[taken]
        joined = (sizes[kept] * similar[kept] + sizes[taken] * similar[taken]) / total
        joined[[kept, taken]] = -np.inf
        similar[kept], similar[:, kept] = joined, joined
        similar[taken], similar[:, taken] = -np.inf, -np.inf
        sizes[kept] = total
        alive[taken] = False
        merges.append(Merge(similarity, kept, taken))
    return tuple(sorted(merges, key=lambda merge: -merge.similarity))


def cut_tree(merges: tuple[Merge, ...], items: int, similarity: float) -> Ints:
    """Return each item's group, numbered by first appearance, after all merges at `similarity` or more."""
    parents = list(range(items))
    for merge in merges:
        if merge.similarity >= similarity:
            kept, taken = sorted((_root(parents, merge.kept), _root(parents, merge.taken)))
            parents[taken] = kept
    return number(np.array([_root(parents, item) for item in range(items)], dtype=np.int64))


def number(labels: Ints) -> Ints:
    """Return `labels` renumbered 0, 1, 2 by first appearance."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse].astype(np.int64)


def _nearest(similarities: NDArray[np.float64], chain: list[int]) -> tuple[int, float]:
    """Return the group most like the chain's last, and how much; its predecessor wins a tie, so chains end."""
    best = int(np.argmax(similarities))
    if len(chain) > 1 and similarities[chain[-2]] >= similarities[best] - 1e-12:
        best = chain[-2]
    return best, float(similarities[best])


def _root(parents: list[int], item: int) -> int:
    while parents[item] != item:
        parents[item] = parents[parents[item]]
        item = parents[item]
    return item
