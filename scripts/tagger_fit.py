"""Fit the weights of a device, or of the rules' word on all rare devices together, and score cells out of fold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rhetoric.devices.learned.features import BUCKETS
from rhetoric.evaluate.linear import Rows, train
from scripts.tagger_items import FOLDS, Item

STRENGTH = 0.3  # of the data against the squared weights
LENGTH = 2.0  # of a sentence's n-grams together
SPEAKERS = 3  # that must use an n-gram or a sign


class Fitted(NamedTuple):
    """One device's weights: of n-grams by bucket, of signs by name, and the bias."""

    grams: NDArray[np.float64]
    signs: Mapping[str, float]
    bias: float

    def logit(self, item: Item, device: str) -> float:
        """Return the score of a sentence."""
        words = float(self.grams[item.buckets].sum()) / np.sqrt(max(1, item.buckets.size))
        named = sum(self.signs.get(name, 0.0) * value for name, value in item.signs[device].items())
        return float(self.bias + words + named)


@dataclass(frozen=True, slots=True)
class Cells:
    """Sentences with an answer for one device: logits by models without their speaker, and what rules decided."""

    device: str
    logits: NDArray[np.float64]
    truth: NDArray[np.bool_]
    rules: NDArray[np.str_]
    clear: NDArray[np.bool_]
    speakers: tuple[str, ...]

    def taken(self, kept: NDArray[np.bool_]) -> "Cells":
        """Return some of the cells."""
        speakers = tuple(np.array(self.speakers)[kept].tolist())
        return replace(
            self,
            logits=self.logits[kept],
            truth=self.truth[kept],
            rules=self.rules[kept],
            clear=self.clear[kept],
            speakers=speakers,
        )

    def without(self, folds: Mapping[str, int], fold: int) -> "Cells":
        """Return the cells of the speakers of all folds but one."""
        return self.taken(np.array([folds[speaker] != fold for speaker in self.speakers], dtype=np.bool_))


def fit(items: Sequence[Item], device: str) -> Fitted:
    """Return the weights learned from the items with an answer."""
    known = [item for item in items if item.truth.get(device) is not None]
    users, documents = _users(known, device)
    at_bucket = users.buckets
    shared = np.zeros(BUCKETS, dtype=bool)
    shared[[bucket for bucket, who in at_bucket.items() if len(who) >= SPEAKERS]] = True
    rarity = np.log((1 + sum(item.weight for item in known)) / (1 + documents)) + 1
    factors = np.where(shared, rarity * LENGTH / float(rarity[shared].mean()), 0.0)
    named = sorted(name for name, who in users.signs.items() if len(who) >= SPEAKERS)
    names = {name: at for at, name in enumerate(named)}
    rows = _matrix(known, device, names, factors)
    answers = [bool(item.truth[device]) for item in known]
    found = train(rows, answers, strength=STRENGTH, rounds=60, weights=[item.weight for item in known])
    signs = {name: float(found.weights[BUCKETS + at]) for name, at in names.items()}
    return Fitted(found.weights[:BUCKETS] * factors, signs, found.bias)


class _Users(NamedTuple):
    buckets: Mapping[int, set[str]]
    signs: Mapping[str, set[str]]


def _users(known: Sequence[Item], device: str) -> tuple[_Users, NDArray[np.float64]]:
    """Return who uses each n-gram and sign, and in how many sentences an n-gram is."""
    signs: dict[str, set[str]] = {}
    buckets: dict[int, set[str]] = {}
    documents = np.zeros(BUCKETS)
    for item in known:
        documents[item.buckets] += item.weight
        for name in item.signs[device]:
            signs.setdefault(name, set()).add(item.speaker)
        for bucket in item.buckets.tolist():
            buckets.setdefault(bucket, set()).add(item.speaker)
    return _Users(buckets, signs), documents


def _matrix(items: Sequence[Item], device: str, names: Mapping[str, int], factors: NDArray[np.float64]) -> Rows:
    row, column, value = [], [], []
    for at, item in enumerate(items):
        used = item.buckets[factors[item.buckets] > 0]
        row.append(np.full(used.size, at))
        column.append(used)
        value.append(factors[used] / np.sqrt(max(1, item.buckets.size)))
        named = [(names[name], number) for name, number in item.signs[device].items() if name in names]
        row.append(np.full(len(named), at))
        column.append(np.array([BUCKETS + place for place, _ in named], dtype=np.intp))
        value.append(np.array([number for _, number in named]))
    shape = (len(items), BUCKETS + len(names))
    return Rows(
        np.concatenate(row).astype(np.intp), np.concatenate(column).astype(np.intp), np.concatenate(value), shape
    )


def out_of_fold(items: Sequence[Item], extra: Sequence[Item], device: str, folds: Mapping[str, int]) -> Cells:
    """Return the cells of a device with logits of models that never saw their speaker."""
    known = [item for item in items if item.truth.get(device) is not None]
    own = [item for item in extra if device in item.truth]
    logits = np.zeros(len(known))
    for fold in range(FOLDS):
        fitted = fit([*(item for item in known if folds[item.speaker] != fold), *own], device)
        for at, item in enumerate(known):
            if folds[item.speaker] == fold:
                logits[at] = fitted.logit(item, device)
    return Cells(
        device,
        logits,
        np.array([bool(item.truth[device]) for item in known]),
        np.array([item.own[device] for item in known]),
        np.array([device in item.clear for item in known]),
        tuple(item.speaker for item in known),
    )
