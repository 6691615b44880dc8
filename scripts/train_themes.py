"""Train the weights with which themes are cut, on marked texts; writes rhetoric/themes/model.json.

    python scripts/train_themes.py FOLDER

Only the files at even positions of the sorted names are read; those at odd positions are left for scoring.
The weights are those of a logistic regression over sentences: a mark counts for the likeliest sentence within two
of it, the others near it count neither way. How eagerly to cut is chosen on each file with weights from the
others; once as the files are, and once with all their turns taken away, for speeches of one voice.
"""

import argparse
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric.evaluate.segmentation import match, pk
from rhetoric.evaluate.theme_references import ThemeReference, read_references
from rhetoric.themes.boundaries import cohesion
from rhetoric.themes.decode import best_cuts, enough_cuts
from rhetoric.themes.evidence import FEATURES, NEAR, WIDE, Cohesion, evidence
from rhetoric.themes.model import BoundaryModel, write_model
from rhetoric.themes.stems import read_content

Floats = NDArray[np.float64]
TYPICAL, GROWTH = 1400.0, 0.7  # seven themes in 10,000 words, as in the training half; fewer than in step beyond
BASE = BoundaryModel({}, 0.0, 0.0, 0.0, TYPICAL, GROWTH)
PENALTY = 3.0  # on the squared weights
NEARBY = 2  # sentences
ROUNDS, STEPS = 4, 12
EAGERNESS = (0.5, 1.0, 1.5, 2.0, 2.5)
ALONE = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2)
SPACING = (0.3, 0.6, 1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Sample:
    """One text: its evidence, the words of its sentences, and where its subjects begin."""

    rows: Floats
    lengths: tuple[int, ...]
    cuts: tuple[int, ...]


Cutter = Callable[[Sample, Floats], tuple[int, ...]]


def sample_of(reference: ThemeReference, *, turns: bool = True) -> Sample:
    """Gather the evidence in one text, as it is or as if one voice had spoken all of it."""
    transcript = reference.transcript if turns else replace(reference.transcript, turns=())
    content = read_content(transcript.text, transcript.sentences, transcript.language)
    typical = BASE.usual_length(sum(content.lengths))
    blocks = Cohesion(cohesion(content, round(NEAR * typical)), cohesion(content, round(WIDE * typical)))
    return Sample(evidence(transcript, content, blocks, typical=typical), content.lengths, reference.cuts)


def fit(samples: Sequence[Sample]) -> Floats:
    """Return the weights, and the constant last."""
    rows = np.concatenate([np.c_[one.rows, np.ones(len(one.rows))] for one in samples])
    weights = np.append(np.zeros(len(FEATURES)), -4.5)
    penalty = np.append(np.full(len(FEATURES), PENALTY), 1e-9)
    for _ in range(ROUNDS):
        marks = [_marks(one, weights) for one in samples]
        wanted, counts = (np.concatenate(column) for column in zip(*marks, strict=True))
        for _ in range(STEPS):
            found = 1 / (1 + np.exp(-np.clip(rows @ weights, -60, 60)))
            slope = rows.T @ (counts * (found - wanted)) + penalty * weights
            bend = (rows * (counts * found * (1 - found))[:, None]).T @ rows + np.diag(penalty)
            step = np.linalg.solve(bend, slope)
            weights -= step * min(1.0, 1.5 / float(np.max(np.abs(step)) + 1e-12))
    return weights


def _marks(one: Sample, weights: Floats) -> tuple[Floats, Floats]:
    """Return which sentences are marked, and which count at all."""
    scores = one.rows @ weights[:-1]
    wanted, counts = np.zeros(len(scores)), np.ones(len(scores))
    counts[0] = 0
    for cut in one.cuts:
        low, high = max(1, cut - NEARBY), min(len(scores), cut + NEARBY + 1)
        place = max(range(low, high), key=lambda near: (scores[near], near == cut))
        counts[low:high] = 0
        wanted[place] = counts[place] = 1
    return wanted, counts


def scores_of(samples: Sequence[Sample], weights: Sequence[Floats], cut: Cutter) -> tuple[float, float]:
    """Return the mean Pk and boundary F1."""
    errors, hits = [], []
    for one, mine in zip(samples, weights, strict=True):
        found = cut(one, one.rows @ mine[:-1])
        errors.append(pk(one.cuts, found, len(one.lengths)))
        hits.append(match(one.cuts, found).f1)
    return float(np.mean(errors)), float(np.mean(hits))


def by_odds(eagerness: float, spacing: float) -> Cutter:
    """Cut at the most likely places."""
    return lambda one, scores: best_cuts(
        scores, one.lengths, typical=_typical(one), eagerness=eagerness, spacing=spacing
    )


def by_count(share: float, spacing: float) -> Cutter:
    """Cut into that share of the themes usual for the length."""

    def cut(one: Sample, scores: Floats) -> tuple[int, ...]:
        find = partial(best_cuts, scores, one.lengths, typical=_typical(one), spacing=spacing)
        return enough_cuts(find, share * sum(one.lengths) / _typical(one))

    return cut


def _typical(one: Sample) -> float:
    return BASE.usual_length(sum(one.lengths))


def choose(
    samples: Sequence[Sample],
    weights: Sequence[Floats],
    cutter: Callable[[float, float], Cutter],
    tries: Iterable[tuple[float, float]],
) -> tuple[float, float, str]:
    """Return the two numbers for `cutter` that do best, and what was measured."""
    tried = []
    for pair in tries:
        error, hits = scores_of(samples, weights, cutter(*pair))
        measured = f"Pk {error:.3f}, boundary F1 {hits:.3f}"
        tried.append((error - hits, *pair, measured))
        print(f"{cutter.__name__}{pair}: {measured}")
    return min(tried)[1:]


def main() -> None:
    """Train, choose, print what was measured, write."""
    parser = argparse.ArgumentParser(description="Train the weights with which themes are cut.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry", action="store_true", help="measure only, write nothing")
    asked = parser.parse_args()
    marked = read_references(asked.folder, part="even").marked
    samples = [sample_of(one) for one in marked]
    others = [fit(samples[:left] + samples[left + 1 :]) for left in range(len(samples))]
    eagerness, spacing, measured = choose(samples, others, by_odds, itertools.product(EAGERNESS, SPACING))
    single = [sample_of(one, turns=False) for one in marked]
    alone, _, without = choose(single, others, by_count, [(share, spacing) for share in ALONE])
    weights = dict(zip(FEATURES, (round(float(one), 3) for one in fit(samples)), strict=False))
    note = (
        f"logistic regression on {len(samples)} marked debates and hearings, English and Spanish; "
        f"each left out in turn: {measured}; without their turns: {without}"
    )
    print(weights, note, sep="\n")
    if not asked.dry:
        write_model(BoundaryModel(weights, eagerness, alone, spacing, TYPICAL, GROWTH, note))


if __name__ == "__main__":
    main()
