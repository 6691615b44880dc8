"""Devices per 1,000 words by speaker: one panel per speaker, all on one scale.

Withheld where speakers are not separated. Speakers under 500 words are hatched and marked "too short".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from rhetoric.charts.rows import Row, label_rows, rows
from rhetoric.charts.sheet import Caption, label_width, sheet
from rhetoric.charts.style import LINE, LOOKS, SOFT, WIDTH, house, plain
from rhetoric.counting import TOO_SHORT, charted_notes, rate, separated, words_by_speaker
from rhetoric.records import Analysis, Annotation
from rhetoric.reports.catalogue import DeviceInfo
from rhetoric.reports.labels import labels, number, speaker_names, ui_language

_DEVICES = 16
_SPEAKERS = 9
_ACROSS = {1: 1, 2: 2, 4: 4, 7: 4, 8: 4}  # panels side by side, by their number; else 3
_ROW = 0.2  # inches
_LETTER = 0.075  # inches, of a panel's name
_HEAD = 0.42  # inches above each panel: name and words
_FEET = 0.5  # inches below the panels of the last row: ticks and axis label


@dataclass(frozen=True, slots=True)
class Panel:
    """One speaker: words spoken, and how often each row's devices were counted."""

    name: str
    words: int
    counts: tuple[int, ...]

    @property
    def rates(self) -> tuple[float, ...]:
        """Counts per 1,000 words."""
        return tuple(rate(count, self.words) for count in self.counts)


def draw(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> Figure | None:
    """Draw devices per 1,000 words; None where speakers are not separated or nothing was counted."""
    notes = [note for note in charted_notes(analysis, devices) if note.speaker is not None]
    if not separated(analysis) or not notes:
        return None
    ui = ui_language(analysis)
    listed = rows(notes, devices, limit=_DEVICES, ui=ui)
    panels = _panels(analysis, notes, listed)
    left = label_width(row.label for row in listed) + 0.15
    across = _ACROSS.get(len(panels), 3)
    deep = -(-len(panels) // across)
    width = (WIDTH - left - 0.3) / across
    height = max(0.5, _ROW * len(listed))
    with house():
        page = sheet(
            analysis, _caption(analysis, notes, panels, ui=ui), body=deep * (_HEAD + height) + _FEET, ui=ui
        )
        top = max(max(panel.rates) for panel in panels) or 1
        for place, panel in enumerate(panels):
            down, right = divmod(place, across)
            axes = page.axes(left + right * width, _HEAD + down * (_HEAD + height), width - 0.25, height)
            label_rows(axes, listed, text=right == 0)
            _bars(axes, panel, listed, ui=ui)
            axes.set_xlim(0, top * 1.32)
            _frame(axes, panel, bottom=place + across >= len(panels), ui=ui)
        page.legend({row.family for row in listed})
    return page.figure


def _panels(analysis: Analysis, notes: Sequence[Annotation], listed: Sequence[Row]) -> list[Panel]:
    """Return the speakers with most words, in order of first turn."""
    words = words_by_speaker(analysis.transcript)
    names = speaker_names(analysis)
    kept = sorted(words, key=lambda key: -words[key])[:_SPEAKERS]
    return [
        Panel(
            names[key],
            words[key],
            tuple(sum(note.speaker == key and note.device in row.devices for note in notes) for row in listed),
        )
        for key in words
        if key in kept and words[key]
    ]


def _caption(analysis: Analysis, notes: Sequence[Annotation], panels: Sequence[Panel], *, ui: str) -> Caption:
    words = labels(ui)
    remarks = []
    if any(panel.words < TOO_SHORT for panel in panels):
        remarks.append(words["short_rule"])
    hidden = len(words_by_speaker(analysis.transcript)) - len(panels)
    if hidden > 0:
        remarks.append(words["other_speakers"].format(n=hidden))
    return Caption(words["rates_title"], len(notes), tuple(remarks))


def _bars(axes: Axes, panel: Panel, listed: Sequence[Row], *, ui: str) -> None:
    short = panel.words < TOO_SHORT
    for place, (row, height, count) in enumerate(zip(listed, panel.rates, panel.counts, strict=True)):
        colour = LOOKS[row.family].colour
        face = "white" if short else colour
        hatch = "/////" if short else None
        if count:
            axes.barh(place, height, height=0.62, facecolor=face, edgecolor=colour, hatch=hatch, linewidth=0.8)
        text = f" {number(height, ui)} ({count})" if count else " 0"
        axes.text(height, place, text, va="center", size=7, color=SOFT)


def _frame(axes: Axes, panel: Panel, *, bottom: bool, ui: str) -> None:
    words = labels(ui)
    size = f"{number(panel.words, ui, digits=0)} {words['words'].lower()}"
    room = int(axes.get_position().width * WIDTH / _LETTER)
    mark = f" · {words['too_short']}" if panel.words < TOO_SHORT else ""
    axes.annotate(
        plain(panel.name, room), (0, 1), (0, 13), xycoords="axes fraction", textcoords="offset points", size=8.5
    )
    axes.annotate(
        f"{size}{mark}", (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points", size=7, color=SOFT
    )
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.grid(axis="x", color=LINE, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", length=0, labelbottom=bottom)
    if bottom:
        axes.set_xlabel(words["axis_rate"], size=7.5, color=SOFT)
