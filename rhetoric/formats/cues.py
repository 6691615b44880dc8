"""Timed pieces of text (subtitle cues, segments of a recogniser) laid end to end as one text with speakers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rhetoric.formats.draft import Clash, Draft, Voice, names_at
from rhetoric.formats.labels import find_labels
from rhetoric.formats.marks import find_marks, mark_spans
from rhetoric.formats.stamps import Stamp
from rhetoric.records import Notice, Reaction, Span

_PAUSE = 1500  # ms between cues after which a finished sentence also ends the paragraph
_DASH = re.compile(r"(?m:^)[ \t]{0,8}(?:>{2,3}|[-–—](?=\s*[^\W\d_¡¿\[(\"“«]?[\w¡¿\[(\"“«]))[ \t]{0,4}")
_TERMINAL = (".", "!", "?", "…", "»", "”", '"', ")", "]")


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of text and its time in ms; `voices` and `stamps` count characters from the start of `text`.

    A cue without voices of its own has no named speaker if any other cue of the file has one.
    """

    time: Span
    text: str
    voices: tuple[Voice, ...] = ()
    stamps: tuple[Stamp, ...] = ()


def draft_cues(cues: Sequence[Cue], *, notices: tuple[Notice, ...] = (), language: str | None = None) -> Draft:
    """Join `cues` in the order of the file; find labels and marks in them, repair times that overlap."""
    filled = [cue for cue in cues if cue.text.strip()]
    lines = "\n".join(cue.text for cue in filled)
    places = _places(filled)
    voices = _voices(lines, filled, places)
    repaired = _repaired(filled)
    marks = find_marks(lines)
    breaks = tuple(_breaks(repaired, places))
    moved = any(new.time != old.time for new, old in zip(repaired, filled, strict=True))
    return Draft(
        _joined(lines, {*breaks, *(voice.chars.start for voice in voices)}),
        voices=voices,
        reactions=tuple(_reactions(marks, repaired, places)),
        breaks=breaks,
        stamps=tuple(_stamps(repaired, places, voices, mark_spans(marks))),
        clashes=tuple(_clashes(filled, places, voices)),
        notices=(*notices, *((Notice("times_repaired"),) if moved else ())),
        language=language,
        duration=max((cue.time.end for cue in filled), default=0),
    )


def _places(cues: Iterable[Cue]) -> list[Span]:
    places, at = [], 0
    for cue in cues:
        places.append(Span(at, at + len(cue.text)))
        at += len(cue.text) + 1
    return places


def _joined(lines: str, kept: set[int]) -> str:
    """Return `lines` with its line ends made blanks, but for those before a new speaker or paragraph."""
    text, at = [], 0
    for piece in lines.split("\n"):
        if at:
            text.append("\n" if at in kept else " ")
        text.append(piece)
        at += len(piece) + 1
    return "".join(text)


def _voices(lines: str, cues: Sequence[Cue], places: Sequence[Span]) -> tuple[Voice, ...]:
    """Return who starts where: by voice tags if the file has any, else by labels and dashes."""
    tagged = any(voice.name is not None for cue in cues for voice in cue.voices)
    if not tagged:
        labels = find_labels(lines)
        taken = {char for label in labels for char in range(*label.chars)}
        dashes = (Span(match.start(), match.end()) for match in _DASH.finditer(lines))
        blank = (Voice(span, None) for span in dashes if span.start not in taken)
        return tuple(sorted((*labels, *blank), key=lambda voice: voice.chars))
    found: list[Voice] = []
    for cue, place in zip(cues, places, strict=True):
        own = cue.voices
        if not own or cue.text[: own[0].chars.start].strip():
            own = (Voice(Span(0, 0), None), *own)
        for voice in own:
            chars = Span(place.start + voice.chars.start, place.start + voice.chars.end)
            if not found or found[-1].name != voice.name or voice.chars.length:
                found.append(Voice(chars, voice.name))
    return tuple(found)


def _repaired(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues with times in order: an earlier cue ends where the next starts, equal starts share.

    A cue that starts before its predecessor did follows it instead: the order of the file is the order of speech.
    """
    fixed: list[Cue] = []
    for cue in cues:
        time = Span(cue.time.start, max(cue.time))
        if fixed and time.start < fixed[-1].time.end:
            before, time = _apart(fixed[-1], time, len(cue.text))
            fixed[-1] = _moved(fixed[-1], before)
        fixed.append(_moved(cue, time))
    return fixed


def _apart(last: Cue, time: Span, size: int) -> tuple[Span, Span]:
    if time.start > last.time.start:
        return Span(last.time.start, time.start), time
    end = max(last.time.end, time.end)
    if time.start < last.time.start or last.stamps:
        return last.time, Span(last.time.end, end)
    middle = last.time.start + (end - last.time.start) * len(last.text) // (len(last.text) + size)
    return Span(last.time.start, middle), Span(middle, end)


def _moved(cue: Cue, time: Span) -> Cue:
    """Return `cue` at `time`, its stamps clipped into it."""
    if cue.time == time:
        return cue
    stamps = (
        replace(stamp, time=Span(*(min(max(edge, time.start), time.end) for edge in stamp.time)))
        for stamp in cue.stamps
    )
    return replace(cue, time=time, stamps=tuple(stamps))


def _breaks(cues: Sequence[Cue], places: Sequence[Span]) -> Iterator[int]:
    for index in range(1, len(cues)):
        quiet = cues[index].time.start - cues[index - 1].time.end
        if quiet >= _PAUSE and cues[index - 1].text.rstrip().endswith(_TERMINAL):
            yield places[index].start


def _stamps(
    cues: Sequence[Cue], places: Sequence[Span], voices: Sequence[Voice], marks: Sequence[Span]
) -> Iterator[Stamp]:
    """Yield the stamps of the whole text; a cue without stamps of its own has one, over its speech."""
    holes = {char for span in (*marks, *(voice.chars for voice in voices)) for char in range(*span)}
    for cue, place in zip(cues, places, strict=True):
        if cue.stamps:
            for stamp in cue.stamps:
                chars = Span(place.start + stamp.chars.start, place.start + stamp.chars.end)
                yield replace(stamp, chars=chars)
        elif speech := [char for char in range(*place) if char not in holes]:
            yield Stamp(Span(speech[0], speech[-1] + 1), cue.time)


def _reactions(marks: Iterable[Reaction], cues: Sequence[Cue], places: Sequence[Span]) -> Iterator[Reaction]:
    """Yield the marks, with the time of the cue where one fills a whole cue."""
    alone = {place.start: cue for cue, place in zip(cues, places, strict=True)}
    for mark in marks:
        cue = alone.get(mark.chars.start) if mark.chars else None
        filled = cue is not None and mark.chars is not None and len(cue.text.strip()) == mark.chars.length
        yield replace(mark, time=cue.time) if cue is not None and filled else mark


def _clashes(cues: Sequence[Cue], places: Sequence[Span], voices: Sequence[Voice]) -> Iterator[Clash]:
    """Yield the times in which two neighbouring cues of two named speakers run at once."""
    names = names_at(voices, [place.end - 1 for place in places])
    for index in range(1, len(cues)):
        one, two = cues[index - 1].time, cues[index].time
        first, second = names[index - 1], names[index]
        if first and second and first != second and one.overlap(two) > 0:
            yield Clash(Span(max(one.start, two.start), min(one.end, two.end)), (first, second))
