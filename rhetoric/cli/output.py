"""Where a command's text goes: the file that was named, else stdout."""

from pathlib import Path

import typer

from rhetoric.files import write_text


def put(text: str, out: Path | None) -> None:
    """Write `text` to the file `out`, whole or not at all, or to stdout."""
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_text(out, text)
