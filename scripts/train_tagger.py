"""Train the weights of the learned decision and measure them by folds of speakers.

Call: python -m scripts.train_tagger GOLD --speakers FILE --leave-out SPEECH…

GOLD is a folder of coded passages; --speakers names the speaker of each speech (CSV: speech, speaker),
--leave-out lists speeches never trained on; with --groups (CSV: speech, groupings) figures by group are
printed too. Figures come from folds in which neither weights nor calibration nor thresholds were fitted to
the fold's speakers (the scores that calibrate come from models that saw them); what is written is trained on
all. Intervals, 95 %, are from 1,000 draws of whole speeches.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.codebook import load as load_codebook
from rhetoric.devices.learned.model import Model, save
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.groups import read_groups
from rhetoric.evaluate.homes import read_homes, with_homes
from rhetoric.evaluate.predict import transcript_of
from rhetoric.evaluate.reading import read_gold
from scripts.tagger_fit import Cells, fit, out_of_fold
from scripts.tagger_items import (
    FOLDS,
    KINDS,
    Item,
    examples,
    folds_of,
    gold_items,
    made_items,
    read_speakers,
    speaker_of,
)
from scripts.tagger_report import report
from scripts.tagger_thresholds import ENOUGH, head_of


def main() -> None:
    """Train, measure, print, write."""
    options = _options()
    codebook = load_codebook()
    gold = read_gold(options.gold)
    if options.homes:
        gold = with_homes(gold, read_homes(options.homes))
    speakers = read_speakers(options.speakers)
    tagger = RuleTagger(codebook)
    judged = {
        passage.id: (tagger.at_home(passage.home) if passage.home else tagger).judge(transcript_of(passage))
        for passage in gold.passages
    }
    devices = tuple(one.id for one in codebook.devices if one.family[0] in KINDS)
    items: dict[str, list[Item]] = {
        passage.id: gold_items(passage, judged[passage.id], devices, speaker_of(passage, speakers))
        for passage in gold.passages
    }
    left_out = frozenset(options.leave_out)
    learned = [item for one in gold.passages if one.speech not in left_out for item in items[one.id]]
    positives = {device: sum(item.truth.get(device) is True for item in learned) for device in devices}
    chosen = tuple(device for device in devices if positives[device] >= options.least)
    print("positives", {device: positives[device] for device in devices})
    extra = [item for made in examples(codebook, chosen) for item in made_items(tagger, made)]
    folds = folds_of(item for one in items.values() for item in one)
    scores = {device: out_of_fold(learned, extra, device, folds) for device in chosen}
    models = {fold: _model(learned, extra, (codebook, scores), without=(folds, fold)) for fold in range(FOLDS)}
    groupings = read_groups(options.groups) if options.groups else ()
    report(gold, judged, tagger, (models, folds, speakers), groupings)
    final = _model(learned, extra, (codebook, scores), without=(folds, -1))
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


def _model(
    items: Sequence[Item], extra: Sequence[Item], source: tuple[Codebook, Mapping[str, Cells]], *,
    without: tuple[Mapping[str, int], int],
) -> Model:  # fmt: skip
    """Return a model from all speakers but those of one fold (none: -1), thresholds included."""
    (codebook, scores), (folds, fold) = source, without
    heads, grams, named = [], [], []
    for device, cells in scores.items():
        own = [item for item in extra if device in item.truth]
        fitted = fit([*(item for item in items if folds[item.speaker] != fold), *own], device)
        heads.append(head_of(cells.without(folds, fold), fitted.bias))
        grams.append(fitted.grams)
        named.append(fitted.signs)
    names = {name: at for at, name in enumerate(sorted({name for signs in named for name in signs}))}
    table = np.array([[signs.get(name, 0.0) for name in names] for signs in named])
    return Model(codebook.name, codebook.sha256, tuple(heads), names, table, np.array(grams))


if __name__ == "__main__":
    main()
