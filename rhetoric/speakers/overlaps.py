"""Segments in time: which are near a word, and where several speakers talk at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from rhetoric.records import Overlap, Span
from rhetoric.speakers import SpeakerSegment


@dataclass(frozen=True, slots=True)
class Timeline:
    """Segments in order of start, with the latest end so far, so that those near a time are found quickly."""

    segments: tuple[SpeakerSegment, ...]
    starts: tuple[int, ...]
    latest_ends: tuple[int, ...]

    def near(self, time: Span, reach: int) -> tuple[SpeakerSegment, ...]:
        """Return the segments that overlap `time` widened by `reach` ms on both sides, or touch it."""
        first = bisect_left(self.latest_ends, time.start - reach)
        last = bisect_right(self.starts, time.end + reach)
        return tuple(part for part in self.segments[first:last] if part.time.end >= time.start - reach)


def timeline(segments: Iterable[SpeakerSegment]) -> Timeline:
    """Put segments in order of time."""
    ordered = tuple(sorted(segments))
    return Timeline(
        ordered,
        tuple(part.time.start for part in ordered),
        tuple(accumulate((part.time.end for part in ordered), max)),
    )


def find_overlaps(segments: Iterable[SpeakerSegment]) -> tuple[Overlap, ...]:
    """Return the stretches in which two or more speakers talk, in order, speakers sorted."""
    events = sorted(
        (moment, change, part.speaker)
        for part in segments
        for moment, change in ((part.time.start, 1), (part.time.end, -1))
    )
    open_parts: dict[str, int] = {}
    found: list[Overlap] = []
    since = 0
    for moment, change, speaker in events:
        talking = tuple(sorted(name for name, parts in open_parts.items() if parts))
        if len(talking) > 1 and moment > since:
            if found and found[-1].time.end == since and found[-1].speakers == talking:
                since = found.pop().time.start
            found.append(Overlap(Span(since, moment), talking))
        open_parts[speaker] = open_parts.get(speaker, 0) + change
        since = moment
    return tuple(found)
