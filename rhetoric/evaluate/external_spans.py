"""The spans of PAN 2024's six roles, by a linear model per role over tokens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhetoric.evaluate.external import PARTS, parts_of
from rhetoric.evaluate.features import hashed, token_marks, token_names, tokens_in
from rhetoric.evaluate.linear import Rows, train
from rhetoric.evaluate.pan2024 import ROLES, Item
from rhetoric.evaluate.score import Sampling, mean
from rhetoric.metrics import spans
from rhetoric.metrics.binary import Array
from rhetoric.metrics.intervals import Estimate, draws, estimate
from rhetoric.metrics.spans import compare
from rhetoric.records import Annotation, Span
from rhetoric.text import Token, tokens

MACRO = "macro"
_INNER = 5
_STRENGTH = 0.5
_ROUNDS = 40
_THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts as tokens: features of all tokens in one matrix, the rows of each text, and whether a role holds."""

    items: Sequence[Item]
    found: Sequence[Sequence[Token]]
    rows: Rows
    starts: Sequence[int]
    truth: NDArray[np.bool_]  # (tokens, roles)


def span_figures(
    items: Sequence[Item], notes: Sequence[Sequence[Annotation]], sampling: Sampling
) -> dict[str, Estimate]:
    """Return span F1 per role and their mean, each text judged by models that have not seen it."""
    texts = _prepared(items, notes)
    sums = np.zeros((len(ROLES), len(items), 4))
    for known, new in parts_of(len(items), PARTS):
        inside, outside = parts_of(len(known), _INNER)[0]
        inner = _sums(texts, [known[n] for n in inside], [known[n] for n in outside], _THRESHOLDS)
        best = np.argmax(np.nan_to_num(spans.span_f1(inner.sum(axis=2))), axis=0)  # per role
        tested = _sums(texts, known, new, _THRESHOLDS)
        for role, at in enumerate(best):
            sums[role, new] = tested[at, role]
    weights = draws(len(items), rounds=sampling.rounds, seed=sampling.seed)
    drawn = np.einsum("bt,rtk->rbk", weights, sums)
    figures = {
        role: estimate(spans.span_f1(sums[at].sum(axis=0)), spans.span_f1(drawn[at]))
        for at, role in enumerate(ROLES)
    }
    figures[MACRO] = estimate(mean(spans.span_f1(sums.sum(axis=1))), mean(spans.span_f1(drawn)))
    return figures


def _prepared(items: Sequence[Item], notes: Sequence[Sequence[Annotation]]) -> _Texts:
    found = [tokens(item.text) for item in items]
    names: list[dict[str, int]] = []
    truth, starts = [], [0]
    for item, words, own in zip(items, found, notes, strict=True):
        marks = token_marks(words, own)
        names.extend(dict.fromkeys(token_names(words, at, marks), 1) for at in range(len(words)))
        held = np.zeros((len(words), len(ROLES)), dtype=np.bool_)
        for at, role in enumerate(ROLES):
            for span in item.roles[role]:
                held[list(tokens_in(words, span)), at] = True
        truth.append(held)
        starts.append(starts[-1] + len(words))
    return _Texts(items, found, hashed(names), starts, np.concatenate(truth))


def _sums(texts: _Texts, known: Sequence[int], new: Sequence[int], thresholds: Sequence[float]) -> Array:
    """Train on some texts and return what the spans found in others earn; shape (thresholds, roles, texts, 4)."""
    sums = np.zeros((len(thresholds), len(ROLES), len(new), 4))
    own, theirs = _token_numbers(texts, known), _token_numbers(texts, new)
    features, tested = texts.rows.taken(own), texts.rows.taken(theirs)
    for role, name in enumerate(ROLES):
        model = train(features, texts.truth[own, role], strength=_STRENGTH, rounds=_ROUNDS)
        likely = model.probability(tested)
        start = 0
        for place, number in enumerate(new):
            words, coded = texts.found[number], texts.items[number].roles[name]
            part = likely[start : start + len(words)]
            start += len(words)
            for at, threshold in enumerate(thresholds):
                sums[at, role, place] = compare(_runs(words, (part > threshold).tolist()), coded)
    return sums


def _token_numbers(texts: _Texts, chosen: Sequence[int]) -> list[int]:
    return [token for number in chosen for token in range(texts.starts[number], texts.starts[number + 1])]


def _runs(words: Sequence[Token], held: Iterable[bool]) -> list[Span]:
    """Return the spans from the first to the last of adjacent tokens that hold."""
    found: list[Span] = []
    open_run = False
    for word, holds in zip(words, held, strict=True):
        if holds:
            found.append(Span(found.pop().start if open_run else word.start, word.end))
        open_run = bool(holds)
    return found
