"""A document as one row of tokens with the breaks between them, on which the figures are found.

Punctuation, clause boundaries, pauses of 0.3 s or more and turn ends are breaks, so that recognised speech without
punctuation has units too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from rhetoric.devices.document import Document, Sentence
from rhetoric.devices.grammar import Grammar
from rhetoric.records import Span, Word
from rhetoric.text import Token

PAUSE = 300  # ms
_LONGEST_LABEL = 6  # tokens of a speaker's name before a colon
_MARK = re.compile(r"[,;:.!?…¿¡()\n—–\"“”«»]|\s-\s")


class Break(IntEnum):
    """How deep the cut before a token is."""

    NONE = 0
    PHRASE = 1
    SENTENCE = 2
    TURN = 3


class Unit(NamedTuple):
    """A stretch of tokens, `first` to `end` (exclusive), without a leading "and" or "but"."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Parallel tuples over all tokens of a document: folded words, breaks before them, sentence numbers."""

    document: Document
    tokens: tuple[Token, ...]
    norms: tuple[str, ...]
    breaks: tuple[Break, ...]
    sentence: tuple[int, ...]

    def span(self, first: int, end: int) -> Span:
        """Return the characters from token `first` to before token `end`."""
        return Span(self.tokens[first].start, self.tokens[end - 1].end)

    def raw(self, index: int) -> str:
        """Return a token as the text spells it."""
        return self.document.text[self.tokens[index].start : self.tokens[index].end]

    def gap(self, index: int) -> str:
        """Return the text between token `index` and the one before."""
        return self.document.text[self.tokens[index - 1].end : self.tokens[index].start] if index else ""

    def same_turn(self, first: int, last: int) -> bool:
        """Tell whether one speaker says tokens `first` to `last` without another coming between."""
        sentences = self.document.sentences
        return sentences[self.sentence[first]].turn == sentences[self.sentence[last]].turn

    def units(self, depth: Break, lists: Grammar) -> tuple[Unit, ...]:
        """Return the stretches between breaks of at least `depth`, leading conjunctions left out."""
        cuts = [index for index, found in enumerate(self.breaks) if found >= depth]
        ends = [*cuts[1:], len(self.tokens)]
        skipped = lists.words["words.conjunctions"]
        found = []
        for first, end in zip(cuts, ends, strict=False):
            start = self._after_label(first, end)
            start = start + 1 if self.norms[start] in skipped and end - start > 1 else start
            found.append(Unit(start, end))
        return tuple(found)

    def _after_label(self, first: int, end: int) -> int:
        """Return where a unit's words begin after a speaker's name in capitals ("MS VAREN: …")."""
        if self.breaks[first] < Break.SENTENCE:
            return first
        for index in range(first, min(first + _LONGEST_LABEL, end - 1)):
            if not self.raw(index).isupper():
                return first
            if ":" in self.gap(index + 1):
                return index + 1
        return first


def flow(document: Document) -> Flow:
    """Lay a document out as one row of tokens."""
    rows = [
        (token, number, found)
        for number, sentence in enumerate(document.sentences)
        for token, found in zip(sentence.tokens, _breaks(document, sentence, number), strict=True)
    ]
    pauses = frozenset(_after_pause(document.words))
    return Flow(
        document=document,
        tokens=tuple(row[0] for row in rows),
        norms=tuple(row[0].norm for row in rows),
        breaks=tuple(max(row[2], Break.PHRASE) if row[0].start in pauses else row[2] for row in rows),
        sentence=tuple(row[1] for row in rows),
    )


def _breaks(document: Document, sentence: Sentence, number: int) -> Iterator[Break]:
    starts = {part.start for part in sentence.clauses}
    before = document.sentences[number - 1] if number else None
    if sentence.tokens:
        yield Break.TURN if before is None or before.turn != sentence.turn else Break.SENTENCE
    for last, token in pairwise(sentence.tokens):
        between = document.text[last.end : token.start]
        marked = between != " " and _MARK.search(between)
        yield Break.PHRASE if marked or token.start in starts else Break.NONE


def _after_pause(words: Sequence[Word]) -> Iterator[int]:
    for before, after in pairwise(words):
        if before.time and after.time and after.time.start - before.time.end >= PAUSE:
            yield after.chars.start
