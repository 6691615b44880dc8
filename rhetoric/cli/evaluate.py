"""`rhetoric evaluate`: how well tags and themes agree with what people or others coded."""

import typer

app = typer.Typer(
    help="Measure tags and themes against references.", no_args_is_help=True, rich_markup_mode=None
)
