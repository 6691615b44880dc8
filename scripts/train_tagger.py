"""Train the weights of the learned decision and measure them by folds of speakers.

Call: python scripts/train_tagger.py GOLD --speakers FILE --leave-out SPEECH…

GOLD is a folder of coded passages; --speakers names the speaker of each speech (CSV: speech, speaker),
--leave-out lists speeches never trained on; with --groups (CSV: speech, groupings) figures by group are
printed too. Figures come from folds in which neither weights nor calibration nor thresholds were fitted to
the fold's speakers (the scores that calibrate come from models that saw them); what is written is trained on
all. Intervals, 95 %, are from 1,000 draws of whole speeches.
"""

import argparse
import csv
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.codebook import load as load_codebook
from rhetoric.devices.learned.decision import Judged, inputs, revise
from rhetoric.devices.learned.features import BUCKETS
from rhetoric.devices.learned.model import Head, Model, distinct, save
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.cells import cell_truths, count
from rhetoric.evaluate.gold import CodedPassage, Gold
from rhetoric.evaluate.groups import Grouping, read_groups
from rhetoric.evaluate.homes import read_homes, with_homes
from rhetoric.evaluate.linear import Rows, minimise, train
from rhetoric.evaluate.predict import transcript_of
from rhetoric.evaluate.reading import read_gold
from rhetoric.metrics import binary
from rhetoric.metrics.intervals import Estimate, draws, estimate, share
from rhetoric.records import Annotation, Transcript, Turn
from rhetoric.records import Span as Range
from rhetoric.text import sentences

FOLDS = 5
ENOUGH = 40  # positives from which a device is calibrated
STRENGTH = 0.3  # of the data against the squared weights
LENGTH = 2.0  # of a sentence's n-grams together
SPEAKERS = 3  # that must use an n-gram or a sign
PRECISION, BOUND = 0.80, 0.90
CANDIDATES = 0.015  # most sentences per device in which the model alone may speak
KINDS = "AB"  # first letters of the families framing, and argument and evasion
_GRID = tuple(round(0.05 * step, 2) for step in range(2, 18))
_DROPS = (0.0, 0.02, 0.04, 0.06, 0.1, 0.15, 0.2, 0.25)
_EXAMPLE_SIGNS = (
    "class:",
    "language:",
    "longer:",
    "has:",
)  # rules were written on the examples: their word is biased


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence to learn from: its features, answers per device (None: not known), and its speaker."""

    buckets: NDArray[np.intp]
    signs: Mapping[str, Mapping[str, float]]
    truth: Mapping[str, bool | None]
    speaker: str
    own: Mapping[str, str]


def main() -> None:
    """Train, measure, print, write."""
    options = _options()
    codebook = load_codebook()
    gold = read_gold(options.gold)
    if options.homes:
        gold = with_homes(gold, read_homes(options.homes))
    speakers = _table(options.speakers)
    tagger = RuleTagger(codebook)
    judged = {
        passage.id: (tagger.at_home(passage.home) if passage.home else tagger).judge(transcript_of(passage))
        for passage in gold.passages
    }
    devices = tuple(one.id for one in codebook.devices if one.family[0] in KINDS)
    items: dict[str, list[Item]] = {
        passage.id: _items(passage, judged[passage.id], devices, _speaker(passage, speakers))
        for passage in gold.passages
    }
    left_out = frozenset(options.leave_out)
    learned = [item for one in gold.passages if one.speech not in left_out for item in items[one.id]]
    positives = {device: sum(item.truth.get(device) is True for item in learned) for device in devices}
    chosen = tuple(device for device in devices if positives[device] >= options.least)
    print("positives", {device: positives[device] for device in devices})
    extra = _examples(codebook, tagger, chosen)
    folds = _folds(learned + [item for one in gold.passages if one.speech in left_out for item in items[one.id]])
    scores = _out_of_fold(learned, extra, chosen, folds)
    models = {
        fold: _model(learned, extra, chosen, (codebook, scores), without=(folds, fold)) for fold in range(FOLDS)
    }
    groupings = read_groups(options.groups) if options.groups else ()
    _report(gold, judged, tagger, (models, folds, speakers), groupings)
    final = _model(learned, extra, chosen, (codebook, scores), without=(folds, -1))
    for head in final.heads:
        print(head)
    save(final, options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--speakers", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--groups", type=Path)
    parser.add_argument("--homes", type=Path)
    parser.add_argument("--least", type=int, default=ENOUGH)
    parser.add_argument("--out", type=Path, default=Path("models/tagger/tagger.npz"))
    return parser.parse_args()


def _table(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["speech"]: row["speaker"] for row in csv.DictReader(stream)}


def _speaker(passage: CodedPassage, speakers: Mapping[str, str]) -> str:
    return speakers.get(passage.speech, passage.speech)


def _items(passage: CodedPassage, judged: Judged, devices: Sequence[str], speaker: str) -> list[Item]:
    given = inputs(judged)
    truths = {
        device: cell_truths(passage.sentences, [one for one in passage.labels if one.device == device])
        for device in devices
        if device in passage.coded
    }
    found = []
    for at in range(len(judged.scene.views)):
        signs = {device: given.signs.of(device, at) for device in devices}
        own = {
            device: next((name[4:] for name in signs[device] if name.startswith("own:")), "") for device in devices
        }
        truth = {device: truths[device][at] if device in truths else None for device in devices}
        found.append(Item(distinct(one.bucket for one in given.grams[at]), signs, truth, speaker, own))
    return found


def _examples(codebook: Codebook, tagger: RuleTagger, devices: Sequence[str]) -> list[Item]:
    """Return the codebook's hits and hard negatives as items, each an answer for its own device only."""
    found = []
    for device, language in itertools.product(devices, codebook.languages):
        edition = codebook.device(device).editions.get(language)
        if edition is None:
            continue
        for truth, examples in ((True, edition.hits), (False, edition.negatives)):
            for example in examples:
                cut = sentences(example.text, language)
                turn = Turn(None, Range(0, len(example.text)))
                judged = tagger.judge(Transcript(example.text, language, sentences=cut, turns=(turn,)))
                given = inputs(judged)
                for at, sentence in enumerate(cut):
                    if truth and not any(span.overlap(sentence) for span in example.spans):
                        continue
                    signs = given.signs.of(device, at)
                    kept = {name: value for name, value in signs.items() if name.startswith(_EXAMPLE_SIGNS)}
                    buckets = distinct(one.bucket for one in given.grams[at])
                    found.append(Item(buckets, {device: kept}, {device: truth}, "", {}))
    return found


