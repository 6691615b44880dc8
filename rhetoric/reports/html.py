"""The annotated transcript as one HTML file that opens from disk and asks for nothing from outside.

The page forbids itself every request and every script or style but its own (by hash). Charts are images, so
that nothing in them can run. Text from outside only ever passes through the template's escaping.
"""

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rhetoric.charts import CHARTS, draw
from rhetoric.charts.render import to_svg
from rhetoric.records import Analysis
from rhetoric.reports.catalogue import DeviceInfo, devices_of
from rhetoric.reports.entries import SYMBOLS
from rhetoric.reports.page import moment, page, printable


def render_html(analysis: Analysis, *, devices: Mapping[str, DeviceInfo] | None = None) -> str:
    """Return the annotated transcript as one HTML page.

    Parameters
    ----------
    analysis
        What to show.
    devices
        Names, definitions and counting rules of the devices; those of the shipped codebook if left out.
    """
    known = devices_of(analysis) if devices is None else devices
    style, script = _part("style.css"), _part("page.js")
    shown = page(analysis, known)
    document = (
        _environment()
        .get_template("transcript.html.j2")
        .render(
            page=shown,
            words=shown.words,
            text=analysis.transcript.text,
            by_index={entry.index: entry for entry in shown.entries},
            devices=sorted({(entry.title, entry.device) for entry in shown.entries}),
            families=[(key, SYMBOLS[key]) for key in sorted({entry.family for entry in shown.entries})],
            charts=_charts(analysis, known, shown.words),
            moment=moment,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=_policy(style, script),
        )
    )
    return printable(document)


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("rhetoric.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _part(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _charts(
    analysis: Analysis, devices: Mapping[str, DeviceInfo], words: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return title and data address of each chart that this analysis allows, the timeline first."""
    found = []
    for name in sorted(CHARTS.names(), key=lambda name: (name != "timeline", name)):
        figure = draw(analysis, name, devices=devices)
        if figure is not None:
            picture = base64.b64encode(to_svg(figure)).decode()
            found.append((words.get(f"{name}_title", name), f"data:image/svg+xml;base64,{picture}"))
    return found
