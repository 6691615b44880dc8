"""The rows of a chart: which devices, in which order, and their names with the family's marker."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from rhetoric.charts.style import INK, LOOKS, plain
from rhetoric.records import Annotation
from rhetoric.reports.catalogue import DeviceInfo, lookup
from rhetoric.reports.labels import labels


@dataclass(frozen=True, slots=True)
class Row:
    """One device, or all those beyond the limit together; `family` is a letter of `LOOKS`."""

    label: str
    family: str
    devices: frozenset[str]


def rows(notes: Sequence[Annotation], devices: Mapping[str, DeviceInfo], *, limit: int, ui: str) -> list[Row]:
    """Return the devices of `notes`, by family, most frequent first; those beyond `limit` share the last row."""
    often = Counter(note.device for note in notes)
    order = [device for device, _ in sorted(often.items(), key=lambda item: (-item[1], item[0]))]
    kept = order if len(order) <= limit else order[: limit - 1]
    infos = sorted((lookup(devices, device).family_key, kept.index(device), device) for device in kept)
    found = [Row(plain(lookup(devices, name).title(ui), 30), key, frozenset({name})) for key, _, name in infos]
    rest = frozenset(order) - frozenset(kept)
    if rest:
        found.append(Row(labels(ui)["others"].format(n=len(rest)), "X", rest))
    return found


def label_rows(axes: Axes, listed: Sequence[Row], *, text: bool = True) -> None:
    """Name the rows 0, 1, 2 from the top; the family's marker stands between name and axis."""
    axes.set_yticks(range(len(listed)), [row.label for row in listed] if text else [""] * len(listed))
    axes.set_ylim(len(listed) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, pad=14 if text else 2, labelcolor=INK)
    if not text:
        return
    across = axes.get_yaxis_transform()
    width = axes.get_position().width * axes.get_figure(root=True).get_size_inches()[0]  # type: ignore[union-attr] # placed
    for place, row in enumerate(listed):
        look = LOOKS[row.family]
        axes.scatter(
            [-0.1 / width], [place], transform=across, marker=look.marker, color=look.colour, s=22, clip_on=False
        )
