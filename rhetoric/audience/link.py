"""What a reaction answers: the sentence and the device it follows at once, or falls into.

By time: a reaction answers a stretch of speech if it begins inside it or within 2 s of its end. Without times: if
its mark stands inside, or directly follows the sentence in which the stretch ends.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rhetoric.audience import KINDS
from rhetoric.counting import counted_notes
from rhetoric.records import Analysis, Annotation, Reaction, Span
from rhetoric.reports.catalogue import DeviceInfo

AFTER = 2000  # ms
_CLOSERS = " \t\r\n\u00a0.,;:!?…\"'”’»)]—–-"  # may stand between a sentence and the mark that follows it


@dataclass(frozen=True, slots=True)
class Link:
    """A reaction and the annotation it answers; `latency` in ms from its end, below 0 inside it, None untimed."""

    reaction: Reaction
    annotation: Annotation
    latency: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a text: for each, the end of the words it directly follows, other marks skipped."""

    text: str
    places: Mapping[Span, int]

    def follow(self, mark: Span, chars: Span) -> bool:
        """Tell whether a mark stands inside `chars`, after its first words, or directly after it."""
        place = self.places[mark]
        return place == back(self.text, chars.end) or (chars.contains(mark) and place > chars.start)


def links(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> tuple[Link, ...]:
    """Return which counted annotations each reaction answers, in order of the annotations."""
    marks = marks_of(analysis)
    found: list[Link] = []
    for note in counted_notes(analysis, devices):
        sentence = sentence_of(analysis.transcript.sentences, note.hull.end)
        place = note.hull.hull(sentence) if sentence else note.hull
        found.extend(
            Link(reaction, note, latency(reaction, note.time))
            for reaction in analysis.reactions
            if reaction.kind in KINDS and answers(reaction, time=note.time, chars=place, marks=marks)
        )
    return tuple(found)


def answers(reaction: Reaction, *, time: Span | None, chars: Span, marks: Marks) -> bool:
    """Tell whether a reaction answers what was said at `time` (ms, if known) and stands at `chars`."""
    if reaction.time is not None and time is not None:
        return time.start <= reaction.time.start <= time.end + AFTER
    return reaction.chars is not None and marks.follow(reaction.chars, chars)


def latency(reaction: Reaction, time: Span | None) -> int | None:
    """Return the ms from the end of what was said to the reaction, None without times."""
    return reaction.time.start - time.end if reaction.time and time else None


def marks_of(analysis: Analysis) -> Marks:
    """Return the marks of a transcript."""
    text = analysis.transcript.text
    ends: dict[int, int] = {}
    found = {}
    for chars in sorted({one.chars for one in analysis.reactions if one.chars}):
        at = back(text, chars.start)
        at = ends.get(at, at)
        ends[back(text, chars.end)] = at
        found[chars] = at
    return Marks(text, found)


def sentence_of(sentences: Sequence[Span], end: int) -> Span | None:
    """Return the sentence in which a stretch that ends before character `end` ends."""
    place = bisect_right([sentence.start for sentence in sentences], end - 1) - 1
    return sentences[place] if place >= 0 else None


def back(text: str, at: int) -> int:
    """Return where the words before character `at` end: blanks and closing signs skipped."""
    while at > 0 and text[at - 1] in _CLOSERS:
        at -= 1
    return at
