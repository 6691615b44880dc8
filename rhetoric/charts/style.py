"""How all charts look: Okabe–Ito colours, each with a marker and a hatch, so that grey print stays legible."""

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, findfont, get_font


class Look(NamedTuple):
    """Colour and marker of a device family."""

    colour: str
    marker: str


LOOKS: Mapping[str, Look] = {
    "A": Look("#D55E00", "o"),
    "B": Look("#0072B2", "s"),
    "C": Look("#009E73", "^"),
    "X": Look("#CC79A7", "D"),
}
INK = "#222222"
SOFT = "#666666"
LINE = "#C8C8C8"
BAND = ("#F1F1F1", "#FFFFFF")
WIDTH = 8.0  # inches, of every chart

_SETTINGS = {
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "rhetoric",
    "text.color": INK,
    "text.usetex": False,
    "xtick.color": SOFT,
    "xtick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
    "ytick.labelsize": 8.5,
}


@contextmanager
def house() -> Iterator[None]:
    """Draw with the program's own settings, whatever the user's matplotlibrc says; restored afterwards."""
    settings: dict[Any, Any] = {
        key: mpl.rcParamsDefault[key] for key in mpl.rcParamsDefault if "backend" not in key
    }
    with mpl.rc_context(settings | _SETTINGS):
        yield


def plain(words: str, limit: int = 40) -> str:
    """Return `words` as a label: one line, at most `limit` characters, no mathematics, no missing glyphs."""
    clean = " ".join("".join(_shown(char) for char in words[: 4 * limit]).split())
    short = clean if len(clean) <= limit else f"{clean[: limit - 1].rstrip()}…"
    return short.replace("$", r"\$")


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return ""
    return char if ord(char) in _glyphs() else "□"


@cache
def _glyphs() -> frozenset[int]:
    font = Path(findfont(FontProperties(family="DejaVu Sans")))
    return frozenset(get_font(font).get_charmap())
