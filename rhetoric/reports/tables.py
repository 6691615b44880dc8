"""The tables of a report: counts by device, speaker and theme, and the provenance of each stage."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rhetoric.counting import (
    TOO_SHORT,
    count_words,
    counted_notes,
    rate,
    separated,
    time_by_speaker,
    words_by_speaker,
    words_by_theme,
)
from rhetoric.records import Analysis
from rhetoric.reports.catalogue import DeviceInfo, lookup
from rhetoric.reports.labels import clock, labels, number, speaker_names


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words: `numeric` columns are set to the right."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


def count_tables(analysis: Analysis, devices: Mapping[str, DeviceInfo], ui: str) -> tuple[Table, ...]:
    """Return the tables of counts that this analysis allows, empty ones left out."""
    tables = (_devices(analysis, devices, ui), _speakers(analysis, devices, ui), _themes(analysis, devices, ui))
    return tuple(table for table in tables if table.rows)


def provenance(analysis: Analysis, ui: str) -> Table:
    """Return which engine, version, model and options made each stage."""
    words = labels(ui)
    keys = ("stage", "backend", "version", "model", "options", "input")
    rows = tuple(
        (
            run.stage,
            run.backend,
            run.version,
            " ".join(part for part in (run.model, _short(run.model_sha256)) if part),
            ", ".join(f"{key}={value}" for key, value in sorted(run.options.items())),
            _short(run.input_sha256),
        )
        for run in analysis.runs
    )
    return Table("", tuple(words[key] for key in keys), rows)


def _devices(analysis: Analysis, devices: Mapping[str, DeviceInfo], ui: str) -> Table:
    words = labels(ui)
    total = count_words(analysis.transcript)
    tags = Counter(note.device for note in analysis.annotations if note.decision == "tag")
    counts = Counter(note.device for note in counted_notes(analysis, devices))
    candidates = Counter(note.device for note in analysis.annotations if note.decision == "candidate")
    found = {note.device: lookup(devices, note.device) for note in analysis.annotations}
    order = sorted(found.values(), key=lambda info: (info.family_key, -counts[info.id], info.id))
    rows = tuple(
        (
            info.title(ui),
            words[f"fam_{info.family_key}"],
            str(counts[info.id]),
            number(rate(counts[info.id], total), ui),
            str(tags[info.id] - counts[info.id]),
            str(candidates[info.id]),
        )
        for info in order
    )
    head = ("device", "family", "counted", "per_1000", "uncounted", "candidates")
    return Table(words["devices"], tuple(words[key] for key in head), rows, frozenset({2, 3, 4, 5}))


def _speakers(analysis: Analysis, devices: Mapping[str, DeviceInfo], ui: str) -> Table:
    words = labels(ui)
    head = tuple(words[key] for key in ("speaker", "words", "time", "counted", "per_1000"))
    if not separated(analysis):
        return Table(words["speakers"], head, ())
    spoken = words_by_speaker(analysis.transcript)
    times = time_by_speaker(analysis.transcript)
    counts = Counter(note.speaker for note in counted_notes(analysis, devices))
    names = speaker_names(analysis)
    rows = tuple(
        (
            names[key],
            number(size, ui, digits=0),
            clock(times[key]) if key in times else "",
            str(counts[key]),
            _rate(counts[key], size, ui),
        )
        for key, size in spoken.items()
    )
    return Table(words["speakers"], head, rows, frozenset({1, 2, 3, 4}))


def _themes(analysis: Analysis, devices: Mapping[str, DeviceInfo], ui: str) -> Table:
    words = labels(ui)
    sizes = words_by_theme(analysis)
    counts = Counter(note.theme for note in counted_notes(analysis, devices))
    rows = tuple(
        (
            theme.label,
            ", ".join(theme.keywords),
            number(sizes[theme.id], ui, digits=0),
            str(counts[theme.id]),
            number(rate(counts[theme.id], sizes[theme.id]), ui),
        )
        for theme in analysis.main_themes
    )
    head = tuple(words[key] for key in ("theme", "keywords", "words", "counted", "per_1000"))
    return Table(words["themes"], head, rows, frozenset({2, 3, 4}))


def _rate(count: int, size: int, ui: str) -> str:
    shown = number(rate(count, size), ui)
    return f"{shown} ({labels(ui)['too_short']})" if size < TOO_SHORT else shown


def _short(digest: str | None) -> str:
    return digest[:12] if digest else ""
