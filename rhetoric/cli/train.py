"""`rhetoric train`: fine-tune a classifier on coded passages, for `--rescorer encoder:DIR`."""

from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli import options as flag
from rhetoric.console import progress_for


def train(
    gold: Annotated[
        list[Path], typer.Option("--gold", help="Coded passages, JSON lines; may be given twice.", metavar="FILE")
    ],
    base: Annotated[
        Path, typer.Option("--base", help="Folder of the encoder to start from (PyTorch weights).", metavar="DIR")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder to write, not there yet.", metavar="DIR")],
    epochs: Annotated[int, typer.Option(help="Passes over the training sentences.", metavar="N")] = 4,
    batch: Annotated[int, typer.Option(help="Sentences a step.", metavar="N")] = 16,
    rate: Annotated[float, typer.Option(help="Learning rate.", metavar="R")] = 2e-5,
    length: Annotated[int, typer.Option(help="Tokens a sentence with its surroundings.", metavar="N")] = 192,
    context: Annotated[int, typer.Option(help="Sentences read before and after.", metavar="N")] = 1,
    held_out: Annotated[float, typer.Option(help="Share of sentences kept for measuring.", metavar="P")] = 0.2,
    seed: Annotated[int, typer.Option(help="Seed of the split, the head and the order.", metavar="N")] = 1,
    compute: Annotated[str, typer.Option(help="Hardware.", metavar="cpu|cuda|auto")] = "auto",
    quiet: flag.Quiet = False,
    json_log: flag.JsonLog = False,
) -> None:
    """Fine-tune a classifier on coded passages, measure it on held-out speakers, export it, write its card."""
    from rhetoric.train.options import TrainOptions
    from rhetoric.train.run import train_encoder

    options = TrainOptions(
        epochs=epochs, batch=batch, rate=rate, length=length, context=context, held_out=held_out, seed=seed,
        compute=compute,
    )  # fmt: skip
    with progress_for(out.name, flag.progress_style(quiet, json_log)) as progress:
        folder = train_encoder(gold, base, out, options=options, progress=progress)
    typer.echo(folder)
