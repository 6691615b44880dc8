"""`rhetoric audience`: what the audience answered, by device and speaker."""

from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli.analyses import named, read_named
from rhetoric.cli.output import put


def audience(
    analyses: Annotated[
        list[Path], typer.Argument(help="analysis.json files, or their folders.", metavar="ANALYSIS…")
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Reactions that count as an answer; applause and cheering if left out.", metavar="KIND"),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", help="Report, its figures, or each reaction with its devices.", metavar="md|csv|links"
        ),
    ] = "md",
    ui: Annotated[str, typer.Option("--ui", help="Language of the report.", metavar="en|es")] = "en",
    seed: Annotated[int, typer.Option(help="Of the intervals.", min=0)] = 0,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write instead of stdout.", metavar="FILE")
    ] = None,
) -> None:
    """Show which devices were applauded, how soon and how long, beside sentences like them without the device."""
    from rhetoric.audience import KINDS
    from rhetoric.audience.answered import APPROVAL
    from rhetoric.audience.figures import figures
    from rhetoric.audience.report import figures_csv, links_csv, render_audience
    from rhetoric.errors import unknown_name
    from rhetoric.reports.labels import LANGUAGES

    kinds = tuple(kind or APPROVAL)
    asked = [("format", form, ("md", "csv", "links")), ("language", ui, LANGUAGES)]
    for what, name, known in [*asked, *(("kind of reaction", one, KINDS) for one in kinds)]:
        if name not in known:
            raise unknown_name(what, name, known)
    read = read_named(named(analyses))
    if form == "links":
        text = links_csv(read)
    else:
        rows = figures(read, kinds, seed=seed)
        text = figures_csv(rows) if form == "csv" else render_audience(rows, read, kinds, ui=ui)
    put(text, out)
