"""Half-open integer ranges, of characters or of milliseconds, and the quote they stand for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rhetoric.errors import RecordError

QUOTE_JOINT = " […] "  # between the parts of a discontinuous quote


class Span(NamedTuple):
    """A half-open range of integers: code points of a text, or milliseconds of a recording."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points or milliseconds covered."""
        return self.end - self.start

    def slice(self, text: str) -> str:
        """Return the part of `text` this span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Span") -> int:
        """Return how many units both spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def hull(self, other: "Span") -> "Span":
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


def quote_at(text: str, parts: Sequence[Span]) -> str:
    """Return the words of `text` at `parts`, parts in order, joined by `QUOTE_JOINT`."""
    return QUOTE_JOINT.join(part.slice(text) for part in parts)


def check_ordered(what: str, spans: Iterable[Span], size: int) -> None:
    """Raise RecordError unless `spans` are non-empty, ascending, apart and within `size`."""
    last = 0
    for span in spans:
        if not 0 <= span.start < span.end <= size:
            raise RecordError(
                f"{what} {tuple(span)} is empty or leaves the text of {size} characters",
                "spans are half-open code-point ranges of the transcript text",
            )
        if span.start < last:
            raise RecordError(f"{what} {tuple(span)} overlaps or precedes the one before it", "order them")
        last = span.end
