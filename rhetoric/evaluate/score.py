"""Figures from counts: per device, over sets of devices, in a scope of speeches, with bootstrap intervals."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhetoric.evaluate.cells import FN, FP, TN, TP, Counts, UnitCounts
from rhetoric.evaluate.gold import LEVELS, Level
from rhetoric.metrics import binary, spans
from rhetoric.metrics.binary import Array
from rhetoric.metrics.intervals import Estimate, draws, estimate, share

Measure = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Sampling:
    """How intervals are made: rounds of the bootstrap, and its seed."""

    rounds: int = 1000
    seed: int = 0


SAMPLING = Sampling()


@dataclass(frozen=True, slots=True)
class Scope:
    """Some of the speeches, with how often each is drawn in each round."""

    name: str
    inside: NDArray[np.bool_]
    weights: Array  # (rounds, speeches), 0 outside

    def total(self, values: Array) -> Array:
        """Return the sum over the scope's speeches of values whose first axis is speeches."""
        return np.asarray(values[self.inside].sum(axis=0), dtype=np.float64)

    def rounds(self, values: Array) -> Array:
        """Return that sum for each round of the bootstrap."""
        return np.asarray(np.tensordot(self.weights, values, axes=(1, 0)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one device in one scope at one level; `cells` are those in scoring."""

    unit: str
    scope: str
    level: Level
    cells: int
    positives: int
    found: int
    doubtful: int
    figures: Mapping[str, Estimate]

    @property
    def prevalence(self) -> float:
        """Share of cells in which the device is."""
        return self.positives / self.cells if self.cells else 0.0

    @property
    def all_positive_f1(self) -> float:
        """F1 of a tagger that finds the device in every sentence."""
        return 2 * self.positives / (self.cells + self.positives) if self.cells else 0.0


@dataclass(frozen=True, slots=True)
class SetRow:
    """The figures of a set of devices in one scope at one level."""

    name: str
    scope: str
    level: Level
    units: tuple[str, ...]
    positives: int
    figures: Mapping[str, Estimate]


def scope(counts: Counts, name: str, inside: Iterable[bool], sampling: Sampling) -> Scope:
    """Return a scope of speeches; its draws depend on their number, the name and the seed."""
    mask = np.fromiter(inside, dtype=np.bool_, count=len(counts.speeches))
    weights = np.zeros((sampling.rounds, mask.size))
    weights[:, mask] = draws(int(mask.sum()), rounds=sampling.rounds, seed=sampling.seed, stream=name)
    return Scope(name, mask, weights)


def language_scopes(counts: Counts, sampling: Sampling) -> tuple[Scope, ...]:
    """Return one scope per language and, if there are several, one of all speeches."""
    languages = sorted({speech.language for speech in counts.speeches})
    one_each = [
        scope(counts, code, (speech.language == code for speech in counts.speeches), sampling)
        for code in languages
    ]
    if len(languages) > 1:
        one_each.append(scope(counts, "all", (True for _ in counts.speeches), sampling))
    return tuple(one_each)


def unit_rows(unit: UnitCounts, where: Scope) -> tuple[Row, ...]:
    """Return the figures of a device at both levels."""
    return tuple(_unit_row(unit, where, at) for at in range(len(LEVELS)))


def _unit_row(unit: UnitCounts, where: Scope, at: int) -> Row:
    table, drawn = where.total(unit.tables[at]), where.rounds(unit.tables[at])
    sums, sums_drawn = where.total(unit.spans[at]), where.rounds(unit.spans[at])
    figures = {
        **_sentence_figures(table, drawn),
        "mcc": estimate(binary.mcc(table), binary.mcc(drawn)),
        "span_f1": estimate(spans.span_f1(sums), spans.span_f1(sums_drawn)),
    }
    if unit.scored and at == LEVELS.index("found"):
        figures |= _score_figures(unit, where)
    return Row(
        unit.unit,
        where.name,
        LEVELS[at],
        cells=int(table.sum()),
        positives=int(table[TP] + table[FN]),
        found=int(table[TP] + table[FP]),
        doubtful=int(unit.out[where.inside].sum()),
        figures=figures,
    )


def _sentence_figures(table: Array, drawn: Array) -> dict[str, Estimate]:
    return {
        "precision": share(float(table[TP]), float(table[TP] + table[FP]), binary.precision(drawn)),
        "recall": share(float(table[TP]), float(table[TP] + table[FN]), binary.recall(drawn)),
        "f1": estimate(binary.f1(table), binary.f1(drawn)),
    }


def _score_figures(unit: UnitCounts, where: Scope) -> dict[str, Estimate]:
    here = where.inside[unit.speech] if unit.speech.size else np.zeros(0, np.bool_)
    truth, score = unit.truth[here], unit.score[here]
    weights = where.weights[:, unit.speech[here]]
    return {
        "ap": estimate(binary.average_precision(score, truth), binary.average_precision(score, truth, weights)),
        "ece": estimate(binary.calibration_error(score, truth), binary.calibration_error(score, truth, weights)),
    }


def set_rows(name: str, units: Sequence[UnitCounts], where: Scope) -> tuple[SetRow, ...]:
    """Return macro and pooled figures of a set of devices at both levels; none for an empty set."""
    return tuple(_set_row(name, units, where, at) for at in range(len(LEVELS))) if units else ()


def _set_row(name: str, units: Sequence[UnitCounts], where: Scope, at: int) -> SetRow:
    tables = np.stack([where.total(unit.tables[at]) for unit in units])
    drawn = np.stack([where.rounds(unit.tables[at]) for unit in units])
    pooled, pooled_drawn = tables.sum(axis=0), drawn.sum(axis=0)
    sums = sum((where.total(unit.spans[at]) for unit in units), np.zeros(4))
    sums_drawn = sum((where.rounds(unit.spans[at]) for unit in units), np.zeros((len(where.weights), 4)))
    figures = {
        "macro_f1": estimate(mean(binary.f1(tables)), mean(binary.f1(drawn))),
        **_sentence_figures(pooled, pooled_drawn),
        "fpr": share(float(pooled[FP]), float(pooled[FP] + pooled[TN]), binary.false_positive_rate(pooled_drawn)),
        "span_f1": estimate(spans.span_f1(sums), spans.span_f1(sums_drawn)),
    }
    positives = int(pooled[TP] + pooled[FN])
    return SetRow(name, where.name, LEVELS[at], tuple(unit.unit for unit in units), positives, figures)


def mean(values: Array) -> Array:
    """Return the mean over the first axis of what is defined, NaN where nothing is."""
    known = ~np.isnan(values)
    return binary.ratio(np.where(known, values, 0).sum(axis=0), known.sum(axis=0))


def macro_difference(units: Sequence[UnitCounts], first: Scope, second: Scope, *, level: Level) -> Estimate:
    """Return the macro F1 in one scope less that in another; their speeches are drawn apart."""
    at = LEVELS.index(level)
    values = [mean(binary.f1(np.stack([one.total(unit.tables[at]) for unit in units]))) for one in (first, second)]
    drawn = [mean(binary.f1(np.stack([one.rounds(unit.tables[at]) for unit in units]))) for one in (first, second)]
    return estimate(values[0] - values[1], drawn[0] - drawn[1])


def density(counts: Counts, units: Sequence[UnitCounts], where: Scope) -> dict[str, Estimate]:
    """Return tags and candidates of some devices per 100 sentences."""
    sentences, sentences_drawn = where.total(counts.sentences), where.rounds(counts.sentences)
    found = {}
    for name, values in (
        ("tags", sum((unit.tags for unit in units), np.zeros(len(counts.speeches)))),
        ("candidates", sum((unit.candidates for unit in units), np.zeros(len(counts.speeches)))),
    ):
        found[name] = estimate(
            binary.ratio(100 * where.total(values), sentences),
            binary.ratio(100 * where.rounds(values), sentences_drawn),
        )
    return found


def positives(unit: UnitCounts) -> int:
    """Return in how many cells the device is, over all speeches."""
    return int(unit.tables[0, :, [TP, FN]].sum())
