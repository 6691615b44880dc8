"""Seconds of speech against seconds transcribed, and the stretches that were lost.

A word covers its time, widened by what pauses inside speech last; a word its engine stretched over a pause covers
no more than it takes to say it slowly. Suspect words cover nothing: speech under them is lost if it was speech.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rhetoric.records import Gap, Span
from rhetoric.transcribe import HeardPassage, HeardWord

REASON = "not_transcribed"  # of a gap
_PAUSE = 300  # ms of silence on either side of a word that belong to it
_SLOWEST = 160  # ms per character
_SHORTEST = 300  # ms; less speech without words is a breath, a click or the padding of the detector


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much speech there is and how much of it has words, in ms, and the stretches without."""

    speech: int
    transcribed: int
    gaps: tuple[Gap, ...] = ()

    @property
    def listed(self) -> int:
        """The ms of speech without words that the gaps name."""
        return sum(gap.time.length for gap in self.gaps)

    @property
    def unlisted(self) -> int:
        """The ms of speech without words that no gap names: scraps too short to hold a word."""
        return max(self.speech - self.transcribed - self.listed, 0)


def coverage(passages: Iterable[HeardPassage], speech: Sequence[Span]) -> Coverage:
    """Return what of the speech (ms, in order and apart) was transcribed, and the gaps."""
    words = [word for passage in passages for word in passage.words if word.suspect is None]
    lost = _left(speech, sorted(_reach(word) for word in words))
    long = [span.start for span in lost if span.length >= _SHORTEST]
    # A gap reaches to the words themselves: the pauses granted to them may be lost words as well.
    bare = _left(speech, sorted(_said(word) for word in words))
    gaps = [span for span in bare if bisect_left(long, span.start) < bisect_left(long, span.end)]
    starts = [gap.start for gap in gaps]
    scraps = (span for span in lost if not _inside(span, gaps, starts))
    missing = sum(span.length for span in (*gaps, *scraps))
    total = sum(span.length for span in speech)
    return Coverage(total, total - missing, tuple(Gap(span, REASON) for span in gaps))


def _inside(span: Span, gaps: Sequence[Span], starts: Sequence[int]) -> bool:
    place = bisect_right(starts, span.start) - 1
    return place >= 0 and span.start < gaps[place].end


def _left(speech: Sequence[Span], covered: Sequence[Span]) -> list[Span]:
    """Return what of the speech is outside the covered times; both in order."""
    left: list[Span] = []
    place = 0
    for stretch in speech:
        start = stretch.start
        while place < len(covered) and covered[place].end <= start:
            place += 1
        at = place
        while at < len(covered) and covered[at].start < stretch.end:
            if covered[at].start > start:
                left.append(Span(start, covered[at].start))
            start = max(start, covered[at].end)
            at += 1
        if start < stretch.end:
            left.append(Span(start, stretch.end))
    return left


def _said(word: HeardWord) -> Span:
    longest = _SLOWEST * max(len(word.text.strip()), 2)
    return Span(word.time.start, min(word.time.end, word.time.start + longest))


def _reach(word: HeardWord) -> Span:
    said = _said(word)
    return Span(max(said.start - _PAUSE, 0), said.end + _PAUSE)
