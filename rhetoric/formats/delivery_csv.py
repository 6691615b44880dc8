"""delivery.csv: one line per sentence and turn, how it was spoken, and which devices stand in it."""

import csv
import io
from collections.abc import Iterable

from rhetoric.delivery.views import Spoken, spoken_parts
from rhetoric.errors import InputError
from rhetoric.formats.csv import safe_cell
from rhetoric.records import Analysis

COLUMNS = (
    "kind", "speaker", "speaker_name", "start_s", "end_s", "start_char", "end_char", "words_per_minute", "pause_s",
    "loudness_db", "louder_db", "pitch_hz", "higher_semitones", "pitch_range_semitones", "devices", "text",
)  # fmt: skip
EMPTY = ",".join(COLUMNS) + "\n"


def delivery_csv(analysis: Analysis) -> str:
    """Return delivery as CSV in order of place; a cell is empty where nothing can be told.

    Raises
    ------
    InputError
        If no delivery was measured: there was no recording, or --no-delivery.
    """
    if not analysis.delivery:
        raise InputError("this analysis has no delivery", "analyze the recording, without --no-delivery")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    parts = (*spoken_parts(analysis, "sentence"), *spoken_parts(analysis, "turn"))
    for part in sorted(parts, key=lambda one: (one.item.chars, one.item.kind)):
        writer.writerow(_row(part, analysis))
    return buffer.getvalue()


def _row(part: Spoken, analysis: Analysis) -> Iterable[str]:
    item, speaker = part.item, analysis.speaker(part.speaker)
    tags = {
        note.device
        for note in analysis.annotations
        if note.decision == "tag" and any(item.chars.overlap(one) for one in note.parts)
    }
    return (
        item.kind,
        safe_cell(part.speaker or ""),
        safe_cell((speaker.name or "") if speaker else ""),
        f"{part.time.start / 1000:.3f}" if part.time else "",
        f"{part.time.end / 1000:.3f}" if part.time else "",
        str(item.chars.start),
        str(item.chars.end),
        _number(item.rate),
        "" if item.pause is None else f"{item.pause / 1000:.3f}",
        _number(item.loudness),
        _number(part.louder),
        _number(item.pitch),
        _number(part.higher),
        _number(item.pitch_range),
        safe_cell(" ".join(sorted(tags))),
        safe_cell(item.chars.slice(analysis.transcript.text)) if item.kind == "sentence" else "",
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
