"""The program `rhetoric`: command groups put together, and errors turned into exit codes."""

import sys

import typer

from rhetoric import __version__
from rhetoric.cli import (
    actors,
    analyze,
    audience,
    codebook,
    doctor,
    evaluate,
    explain,
    models,
    projection,
    record,
    speakers,
    stages,
    train,
    voices,
)
from rhetoric.console import tell
from rhetoric.errors import RhetoricError

app = typer.Typer(
    name="rhetoric",
    help="Hear a speech and show how it persuades. Marks how something is said, not whether it is true.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("analyze")(analyze.analyze)
app.command("transcribe")(stages.transcribe)
app.command("tag")(stages.tag)
app.command("chart")(stages.chart)
app.command("export")(stages.export)
app.command("speakers")(speakers.speakers)
app.add_typer(voices.app, name="voices")
app.command("explain")(explain.explain)
app.add_typer(codebook.app, name="codebook")
app.add_typer(actors.app, name="actors")
app.add_typer(record.app, name="record")
app.add_typer(projection.app, name="projection")
app.add_typer(models.app, name="models")
app.add_typer(evaluate.app, name="evaluate")
app.command("agree")(evaluate.agree)
app.command("audience")(audience.audience)
app.command("train")(train.train)
app.command("doctor")(doctor.doctor)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"rhetoric {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: bool = typer.Option(False, "--version", help="Print the version.", callback=_version, is_eager=True),
) -> None:
    """Hear a speech and show how it persuades. Marks how something is said, not whether it is true."""


def run() -> None:
    """Run the program; a RhetoricError is shown as two lines, anything else is a bug and shows itself."""
    try:
        app()
    except RhetoricError as error:
        tell(f"rhetoric: {error}")
        sys.exit(1)
