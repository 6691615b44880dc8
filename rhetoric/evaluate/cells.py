"""Gold and predictions laid side by side, counted per speech: all figures are made from these counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhetoric.evaluate.gold import LEVELS, CodedPassage, Gold, Label, sentences_at
from rhetoric.evaluate.predict import Predictions
from rhetoric.metrics.binary import Array
from rhetoric.metrics.spans import SpanSums, compare, merge, subtract
from rhetoric.records import Annotation, Span
from rhetoric.text import tokens

TP, FP, FN, TN = range(4)
_PLACE = {(True, True): TP, (False, True): FP, (True, False): FN, (False, False): TN}  # by truth, found
_KINDS = (("tag",), ("tag", "candidate"))  # decisions shown, by level


@dataclass(frozen=True, slots=True)
class Speech:
    """What is drawn in the bootstrap: one speech in one language."""

    id: str
    language: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """One device (or joint label) over all speeches.

    `tables` has the shape (levels, speeches, 4), confusion tables in the order of `rhetoric.metrics`; `spans`
    likewise with `SpanSums`; `candidates` and `tags` count annotations per speech, in coded passages; `out` counts
    doubtful cells. Cells with scores come flat: `truth`, `score` (0 where nothing was found), `speech`.
    """

    unit: str
    tables: Array
    spans: Array
    candidates: Array
    tags: Array
    out: Array
    truth: NDArray[np.bool_]
    score: Array
    speech: NDArray[np.intp]
    scored: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything counted: the speeches, their sentences, and each unit; `uncoded` are tags nobody looked for."""

    speeches: tuple[Speech, ...]
    sentences: Array
    units: tuple[UnitCounts, ...]
    uncoded: tuple[str, ...] = ()

    def unit(self, name: str) -> UnitCounts | None:
        """Return the counts of a unit, or None where it was not coded."""
        return next((one for one in self.units if one.unit == name), None)


def count(gold: Gold, predictions: Predictions) -> Counts:
    """Lay predictions beside the gold and count, per device and speech."""
    speeches = tuple(dict.fromkeys(speech_of(passage) for passage in gold.passages))
    place = {speech: at for at, speech in enumerate(speeches)}
    sentences = np.zeros(len(speeches))
    for passage in gold.passages:
        sentences[place[speech_of(passage)]] += len(passage.sentences)
    counted = set().union(*(gold.devices_of(unit) for unit in gold.units))
    seen = {note.device for notes in predictions.values() for note in notes}
    units = tuple(_unit(gold, predictions, unit, place) for unit in gold.units)
    return Counts(speeches, sentences, units, tuple(sorted(seen - counted)))


def speech_of(passage: CodedPassage) -> Speech:
    """Return the speech a passage is from."""
    return Speech(passage.speech, passage.language, passage.speaker)


def _unit(gold: Gold, predictions: Predictions, unit: str, place: dict[Speech, int]) -> UnitCounts:
    size, devices = len(place), gold.devices_of(unit)
    tables, spans = np.zeros((len(LEVELS), size, 4)), np.zeros((len(LEVELS), size, 4))
    numbers = np.zeros((3, size))  # candidates, tags, doubtful cells
    flat: list[tuple[bool, float, int]] = []
    scored = False
    for passage in gold.passages:
        if unit not in passage.coded:
            continue
        at = place[speech_of(passage)]
        labels = [label for label in passage.labels if label.device == unit]
        notes = [note for note in predictions.get(passage.id, ()) if note.device in devices]
        truths = cell_truths(passage.sentences, labels)
        scores = _cell_scores(passage.sentences, notes)
        scored = scored or any(note.score is not None for note in notes)
        numbers[:, at] += (*_decisions(notes), truths.count(None))
        flat.extend((truth, score, at) for truth, score in zip(truths, scores, strict=True) if truth is not None)
        holes = _holes(passage.sentences, labels, truths)
        for level, kinds in enumerate(_KINDS):
            shown = [note for note in notes if note.decision in kinds]
            tables[level, at] += _table(passage.sentences, truths, shown)
            spans[level, at] += _span_sums(labels, shown, holes, passage.text)
    columns = tuple(zip(*flat, strict=True)) or ((), (), ())
    return UnitCounts(
        unit,
        tables,
        spans,
        candidates=numbers[0],
        tags=numbers[1],
        out=numbers[2],
        truth=np.array(columns[0], dtype=np.bool_),
        score=np.array(columns[1], dtype=np.float64),
        speech=np.array(columns[2], dtype=np.intp),
        scored=scored,
    )


def cell_truths(sentences: Sequence[Span], labels: Iterable[Label]) -> list[bool | None]:
    """Return per sentence whether the device is there; None where its only labels are doubtful."""
    truths: list[bool | None] = [False] * len(sentences)
    for label in sorted(labels, key=lambda label: not label.doubtful):
        for number in sentences_at(sentences, label.span):
            truths[number] = None if label.doubtful else True
    return truths


def _cell_scores(sentences: Sequence[Span], notes: Iterable[Annotation]) -> list[float]:
    """Return per sentence the highest score of an annotation there, 0 where there is none."""
    scores = [0.0] * len(sentences)
    for note in notes:
        for part in note.parts:
            for number in sentences_at(sentences, part):
                scores[number] = max(scores[number], note.score or 0.0)
    return scores


def _decisions(notes: Sequence[Annotation]) -> tuple[int, int]:
    tags = sum(note.decision == "tag" for note in notes)
    return len(notes) - tags, tags


def _table(sentences: Sequence[Span], truths: Sequence[bool | None], notes: Iterable[Annotation]) -> Array:
    found = {number for note in notes for part in note.parts for number in sentences_at(sentences, part)}
    table = np.zeros(4)
    for number, truth in enumerate(truths):
        if truth is not None:
            table[_PLACE[truth, number in found]] += 1
    return table


def _holes(sentences: Sequence[Span], labels: Iterable[Label], truths: Sequence[bool | None]) -> tuple[Span, ...]:
    """Return where nothing is scored: doubtful sentences, and doubtful words that no firm label covers."""
    sides: tuple[list[Span], list[Span]] = ([], [])
    for label in labels:
        sides[label.doubtful].append(label.span)
    open_sentences = (span for span, truth in zip(sentences, truths, strict=True) if truth is None)
    return (*open_sentences, *subtract(sides[True], sides[False]))


def _span_sums(labels: Iterable[Label], notes: Iterable[Annotation], holes: Sequence[Span], text: str) -> SpanSums:
    coded = [label.span for label in labels if not label.doubtful]
    found = merge(part for note in notes for part in note.parts)
    left = subtract(found, holes)
    return compare([span for span in left if span in found or tokens(text, span)], coded)
