"""Figures to bytes: the same figure gives the same bytes, with no date in them."""

import io

from matplotlib.figure import Figure

from rhetoric.charts.style import house

_DPI = 200


def to_svg(figure: Figure) -> bytes:
    """Return the figure as SVG; text becomes outlines, so that it looks alike everywhere."""
    with house():
        stream = io.BytesIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def to_png(figure: Figure, *, dpi: int = _DPI) -> bytes:
    """Return the figure as PNG with `dpi` dots per inch."""
    with house():
        stream = io.BytesIO()
        figure.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
    return stream.getvalue()
