"""Krippendorff's alpha of coders on yes-or-no items (Cohen's kappa is in `rhetoric.metrics.binary`).

The figure comes from nltk; `alpha_terms` gives the sums from which alpha can be had for any resampling of items,
so that intervals need no thousand runs of it.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from nltk.metrics.agreement import AnnotationTask
from numpy.typing import ArrayLike

from rhetoric.metrics.binary import Array, ratio


def alpha(ratings: Mapping[str, Sequence[bool | None]]) -> float | None:
    """Return Krippendorff's alpha (nominal) of coders who rated the same items in the same order; None is missing.

    Undefined, hence None, where no item has two ratings or all ratings are the same.
    """
    terms = alpha_terms(ratings).sum(axis=0)
    if terms[1] == 0 or terms[2] == 0:
        return None
    rated = np.array([[mark is not None for mark in marks] for marks in ratings.values()]).sum(axis=0)
    triples = [
        (coder, item, mark)
        for coder, marks in sorted(ratings.items())
        for item, mark in enumerate(marks)
        if mark is not None and rated[item] > 1
    ]
    return float(AnnotationTask(data=triples).alpha())


def alpha_terms(ratings: Mapping[str, Sequence[bool | None]]) -> Array:
    """Return per item the disagreement, the yeses and the noes that alpha sums up; shape (items, 3)."""
    marks = np.array(
        [[-1 if mark is None else int(mark) for mark in ratings[coder]] for coder in sorted(ratings)],
        dtype=np.int8,
    )
    yes = (marks == 1).sum(axis=0).astype(np.float64)
    no = (marks == 0).sum(axis=0).astype(np.float64)
    pairable = yes + no > 1
    disagreement = np.where(pairable, yes * no / np.maximum(yes + no - 1, 1), 0)
    return np.stack([disagreement, np.where(pairable, yes, 0), np.where(pairable, no, 0)], axis=-1)


def alpha_of(terms: ArrayLike) -> Array:
    """Return alpha from summed terms on the last axis."""
    whole = np.asarray(terms, dtype=np.float64)
    seen, yes, no = whole[..., 0], whole[..., 1], whole[..., 2]
    return 1 - ratio(seen * (yes + no - 1), yes * no)