def _folds(items: Iterable[Item]) -> dict[str, int]:
    """Return the fold of each speaker: the longest first, each into the emptiest fold."""
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.speaker] = sizes.get(item.speaker, 0) + 1
    load = [0] * FOLDS
    folds = {}
    for speaker in sorted(sizes, key=lambda one: (-sizes[one], one)):
        folds[speaker] = load.index(min(load))
        load[folds[speaker]] += sizes[speaker]
    return folds


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


def _fit(items: Sequence[Item], device: str) -> tuple[NDArray[np.float64], dict[str, float], float]:
    """Return n-gram weights, weights by sign, and bias, from the items with an answer."""
    known = [item for item in items if item.truth.get(device) is not None]
    users: dict[str, set[str]] = {}
    at_bucket: dict[int, set[str]] = {}
    documents = np.zeros(BUCKETS)
    for item in known:
        documents[item.buckets] += 1
        for name in item.signs[device]:
            users.setdefault(name, set()).add(item.speaker)
        for bucket in item.buckets.tolist():
            at_bucket.setdefault(bucket, set()).add(item.speaker)
    shared = np.zeros(BUCKETS, dtype=bool)
    shared[[bucket for bucket, who in at_bucket.items() if len(who) >= SPEAKERS]] = True
    rarity = np.log((1 + len(known)) / (1 + documents)) + 1
    factors = np.where(shared, rarity * LENGTH / float(rarity[shared].mean()), 0.0)
    names = {
        name: at for at, name in enumerate(sorted(name for name, who in users.items() if len(who) >= SPEAKERS))
    }
    rows = _matrix(known, device, names, factors)
    found = train(rows, [bool(item.truth[device]) for item in known], strength=STRENGTH, rounds=60)
    signs = {name: float(found.weights[BUCKETS + at]) for name, at in names.items()}
    return found.weights[:BUCKETS] * factors, signs, found.bias


