"""What a reader hands over: a text, who says which part, and when; made into an `Analysis` here."""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rhetoric.formats.stamps import Stamp, time_words
from rhetoric.records import (
    Analysis,
    Notice,
    Overlap,
    Reaction,
    Span,
    Speaker,
    Transcript,
    Turn,
)
from rhetoric.text import segment, tokens

_CUT_OFF = ".,;:!?…"


@dataclass(frozen=True, slots=True)
class Voice:
    """From the end of `chars` on, `name` speaks; `chars` (a label, or empty) is no speech."""

    chars: Span
    name: str | None


@dataclass(frozen=True, slots=True)
class Clash:
    """A stretch of the recording, in ms, in which the file has two names speak."""

    time: Span
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as read: `breaks` are characters at which a paragraph starts; `duration` in ms, 0 if unknown."""

    text: str
    voices: tuple[Voice, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    breaks: tuple[int, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    clashes: tuple[Clash, ...] = ()
    notices: tuple[Notice, ...] = ()
    language: str | None = None
    duration: int = 0


def names_at(voices: Sequence[Voice], places: Iterable[int]) -> list[str | None]:
    """Return who speaks at each character of `places`; `voices` are in order."""
    ends = [voice.chars.end for voice in voices]
    found = (bisect.bisect_right(ends, place) for place in places)
    return [voices[index - 1].name if index else None for index in found]


def build(draft: Draft, language: str, notices: tuple[Notice, ...] = ()) -> Analysis:
    """Return the analysis (no annotations yet) that `draft` describes; `notices` come before the draft's own."""
    spoken = tuple(_spoken(draft))
    said_by = _one_spelling(names_at(draft.voices, [span.start for span in spoken]))
    names = list(dict.fromkeys(name for name in said_by if name is not None))
    ids = {name: f"S{number}" for number, name in enumerate(names, start=1)}
    turns = tuple(
        Turn(ids[name] if name is not None else None, span) for span, name in zip(spoken, said_by, strict=True)
    )
    spans = tuple(span for turn in turns for span in _words(draft.text, turn.chars))
    words, repaired = time_words(spans, draft.stamps)
    found = [*notices, *draft.notices]
    if repaired:
        found.append(Notice("times_repaired"))
    if any(word.estimated for word in words):
        found.append(Notice("time_estimated"))
    if not ids and turns:
        found.append(Notice("speakers_not_separated"))
    transcript = Transcript(
        draft.text,
        language,
        words=words,
        sentences=segment(draft.text, language, turns, words),
        turns=turns,
        overlaps=tuple(_overlaps(draft.clashes, ids)),
        notices=tuple(dict.fromkeys(found)),
    )
    speakers = tuple(Speaker(ids[name], name) for name in names)
    return Analysis(transcript, speakers=speakers, reactions=draft.reactions)


def _one_spelling(names: Iterable[str | None]) -> list[str | None]:
    """Return `names` with those that differ in case or blanks only written as the first of them."""
    first: dict[str, str] = {}
    return [name and first.setdefault(" ".join(name.casefold().split()), name) for name in names]


def _words(text: str, chars: Span) -> Iterator[Span]:
    for token in tokens(text, chars):
        if token.norm.strip("_"):
            yield Span(token.start, token.end)


def _spoken(draft: Draft) -> Iterator[Span]:
    """Yield the speech: what is left between labels, marks and breaks, without white space around it."""
    marks = [reaction.chars for reaction in draft.reactions if reaction.chars is not None]
    holes = sorted({*marks, *(voice.chars for voice in draft.voices), *(Span(at, at) for at in draft.breaks)})
    place = 0
    for hole in [*holes, Span(len(draft.text), len(draft.text))]:
        stretch = _trimmed(draft.text, place, hole.start)
        if stretch and next(_words(draft.text, stretch), None):
            yield stretch
        place = max(place, hole.end)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the range without blanks around it and without stops that a mark cut off ("(Applause). Now")."""
    part = text[start:end].rstrip()
    bare = part.lstrip().lstrip(_CUT_OFF).lstrip() if start else part.lstrip()
    return Span(start + len(part) - len(bare), start + len(part)) if bare else None


def _overlaps(clashes: Iterable[Clash], ids: dict[str, str]) -> Iterator[Overlap]:
    for clash in clashes:
        names = _one_spelling((*ids, *clash.names))[len(ids) :]
        speakers = tuple(dict.fromkeys(ids[name] for name in names if name in ids))
        if len(speakers) > 1:
            yield Overlap(clash.time, speakers)
