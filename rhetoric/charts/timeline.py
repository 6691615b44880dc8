"""The timeline: speakers in lanes, themes as bands behind them, one mark per tag, the strip of delivery below.

The x axis is the recording's time in ms, or, where no times are known, words from the start.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

from rhetoric.charts import strip
from rhetoric.charts.sheet import Caption, families, label_width, sheet
from rhetoric.charts.style import BAND, LINE, LOOKS, SOFT, WIDTH, house, plain
from rhetoric.counting import charted, separated, spoken, times_of
from rhetoric.records import Analysis, Annotation, Span
from rhetoric.reports.catalogue import DeviceInfo, lookup
from rhetoric.reports.labels import clock, labels, speaker_names, ui_language
from rhetoric.text import tokens

_LANE = 0.62  # inches
_SPACE, _RULE = 0.08, 0.2  # inches above the strip, and of the line that explains it
_LANES = 12  # more speakers share the last lane
_HOUR = 3_600_000  # ms
_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)  # s between ticks


@dataclass(frozen=True, slots=True)
class Axis:
    """Places ranges of the text on the x axis, in ms or words; `end` is the right edge."""

    analysis: Analysis
    starts: tuple[int, ...]
    end: float

    @property
    def timed(self) -> bool:
        """Whether the unit is ms."""
        return self.analysis.transcript.timed

    def place(self, spans: tuple[Span, ...]) -> tuple[Span | None, ...]:
        """Return where each of `spans` (ascending, apart) lies, None where that is not known."""
        if self.timed:
            return times_of(self.analysis.transcript, spans)
        return tuple(
            Span(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)) for span in spans
        )

    def spot(self, note: Annotation) -> float | None:
        """Return the middle of a tag, or None where it has no time on an axis of time."""
        place = note.time if self.timed else self.place((note.hull,))[0]
        return (place.start + place.end) / 2 if place else None


def draw(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> Figure | None:
    """Draw when which device occurs; None where no device was tagged or is a candidate."""
    axis = _axis(analysis)
    notes = [note for note in analysis.annotations if _drawable(note, devices, axis)]
    if not notes:
        return None
    ui = ui_language(analysis)
    lanes = _lanes(analysis, ui)
    counted = sum(charted(note, lookup(devices, note.device)) for note in notes)
    with house():
        body = _LANE * len(lanes) + 0.35
        under = strip.rows(analysis, notes, ui, end=axis.end) if axis.timed else ()
        rule = strip.caption(analysis, under, ui)
        below = strip.height(under) + (_SPACE if under else 0)
        left = max(label_width(lanes.values()), _strip_width(under))
        high = body + below + 0.5 + (_RULE if rule else 0)
        page = sheet(analysis, Caption(labels(ui)["timeline_title"], counted), body=high, ui=ui)
        axes = page.axes(left, 0, WIDTH - left - 0.3, body)
        _bands(axes, axis, len(lanes))
        _speech(axes, axis, list(lanes))
        _marks(axes, axis, notes, devices=devices, lanes=list(lanes))
        _frame(axes, list(lanes.values()))
        if under:
            _scale(axes, axis, ui=ui, named=False)
            axes = page.axes(left, body + _SPACE, WIDTH - left - 0.3, below - _SPACE)
            strip.draw_rows(axes, under)
        _scale(axes, axis, ui=ui, named=True)
        if rule:
            page.remark(rule)
        hollow = any(note.decision == "candidate" for note in notes)
        page.legend(families(notes, devices), hollow=hollow)
    return page.figure


def _drawable(note: Annotation, devices: Mapping[str, DeviceInfo], axis: Axis) -> bool:
    info = lookup(devices, note.device)
    candidate = note.decision == "candidate" and info.charted and not note.stale
    return (charted(note, info) or candidate) and axis.spot(note) is not None


def _axis(analysis: Analysis) -> Axis:
    transcript = analysis.transcript
    turns = [turn.chars for turn in spoken(transcript)]
    if transcript.timed:
        last = max(word.time.end for word in transcript.words if word.time)
        return Axis(analysis, (), max(last, analysis.recording.duration if analysis.recording else 0, 1))
    starts = tuple(token.start for turn in turns for token in tokens(transcript.text, turn))
    return Axis(analysis, starts, max(len(starts), 1))


def _lanes(analysis: Analysis, ui: str) -> dict[str | None, str]:
    """Return speaker id → label in order of first turn; one lane of nobody where speakers are not known."""
    words = labels(ui)
    if not separated(analysis):
        return {None: words["no_speakers"] if analysis.transcript.notices else words["speaker"]}
    names = speaker_names(analysis)
    order = dict.fromkeys(turn.speaker for turn in analysis.transcript.turns)
    lanes = {key: plain(names[key] if key else words["unknown_speaker"], 24) for key in order}
    if len(lanes) <= _LANES:
        return lanes
    kept = dict(list(lanes.items())[: _LANES - 1])
    return {**kept, "": words["other_speakers"].format(n=len(lanes) - len(kept))}


def _row(lanes: list[str | None], speaker: str | None) -> int:
    """Return the lane of a speaker, from the top; the last one takes those without a lane."""
    return lanes.index(speaker) if speaker in lanes else len(lanes) - 1


def _bands(axes: Axes, axis: Axis, rows: int) -> None:
    """Shade the themes by turns and write each label where it fits."""
    shown = 0
    for theme in axis.analysis.main_themes:
        for stretch in _joined(axis.place(theme.parts), gap=axis.end / 200):
            axes.axvspan(stretch.start, stretch.end, color=BAND[shown % 2], zorder=0, linewidth=0)
            axes.axvline(stretch.start, color=LINE, linewidth=0.6, linestyle=(0, (2, 2)), zorder=1)
            room = int(stretch.length / axis.end * axes.get_position().width * WIDTH * 15.5)
            if room >= 4:
                label = plain(theme.label, room)
                axes.text(stretch.start + axis.end / 300, -0.62, label, size=7, color=SOFT, va="center")
            shown += 1
    axes.set_ylim(rows - 0.5, -0.8)


def _joined(places: tuple[Span | None, ...], *, gap: float) -> list[Span]:
    joined: list[Span] = []
    for place in places:
        if place is None:
            continue
        if joined and place.start - joined[-1].end <= gap:
            joined[-1] = joined[-1].hull(place)
        else:
            joined.append(place)
    return joined


def _speech(axes: Axes, axis: Axis, lanes: list[str | None]) -> None:
    turns = spoken(axis.analysis.transcript)
    known = separated(axis.analysis)
    bars: dict[int, list[tuple[float, float]]] = {}
    for turn, place in zip(turns, axis.place(tuple(turn.chars for turn in turns)), strict=True):
        if place is not None:
            row = _row(lanes, turn.speaker) if known else 0
            bars.setdefault(row, []).append((place.start, max(place.length, axis.end / 2000)))
    for row, stretches in bars.items():
        axes.broken_barh(stretches, (row - 0.42, 0.84), color="#DCE3EA", linewidth=0, zorder=2)


def _marks(
    axes: Axes,
    axis: Axis,
    notes: list[Annotation],
    *,
    devices: Mapping[str, DeviceInfo],
    lanes: list[str | None],
) -> None:
    """Draw one mark per tag, a row per family inside the lane; candidates are hollow."""
    size = 40 if len(notes) <= 120 else 18
    groups: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    present = families(notes, devices)
    heights = {key: 0.52 * ((place + 0.5) / len(present) - 0.5) for place, key in enumerate(present)}
    known = separated(axis.analysis)
    for note in notes:
        key = lookup(devices, note.device).family_key
        spot = axis.spot(note)
        if spot is not None:
            row = _row(lanes, note.speaker) if known else 0
            groups.setdefault((key, note.decision == "tag"), []).append((spot, row + heights[key]))
    for (key, solid), spots in sorted(groups.items()):
        look = LOOKS[key]
        axes.scatter(
            [x for x, _ in spots],
            [y for _, y in spots],
            s=size,
            marker=look.marker,
            facecolors=look.colour if solid else "white",
            edgecolors="white" if solid else look.colour,
            linewidths=0.5 if solid else 1.0,
            zorder=5 if solid else 4,
            clip_on=False,
        )


def _strip_width(under: Sequence[strip.Row]) -> float:
    return label_width((line for row in under for line in row.label.split("\n")), size=strip.LABEL_SIZE)


def _frame(axes: Axes, names: list[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _scale(axes: Axes, axis: Axis, *, ui: str, named: bool) -> None:
    """Set the axis of time or words; only the lowest of several has `named` ticks."""
    words = labels(ui)
    axes.set_xlim(0, axis.end)
    if not axis.timed:
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        axes.set_xlabel(words["axis_words"])
        return
    step = next((step for step in _STEPS if axis.end / 1000 / step <= 10), _STEPS[-1])
    axes.xaxis.set_major_locator(MultipleLocator(step * 1000))
    if not named:
        axes.tick_params(axis="x", length=0, labelbottom=False)
        axes.spines["bottom"].set_visible(False)
        return
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: clock(int(x))))
    axes.set_xlabel(words["axis_time" if axis.end < _HOUR else "axis_time_long"])