def _logit(item: Item, device: str, fitted: tuple[NDArray[np.float64], dict[str, float], float]) -> float:
    grams, signs, bias = fitted
    words = float(grams[item.buckets].sum()) / np.sqrt(max(1, item.buckets.size))
    return float(bias + words + sum(signs.get(name, 0.0) * value for name, value in item.signs[device].items()))


Scores = Mapping[str, tuple[NDArray[np.float64], NDArray[np.bool_], list[str], list[str]]]


def _out_of_fold(
    items: Sequence[Item], extra: Sequence[Item], devices: Sequence[str], folds: Mapping[str, int]
) -> Scores:
    """Return per device the logits of cells by models without their speaker, truths, speakers, decisions."""
    scores = {}
    for device in devices:
        known = [item for item in items if item.truth.get(device) is not None]
        own = [item for item in extra if device in item.truth]
        logits = np.zeros(len(known))
        for fold in range(FOLDS):
            fitted = _fit([*(item for item in known if folds[item.speaker] != fold), *own], device)
            for at, item in enumerate(known):
                if folds[item.speaker] == fold:
                    logits[at] = _logit(item, device, fitted)
        truth = np.array([bool(item.truth[device]) for item in known])
        scores[device] = (logits, truth, [item.speaker for item in known], [item.own[device] for item in known])
    return scores


def _model(
    items: Sequence[Item], extra: Sequence[Item], devices: Sequence[str], source: tuple[Codebook, Scores], *,
    without: tuple[Mapping[str, int], int],
) -> Model:  # fmt: skip
    """Return a model from all speakers but those of one fold (none: -1), thresholds included."""
    (codebook, scores), (folds, fold) = source, without
    heads, grams, named = [], [], []
    for device in devices:
        own = [item for item in extra if device in item.truth]
        weights, signs, bias = _fit([*(item for item in items if folds[item.speaker] != fold), *own], device)
        logits, truth, speakers, decided = scores[device]
        kept = np.array([folds[speaker] != fold for speaker in speakers])
        rules = np.array(decided)[kept]
        heads.append(_head(device, bias, (logits[kept], truth[kept], rules)))
        grams.append(weights)
        named.append(signs)
    names = {name: at for at, name in enumerate(sorted({name for signs in named for name in signs}))}
    table = np.array([[signs.get(name, 0.0) for name in names] for signs in named])
    return Model(codebook.name, codebook.sha256, tuple(heads), names, table, np.array(grams))


def _head(
    device: str, bias: float, cells: tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.str_]]
) -> Head:
    logits, truth, rules = cells
    slope, shift = _platt(logits, truth)
    chance = 0.5 * (1 + np.tanh(0.5 * (slope * logits + shift)))
    found = np.isin(rules, ("tag", "candidate"))
    positives = int(truth.sum())
    tag = _tag_threshold(chance, truth) if positives >= ENOUGH else None
    sure = chance >= (2.0 if tag is None else tag)
    best = (-1.0, 1.0, 0.0)
    for drop, least in itertools.product(_DROPS, _GRID):
        alone = ~found & (chance >= least)
        if (alone & ~sure).mean() > CANDIDATES:
            continue
        shown = alone | (found & ((chance >= drop) | (rules == "tag")))
        best = max(best, (round(_f1(shown, truth), 6), least, -drop))
    return Head(device, bias, slope, shift, best[1], tag, -best[2], positives)


def _platt(logits: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and shift of Platt's sigmoid, with his smoothed targets (1999)."""
    ups, downs = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (ups + 1) / (ups + 2), 1 / (downs + 2))

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = point[0] * logits + point[1]
        error = 0.5 * (1 + np.tanh(0.5 * margin)) - target
        return float(np.logaddexp(0, margin).sum() - (target * margin).sum()), np.array(
            [error @ logits, error.sum()]
        )

    slope, shift = minimise(loss, np.array([1.0, 0.0]), rounds=100, still=1e-3)
    return round(float(slope), 6), round(float(shift), 6)


def _tag_threshold(chance: NDArray[np.float64], truth: NDArray[np.bool_]) -> float | None:
    """Return the lowest probability from which the lower bound of precision is high enough, or None."""
    z = NormalDist().inv_cdf(BOUND)
    lowest = None
    for least in (0.3 + 0.02 * step for step in range(34)):
        taken = truth[chance >= least]
        if taken.size == 0:
            break
        share, size = float(taken.mean()), taken.size
        middle = (share + z * z / (2 * size)) / (1 + z * z / size)
        spread = z * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
        if middle - spread >= PRECISION:
            lowest = round(least, 2)
            break
    return lowest


