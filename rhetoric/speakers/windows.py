"""Stretches of speech to windows for the voice network, and the windows' voices back to segments.

Times are ms of the recording; frames are 10 ms.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rhetoric.records import Span
from rhetoric.speakers import SpeakerSegment

WINDOW = 1600  # ms, what the network was trained on
_STEP = 200  # ms at most between windows; half of it bounds how exact a change of voice can be
_PAUSE = 800  # ms; shorter pauses of one voice are part of its turn


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of 1.6 s, by its middle in ms, and the stretch of speech it stands for."""

    middle: int
    speech: Span


def place_windows(speech: Iterable[Span]) -> tuple[Window, ...]:
    """Return windows spread evenly over each stretch of speech; a short stretch has one, around its middle."""
    return tuple(window for stretch in speech for window in _spread(stretch))


def join_windows(windows: Sequence[Window], speakers: Sequence[str]) -> tuple[SpeakerSegment, ...]:
    """Return the segments that windows and their speakers make; voices change midway between two windows."""
    joined: list[SpeakerSegment] = []
    for stretch, group in itertools.groupby(zip(windows, speakers, strict=True), key=lambda pair: pair[0].speech):
        for segment in _cut(stretch, list(group)):
            start = joined.pop().time.start if joined and _continues(joined[-1], segment) else segment.time.start
            joined.append(SpeakerSegment(Span(start, segment.time.end), segment.speaker))
    return tuple(joined)


def _spread(stretch: Span) -> Iterator[Window]:
    room = stretch.length - WINDOW
    if room <= 0:
        yield Window((stretch.start + stretch.end) // 2, stretch)
        return
    steps = -(-room // _STEP)
    for step in range(steps + 1):
        yield Window(stretch.start + WINDOW // 2 + room * step // steps, stretch)


def _cut(stretch: Span, windows: Sequence[tuple[Window, str]]) -> Iterator[SpeakerSegment]:
    start, speaker = stretch.start, windows[0][1]
    for (before, _), (after, next_speaker) in itertools.pairwise(windows):
        if next_speaker != speaker:
            change = (before.middle + after.middle) // 2
            yield SpeakerSegment(Span(start, change), speaker)
            start, speaker = change, next_speaker
    yield SpeakerSegment(Span(start, stretch.end), speaker)


def _continues(before: SpeakerSegment, after: SpeakerSegment) -> bool:
    return before.speaker == after.speaker and after.time.start - before.time.end <= _PAUSE
