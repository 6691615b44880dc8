"""Plain text: paragraphs, optional `NAME:` turns, bracketed marks. The text stays as it is."""

import re

from rhetoric.formats.draft import Draft
from rhetoric.formats.encoding import decode
from rhetoric.formats.labels import find_labels
from rhetoric.formats.marks import find_marks
from rhetoric.notices import sentence
from rhetoric.records import Analysis, Notice, Span, Turn

_PARAGRAPH = re.compile(r"(?:\r?\n|\r)[^\S\r\n]*(?:\r?\n|\r)\s*")

_UNKNOWN = {"en": "UNKNOWN: ", "es": "SIN IDENTIFICAR: "}


def read(data: bytes, where: str) -> Draft:
    """Read the bytes of a text file; `where` names it in errors."""
    decoded = decode(data, where)
    return draft_text(decoded.text, notices=guess_notices(decoded.guessed))


def draft_text(text: str, *, notices: tuple[Notice, ...] = (), language: str | None = None) -> Draft:
    """Find labels and marks in `text`; without labels each paragraph is a stretch of its own."""
    voices = find_labels(text)
    breaks = () if voices else tuple(match.end() for match in _PARAGRAPH.finditer(text))
    return Draft(
        text,
        voices=voices,
        reactions=find_marks(text),
        breaks=breaks,
        notices=notices,
        language=language,
    )


def guess_notices(encoding: str | None) -> tuple[Notice, ...]:
    """Return the notice about a guessed encoding, if it was guessed."""
    return (Notice("encoding_guessed", encoding),) if encoding else ()


def dumps(analysis: Analysis) -> str:
    """Return the transcript as "NAME: text" paragraphs, marks in place; a draft says so in its first line."""
    transcript = analysis.transcript
    ui = "es" if transcript.language == "es" else "en"
    paragraphs = [
        f"[{sentence(notice, ui)}]" for notice in transcript.notices if notice.code == "draft_transcript"
    ]
    end, last, started = 0, None, False
    for span, speaker in _pieces(analysis):
        said = [" ".join(part.split()) for part in _PARAGRAPH.split(span.slice(transcript.text))]
        turned = isinstance(speaker, Turn) and speaker.speaker != last
        if isinstance(speaker, Turn) and turned:
            said[0] = f"{_label(analysis, speaker.speaker, ui)}{said[0]}"
            last = speaker.speaker
        if started and not turned and not re.search(r"[\r\n]", transcript.text[end : span.start]):
            said[0] = f"{paragraphs.pop()} {said[0]}"
        paragraphs.extend(part for part in said if part)
        end, started = span.end, True
    return "\n\n".join(paragraphs) + "\n"


def _pieces(analysis: Analysis) -> list[tuple[Span, Turn | None]]:
    """Return turns and marks in the order of the text; a mark has no turn."""
    marks = {reaction.chars for reaction in analysis.reactions if reaction.chars is not None}
    return sorted(
        [*((turn.chars, turn) for turn in analysis.transcript.turns), *((span, None) for span in marks)],
        key=lambda piece: piece[0],
    )


def _label(analysis: Analysis, speaker_id: str | None, ui: str) -> str:
    """Return the label before a change of speaker; nobody known is said, lest the text go to the one before."""
    speaker = analysis.speaker(speaker_id)
    if speaker is not None:
        return f"{' '.join((speaker.name or speaker.id).split())}: "
    return _UNKNOWN[ui] if analysis.speakers else ""
