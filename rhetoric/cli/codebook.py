"""`rhetoric codebook`: the devices, their definitions, and their examples run as tests."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Devices: list, show, check.", no_args_is_help=True, rich_markup_mode=None)

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
) -> None:
    """Print a device's definition, criteria, sources and examples."""
    from rhetoric.devices.codebook import load
    from rhetoric.devices.page import render_page

    typer.echo(render_page(load(codebook).device(device)))


@app.command()
def check(codebook: Folder = None, actors: Actors = None) -> None:
    """Run the examples of a codebook as tests; exit code 1 if one fails."""
    from rhetoric.devices.actors import read_actors
    from rhetoric.devices.check import check as run_examples
    from rhetoric.devices.codebook import load

    report = run_examples(load(codebook), actors=read_actors(actors) if actors else ())
    for row in report.failures:
        typer.echo(f"FAILED  {row.device} {row.language} {row.kind} {row.number}: {row.text}")
        typer.echo(f"        {row.why or 'must be tagged where marked'}; found: {row.found or 'nothing'}")
    for kind in ("hit", "negative"):
        tags, candidates, nothing = (report.count(kind, decision) for decision in ("tag", "candidate", None))
        typer.echo(f"{kind}s: {tags} tagged, {candidates} candidates, {nothing} neither")
    untested = sum(row.passed is None for row in report.rows)
    if untested:
        typer.echo(f"{untested} examples not tested: their devices have no rules in that language")
    if report.failures:
        raise typer.Exit(1)
