"""`rhetoric models`: which weights the program can use, where they are, and getting them."""

from typing import Annotated

import typer

from rhetoric.console import tell

app = typer.Typer(help="Weights: list, fetch, check.", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(help="Model name, as in `rhetoric models list`.", metavar="NAME")]


@app.command("list")
def list_models() -> None:
    """List the models of the manifest, with size, licence, and whether they are on this machine."""
    from rhetoric.weights import locate, manifest

    for entry in manifest():
        here = "here" if locate(entry.name) else "-"
        typer.echo(f"{entry.name:16} {entry.size_mb:>6} MB  {here:5} {entry.licence:12} {entry.purpose}")


@app.command()
def fetch(name: Name) -> None:
    """Fetch a model from the network; the only command that opens a connection."""
    from rhetoric.weights import fetch as fetch_weights

    tell(f"fetching {name} …")
    typer.echo(fetch_weights(name))


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Names or folders; all here if left out.")] = None,
) -> None:
    """Check that weights are whole; exit code 1 if any is not."""
    from rhetoric.weights import find, locate, manifest, verify

    models = {entry.name: entry for entry in manifest()}
    broken = 0
    for name in names or [name for name in models if locate(name)]:
        problems = verify(find(name), models.get(name))
        broken += bool(problems)
        typer.echo(f"{name}: {'; '.join(problems) if problems else 'whole'}")
    if broken:
        raise typer.Exit(1)
