"""Charts made from an Analysis: one module per chart, Figure objects, no global state.

A chart is a function `draw(analysis, devices) -> Figure | None`; None means that this analysis does not allow
it: nothing counted, or speakers not separated.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast

from rhetoric.records import Analysis
from rhetoric.registry import Registry
from rhetoric.reports.catalogue import DeviceInfo, devices_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHARTS = Registry(
    what="chart",
    group="rhetoric.charts",
    builtin={
        "projection": "rhetoric.charts.projection:draw",
        "rates": "rhetoric.charts.rates:draw",
        "themes": "rhetoric.charts.themes:draw",
        "timeline": "rhetoric.charts.timeline:draw",
    },
)


class Chart(Protocol):
    """Draws one kind of picture of an analysis."""

    def __call__(self, analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> "Figure | None":
        """Return the figure, or None where this analysis does not allow it."""
        ...


def draw(analysis: Analysis, name: str, *, devices: Mapping[str, DeviceInfo] | None = None) -> "Figure | None":
    """Draw the chart called `name`; None where this analysis does not allow it.

    Parameters
    ----------
    analysis
        What to draw.
    name
        A name of `CHARTS`.
    devices
        Names, families and counting rules of the devices; those of the shipped codebook if left out.

    Raises
    ------
    UnknownNameError
        If no chart has this name.
    """
    chart = cast("Chart", CHARTS.load(name))
    return chart(analysis, devices_of(analysis) if devices is None else devices)
