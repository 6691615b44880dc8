"""Devices by theme: a table of counts, darker where a device is more frequent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rhetoric.charts.rows import Row, label_rows, rows
from rhetoric.charts.sheet import Caption, label_width, sheet
from rhetoric.charts.style import INK, LINE, SOFT, WIDTH, house, plain
from rhetoric.counting import charted_notes, words_by_theme
from rhetoric.records import Analysis, Annotation
from rhetoric.reports.catalogue import DeviceInfo
from rhetoric.reports.labels import labels, number, ui_language

_DEVICES = 24
_THEMES = 14
_ROW = 0.26  # inches
_WIDEST = 1.5  # inches of a column
_DARKEST = 4  # tags at least for the darkest shade, so that single tags stay pale
_SHADES = LinearSegmentedColormap.from_list("shades", ["#E6F0F7", "#56A0CE", "#0A4A75"])


@dataclass(frozen=True, slots=True)
class Column:
    """One theme, several beyond the limit, or None for tags outside themes."""

    label: str
    themes: frozenset[str | None]


def draw(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> Figure | None:
    """Draw how often each device was counted in each theme; None without themes or counted tags."""
    notes = charted_notes(analysis, devices)
    if not notes or not analysis.main_themes:
        return None
    ui = ui_language(analysis)
    listed = rows(notes, devices, limit=_DEVICES, ui=ui)
    columns = _columns(analysis, notes, ui)
    slanted = label_width(column.label for column in columns)
    left = max(label_width(row.label for row in listed) + 0.15, 0.75 * slanted - 0.2)
    width = min(WIDTH - left - 0.6, _WIDEST * len(columns))
    height = _ROW * len(listed)
    below = 0.1 + 0.5 * slanted
    with house():
        page = sheet(analysis, Caption(labels(ui)["themes_title"], len(notes)), body=height + below + 0.1, ui=ui)
        axes = page.axes(left, 0.1, width, height)
        label_rows(axes, listed)
        _cells(axes, _counts(notes, listed, columns))
        _frame(axes, columns)
        page.legend({row.family for row in listed})
    return page.figure


def _columns(analysis: Analysis, notes: Sequence[Annotation], ui: str) -> list[Column]:
    """Return the themes in order, those with the fewest tags together beyond the limit."""
    words = labels(ui)
    sizes = words_by_theme(analysis)
    often = Counter(note.theme for note in notes)
    order = sorted(analysis.main_themes, key=lambda theme: -often[theme.id])
    kept = {theme.id for theme in (order if len(order) <= _THEMES else order[: _THEMES - 1])}
    unit = words["words"].lower()
    found = [
        Column(f"{plain(theme.label, 24)} ({number(sizes[theme.id], ui, digits=0)} {unit})", frozenset({theme.id}))
        for theme in analysis.main_themes
        if theme.id in kept
    ]
    rest: frozenset[str | None] = frozenset(sizes) - kept
    if rest:
        found.append(Column(words["other_themes"].format(n=len(rest)), rest))
    if often[None]:
        found.append(Column(words["no_theme"], frozenset({None})))
    return found


def _counts(notes: Sequence[Annotation], listed: Sequence[Row], columns: Sequence[Column]) -> list[list[int]]:
    pairs = Counter((note.device, note.theme) for note in notes)
    return [
        [sum(pairs[device, theme] for device in row.devices for theme in column.themes) for column in columns]
        for row in listed
    ]


def _cells(axes: Axes, counts: Sequence[Sequence[int]]) -> None:
    top = max(_DARKEST, *(max(line) for line in counts))
    for down, line in enumerate(counts):
        for right, count in enumerate(line):
            strength = count / top
            face = _SHADES(strength) if count else "white"
            axes.add_patch(
                Rectangle((right - 0.5, down - 0.5), 1, 1, facecolor=face, edgecolor=LINE, linewidth=0.6)
            )
            colour = "white" if strength > 0.55 else INK if count else LINE
            axes.text(right, down, str(count) if count else "·", ha="center", va="center", size=8, color=colour)
    axes.set_xlim(-0.5, len(counts[0]) - 0.5)
    axes.set_ylim(len(counts) - 0.5, -0.5)


def _frame(axes: Axes, columns: Sequence[Column]) -> None:
    axes.set_xticks(range(len(columns)), [column.label for column in columns])
    axes.tick_params(axis="x", length=0, labelcolor=SOFT)
    for label in axes.get_xticklabels():
        label.set(rotation=35, ha="right", rotation_mode="anchor")
    axes.spines[:].set_visible(False)
