"""`rhetoric record`: a sourced record of what sides did, checked, started, shown and converted."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Records of what sides did: check, start, show, convert.", no_args_is_help=True, rich_markup_mode=None
)

File = Annotated[Path, typer.Argument(help="Record file: .yaml, or its twin .csv.", metavar="FILE")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")]
Taxonomy = Annotated[
    Path | None, typer.Option("--acts", help="YAML file of acts of your own, instead of the shipped one.")
]
Ui = Annotated[str, typer.Option("--ui", help="Language of the words around the entries.", metavar="en|es")]


@app.command()
def check(file: File, acts: Taxonomy = None) -> None:
    """List every problem of a record with line, key and what to do; exit code 1 if there is one."""
    from rhetoric.projection.record.reading import inspect_record
    from rhetoric.projection.record.summary import summary

    seen = inspect_record(file, acts=_names(acts))
    typer.echo(summary(seen, file))
    if seen.record is None:
        raise typer.Exit(1)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="File to write: .yaml, or .csv for a table.", metavar="FILE")],
    language: Annotated[
        str, typer.Option(help="Language of the example and its comments.", metavar="en|es")
    ] = "en",
    force: Force = False,
) -> None:
    """Start a record: a commented example with invented sides that passes `check`."""
    from rhetoric.projection.record.starter import start

    start(file, language=language, force=force)
    typer.echo(file)


@app.command()
def show(
    file: File,
    side: Annotated[str | None, typer.Option(help="Id of the only side to show.", metavar="S")] = None,
    act: Annotated[
        str | None, typer.Option(help="The only act to show: a leaf, or a branch such as cyber.", metavar="A")
    ] = None,
    ui: Ui = "en",
    acts: Taxonomy = None,
) -> None:
    """Print a record to read: by side and date, with sources, their grades, and counter-sources."""
    from rhetoric.projection.record.ledger import render
    from rhetoric.projection.record.reading import read_record

    names = _names(acts)
    typer.echo(render(read_record(file, acts=names), names, ui=ui, side=side, act=act), nl=False)


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="Record file to read.", metavar="IN")],
    target: Annotated[Path, typer.Argument(help="File to write: .yaml or .csv.", metavar="OUT")],
    force: Force = False,
    acts: Taxonomy = None,
) -> None:
    """Turn a record into its twin, YAML into CSV or back; comments are lost, nothing else is."""
    from rhetoric.projection.record.reading import read_record, suffix_of
    from rhetoric.projection.record.starter import refuse_existing
    from rhetoric.projection.record.writing import write_record

    suffix_of(target)
    record = read_record(source, acts=_names(acts))
    refuse_existing(target, force=force)
    write_record(record, target)
    typer.echo(target)


@app.command("acts")
def list_acts(ui: Ui = "en", acts: Taxonomy = None) -> None:
    """List the acts an entry may name."""
    from rhetoric.errors import unknown_name
    from rhetoric.projection.record.problems import plain_line
    from rhetoric.projection.record.wording import WORDS

    if ui not in WORDS:
        raise unknown_name("language", ui, WORDS)
    for act, names in _names(acts).items():
        typer.echo(f"{act:36} {plain_line(names.get(ui) or names.get('en') or '')}".rstrip())


def _names(acts: Path | None) -> dict[str, dict[str, str]]:
    """Return the names of the acts by id and language."""
    from rhetoric.devices import actsfile

    return {act.id: dict(act.names) for act in actsfile.read_taxonomy(acts or actsfile.SHIPPED).acts}
