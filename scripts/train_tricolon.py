"""Fit the weights that say how far a series of three is a tricolon, on coded passages.

    python scripts/train_tricolon.py GOLD [--out rhetoric/devices/figures/tricolon.yaml]

A logistic model over the measures of `rhetoric.devices.figures.measures`, pulled towards weights set by hand
(PRIOR), so that a few dozen positives move it without breaking it. Doubtful codings are left out. Prints what it
gives on sentences when each speaker is judged by weights fitted on the others; writes the weights fitted on all.
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from rhetoric.devices import document
from rhetoric.devices.figures import tricolon
from rhetoric.devices.figures.flow import flow
from rhetoric.devices.figures.measures import NAMES
from rhetoric.devices.grammar import grammar
from rhetoric.evaluate.cells import cell_truths
from rhetoric.evaluate.gold import CodedPassage, sentences_at
from rhetoric.evaluate.predict import transcript_of
from rhetoric.evaluate.reading import read_gold
from rhetoric.files import write_text
from rhetoric.records import Span

Floats = NDArray[np.float64]
DEVICE = "tricolon"
SPEAKERS = Path(__file__).with_name("tagger_speakers.csv")
PRIOR = {
    "bias": -5.0, "opening": 2.0, "classes": 2.0, "even": 1.0, "size": 1.0, "inner": 1.0, "endings": 0.5,
    "verbs": 0.5, "abstract": 1.0, "names": -2.0, "listed": -1.5, "closes": 0.5, "joining": 0.5, "sentences": 0.0,
}  # fmt: skip
PULL = 20.0  # how strongly weights are held to PRIOR
STEPS = 50
OVERLAP = 0.5  # of the shorter, from which a series is the one coded


class Case(NamedTuple):
    """A series of three in a passage: its measures, sentences and truth (None: doubtful)."""

    passage: int
    span: Span
    measures: tuple[float, ...]
    truth: bool | None


class Cells(NamedTuple):
    """A passage: its speaker, language and the truth of its sentences."""

    passage: CodedPassage
    speaker: str
    truth: Sequence[bool | None]


def main() -> None:
    """Fit, cross-validate by speaker, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    cells, cases = read(arguments.gold)
    prior = np.array([PRIOR[name] for name in ("bias", *NAMES)])
    held = np.zeros(len(cases))
    for speaker in sorted({one.speaker for one in cells}):
        out = np.array([cells[case.passage].speaker == speaker for case in cases])
        held[out] = score(cases, fit([case for case, left in zip(cases, out, strict=True) if not left], prior))[
            out
        ]
    print("prior weights:")
    report(cells, cases, score(cases, prior))
    print("fitted, each speaker by the others:")
    report(cells, cases, held)
    weights = fit(cases, prior)
    print("fitted on all:")
    report(cells, cases, score(cases, weights))
    found = {name: round(float(value), 2) for name, value in zip(("bias", *NAMES), weights, strict=True)}
    print(yaml.safe_dump(found, sort_keys=False))
    if arguments.out:
        write_text(arguments.out, tricolon.HEADER + yaml.safe_dump({"weights": found}, sort_keys=False))


def read(path: Path) -> tuple[list[Cells], list[Case]]:
    """Return the passages coded for tricolons and every series of three in them."""
    with SPEAKERS.open(encoding="utf-8", newline="") as file:
        known = {row["speech"]: row["speaker"] for row in csv.DictReader(file)}
    cells: list[Cells] = []
    cases: list[Case] = []
    for passage in read_gold(path).passages:
        if DEVICE not in passage.coded:
            continue
        labels = [label for label in passage.labels if label.device == DEVICE]
        row = flow(document.read(transcript_of(passage)))
        lists = grammar(passage.language)
        if lists is None:
            continue
        for span, measures in tricolon.measured(row, lists):
            truth: bool | None = False
            for label in sorted(labels, key=lambda label: not label.doubtful):
                if label.span.overlap(span) >= OVERLAP * min(label.span.length, span.length):
                    truth = None if label.doubtful else True
            cases.append(Case(len(cells), span, measures, truth))
        speech = passage.id.split("@")[0]
        speaker = known.get(speech, passage.speaker or speech)
        cells.append(Cells(passage, speaker, cell_truths(passage.sentences, labels)))
    return cells, cases


def fit(cases: Sequence[Case], prior: Floats) -> Floats:
    """Return the weights of greatest likelihood, held to `prior` (Newton's method)."""
    kept = [case for case in cases if case.truth is not None]
    x = np.array([(1.0, *case.measures) for case in kept])
    y = np.array([float(case.truth or 0) for case in kept])
    weights = prior.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + PULL * (weights - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + PULL * np.eye(len(prior))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def score(cases: Sequence[Case], weights: Floats) -> Floats:
    """Return the probability of each case."""
    x = np.array([(1.0, *case.measures) for case in cases])
    result: Floats = 1 / (1 + np.exp(-x @ weights))
    return result


def report(cells: Sequence[Cells], cases: Sequence[Case], scores: Floats) -> None:
    """Print precision, recall and F1 on sentences at several thresholds."""
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        hits: set[tuple[int, int]] = set()
        for number in range(len(cells)):
            mine = [(float(s), case) for s, case in zip(scores, cases, strict=True) if case.passage == number]
            for case in choose([(s, case) for s, case in mine if s >= threshold]):
                hits.update((number, at) for at in sentences_at(cells[number].passage.sentences, case.span))
        table = np.zeros(3)
        for number, one in enumerate(cells):
            for at, truth in enumerate(one.truth):
                if truth is not None and (truth or (number, at) in hits):
                    table[0 if truth and (number, at) in hits else 2 if truth else 1] += 1
        tp, fp, fn = table
        print(f"  {threshold:.2f}: P {tp / max(tp + fp, 1):.2f} R {tp / max(tp + fn, 1):.2f} F1 "
              f"{2 * tp / max(2 * tp + fp + fn, 1):.2f}  ({tp:.0f}, {fp:.0f}, {fn:.0f})")  # fmt: skip


def choose(scored: Sequence[tuple[float, Case]]) -> list[Case]:
    """Return the best cases of a passage that do not overlap."""
    kept: list[Case] = []
    for _, case in sorted(scored, key=lambda pair: -pair[0]):
        if not any(case.span.overlap(other.span) for other in kept):
            kept.append(case)
    return kept


if __name__ == "__main__":
    main()
