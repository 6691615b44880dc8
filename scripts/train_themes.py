"""Train the weights with which themes are cut, on marked texts; writes rhetoric/themes/model.json.

    python scripts/train_themes.py FOLDER

Only the files at even positions of the sorted names are read; those at odd positions are left for scoring.
The weights are those of a logistic regression over sentences: a mark counts for the likeliest sentence within two
of it, the others near it count neither way. How eagerly to cut is chosen on each file with weights from the
others; once as the files are, and once with all their turns taken away, for speeches of one voice.
"""

import argparse
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric.evaluate.segmentation import match, pk
from rhetoric.evaluate.theme_references import ThemeReference, read_references
from rhetoric.themes.boundaries import cohesion
from rhetoric.themes.decode import best_cuts
from rhetoric.themes.evidence import FEATURES, NEAR, WIDE, Cohesion, evidence
from rhetoric.themes.model import BoundaryModel, write_model
from rhetoric.themes.stems import read_content

Floats = NDArray[np.float64]
TYPICAL, GROWTH = 1400.0, 0.7  # seven themes in 10,000 words, as in the training half; fewer than in step beyond
BASE = BoundaryModel({}, 0.0, 0.0, 0.0, TYPICAL, GROWTH)
PENALTY = 1.0  # on the squared weights
NEARBY = 2  # sentences
ROUNDS, STEPS = 4, 12
EAGERNESS = (0.5, 1.0, 1.5, 2.0, 2.5)
ALONE = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5)
SPACING = (0.3, 0.6, 1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Sample:
    """One text: its evidence, the words of its sentences, and where its subjects begin."""

    rows: Floats
    lengths: tuple[int, ...]
    cuts: tuple[int, ...]


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


def scores_of(
    samples: Sequence[Sample], weights: Sequence[Floats], eagerness: float, spacing: float
) -> tuple[float, float]:
    """Return the mean Pk and boundary F1."""
    errors, hits = [], []
    for one, mine in zip(samples, weights, strict=True):
        typical = BASE.usual_length(sum(one.lengths))
        scores = one.rows @ mine[:-1]
        found = best_cuts(scores, one.lengths, typical=typical, eagerness=eagerness, spacing=spacing)
        errors.append(pk(one.cuts, found, len(one.lengths)))
        hits.append(match(one.cuts, found).f1)
    return float(np.mean(errors)), float(np.mean(hits))


def choose(
    samples: Sequence[Sample], weights: Sequence[Floats], tries: Iterable[tuple[float, float]]
) -> tuple[float, float, str]:
    """Return the eagerness and the spacing that do best, and what was measured."""
    tried = []
    for eagerness, spacing in tries:
        error, hits = scores_of(samples, weights, eagerness, spacing)
        measured = f"Pk {error:.3f}, boundary F1 {hits:.3f}"
        tried.append((error - hits, eagerness, spacing, measured))
        print(f"eagerness {eagerness} spacing {spacing}: {measured}")
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
    eagerness, spacing, measured = choose(samples, others, itertools.product(EAGERNESS, SPACING))
    single = [sample_of(one, turns=False) for one in marked]
    alone, _, without = choose(single, others, [(eager, spacing) for eager in ALONE])
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
