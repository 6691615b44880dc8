"""`rhetoric actors`: a first draft of who is who, to be marked by the user."""

from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli.output import put

app = typer.Typer(help="Who is who: draft an actors file.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Who is who: draft an actors file."""


@app.command()
def suggest(
    analyses: Annotated[
        list[Path], typer.Argument(help="analysis.json files, or their folders.", metavar="ANALYSIS…")
    ],
    least: Annotated[int, typer.Option(help="Leave out names found less often.", metavar="N", min=1)] = 1,
    out: Annotated[
        Path | None, typer.Option("--out", help="New file to write instead of stdout.", metavar="FILE")
    ] = None,
) -> None:
    """Draft an actors file of the names found, each to be marked as self, rival, foreign or press."""
    from rhetoric.devices.actors_draft import render
    from rhetoric.devices.codebook import load
    from rhetoric.devices.suggest import suggest as names_of
    from rhetoric.errors import OutputError
    from rhetoric.formats.rhetoric_json import read_analysis

    if out is not None and out.exists():
        raise OutputError(f"{out} exists, and may hold sides you marked", "choose another name with --out")
    found = names_of([read_analysis(path) for path in analyses], load())
    text = render((one for one in found if one.count >= least), len(analyses))
    put(text, out)
