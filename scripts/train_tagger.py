"""Train the weights of the learned decision and measure them by folds of speakers.

Call: python -m scripts.train_tagger GOLD --speakers FILE --leave-out SPEECH…

GOLD is a folder of coded passages; --speakers names the speaker of each speech (CSV: speech, speaker),
--leave-out lists speeches never trained on; with --groups (CSV: speech, groupings) figures by group are
printed too. Figures come from folds in which neither weights nor calibration nor thresholds nor the weight of
templates were fitted to the fold's speakers (the scores that calibrate come from models that saw them); what is
written is trained on all. What templates are worth is printed each time; --templates learns from them.
Intervals, 95 %, are from 1,000 draws of whole speeches.
"""

import argparse
from collections import Counter
from pathlib import Path

from rhetoric.devices.codebook import load as load_codebook
from rhetoric.devices.learned.model import save
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.groups import read_groups
from rhetoric.evaluate.homes import read_homes, with_homes
from rhetoric.evaluate.reading import read_gold
from rhetoric.metrics import binary
from scripts.tagger_examples import left_out_rows, told_rows
from scripts.tagger_items import FOLDS, read_neutral
from scripts.tagger_report import report
from scripts.tagger_templates import SOURCE
from scripts.tagger_thresholds import log_loss
from scripts.tagger_training import ALL, Material, Scores, best_weight, build, gather, plain, score

HERE = Path(__file__).parent


def main() -> None:
    """Train, measure, print, write."""
    options = _options()
    gold = read_gold(options.gold)
    if options.homes:
        gold = with_homes(gold, read_homes(options.homes))
    material = gather(load_codebook(), gold, options.speakers, frozenset(options.leave_out))
    print("positives", dict(material.positives))
    scores = score(material)
    _print_templates(material, scores)
    kinds = {"learned": plain(scores), "learned, with templates": scores}
    models = {name: {fold: build(material, of, fold=fold) for fold in range(FOLDS)} for name, of in kinds.items()}
    used = scores if options.templates else plain(scores)
    report(material, RuleTagger(material.codebook), models, read_groups(options.groups) if options.groups else ())
    print("\nexamples of the codebook, each scored by weights that never saw it nor its siblings:")
    print(told_rows(left_out_rows(material, used)))
    final = build(material, used)
    for head in final.heads:
        print(head)
    save(final, options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--speakers", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=read_neutral(HERE / "gold_neutral.csv"))
    parser.add_argument("--groups", type=Path)
    parser.add_argument("--homes", type=Path)
    parser.add_argument("--templates", action="store_true", help="learn from templates too, at the chosen weight")
    parser.add_argument("--out", type=Path, default=Path("models/tagger/tagger.npz"))
    return parser.parse_args()


def _print_templates(material: Material, scores: Scores) -> None:
    """Print how many sentences templates gave, and what each weight of them is worth out of fold."""
    counts = Counter(item.source for item in material.made if item.source.startswith(SOURCE))
    print("sentences from templates", sum(counts.values()), dict(counts))
    for device, by_weight in scores.items():
        inner = [best_weight(by_weight, material.folds, fold) for fold in range(FOLDS)]
        whole = best_weight(by_weight, material.folds, ALL)
        print(f"  {device}: weight chosen without each fold {inner}, on all {whole}")
        for weight, cells in by_weight.items():
            precision = float(binary.average_precision(cells.logits, cells.truth))
            print(f"    weight {weight}: average precision {precision:.3f}, log loss {log_loss(cells):.4f}")


if __name__ == "__main__":
    main()