def _f1(shown: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    hits = int((shown & truth).sum())
    return 2 * hits / max(1, int(shown.sum()) + int(truth.sum()))


Folded = tuple[Mapping[int, Model], Mapping[str, int], Mapping[str, str]]  # models, folds, speakers


def _report(
    gold: Gold,
    judged: Mapping[str, Judged],
    tagger: RuleTagger,
    source: Folded,
    groupings: Sequence[Grouping],
) -> None:
    """Print figures of the rules alone and of the learned decision, each passage by the model without it."""
    models, folds, speakers = source
    rules: dict[str, tuple[Annotation, ...]] = {}
    learned: dict[str, tuple[Annotation, ...]] = {}
    named = tuple(replace(one, speaker=_speaker(one, speakers)) for one in gold.passages)
    for passage in named:
        one = judged[passage.id]
        rules[passage.id] = tagger.annotations(one.verdicts, one.scene.document)
        model = models[folds[passage.speaker or ""]]
        learned[passage.id] = tagger.annotations(revise(model, one), one.scene.document)
    for name, predictions in (("rules alone", rules), ("learned", learned)):
        for language in ("en", "es", "all"):
            kept = Gold(tuple(one for one in named if language in {one.language, "all"}), gold.joint)
            _print(f"{name}, {language}", kept, predictions, tagger.codebook)
        for grouping in groupings:
            for group in sorted(set(grouping.groups.values())):
                inside = tuple(one for one in named if grouping.groups.get(one.speech) == group)
                _print(f"{name}, {grouping.name}: {group}", Gold(inside, gold.joint), predictions, tagger.codebook)


def _print(title: str, gold: Gold, predictions: Mapping[str, tuple[Annotation, ...]], codebook: Codebook) -> None:
    counts = count(gold, predictions)
    framing = {one.id for one in codebook.devices if one.family[0] in KINDS}
    total = float(counts.sentences.sum())
    shown = [one for one in counts.units if one.unit in framing]
    candidates = 100 * sum(float(one.candidates.sum()) for one in shown) / total
    scored = [(one, one.tables.sum(axis=1)) for one in shown]
    scored = [(one, table) for one, table in scored if table[0, 0] + table[0, 2] >= 15]
    weights = draws(len(counts.speeches), rounds=1000, seed=0)
    drawn = [np.tensordot(weights, one.tables, axes=(1, 1)) for one, _ in scored]  # rounds, levels, 4
    f1s = [float(binary.f1(table[1])) for _, table in scored]
    macro = estimate(float(np.mean(f1s)), np.nanmean([binary.f1(one[:, 1]) for one in drawn], axis=0))
    tags, tags_drawn = sum(table[0] for _, table in scored), sum(one[:, 0] for one in drawn)
    exact = share(float(tags[0]), float(tags[0] + tags[1]), binary.precision(tags_drawn))
    reach = share(float(tags[0]), float(tags[0] + tags[2]), binary.recall(tags_drawn))
    print(f"\n{title}: {total:.0f} sentences, candidates/100 {candidates:.1f}")
    print(f"  macro F1 of {len(f1s)} devices {_told(macro)}")
    print(
        f"  tags: precision {_told(exact)} of {tags[0] + tags[1]:.0f}, "
        f"recall {_told(reach)} of {tags[0] + tags[2]:.0f}"
    )
    for (one, t), f1 in zip(scored, f1s, strict=True):
        print(f"  {one.unit:28} F1 {f1:.3f}  n {t[0, 0] + t[0, 2]:3.0f}  tag {t[0, 0]:.0f}/{t[0, 0] + t[0, 1]:.0f}"
              f"  found {t[1, 0]:.0f}/{t[1, 0] + t[1, 1]:.0f}")  # fmt: skip


def _told(one: Estimate) -> str:
    if one.value is None:
        return "undefined"
    return f"{one.value:.3f}" + (f" [{one.low:.3f}, {one.high:.3f}]" if one.low is not None else "")


if __name__ == "__main__":
    main()
