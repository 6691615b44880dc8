"""Times of heard words: brought into order, shifted, and spread where none was heard."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rhetoric.records import Span
from rhetoric.transcribe import HeardWord

_PIECE = re.compile(r"\s*\S+\s*")


def milliseconds(seconds: float, offset: int = 0) -> int:
    """Return `seconds` as integer ms, moved by `offset` ms."""
    return round(float(seconds) * 1000) + offset


def settle(words: Iterable[HeardWord], bounds: Span) -> tuple[HeardWord, ...]:
    """Return the words with times inside `bounds` (ms), none before or into its neighbour.

    Engines stretch words over pauses, step back by a frame or run over the end of the samples.
    """
    settled: list[HeardWord] = []
    last = bounds.start
    for word in words:
        start = min(max(word.time.start, last), bounds.end)
        end = min(max(word.time.end, start), bounds.end)
        settled.append(replace(word, time=Span(start, end)))
        last = start
    for index, (before, after) in enumerate(itertools.pairwise(settled)):
        if before.time.end > after.time.start:
            settled[index] = replace(before, time=Span(before.time.start, after.time.start))
    return tuple(settled)


def guess_words(text: str, time: Span) -> tuple[HeardWord, ...]:
    """Cut `text` at its blanks and spread the words over `time` (ms) by length, marked estimated."""
    pieces = _PIECE.findall(text)
    times = spread([len(piece.strip()) for piece in pieces], (time,))
    return tuple(HeardWord(piece, place, estimated=True) for piece, place in zip(pieces, times, strict=True))


def spread(weights: Sequence[int], stretches: Sequence[Span]) -> tuple[Span, ...]:
    """Divide the stretches (ms, ascending) among items by weight, in order.

    An item that would cross from one stretch into the next lies from where it starts to where it ends.
    """
    total = sum(weights)
    length = sum(stretch.length for stretch in stretches)
    if not total or not stretches:
        return tuple(Span(0, 0) for _ in weights)
    edges = [0, *itertools.accumulate(weights)]
    starts = _places([edge * length // total for edge in edges[:-1]], stretches, after=True)
    ends = _places([edge * length // total for edge in edges[1:]], stretches, after=False)
    return tuple(Span(start, max(start, end)) for start, end in zip(starts, ends, strict=True))


def _places(offsets: Sequence[int], stretches: Sequence[Span], *, after: bool) -> list[int]:
    """Turn offsets into the joined stretches (ascending) into ms; on a seam, after it or before it."""
    places = []
    index, passed = 0, 0
    for offset in offsets:
        while index + 1 < len(stretches) and (
            offset > passed + stretches[index].length or (after and offset == passed + stretches[index].length)
        ):
            passed += stretches[index].length
            index += 1
        places.append(stretches[index].start + offset - passed)
    return places
