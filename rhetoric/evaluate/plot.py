"""The reliability plot: what scores say against how often it is so."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from rhetoric.charts.render import to_png, to_svg
from rhetoric.charts.style import INK, SOFT, house
from rhetoric.errors import ConfigError
from rhetoric.evaluate.reliability import Bin
from rhetoric.files import write_bytes

_SIZE = 4.2  # inches


def write_plot(bins: Sequence[Bin], path: Path) -> None:
    """Draw the bins and write the plot as .svg or .png, by the file's name.

    Raises
    ------
    ConfigError
        If the name ends otherwise, or there is no score to plot.
    """
    if path.suffix not in {".svg", ".png"}:
        raise ConfigError(f"{path} is neither .svg nor .png", "choose one of them by the file's name")
    if not bins:
        raise ConfigError(
            "no annotation has a score of 0.2 or more, so there is no reliability to plot", "leave out --plot"
        )
    figure = draw(bins)
    write_bytes(path, to_svg(figure) if path.suffix == ".svg" else to_png(figure))


def draw(bins: Sequence[Bin]) -> Figure:
    """Return the figure: a point per bin with its interval and number of cells, and the line of honest scores."""
    with house():
        figure = Figure(figsize=(_SIZE, _SIZE), layout="constrained")
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.8)
        for one in bins:
            axes.plot([one.score, one.score], [one.true_low, one.true_high], color=INK, linewidth=0.8)
            axes.annotate(f"n = {one.n}", (one.score, one.true_high), ha="center", va="bottom", size=7, color=SOFT)
        axes.plot([one.score for one in bins], [one.true for one in bins], color=INK, marker="o")
        axes.set(
            xlim=(0, 1), ylim=(0, 1.05), xlabel="mean score of the cells", ylabel="share in which the device is"
        )
    return figure
