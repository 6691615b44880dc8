"""`rhetoric codebook`: the devices, their definitions, and their examples run as tests."""

from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli.output import put

app = typer.Typer(
    help="Devices: list, show, check; a codebook of your own.", no_args_is_help=True, rich_markup_mode=None
)

Folder = Annotated[
    Path | None, typer.Option("--codebook", help="Folder of a codebook of your own.", metavar="DIR")
]

Actors = Annotated[
    Path | None, typer.Option(help="YAML file of the persons and bodies the examples name.", metavar="FILE")
]


@app.command("list")
def list_devices(codebook: Folder = None) -> None:
    """List the devices by family."""
    from rhetoric.devices.codebook import load

    family = ""
    for device in sorted(load(codebook).devices, key=lambda device: (device.family, device.id)):
        if device.family != family:
            family = device.family
            typer.echo(family)
        typer.echo(f"  {device.id:26} {' / '.join(map(device.name, device.editions))}")


@app.command()
def show(
    device: Annotated[str, typer.Argument(help="Device id, as in `rhetoric codebook list`.", metavar="DEVICE")],
    codebook: Folder = None,
    ui: Annotated[
        str, typer.Option("--ui", help="Language of the page, where the codebook has it.", metavar="en|es")
    ] = "en",
) -> None:
    """Print a device's definition, criteria, sources and examples."""
    from rhetoric.devices.codebook import load
    from rhetoric.devices.page import render_page

    typer.echo(render_page(load(codebook).device(device), language=ui))


@app.command()
def check(codebook: Folder = None, actors: Actors = None) -> None:
    """Run the examples of a codebook as tests; exit code 1 if one fails."""
    from rhetoric.devices.actors import read_actors
    from rhetoric.devices.check import check as run_examples
    from rhetoric.devices.codebook import load

    book = load(codebook)
    report = run_examples(book, actors=read_actors(actors) if actors else ())
    for row in report.failures:
        typer.echo(f"FAILED  {row.device} {row.language} {row.kind} {row.number}: {row.text}")
        typer.echo(f"        {row.why or 'must be tagged where marked'}; found: {row.found or 'nothing'}")
    for kind in ("hit", "negative"):
        tags, candidates, nothing = (report.count(kind, decision) for decision in ("tag", "candidate", None))
        typer.echo(f"{kind}s: {tags} tagged, {candidates} candidates, {nothing} neither")
    untested = sum(row.passed is None for row in report.rows)
    if untested:
        typer.echo(f"{untested} examples not tested: their devices have no rules in that language")
    acts = book.taxonomy
    typer.echo(f"acts: {len(acts.ids)} in {len(acts.branches)} branches, {len(acts.equivalents)} equivalent pairs")
    for act, language in acts.wordless(book.languages):
        typer.echo(f"        {act} has no cues in {language}")
    if report.failures:
        raise typer.Exit(1)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Folder to write; its name is the codebook's.", metavar="NAME")],
    extends: Annotated[
        str,
        typer.Option("--from", help="Build on the shipped codebook, or start alone.", metavar="shipped|nothing"),
    ] = "shipped",
) -> None:
    """Start a codebook of your own: a folder with a commented device in both languages that passes `check`."""
    from rhetoric.devices.starter import start
    from rhetoric.errors import unknown_name

    bases = ("shipped", "nothing")
    if extends not in bases:
        raise unknown_name("codebook to build on", extends, bases)
    for path in start(folder, name=folder.resolve().name, extends=extends == "shipped"):
        typer.echo(path)


@app.command()
def diff(
    first: Annotated[str, typer.Argument(help="Folder of the codebook before, or shipped.", metavar="A")],
    second: Annotated[str, typer.Argument(help="Folder of the codebook after, or shipped.", metavar="B")],
    analyses: Annotated[
        list[Path], typer.Argument(help="analysis.json files, or their folders.", metavar="ANALYSIS…")
    ],
    actors: Annotated[
        Path | None, typer.Option(help="YAML file of persons and bodies, with their side.", metavar="FILE")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="md or json.", metavar="FORMAT")] = "md",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write instead of stdout.", metavar="FILE")
    ] = None,
) -> None:
    """Show which tags a changed codebook adds and loses in analyses; both tag the transcripts anew."""
    from rhetoric.devices.actors import read_actors
    from rhetoric.devices.codebook import load
    from rhetoric.devices.diff import compare, to_json, to_markdown
    from rhetoric.errors import unknown_name
    from rhetoric.formats.rhetoric_json import read_analysis

    forms = {"md": to_markdown, "json": to_json}
    if form not in forms:
        raise unknown_name("format", form, forms)
    books = [load(None if name == "shipped" else Path(name)) for name in (first, second)]
    named = [(str(path), read_analysis(path)) for path in analyses]
    text = forms[form](compare(named, *books, actors=read_actors(actors) if actors else ()))
    put(text, out)
