"""Accusations with the words they were read from, so that those of many speeches can be held side by side."""

import re
from dataclasses import dataclass
from datetime import date

from rhetoric.projection.record import days
from rhetoric.records import Accusation, Analysis, Annotation, Status

_ASSERTED: frozenset[Status] = frozenset({"future"})
_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b", re.ASCII)
_MEMORY = 30  # years
_ISO = 10  # characters of a date, before an hour that may follow


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation with the words it was read from and the speech they stand in."""

    document: str
    speaker: str  # by name where one is told, else by document and id
    speech: date | None
    language: str
    accusation: Accusation
    note: Annotation
    dated: bool = False  # its sentence names a year of the speaker's own time

    @property
    def asserted(self) -> bool:
        """Whether the speaker stands by it: not denied, reported, supposed, asked, or of another age."""
        allowed = _ASSERTED | {"historical"} if self.dated else _ASSERTED
        return set(self.note.status) <= allowed and not self.note.stale


def charges_of(analysis: Analysis, document: str) -> tuple[Charge, ...]:
    """Return the accusations of one analysis with their words and the date of the speech."""
    notes = {note.id: note for note in analysis.annotations}
    speech = speech_date(analysis)
    language = analysis.transcript.language
    return tuple(
        Charge(
            document,
            _called(analysis, one.accuser, document),
            speech,
            language,
            one,
            notes[one.annotation],
            _in_living_memory(notes[one.annotation], analysis, speech),
        )
        for one in analysis.accusations
    )


def _called(analysis: Analysis, speaker: str | None, document: str) -> str:
    known = analysis.speaker(speaker)
    return known.name if known and known.name else f"{document}: {speaker or '?'}"


def _in_living_memory(note: Annotation, analysis: Analysis, speech: date | None) -> bool:
    """Tell whether the sentence of an accusation names a year that contemporaries answer for.

    A date makes a clause `historical` for the tagger, be it last year or 1580; the latter blames nobody present.
    """
    if speech is None or "historical" not in note.status:
        return False
    text = analysis.transcript.text
    near = [one.slice(text) for one in analysis.transcript.sentences if one.overlap(note.hull)]
    years = [int(year) for year in _YEAR.findall(" ".join(near))]
    return any(speech.year - _MEMORY <= year <= speech.year for year in years)


def speech_date(analysis: Analysis) -> date | None:
    """Return the first day a recording's date may mean, or None where there is none that can be read."""
    written = analysis.recording.date if analysis.recording else None
    known = days.parse(written.strip()[:_ISO]) if written else None
    return known[0] if known else None


def acts_of(accusation: Accusation) -> tuple[str, ...]:
    """Return every leaf an accusation names."""
    return accusation.acts or ((accusation.act,) if accusation.act else ())
