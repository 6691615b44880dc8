"""The table of delivery: how each speaker's sentences were spoken, in medians and ranges."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles

from rhetoric.counting import separated
from rhetoric.delivery.views import Spoken, spoken_parts
from rhetoric.records import Analysis
from rhetoric.reports.labels import labels, number, speaker_names
from rhetoric.reports.tables import Table

LEAST = 5  # sentences; fewer have no range


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the number of sentences that tell it."""

    value: float
    sentences: int
    digits: int = 0


def delivery_table(analysis: Analysis, ui: str) -> Table:
    """Return one line per speaker, or one for all where speakers are not separated; empty without delivery."""
    words = labels(ui)
    keys = ("sentences", "pace", "pauses", "loudness", "pitch", "range")
    head = (words["speaker"], *(words[f"delivery_{key}"] for key in keys))
    sentences = _by_speaker(analysis)
    nobody = words["unknown_speaker" if separated(analysis) else "no_speakers"]
    names = speaker_names(analysis)
    rows = tuple(
        _row(names.get(speaker, speaker) if speaker else nobody, parts, ui) for speaker, parts in sentences.items()
    )
    kept = [place for place in range(len(head)) if any(row[place] for row in rows)]
    filled = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table("", tuple(head[place] for place in kept), filled, frozenset(range(1, len(kept))))


def pause_share(parts: Iterable[Spoken]) -> Figure | None:
    """Return the share of the sentences' time, in per cent, that is pause, where pauses are known."""
    known = [(part.item.pause, part.time.length) for part in parts if part.item.pause is not None and part.time]
    total = sum(length for _, length in known)
    return Figure(100 * sum(pause for pause, _ in known) / total, len(known)) if total else None


def _by_speaker(analysis: Analysis) -> dict[str | None, list[Spoken]]:
    found: dict[str | None, list[Spoken]] = {}
    for part in spoken_parts(analysis):
        item = part.item
        if any(value is not None for value in (item.rate, item.pause, item.loudness, item.pitch)):
            found.setdefault(part.speaker, []).append(part)
    return found


def _row(name: str, parts: list[Spoken], ui: str) -> tuple[str, ...]:
    figures = (
        _median(part.item.rate for part in parts),
        pause_share(parts),
        _range(part.item.loudness for part in parts),
        _median(part.item.pitch for part in parts),
        _median((part.item.pitch_range for part in parts), digits=1),
    )
    return (name, str(len(parts)), *(_cell(figure, len(parts), ui) for figure in figures))


def _median(values: Iterable[float | None], digits: int = 0) -> Figure | None:
    known = [value for value in values if value is not None]
    return Figure(median(known), len(known), digits) if known else None


def _range(values: Iterable[float | None]) -> Figure | None:
    """Return how far the loudest tenth of the sentences begins above the end of the softest."""
    known = [value for value in values if value is not None]
    if len(known) < LEAST:
        return None
    cuts = quantiles(known, n=10, method="inclusive")
    return Figure(cuts[-1] - cuts[0], len(known), 1)


def _cell(figure: Figure | None, sentences: int, ui: str) -> str:
    """Return the figure, with its own n where not all sentences tell it."""
    if figure is None:
        return ""
    shown = number(figure.value, ui, digits=figure.digits)
    return shown if figure.sentences == sentences else f"{shown} (n = {figure.sentences})"
