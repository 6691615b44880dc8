"""Cutting the text where tags begin and end, so that overlapping tags can be drawn one below the other."""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rhetoric.records import Analysis, Annotation, Span

LANES = 5  # underlines one below the other; more tags on one word share the last


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag on a piece of text: its place in the analysis' annotations, and the height of its underline."""

    index: int
    lane: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same tags, the lowest underline first; `ends` are the tags whose last word it holds.

    `suspect` says why the words may be invented. A piece with an `event` shows that instead of its words.
    """

    chars: Span
    marks: tuple[Mark, ...] = ()
    ends: tuple[int, ...] = ()
    suspect: str | None = None
    event: str | None = None


def lanes(notes: Sequence[Annotation]) -> tuple[int, ...]:
    """Give each annotation the first underline that no overlapping earlier one has taken."""
    found = [0] * len(notes)
    free: list[int] = []  # per lane, the character from which it is free
    for index in sorted(range(len(notes)), key=lambda place: (notes[place].hull.start, -notes[place].hull.end)):
        hull = notes[index].hull
        lane = next((lane for lane, end in enumerate(free) if end <= hull.start), len(free))
        if lane == len(free) < LANES:
            free.append(0)
        lane = min(lane, LANES - 1)
        free[lane] = max(free[lane], hull.end)
        found[index] = lane
    return tuple(found)


def pieces(analysis: Analysis) -> tuple[Piece, ...]:
    """Cut the whole text into pieces that carry the same tags, in order and without holes."""
    notes = analysis.annotations
    height = lanes(notes)
    opening, closing = _by_place(notes)
    suspects = [(passage.chars, passage.suspect) for passage in analysis.transcript.passages if passage.suspect]
    size = len(analysis.transcript.text)
    cuts = {0, size, *opening, *closing, *(cut for chars, _ in suspects for cut in chars)}
    last_char = {index: note.parts[-1].end for index, note in enumerate(notes)}
    found: list[Piece] = []
    active: set[int] = set()
    places = sorted(cuts)
    for start, end in itertools.pairwise(places):
        active -= set(closing.get(start, ()))
        active |= set(opening.get(start, ()))
        marks = tuple(Mark(index, height[index]) for index in sorted(active, key=lambda i: (-height[i], i)))
        ends = tuple(index for index in sorted(active) if last_char[index] == end)
        suspect = next((reason for chars, reason in suspects if chars.start <= start < chars.end), None)
        found.append(Piece(Span(start, end), marks, ends, suspect))
    return tuple(found)


def within(found: Sequence[Piece], span: Span) -> Iterator[Piece]:
    """Yield the pieces that lie in `span`, those at its edges cut to it."""
    place = max(0, bisect_right(found, span.start, key=lambda piece: piece.chars.start) - 1)
    while place < len(found) and found[place].chars.start < span.end:
        piece = found[place]
        chars = Span(max(piece.chars.start, span.start), min(piece.chars.end, span.end))
        ends = piece.ends if chars.end == piece.chars.end else ()
        if chars.length > 0:
            yield replace(piece, chars=chars, ends=ends)
        place += 1


def inside_tag(found: Sequence[Piece], char: int) -> bool:
    """Tell whether a tag runs across the place before `char`."""
    here = {mark.index for piece in within(found, Span(char, char + 1)) for mark in piece.marks}
    before = {mark.index for piece in within(found, Span(char - 1, char)) for mark in piece.marks}
    return bool(here & before)


def _by_place(notes: Iterable[Annotation]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, note in enumerate(notes):
        for part in note.parts:
            opening.setdefault(part.start, []).append(index)
            closing.setdefault(part.end, []).append(index)
    return opening, closing
