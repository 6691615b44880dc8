"""Second hearings: loops and lost speech decoded again by themselves, where the engine can.

What comes of it takes the place of a loop only if it is none, and fills a gap only inside it. An engine that
cannot (`Rehearing`) leaves everything as it is: loops stay marked, gaps listed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from rhetoric.records import Span
from rhetoric.transcribe import HeardPassage, HeardWord, Window
from rhetoric.transcribe.coverage import coverage
from rhetoric.transcribe.guard import Speech, guard, in_order, looping, norm
from rhetoric.transcribe.times import settle

_WORTH = 700  # ms of lost speech that may hold a word
_MARGIN = 200  # ms heard before and after a gap
_LONGEST = 30_000  # ms; longer stretches are heard piece by piece
_MOST = 400  # second hearings of one recording

Cut = Callable[[Span], Window]


@runtime_checkable
class Rehearing(Protocol):
    """An engine that can hear a stretch once more, without any earlier text and with repetition barred on wish."""

    def again(self, window: Window, *, vary: bool) -> HeardPassage:
        """Hear one stretch by itself; `vary` forbids words to come back."""
        ...


@dataclass(frozen=True, slots=True)
class Second:
    """Passages after the second hearing, and how many loops and gaps were heard again and how many mended."""

    passages: tuple[HeardPassage, ...]
    loops: int = 0
    mended: int = 0
    gaps: int = 0
    filled: int = 0


def hear_again(
    passages: tuple[HeardPassage, ...],
    speech: Sequence[Span],
    engine: Rehearing,
    cut: Cut,
    *,
    duration: int | None = None,
) -> Second:
    """Decode loops and lost speech again, one stretch at a time; `duration` is that of the recording in ms."""
    passages, loops, mended = _loops(in_order(passages, duration), Speech(speech, duration), engine, cut)
    passages = guard(passages, speech, duration)
    lost = [gap.time for gap in coverage(passages, speech).gaps if gap.time.length >= _WORTH]
    filled = 0
    for gap in lost[:_MOST]:
        for piece in _pieces(gap):
            window = cut(Span(max(piece.start - _MARGIN, 0), piece.end + _MARGIN))
            (heard,) = guard([engine.again(window, vary=False)], speech, duration)
            fresh = [word for word in heard.words if word.suspect is None and piece.overlap(_middle(word))]
            if not fresh:  # nothing, or as doubtful as what stands there
                continue
            passages = _inserted(_without(passages, _doubted(passages, piece)), settle(fresh, piece))
            filled += 1
    return Second(passages, loops, mended, len(lost), filled)


def _doubted(passages: Sequence[HeardPassage], time: Span) -> frozenset[int]:
    """Return the ids of suspect words in a time."""
    words = (word for part in passages for word in part.words)
    return frozenset(id(word) for word in words if word.suspect and time.overlap(_middle(word)))


def _loops(
    passages: tuple[HeardPassage, ...], known: Speech, engine: Rehearing, cut: Cut
) -> tuple[tuple[HeardPassage, ...], int, int]:
    words = [word for passage in passages for word in passage.words]
    norms = [norm(word) for word in words]
    found = looping(norms, words, known)
    mended = 0
    for loop in found[:_MOST]:
        run = words[loop.words.start : loop.words.stop]
        time = Span(run[0].time.start, max(run[-1].time.end, run[0].time.start + 1))
        fresh = tuple(
            word for piece in _pieces(time) for word in settle(engine.again(cut(piece), vary=True).words, piece)
        )
        if not fresh or looping([norm(word) for word in fresh], fresh, known):
            continue
        passages = _inserted(_without(passages, frozenset(map(id, run))), fresh)
        mended += 1
    return passages, len(found), mended


def _without(passages: tuple[HeardPassage, ...], dropped: frozenset[int]) -> tuple[HeardPassage, ...]:
    return tuple(
        replace(part, words=tuple(word for word in part.words if id(word) not in dropped)) for part in passages
    )


def _inserted(passages: tuple[HeardPassage, ...], words: Sequence[HeardWord]) -> tuple[HeardPassage, ...]:
    """Put words into the passage in whose time they begin, in order of time."""
    start = words[0].time.start
    best = min(range(len(passages)), key=lambda at: _distance(passages[at].time, start))
    held = passages[best]
    merged = tuple(sorted((*held.words, *words), key=lambda word: word.time.start))
    return (*passages[:best], replace(held, words=merged), *passages[best + 1 :])


def _distance(time: Span, moment: int) -> int:
    return max(time.start - moment, moment - time.end + 1, 0)


def _middle(word: HeardWord) -> Span:
    middle = (word.time.start + word.time.end) // 2
    return Span(middle, middle + 1)


def _pieces(time: Span) -> list[Span]:
    return [Span(start, min(start + _LONGEST, time.end)) for start in range(time.start, time.end, _LONGEST)]
