"""Logistic regression over sparse rows, in numpy: enough to see what features are worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rhetoric.metrics.binary import Array

_MEMORY = 8  # steps the quasi-Newton method remembers
_STILL = 1e-4  # largest slope at which the search ends, per row
_HALVINGS = 30


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix: entry i is `value[i]` at row `row[i]`, column `column[i]`."""

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    value: Array
    shape: tuple[int, int]

    def times(self, weights: Array) -> Array:
        """Return the product with a column vector."""
        return _sums(self.row, self.value * weights[self.column], self.shape[0])

    def transposed_times(self, values: Array) -> Array:
        """Return the product of the transpose with a column vector."""
        return _sums(self.column, self.value * values[self.row], self.shape[1])

    def scaled(self, factors: Array) -> "Rows":
        """Return the matrix with each column multiplied by its factor."""
        return Rows(self.row, self.column, self.value * factors[self.column], self.shape)

    def normalised(self, length: float = 1.0) -> "Rows":
        """Return the matrix with each row brought to a length; empty rows stay empty."""
        now = np.sqrt(np.bincount(self.row, self.value**2, minlength=self.shape[0]))
        return Rows(self.row, self.column, self.value * (length / np.where(now, now, 1))[self.row], self.shape)

    def rarity(self) -> Array:
        """Return how rare each column is in the rows: smoothed inverse document frequency."""
        pairs = np.unique(self.row * np.intp(self.shape[1]) + self.column)
        documents = np.bincount(pairs % self.shape[1], minlength=self.shape[1])
        weighed: Array = np.log((1 + self.shape[0]) / (1 + documents)) + 1
        return weighed

    def taken(self, chosen: Sequence[int]) -> "Rows":
        """Return the chosen rows, in their order here, renumbered."""
        new = np.full(self.shape[0], -1, dtype=np.intp)
        new[np.sort(np.asarray(chosen, dtype=np.intp))] = np.arange(len(chosen))
        kept = new[self.row] >= 0
        return Rows(new[self.row[kept]], self.column[kept], self.value[kept], (len(chosen), self.shape[1]))


def beside(blocks: Sequence[Rows]) -> Rows:
    """Return matrices of as many rows, joined side by side."""
    shifts = np.cumsum([0, *(block.shape[1] for block in blocks)])
    return Rows(
        np.concatenate([block.row for block in blocks]),
        np.concatenate([block.column + shift for block, shift in zip(blocks, shifts, strict=False)]),
        np.concatenate([block.value for block in blocks]),
        (blocks[0].shape[0], int(shifts[-1])),
    )


@dataclass(frozen=True, slots=True)
class Logistic:
    """A trained model: one weight per column, and what is added to every row."""

    weights: Array
    bias: float

    def probability(self, rows: Rows) -> Array:
        """Return the probability of each row."""
        return _sigmoid(rows.times(self.weights) + self.bias)


def train(
    rows: Rows, truth: ArrayLike, *, strength: float, rounds: int = 100, weights: ArrayLike | None = None
) -> Logistic:
    """Fit a logistic regression.

    Parameters
    ----------
    rows
        The features.
    truth
        One answer per row.
    strength
        Weight of the data against the squared weights (C elsewhere); the bias is not held back.
    rounds
        Most steps of the search.
    weights
        How much each row counts; without them 1 each.
    """
    target = np.asarray(truth, dtype=np.float64)
    counted = np.ones_like(target) if weights is None else np.asarray(weights, dtype=np.float64)
    used, column = np.unique(rows.column, return_inverse=True)
    width = used.size
    seen = Rows(rows.row, column, rows.value, (rows.shape[0], width))

    def loss(point: Array) -> tuple[float, Array]:
        margin = seen.times(point[:width]) + point[width]
        error = counted * (_sigmoid(margin) - target)
        value = float(counted @ (np.logaddexp(0, margin) - target * margin))
        slope = np.append(seen.transposed_times(error), error.sum())
        held = np.append(point[:width], 0.0) / strength
        return value + 0.5 * float(held @ point), slope + held

    found = minimise(loss, np.zeros(width + 1), rounds=rounds, still=_STILL * max(1, rows.shape[0]) ** 0.5)
    of_columns = np.zeros(rows.shape[1])
    of_columns[used] = found[:width]
    return Logistic(of_columns, float(found[width]))


def minimise(loss: Callable[[Array], tuple[float, Array]], start: Array, *, rounds: int, still: float) -> Array:
    """Return where a smooth convex function is least, by L-BFGS with halving steps.

    `loss` returns value and slope at a point; the search ends when no slope exceeds `still`.
    """
    point = start
    value, slope = loss(point)
    memory: list[tuple[Array, Array]] = []
    for _ in range(rounds):
        if np.abs(slope).max() <= still:
            break
        way = _direction(slope, memory)
        fall = float(way @ slope)
        step = 1.0 if memory else min(1.0, 1.0 / float(np.abs(slope).sum()))
        for _ in range(_HALVINGS):
            next_value, next_slope = loss(point + step * way)
            if next_value <= value + 1e-4 * step * fall:
                break
            step /= 2
        else:
            break
        moved, turned = step * way, next_slope - slope
        if float(moved @ turned) > 0:
            memory = [*memory, (moved, turned)][-_MEMORY:]
        point, value, slope = point + moved, next_value, next_slope
    return point


def _direction(slope: Array, memory: Sequence[tuple[Array, Array]]) -> Array:
    """Return the quasi-Newton direction by the two-loop recursion of L-BFGS (Nocedal 1980)."""
    way = -slope
    shares = []
    for moved, turned in reversed(memory):
        share = float(moved @ way) / float(moved @ turned)
        shares.append(share)
        way = way - share * turned
    if memory:
        moved, turned = memory[-1]
        way = way * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned), share in zip(memory, reversed(shares), strict=True):
        way = way + (share - float(turned @ way) / float(moved @ turned)) * moved
    return way


def _sums(places: NDArray[np.intp], values: Array, size: int) -> Array:
    return np.bincount(places, values, minlength=size).astype(np.float64)


def _sigmoid(values: Array) -> Array:
    return 0.5 * (1 + np.tanh(0.5 * values))
