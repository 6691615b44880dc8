"""Everything a report shows of an analysis, in the reader's words and in order, before it takes a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from rhetoric.counting import count_words, separated
from rhetoric.notices import disclaimer, sentence, sides_unknown
from rhetoric.records import Analysis
from rhetoric.reports.catalogue import DeviceInfo
from rhetoric.reports.delivery import delivery_table
from rhetoric.reports.entries import Entry, entries
from rhetoric.reports.labels import clock, labels, number, speaker_names, ui_language
from rhetoric.reports.layout import Block, Paragraph, blocks
from rhetoric.reports.ledger import Ledger, ledger
from rhetoric.reports.tables import Table, count_tables, provenance

_UNPRINTABLE = {
    code: "\ufffd" for code in (*range(32), *range(127, 160), *range(0xD800, 0xE000)) if code not in {9, 10}
}


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a report; `facts` are pairs of label and value, `names` the speakers' by id."""

    analysis: Analysis
    ui: str
    title: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    disclaimer: str
    names: Mapping[str, str]
    blocks: tuple[Block, ...]
    entries: tuple[Entry, ...]
    ledger: Ledger
    tables: tuple[Table, ...]
    delivery: Table
    provenance: Table

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the interface."""
        return labels(self.ui)

    def speaker(self, block: Block) -> str:
        """Return who speaks in a block, or nothing where speakers are not separated."""
        if not self.names:
            return ""
        return self.names.get(block.speaker or "", self.words["unknown_speaker"])


def page(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> Page:
    """Gather the content of a report."""
    ui = ui_language(analysis)
    return Page(
        analysis,
        ui,
        _title(analysis, ui),
        tuple((label, value) for label, value in _facts(analysis, ui) if value),
        _notices(analysis, ui),
        disclaimer(ui),
        speaker_names(analysis) if separated(analysis) else {},
        blocks(analysis, ui),
        entries(analysis, devices, ui),
        ledger(analysis, ui),
        count_tables(analysis, devices, ui),
        delivery_table(analysis, ui),
        provenance(analysis, ui),
    )


def moment(paragraph: Paragraph) -> str:
    """Return when a paragraph begins, or nothing where no time is known."""
    return clock(paragraph.time.start) if paragraph.time else ""


def printable(document: str) -> str:
    """Return `document` with control characters, which no file should carry, shown as U+FFFD."""
    return document.translate(_UNPRINTABLE)


def _title(analysis: Analysis, ui: str) -> str:
    title = analysis.recording.title if analysis.recording else None
    return " ".join((title or "").split()) or labels(ui)["untitled"]


def _facts(analysis: Analysis, ui: str) -> list[tuple[str, str]]:
    words = labels(ui)
    facts = [
        (words["language"], analysis.transcript.language),
        (words["words"], number(count_words(analysis.transcript), ui, digits=0)),
    ]
    recording = analysis.recording
    if recording is None:
        return facts
    return [
        (words["date"], recording.date or ""),
        (words["place"], recording.place or ""),
        (words["country"], recording.country or ""),
        (
            words["recording"] if recording.duration else words["text_file"],
            f"{recording.name} (SHA-256 {recording.sha256[:12]})",
        ),
        (words["length"], clock(recording.duration) if recording.duration else ""),
        *facts,
    ]


def _notices(analysis: Analysis, ui: str) -> tuple[str, ...]:
    sides = sides_unknown(analysis, ui)
    return (*(sentence(notice, ui) for notice in analysis.transcript.notices), *(sides[1:] if sides else ()))
