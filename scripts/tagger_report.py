"""Print the figures of the rules alone and of the learned decision, by language and by group of speeches."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.learned.decision import revise
from rhetoric.devices.learned.model import Model
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.cells import FN, FP, TP, UnitCounts, count
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.groups import Grouping
from rhetoric.evaluate.predict import Predictions
from rhetoric.metrics import binary
from rhetoric.metrics.binary import Array
from rhetoric.metrics.intervals import Estimate, draws, estimate, share
from scripts.tagger_items import KINDS, speaker_of
from scripts.tagger_training import Material

SCORED = 15  # positives from which a device is printed


def report(
    material: Material,
    tagger: RuleTagger,
    models: Mapping[str, Mapping[int, Model]],
    groupings: Sequence[Grouping],
) -> None:
    """Print figures of the rules alone and of learned decisions, each passage by the model without its speaker.

    Groups are printed for the rules alone and for the first of the models.
    """
    gold = material.gold
    named = tuple(replace(one, speaker=speaker_of(one, material.speakers)) for one in gold.passages)
    predicted = {"rules alone": _predictions(material, tagger, None)}
    predicted |= {name: _predictions(material, tagger, of_fold) for name, of_fold in models.items()}
    for at, (name, predictions) in enumerate(predicted.items()):
        for language in ("en", "es", "all"):
            kept = Gold(tuple(one for one in named if language in {one.language, "all"}), gold.joint)
            print_figures(f"{name}, {language}", kept, predictions, tagger.codebook)
        for grouping in groupings if at < 2 else ():
            for group in sorted(set(grouping.groups.values())):
                inside = Gold(tuple(one for one in named if grouping.groups.get(one.speech) == group), gold.joint)
                print_figures(f"{name}, {grouping.name}: {group}", inside, predictions, tagger.codebook)


def _predictions(material: Material, tagger: RuleTagger, of_fold: Mapping[int, Model] | None) -> Predictions:
    found = {}
    for passage in material.gold.passages:
        judged = material.judged[passage.id]
        model = of_fold[material.folds[speaker_of(passage, material.speakers)]] if of_fold else None
        verdicts = revise(model, judged) if model else judged.verdicts
        found[passage.id] = tagger.annotations(verdicts, judged.scene.document)
    return found


def print_figures(title: str, gold: Gold, predictions: Predictions, codebook: Codebook) -> None:
    """Print macro F1 and tags of the devices with enough positives, and each of these devices."""
    counts = count(gold, predictions)
    framing = {one.id for one in codebook.devices if one.family[0] in KINDS}
    total = float(counts.sentences.sum())
    shown = [one for one in counts.units if one.unit in framing]
    candidates = 100 * sum(float(one.candidates.sum()) for one in shown) / total
    print(f"\n{title}: {total:.0f} sentences, candidates/100 {candidates:.1f}")
    weights = draws(len(counts.speeches), rounds=1000, seed=0)
    _print_pooled("all framing and evasion", shown, weights)
    scored = [one for one in shown if _positives(one) >= SCORED]
    if not scored:
        print(f"  no device has {SCORED} positives")
        return
    _print_pooled(f"{len(scored)} devices with {SCORED} positives", scored, weights)
    tables = [one.tables.sum(axis=1) for one in scored]
    drawn = [np.tensordot(weights, one.tables[1], axes=(1, 0)) for one in scored]
    f1s = [float(binary.f1(table[1])) for table in tables]
    macro = estimate(float(np.mean(f1s)), np.nanmean([binary.f1(one) for one in drawn], axis=0))
    print(f"  macro F1 of {len(f1s)} devices {told(macro)}")
    for one, t, f1 in zip(scored, tables, f1s, strict=True):
        print(f"  {one.unit:28} F1 {f1:.3f}  n {t[0, 0] + t[0, 2]:3.0f}  tag {t[0, 0]:.0f}/{t[0, 0] + t[0, 1]:.0f}"
              f"  found {t[1, 0]:.0f}/{t[1, 0] + t[1, 1]:.0f}")  # fmt: skip


def _positives(unit: UnitCounts) -> float:
    table = unit.tables[0].sum(axis=0)
    return float(table[TP] + table[FN])


def _print_pooled(title: str, units: Sequence[UnitCounts], weights: Array) -> None:
    """Print precision and recall of tags, and of tags and candidates together, pooled over devices."""
    both = sum((unit.tables for unit in units), np.zeros(1))
    told_levels = []
    for level, name in enumerate(("tags", "found")):
        table, drawn = both[level].sum(axis=0), np.tensordot(weights, both[level], axes=(1, 0))
        exact = share(float(table[TP]), float(table[TP] + table[FP]), binary.precision(drawn))
        reach = share(float(table[TP]), float(table[TP] + table[FN]), binary.recall(drawn))
        told_levels.append(
            f"{name}: precision {told(exact)} of {table[TP] + table[FP]:.0f}, "
            f"recall {told(reach)} of {table[TP] + table[FN]:.0f}"
        )
    print(f"  {title}:", *told_levels, sep="\n    ")


def told(one: Estimate) -> str:
    """Return a figure with its interval as text."""
    if one.value is None:
        return "undefined"
    return f"{one.value:.3f}" + (f" [{one.low:.3f}, {one.high:.3f}]" if one.low is not None else "")
