"""`rhetoric explain`: why the annotations of an analysis are there, and what speaks against them."""

from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli import options as flag


def explain(
    analysis: Annotated[Path, typer.Argument(help="analysis.json, or its folder.", metavar="ANALYSIS")],
    annotation: Annotated[
        str | None, typer.Argument(help="Id of one annotation; all if left out.", metavar="[ID]")
    ] = None,
    ui: Annotated[
        str | None, typer.Option("--ui", help="Language to explain in; the speech's if left out.", metavar="en|es")
    ] = None,
    codebook: flag.CodebookFolder = None,
) -> None:
    """Say of one annotation, or of all, which rules, words and slots it rests on, and what it lacks."""
    from rhetoric.devices.codebook import load
    from rhetoric.devices.explain import explain_all
    from rhetoric.formats.rhetoric_json import read_analysis

    for text in explain_all(read_analysis(analysis), load(codebook), only=annotation, ui=ui):
        typer.echo(text)
        typer.echo()
