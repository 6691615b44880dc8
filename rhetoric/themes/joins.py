"""Which neighbouring stretches are one theme after all: those on one topic, if nobody announced a new subject."""

from collections import Counter
from collections.abc import Sequence

from rhetoric.records import Span
from rhetoric.themes.matching import TopicReading
from rhetoric.themes.outline import Outline

_MOST = 0.5  # of the words; a topic that holds more of them does not tell stretches apart


def join_neighbours(outline: Outline, pieces: Sequence[Span], reading: TopicReading) -> list[Span]:
    """Join stretches that follow each other on the same topic of the list.

    A topic that most of the text treats is left alone: a hearing about schools has several subjects, and all of
    them are about schools.
    """
    found = [reading.best([piece]) for piece in pieces]
    topics = [one.id if one else None for one in found]
    words: Counter[str | None] = Counter()
    for piece, topic in zip(pieces, topics, strict=True):
        words[topic] += sum(outline.content.lengths[piece.start : piece.end])
    telling = {topic for topic, count in words.items() if topic and count <= _MOST * words.total()}
    joined: list[Span] = []
    before = None
    for piece, topic in zip(pieces, topics, strict=True):
        if joined and topic in telling and topic == before and not outline.said[piece.start]:
            joined[-1] = joined[-1].hull(piece)
        else:
            joined.append(piece)
        before = topic
    return joined
