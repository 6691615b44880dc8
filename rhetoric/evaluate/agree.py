"""Agreement of coders per device: Krippendorff's alpha, Cohen's kappa, pairwise F1, with intervals by speech."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rhetoric.errors import InputError
from rhetoric.evaluate.cells import Speech, speech_of
from rhetoric.evaluate.gold import CodedPassage, Gold, sentences_at
from rhetoric.evaluate.score import Sampling
from rhetoric.metrics import agreement, binary
from rhetoric.metrics.binary import Array
from rhetoric.metrics.intervals import Estimate, draws, estimate

POOLED = "all devices"
Marks = tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two coders on one device: sentences both coded, how many each marked, kappa and F1."""

    unit: str
    first: str
    second: str
    sentences: int
    marked: tuple[int, int]
    kappa: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class AlphaRow:
    """All coders on one device: sentences at least two coded, marks and alpha."""

    unit: str
    sentences: int
    marked: int
    alpha: Estimate


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree; `speeches` is what the intervals draw from."""

    coders: tuple[str, ...]
    passages: int
    speeches: int
    alphas: tuple[AlphaRow, ...]
    pairs: tuple[PairRow, ...]


def agree(codings: Mapping[str, Gold], sampling: Sampling) -> Agreement:
    """Compare codings of the same passages, matched by id; every label counts, doubtful ones too.

    Raises
    ------
    InputError
        If fewer than two coders share a passage, a passage's text differs, or no device was coded by all.
    """
    shared = _shared(codings)
    if not shared:
        raise InputError("no two codings share a passage", "passages are matched by id; give each the same ids")
    units = sorted(set.intersection(*(set(coding.units) for coding in codings.values())))
    if not units:
        raise InputError("no device was coded by all coders", "give the devices with --coded")
    speeches = tuple(dict.fromkeys(speech_of(passage) for passage in shared.values()))
    weights = draws(len(speeches), rounds=sampling.rounds, seed=sampling.seed)
    place = _speech_of_sentences(shared, speeches)
    ratings = {unit: _ratings(codings, shared, unit) for unit in units}
    return Agreement(
        tuple(codings),
        len(shared),
        len(speeches),
        tuple(_alpha_row(unit, ratings[unit], place, weights) for unit in units),
        _pair_rows(ratings, tuple(codings), place, weights),
    )


def _shared(codings: Mapping[str, Gold]) -> dict[str, CodedPassage]:
    """Return the passages that at least two coders have, as the first of them has it."""
    first: dict[str, CodedPassage] = {}
    shared: dict[str, CodedPassage] = {}
    for name, coding in codings.items():
        for passage in coding.passages:
            known = first.setdefault(passage.id, passage)
            if known.text != passage.text:
                raise InputError(
                    f"passage {passage.id!r} has another text in {name}",
                    "give all coders the same text, unchanged",
                )
            if known is not passage:
                shared[passage.id] = known
    return dict(sorted(shared.items()))


def _speech_of_sentences(shared: Mapping[str, CodedPassage], speeches: Sequence[Speech]) -> Array:
    """Return which speech each sentence is from, as an indicator matrix (sentences, speeches)."""
    numbers = [speeches.index(speech_of(passage)) for passage in shared.values() for _ in passage.sentences]
    return np.eye(len(speeches))[np.array(numbers, dtype=np.intp)]


def _ratings(codings: Mapping[str, Gold], shared: Mapping[str, CodedPassage], unit: str) -> dict[str, Marks]:
    """Return each coder's mark of every sentence, None where the coder did not have it."""
    ratings = {}
    for name, coding in codings.items():
        own = {passage.id: passage for passage in coding.passages if unit in passage.coded}
        marks: list[bool | None] = []
        for key, passage in shared.items():
            if key not in own:
                marks.extend([None] * len(passage.sentences))
                continue
            spans = [label.span for label in own[key].labels if label.device == unit]
            hit = {number for span in spans for number in sentences_at(passage.sentences, span)}
            marks.extend(number in hit for number in range(len(passage.sentences)))
        ratings[name] = tuple(marks)
    return ratings


def _alpha_row(unit: str, ratings: Mapping[str, Marks], place: Array, weights: Array) -> AlphaRow:
    by_item = agreement.alpha_terms(ratings)
    by_speech = place.T @ by_item
    value = agreement.alpha(ratings)
    drawn = agreement.alpha_of(weights @ by_speech)
    sentences = int((by_item[:, 1] + by_item[:, 2] > 1).sum())
    number = float("nan") if value is None else value
    return AlphaRow(unit, sentences, int(by_item[:, 1].sum()), estimate(number, drawn))


def _pair_rows(
    ratings: Mapping[str, Mapping[str, Marks]], coders: Sequence[str], place: Array, weights: Array
) -> tuple[PairRow, ...]:
    rows = []
    for first, second in itertools.combinations(coders, 2):
        pooled = np.zeros((place.shape[1], 4))
        for unit, marks in ratings.items():
            table = place.T @ _tables(marks[first], marks[second])
            pooled += table
            rows.append(_pair_row(unit, (first, second), table, weights))
        rows.append(_pair_row(POOLED, (first, second), pooled, weights))
    return tuple(rows)


def _pair_row(unit: str, names: tuple[str, str], by_speech: Array, weights: Array) -> PairRow:
    table, drawn = by_speech.sum(axis=0), weights @ by_speech
    both, only_second, only_first, _ = (int(number) for number in table)
    return PairRow(
        unit,
        *names,
        sentences=int(table.sum()),
        marked=(both + only_first, both + only_second),
        kappa=estimate(binary.kappa(table), binary.kappa(drawn)),
        f1=estimate(binary.f1(table), binary.f1(drawn)),
    )


def _tables(first: Marks, second: Marks) -> Array:
    """Return one confusion table per sentence, empty where a coder is missing; shape (sentences, 4)."""
    tables = np.zeros((len(first), 4))
    for at, pair in enumerate(zip(first, second, strict=True)):
        if None not in pair:
            tables[at, _COLUMN[pair]] = 1
    return tables


_COLUMN: Mapping[tuple[bool | None, bool | None], int] = {
    (True, True): 0,
    (False, True): 1,
    (True, False): 2,
    (False, False): 3,
}
