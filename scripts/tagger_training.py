"""From gold, examples and templates to a model: what is learned from, and how much templates count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.learned.decision import CALIBRATED, Judged
from rhetoric.devices.learned.model import Head, Model
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.predict import transcript_of
from scripts.tagger_fit import Cells, Fitted, fit, out_of_fold
from scripts.tagger_items import (
    KINDS,
    Item,
    examples,
    folds_of,
    gold_items,
    made_items,
    read_speakers,
    speaker_of,
)
from scripts.tagger_templates import SOURCE, expand
from scripts.tagger_thresholds import head_of, log_loss
from scripts.tagger_trust import trusted

WEIGHTS = (0.0, 0.003, 0.01, 0.03, 0.1)  # of a template's sentence beside one of the gold
SEED = 0  # of the templates
ALL = -1  # the fold nobody is in


@dataclass(frozen=True, slots=True)
class Material:
    """The gold with what rules made of it, and the sentences to learn from; `made` are examples and templates."""

    codebook: Codebook
    gold: Gold
    judged: Mapping[str, Judged]
    speakers: Mapping[str, str]
    folds: Mapping[str, int]
    items: Sequence[Item]
    made: Sequence[Item]
    positives: Mapping[str, int]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The devices with enough positives for weights of their own."""
        return tuple(device for device, count in self.positives.items() if count >= CALIBRATED)

    @property
    def rare(self) -> Mapping[str, int]:
        """The other devices with their positives."""
        return {device: count for device, count in self.positives.items() if count < CALIBRATED}


Scores = Mapping[str, Mapping[float, Cells]]  # per device and weight of the templates


def gather(
    codebook: Codebook, gold: Gold, speakers: Path, left_out: frozenset[str], *, templates: bool = True
) -> Material:
    """Run the rules over the gold, the examples and, if asked, the templates."""
    who = read_speakers(speakers)
    tagger = RuleTagger(codebook)
    judged = {
        one.id: (tagger.at_home(one.home) if one.home else tagger).judge(transcript_of(one))
        for one in gold.passages
    }
    devices = tuple(one.id for one in codebook.devices if one.family[0] in KINDS)
    items = {one.id: gold_items(one, judged[one.id], devices, speaker_of(one, who)) for one in gold.passages}
    learned = [item for one in gold.passages if one.speech not in left_out for item in items[one.id]]
    positives = {device: sum(item.truth.get(device) is True for item in learned) for device in devices}
    texts = [*examples(codebook, devices), *(expand(seed=SEED) if templates else ())]
    made = [item for one in texts for item in made_items(tagger, one)]
    folds = folds_of(item for found in items.values() for item in found)
    return Material(codebook, gold, judged, who, folds, learned, made, positives)


def synthetic(material: Material, device: str, weight: float, *, without: str | None = None) -> list[Item]:
    """Return examples and weighted templates with an answer for a device, without those of one source."""
    own = [item for item in material.made if device in item.truth and (without is None or item.source != without)]
    kept = [item for item in own if not item.source.startswith(SOURCE)]
    if weight > 0:
        kept += [replace(item, weight=weight) for item in own if item.source.startswith(SOURCE)]
    return kept


def plain(scores: Scores) -> Scores:
    """Return the scores without templates."""
    return {device: {0.0: by_weight[0.0]} for device, by_weight in scores.items()}


def score(material: Material, weights: Sequence[float] = WEIGHTS) -> Scores:
    """Return the cells of each device out of fold, by how much templates count."""
    return {
        device: {
            weight: out_of_fold(material.items, synthetic(material, device, weight), device, material.folds)
            for weight in weights
        }
        for device in material.chosen
    }


def best_weight(by_weight: Mapping[float, Cells], folds: Mapping[str, int], fold: int) -> float:
    """Return the weight of templates with the least log loss on the speakers of the other folds."""
    return min(by_weight, key=lambda weight: (round(log_loss(by_weight[weight].without(folds, fold)), 6), weight))


def build(material: Material, scores: Scores, *, fold: int = ALL, without: str | None = None) -> Model:
    """Return a model from all speakers but those of one fold, thresholds and weight of templates included.

    `without` leaves an example and its siblings out of the weights.
    """
    folds = material.folds
    inside = [item for item in material.items if folds[item.speaker] != fold]
    parts = []
    for device, by_weight in scores.items():
        weight = best_weight(by_weight, folds, fold)
        fitted = fit([*_known(inside, device), *synthetic(material, device, weight, without=without)], device)
        parts.append((head_of(by_weight[weight].without(folds, fold), fitted.bias), fitted))
    parts += trusted(inside, tuple(material.positives), material.rare)
    return _joined(material.codebook, parts)


def _known(items: Sequence[Item], device: str) -> list[Item]:
    return [item for item in items if item.truth.get(device) is not None]


def _joined(codebook: Codebook, parts: Sequence[tuple[Head, Fitted]]) -> Model:
    names = {name: at for at, name in enumerate(sorted({name for _, fitted in parts for name in fitted.signs}))}
    table = np.array([[fitted.signs.get(name, 0.0) for name in names] for _, fitted in parts])
    grams = np.array([fitted.grams for _, fitted in parts])
    return Model(codebook.name, codebook.sha256, tuple(head for head, _ in parts), names, table, grams)
