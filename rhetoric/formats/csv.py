"""annotations.csv: one line per annotation, for spreadsheets and statistics; no cell can start a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable

from rhetoric.notices import disclaimer, sentence
from rhetoric.records import Analysis, Annotation, Slot, Span

COLUMNS = (
    "id", "device", "subtype", "decision", "status", "score", "calibration", "speaker", "speaker_name", "side",
    "theme", "theme_label", "start_s", "end_s", "start_char", "end_char", "parts", "quote", "rule", "cues",
    "slots", "risks", "stale", "source", "note",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def annotations_csv(analysis: Analysis) -> str:
    """Return the annotations as CSV in order of place, then device; every line carries the disclaimer."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    ordered = sorted(analysis.annotations, key=lambda note: (note.parts, note.device, note.id))
    writer.writerows([safe_cell(cell) for cell in _row(note, analysis)] for note in ordered)
    return buffer.getvalue()


def _row(note: Annotation, analysis: Analysis) -> Iterable[str]:
    speaker = analysis.speaker(note.speaker)
    theme = next((theme for theme in analysis.themes if theme.id == note.theme), None)
    return (
        note.id,
        note.device,
        note.subtype or "",
        note.decision,
        " ".join(note.status),
        "" if note.score is None else f"{note.score:.4f}",
        note.calibration,
        note.speaker or "",
        (speaker.name or "") if speaker else "",
        (speaker.side or "") if speaker else "",
        note.theme or "",
        theme.label if theme else "",
        _seconds(note.time.start) if note.time else "",
        _seconds(note.time.end) if note.time else "",
        str(note.hull.start),
        str(note.hull.end),
        " ".join(_range(part) for part in note.parts),
        note.quote,
        "; ".join(dict.fromkeys(reason.rule for reason in note.evidence)),
        "; ".join(dict.fromkeys(reason.cue for reason in note.evidence if reason.cue)),
        "; ".join(_slot(slot) for slot in note.slots),
        "; ".join(note.risks),
        "stale" if note.stale else "",
        " ".join(filter(None, (note.source.kind, note.source.name, note.source.version))),
        _note(analysis),
    )


def _note(analysis: Analysis) -> str:
    """Return what every line says: the disclaimer, and that the words are a draft where they are."""
    language = analysis.transcript.language
    draft = (one for one in analysis.transcript.notices if one.code == "draft_transcript")
    return " ".join((disclaimer(language), *(sentence(one, language) for one in draft)))


def safe_cell(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula: full-width signs count as their plain forms."""
    first = unicodedata.normalize("NFKC", cell.lstrip(" \u00a0\ufeff\u200b")[:1])
    return f"'{cell}" if first.startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _seconds(time: int) -> str:
    return f"{time / 1000:.3f}"


def _range(span: Span) -> str:
    return f"{span.start}:{span.end}"


def _slot(slot: Slot) -> str:
    return f"{slot.name}={slot.value}"
