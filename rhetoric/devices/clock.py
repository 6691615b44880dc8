"""When stretches of a text were spoken, by the times of its words."""

from bisect import bisect_left
from collections.abc import Sequence

from rhetoric.records import Span, Word


class Clock:
    """When words were spoken; answers for spans of the text."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._timed = [word for word in words if word.time is not None]
        self._ends = [word.chars.end for word in self._timed]

    def time(self, parts: Sequence[Span]) -> Span | None:
        """Return the time from the first to the last timed word in the parts, or None."""
        found: Span | None = None
        for part in parts:
            at = bisect_left(self._ends, part.start + 1)
            while at < len(self._timed) and self._timed[at].chars.start < part.end:
                time = self._timed[at].time
                if time is not None:
                    found = found.hull(time) if found else time
                at += 1
        return found
