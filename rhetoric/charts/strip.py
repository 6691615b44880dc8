"""The strip under the timeline: pace, loudness and pitch range of each sentence, and the audience.

A bar stands above its line where a sentence is faster, louder or wider than its speaker's median sentence, below
where it is less; it is dark where the sentence carries a mark of the timeline. So emphasis is told by the ear of
the recording, not by the words. Reactions have a line per kind; their height is their strength
(from −18 dB, against the speech around them, to +6 dB).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from rhetoric.charts.style import LINE
from rhetoric.counting import separated
from rhetoric.delivery.views import Spoken, spoken_parts
from rhetoric.records import Analysis, Annotation, Span
from rhetoric.reports.labels import labels, word_for

ROW, KIND = 0.4, 0.17  # inches of a row of delivery, and of a kind of reaction
LABEL_SIZE = 7.0
_PALE, _DARK, _AUDIENCE = "#AEB9C4", "#2F3B47", "#8C6D1F"
_REACH = 0.9  # rank of the distance from the median that a full bar stands for
_FAINTEST = 0.25  # height of a weak reaction, and of one without strength
_WEAK, _STRONG = -18.0, 6.0  # dB against the median level of speech: a low bar, a full one
_Bar = tuple[float, float, float, float]  # left, right, bottom, top


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its label, its height in inches, and its bars in units of it, from −1 to 1."""

    label: str
    height: float
    pale: tuple[_Bar, ...] = ()
    dark: tuple[_Bar, ...] = ()
    colours: tuple[str, str] = (_PALE, _DARK)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a sentence against its speaker's median, and the lengths a full bar may have."""

    label: str
    unit: str
    value: Callable[[Spoken], float | None]
    steps: tuple[int, ...]


_MEASURES = (
    Measure("pace", "pace_unit", lambda part: part.faster, (20, 40, 60, 80, 120, 160, 240)),
    Measure("loudness", "loudness_unit", lambda part: part.louder, (3, 6, 9, 12, 18, 24)),
    Measure("pitch_range", "pitch_range_unit", lambda part: part.wider, (3, 6, 9, 12, 18, 24)),
)


def rows(analysis: Analysis, notes: Sequence[Annotation], ui: str, *, end: float) -> tuple[Row, ...]:
    """Return the rows that this analysis allows, none where nothing was measured or heard.

    Parameters
    ----------
    analysis
        Whose delivery and reactions to draw.
    notes
        What the timeline marks.
    ui
        Language of the labels.
    end
        Right edge of the axis, in ms; no bar is thinner than 1/1000 of it.
    """
    parts = [part for part in spoken_parts(analysis) if part.time is not None]
    marked = _marked([part.item.chars for part in parts], notes)
    found = [_measured(measure, parts, marked, ui=ui, thin=end / 1000) for measure in _MEASURES]
    return (*(row for row in found if row), *_reactions(analysis, ui, thin=end / 400))


def height(drawn: Iterable[Row]) -> float:
    """Return the inches that rows take."""
    return sum(row.height for row in drawn)


def draw_rows(axes: Axes, drawn: Sequence[Row]) -> None:
    """Draw the rows from the top; the axis of time is left to the caller."""
    top = total = height(drawn)
    middles = []
    for row in drawn:
        middle = top - row.height / 2
        middles.append(middle)
        top -= row.height
        axes.axhline(middle, color=LINE, linewidth=0.5, zorder=1)
        for bars, colour in zip((row.pale, row.dark), row.colours, strict=True):
            corners = [_corners(bar, middle, 0.44 * row.height) for bar in bars]
            axes.add_collection(PolyCollection(corners, facecolors=colour, linewidths=0, zorder=2))
    axes.set_ylim(0, total)
    axes.set_yticks(middles, [row.label for row in drawn])
    axes.tick_params(axis="y", length=0, labelsize=LABEL_SIZE)
    axes.spines["left"].set_visible(False)


def caption(analysis: Analysis, drawn: Sequence[Row], ui: str) -> str:
    """Return the line that says how to read the bars; nothing where there is no delivery."""
    if not any(row.height == ROW for row in drawn):
        return ""
    return labels(ui)["strip_rule" if separated(analysis) else "strip_rule_together"]


def _measured(
    measure: Measure, parts: Sequence[Spoken], marked: Sequence[bool], *, ui: str, thin: float
) -> Row | None:
    values = [measure.value(part) for part in parts]
    known = [abs(value) for value in values if value is not None]
    if not known:
        return None
    far = float(np.quantile(known, _REACH))
    full = next((step for step in measure.steps if step >= far), measure.steps[-1])
    pale: list[_Bar] = []
    dark: list[_Bar] = []
    for part, value, mark in zip(parts, values, marked, strict=True):
        if value is not None and part.time is not None:
            tip = max(-1.0, min(1.0, value / full))
            edges = (part.time.start, max(part.time.end, part.time.start + thin))
            (dark if mark else pale).append((*edges, min(tip, 0.0), max(tip, 0.0)))
    words = labels(ui)
    label = f"{words[measure.label]}\n±{full} {words[measure.unit]}"
    return Row(label, ROW, tuple(pale), tuple(dark))


def _reactions(analysis: Analysis, ui: str, *, thin: float) -> tuple[Row, ...]:
    kinds: dict[str, list[_Bar]] = {}
    for reaction in analysis.reactions:
        if reaction.time is not None:
            tip = _strength(reaction.strength)
            left, right = reaction.time.start, max(reaction.time.end, reaction.time.start + thin)
            kinds.setdefault(reaction.kind, []).append((left, right, -tip, tip))
    order = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Row(word_for(kind, ui), KIND, tuple(bars), colours=(_AUDIENCE, _DARK)) for kind, bars in order)


def _strength(level: float | None) -> float:
    return _FAINTEST if level is None else max(_FAINTEST, min(1.0, (level - _WEAK) / (_STRONG - _WEAK)))


def _marked(sentences: Sequence[Span], notes: Iterable[Annotation]) -> list[bool]:
    """Tell of each sentence, in order, whether a part of a note lies in it."""
    found = [False] * len(sentences)
    ends = [span.end for span in sentences]
    for part in (part for note in notes for part in note.parts):
        place = bisect_right(ends, part.start)
        while place < len(sentences) and sentences[place].start < part.end:
            found[place] = True
            place += 1
    return found


def _corners(bar: _Bar, middle: float, half: float) -> list[tuple[float, float]]:
    left, right, bottom, top = bar
    low, high = middle + half * bottom, middle + half * top
    return [(left, low), (left, high), (right, high), (right, low)]
