"""What our features are worth on PAN 2024: linear models trained on some texts and scored on others.

Nothing of it is kept: the models serve the figures alone. Each text is judged by a model that has not seen it,
five parts in turn; thresholds are chosen inside the training parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhetoric.evaluate.features import blocks
from rhetoric.evaluate.linear import Rows, beside, train
from rhetoric.evaluate.pan2024 import Item
from rhetoric.evaluate.predict import Tags
from rhetoric.evaluate.score import Sampling
from rhetoric.metrics import binary
from rhetoric.metrics.binary import Array
from rhetoric.metrics.intervals import Estimate, draws, estimate
from rhetoric.records import Annotation, Span, Transcript, Turn
from rhetoric.text import sentences

PARTS = 5
_INNER = 4
_STRENGTH = 30.0
_THRESHOLDS = tuple(round(0.2 + 0.05 * step, 2) for step in range(9))
Flags = NDArray[np.bool_]
_OURS = 0.5  # weight of the block of our tags beside words and letters


@dataclass(frozen=True, slots=True)
class ExternalRow:
    """Figures in one language: of `n` texts `positives` tell a conspiracy; `spans` is F1 by role and its mean."""

    language: str
    n: int
    positives: int
    mcc: Estimate
    mcc_words: Estimate
    spans: Mapping[str, Estimate]


def classify(items: Sequence[Item], notes: Sequence[Sequence[Annotation]], sampling: Sampling) -> ExternalRow:
    """Score conspiracy against critical texts of one language, with our tags as features and without."""
    truth = np.array([item.conspiracy for item in items])
    words, letters, ours = blocks([item.text for item in items], notes)
    weights = draws(len(items), rounds=sampling.rounds, seed=sampling.seed)
    with_ours = _judged((words, letters, ours), (1.0, 1.0, _OURS), truth)
    without = _judged((words, letters), (1.0, 1.0), truth)
    return ExternalRow(
        items[0].language,
        len(items),
        int(truth.sum()),
        _mcc(truth, with_ours, weights),
        _mcc(truth, without, weights),
        {},
    )


def tag_all(items: Iterable[Item], tagger: Tags) -> list[tuple[Annotation, ...]]:
    """Return the annotations of each text, taken as one turn."""
    return [tagger.tag(transcript_of(item)) for item in items]


def transcript_of(item: Item) -> Transcript:
    """Return a text as a transcript of one turn."""
    turns = (Turn(None, Span(0, len(item.text))),) if item.text.strip() else ()
    return Transcript(item.text, item.language, sentences=sentences(item.text, item.language), turns=turns)


def parts_of(size: int, parts: int) -> list[tuple[list[int], list[int]]]:
    """Return (training, test) numbers, every `parts`-th item in turn being tested."""
    every = range(size)
    return [([n for n in every if n % parts != k], [n for n in every if n % parts == k]) for k in range(parts)]


def _judged(features: Sequence[Rows], scale: Sequence[float], truth: Flags) -> Flags:
    """Return for each text whether a model that has not seen it takes it for a conspiracy."""
    verdict = np.zeros(truth.size, dtype=np.bool_)
    for known, new in parts_of(truth.size, PARTS):
        inner = np.zeros(len(known))
        own = [rows.taken(known) for rows in features]
        for inside, outside in parts_of(len(known), _INNER):
            inner[outside] = _fitted(own, scale, truth[known], (inside, outside))
        threshold = max(_THRESHOLDS, key=lambda at: _plain_mcc(truth[known], inner > at))
        verdict[new] = _fitted(features, scale, truth, (known, new)) > threshold
    return verdict


def _fitted(
    features: Sequence[Rows], scale: Sequence[float], truth: Flags, split: tuple[Sequence[int], Sequence[int]]
) -> Array:
    known, new = split
    ours, theirs = [], []
    for rows, weight in zip(features, scale, strict=True):
        own = rows.taken(known)
        rare = own.rarity()
        ours.append(own.scaled(rare).normalised(weight))
        theirs.append(rows.taken(new).scaled(rare).normalised(weight))
    return train(beside(ours), truth[known], strength=_STRENGTH).probability(beside(theirs))


def _mcc(truth: Flags, verdict: Flags, weights: Array) -> Estimate:
    each = _tables(truth, verdict)
    return estimate(binary.mcc(each.sum(axis=0)), binary.mcc(weights @ each))


def _plain_mcc(truth: Flags, verdict: Flags) -> float:
    value = float(binary.mcc(_tables(truth, verdict).sum(axis=0)))
    return -1.0 if np.isnan(value) else value


def _tables(truth: Flags, verdict: Flags) -> Array:
    """Return one confusion table per text; shape (texts, 4)."""
    return np.stack([truth & verdict, ~truth & verdict, truth & ~verdict, ~truth & ~verdict], axis=-1).astype(
        np.float64
    )
