"""The sheet a chart stands on: title, caption with the disclaimer, the legend of families, provenance at the foot.

Heights are inches, so that text keeps its size whatever the number of rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rhetoric import __version__
from rhetoric.charts.style import INK, LOOKS, SOFT, WIDTH, plain
from rhetoric.notices import disclaimer, sides_unknown
from rhetoric.records import Analysis, Annotation
from rhetoric.reports.catalogue import DeviceInfo, lookup
from rhetoric.reports.labels import labels

_TOP = 0.92  # inches above the axes: title, subtitle, legend
_FOOT = 0.55  # inches below the axis labels: disclaimer and provenance


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around a chart: `notes` are short remarks beside the number of tags drawn."""

    title: str
    drawn: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure with its surroundings; `body` is the height left for axes, in inches from the top."""

    figure: Figure
    body: float
    ui: str

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add axes at inches from the sheet's left edge and from the top of its body."""
        total = self.figure.get_size_inches()[1]
        bottom = total - _TOP - top - height
        return self.figure.add_axes((left / WIDTH, bottom / total, width / WIDTH, height / total))

    def remark(self, words: str) -> None:
        """Put a line about how to read the figure at the end of the body."""
        total = self.figure.get_size_inches()[1]
        self.figure.text(0.15 / WIDTH, (_FOOT + 0.03) / total, words, va="bottom", size=7, color=SOFT)

    def legend(self, families: Iterable[str], *, hollow: bool = False) -> None:
        """Put the families' markers under the title; `hollow` adds what a hollow marker means."""
        words = labels(self.ui)
        entries = [_mark(LOOKS[key].marker, LOOKS[key].colour, words[f"fam_{key}"]) for key in sorted(families)]
        if hollow:
            entries.append(_mark("o", INK, words["shown_candidates"], hollow=True))
        self.figure.legend(
            handles=entries,
            loc="upper left",
            bbox_to_anchor=(0.06 / WIDTH, 1 - 0.56 / self.figure.get_size_inches()[1]),
            ncols=len(entries),
            handletextpad=0.2,
            columnspacing=1.4,
            borderpad=0.2,
        )


def sheet(analysis: Analysis, caption: Caption, *, body: float, ui: str) -> Sheet:
    """Return an empty sheet whose body is `body` inches high, axis labels included."""
    height = _TOP + body + _FOOT
    figure = Figure(figsize=(WIDTH, height))
    title = analysis.recording.title if analysis.recording else None
    line = " · ".join([*([plain(title, 60)] if title else ()), _counted(caption.drawn, ui), *caption.notes])
    left = 0.15 / WIDTH
    figure.text(left, 1 - 0.13 / height, plain(caption.title, 80), va="top", size=12, weight="bold")
    figure.text(left, 1 - 0.38 / height, line, va="top", size=8.5, color=SOFT)
    figure.text(left, 0.34 / height, disclaimer(ui), va="bottom", size=8.5, style="italic")
    figure.text(left, 0.13 / height, _provenance(analysis, ui), va="bottom", size=7, color=SOFT)
    return Sheet(figure, body, ui)


def label_width(names: Iterable[str], *, size: float = 8.5) -> float:
    """Return the inches that the widest of `names` takes in the charts' font, roughly, and a margin."""
    longest = max((len(name) for name in names), default=0)
    return 0.35 + longest * size * 0.0082


def families(notes: Sequence[Annotation], devices: Mapping[str, DeviceInfo]) -> list[str]:
    """Return the family letters of `notes`, sorted."""
    return sorted({lookup(devices, note.device).family_key for note in notes})


def _mark(marker: str, colour: str, label: str, *, hollow: bool = False) -> Line2D:
    face = "none" if hollow else colour
    return Line2D([], [], linestyle="", marker=marker, color=colour, markerfacecolor=face, label=label)


def _counted(drawn: int, ui: str) -> str:
    words = labels(ui)
    return f"n = {drawn} {words['n_one'] if drawn == 1 else words['n_tags']}"


def _provenance(analysis: Analysis, ui: str) -> str:
    words = labels(ui)
    packs = sorted({f"{n.source.name} {n.source.version}".strip() for n in analysis.annotations})
    codes = {notice.code for notice in analysis.transcript.notices}
    parts = [f"rhetoric {__version__}"]
    if packs:
        parts.append(f"{words['codebook']} {plain(', '.join(packs), 60)}")
    for code, key in (("draft_transcript", "draft"), ("time_estimated", "estimated")):
        if code in codes:
            parts.append(words[key])
    if "speakers_not_separated" in codes:
        parts.append(words["no_speakers"])
    if sides := sides_unknown(analysis, ui):
        parts.append(sides[0])
    return " · ".join(parts)
