"""Times of a file laid on the words of its text: given ones as they are, others spread by length and marked so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rhetoric.records import Span, Word


@dataclass(frozen=True, slots=True)
class Stamp:
    """A range of the text and its time in ms; `exact` if the file times this very word."""

    chars: Span
    time: Span
    confidence: float | None = None
    exact: bool = False


def time_words(spans: Sequence[Span], stamps: Sequence[Stamp]) -> tuple[tuple[Word, ...], bool]:
    """Return the words at `spans` with the times of `stamps` (both in text order), and whether any time moved."""
    words = [Word(span) for span in spans]
    first = 0
    for stamp in stamps:
        while first < len(spans) and spans[first].end <= stamp.chars.start:
            first += 1
        last = first
        while last < len(spans) and spans[last].start < stamp.chars.end:
            last += 1
        for index, share in zip(range(first, last), _spread(spans[first:last], stamp.time), strict=True):
            piece = replace(stamp, time=share, exact=stamp.exact and last - first == 1)
            words[index] = _joined(words[index], piece)
    return _in_order(words)


def _spread(spans: Sequence[Span], time: Span) -> list[Span]:
    """Return the part of `time` that each word earns by its length, the blank after it counted."""
    total = sum(span.length + 1 for span in spans)
    edges, done = [time.start], 0
    for span in spans:
        done += span.length + 1
        edges.append(time.start + round(time.length * done / total))
    return [Span(start, end) for start, end in pairwise(edges)]


def _joined(word: Word, stamp: Stamp) -> Word:
    """Return `word` with one more stamp: a word the file has in two pieces lasts from the first to the last."""
    if word.time is None:
        return Word(word.chars, stamp.time, stamp.confidence, estimated=not stamp.exact)
    known = [value for value in (word.confidence, stamp.confidence) if value is not None]
    return Word(
        word.chars,
        word.time.hull(stamp.time),
        min(known, default=None),
        estimated=word.estimated or not stamp.exact,
    )


def _in_order(words: Sequence[Word]) -> tuple[tuple[Word, ...], bool]:
    """Clip times so that starts never run backwards; say whether any had to move."""
    ordered, last, moved = [], 0, False
    for word in words:
        if word.time is None:
            ordered.append(word)
            continue
        start = max(word.time.start, last)
        time = Span(start, max(word.time.end, start))
        moved = moved or time != word.time
        ordered.append(replace(word, time=time))
        last = start
    return tuple(ordered), moved
