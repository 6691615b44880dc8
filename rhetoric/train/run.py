"""Training from files to a folder that `--rescorer encoder:DIR` reads, whole or not at all."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from rhetoric import __version__
from rhetoric.errors import InputError, OutputError
from rhetoric.files import sha256_file, write_text
from rhetoric.progress import SILENCE, Progress
from rhetoric.rescore.calibration import Platt
from rhetoric.rescore.folder import CARD, open_folder
from rhetoric.rescore.loading import needs_torch
from rhetoric.rescore.pairs import PairReader, load_reader
from rhetoric.rescore.quiet import quietly
from rhetoric.train.card import Card, Source
from rhetoric.train.cells import Example, labels_in, read_examples, split
from rhetoric.train.measure import DeviceFigures, fit_platt, measure
from rhetoric.train.options import TrainOptions

_LEAST = 5  # positives to learn a device from


def train_encoder(
    gold: Sequence[Path], base: Path, out: Path, *, options: TrainOptions, progress: Progress = SILENCE
) -> Path:
    """Fine-tune the encoder in `base` on coded passages and write the classifier to `out`.

    Returns `out`, which then holds PyTorch weights, an ONNX file that gives the same, the tokenizer, and the card.

    Raises
    ------
    MissingDependencyError
        If torch is not installed.
    RhetoricError
        If a file cannot be read, there is too little to learn from, or `out` exists or cannot be written.
    """
    _check_out(out)
    tuning = needs_torch("rhetoric.train.tune", "training is done with PyTorch")
    export = needs_torch("rhetoric.train.export", "training is done with PyTorch")
    progress.stage("reading gold")
    examples = read_examples(gold, options.context)
    learned, held = split(examples, options.held_out, options.seed)
    labels = labels_in(learned, _LEAST)
    if not labels:
        raise InputError(
            f"no device is there in {_LEAST} of the {len(learned)} sentences to learn from",
            "give more coded passages (--gold may be given several times)",
        )
    folder = open_folder(base, to_train=True)
    reader = load_reader(folder, options.length)
    model = tuning.new_classifier(base, labels, options.seed)
    progress.stage("training", tuning.steps_in(len(learned), options))
    losses = tuning.tune(model, reader, learned, options=options, reached=progress.reach)
    progress.say(f"loss by epoch: {', '.join(f'{one:.3f}' for one in losses)}")
    progress.stage("measuring")
    figures, calibration = _measured(tuning.predict(model, reader, held, options.batch), held, labels)
    card = Card(
        __version__,
        Source(folder.name, folder.sha256()),
        tuple(Source(path.name, sha256_file(path)) for path in gold),
        options,
        labels,
        (len(learned), len(held)),
        (len({one.group for one in learned}), len({one.group for one in held})),
        tuple(sorted({one.group for one in held})),
        losses,
        figures,
        calibration,
    )
    progress.stage("writing")
    _write(out, model, reader, card, export.write_onnx)
    return out


def _measured(
    logits: Sequence[Sequence[float]], held: Sequence[Example], labels: Sequence[str]
) -> tuple[tuple[DeviceFigures, ...], dict[str, Platt]]:
    figures, calibration = [], {}
    for at, label in enumerate(labels):
        cells = [(row[at], one.known[label]) for row, one in zip(logits, held, strict=True) if label in one.known]
        scores, truth = [score for score, _ in cells], [there for _, there in cells]
        figures.append(measure(label, scores, truth))
        platt = fit_platt(scores, truth)
        if platt is not None:
            calibration[label] = platt
    return tuple(figures), calibration


def _check_out(out: Path) -> None:
    """Refuse a folder that is there already: weights are never written over."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(f"{out} is there already", "name a folder that is not, with --out")


def _write(out: Path, model: Any, reader: PairReader, card: Card, export: Callable[[Any, Path], None]) -> None:  # noqa: ANN401 - any architecture
    """Write everything to a folder beside `out`, then rename it."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(mkdtemp(dir=out.parent, prefix=f".{out.name[:40]}."))
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        with quietly():
            model.save_pretrained(str(scratch))
            reader.tokenizer.save_pretrained(str(scratch))
        export(model, scratch / "model.onnx")
        write_text(scratch / CARD, json.dumps(card.document(), indent=2, ensure_ascii=False) + "\n")
        write_text(scratch / "README.md", card.page())
        scratch.chmod(0o755)
        scratch.replace(out)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _unwritable(out: Path, error: OSError) -> OutputError:
    return OutputError(f"cannot write {out}: {error.strerror or error}", "choose another folder with --out")
