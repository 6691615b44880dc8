"""A transcript as the taggers read it: sentences with tokens, clauses and speakers; and what they find in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rhetoric.devices.clauses import clauses
from rhetoric.records import Evidence, Slot, Span, Transcript, Turn, Word
from rhetoric.text import Token, tokens


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its range, tokens, clauses (ranges that cover its tokens) and the turn it stands in."""

    span: Span
    tokens: tuple[Token, ...]
    clauses: tuple[Span, ...]
    turn: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript prepared once for all taggers; `words` (with times, where there are any) serve the figures."""

    text: str
    language: str
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A device found by a rule, before status and decision: exact parts, slots filled, cues that fired.

    `strength` in [0, 1] is the rule's own view of how complete the pattern is; 1 means every slot is filled.
    """

    device: str
    parts: tuple[Span, ...]
    strength: float
    evidence: tuple[Evidence, ...]
    subtype: str | None = None
    slots: tuple[Slot, ...] = ()


def read(transcript: Transcript) -> Document:
    """Prepare `transcript` for the taggers; text outside sentences is not read."""
    prepared = []
    turn = 0
    for span in transcript.sentences:
        turn = _turn_at(transcript.turns, span, turn)
        found = tokens(transcript.text, span)
        speaker = transcript.turns[turn].speaker if transcript.turns else None
        parts = clauses(transcript.text, span, found, transcript.language)
        prepared.append(Sentence(span, found, parts, turn, speaker))
    return Document(transcript.text, transcript.language, tuple(prepared), transcript.words)


def _turn_at(turns: Sequence[Turn], span: Span, start: int) -> int:
    while start + 1 < len(turns) and turns[start].chars.end <= span.start:
        start += 1
    return start
