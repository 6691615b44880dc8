"""One sentence laid out for the status rules, and the marks that they leave on it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rhetoric.devices.document import Document
from rhetoric.devices.grammar import Grammar
from rhetoric.records import Status

_STOP = re.compile(r"[;.!?…¿¡()\n]|—|–|\s-\s")
_REACH = 12  # clauses
_ACCENT = re.compile("[áéíóúñü]", re.IGNORECASE)


class Mark(NamedTuple):
    """A flag over the tokens `first` to `end` (exclusive), set by the cue tokens from `cue` to `cue_end`."""

    flag: Status
    first: int
    end: int
    cue: int
    cue_end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as parallel tuples over its tokens.

    `gaps[i]` is the text before token i; `clauses` are token ranges; `accented` says whether the document's
    spelling has accents at all, without which some Spanish tenses look alike.
    """

    norms: tuple[str, ...]
    raws: tuple[str, ...]
    gaps: tuple[str, ...]
    finite: tuple[bool, ...]
    past: tuple[bool, ...]
    clauses: tuple[tuple[int, int], ...]
    accented: bool

    def clause_of(self, index: int) -> tuple[int, int]:
        """Return the token range of the clause that holds token `index`."""
        return self.clauses[bisect_right(self.clauses, (index, len(self.norms))) - 1]

    def following(self, index: int) -> Iterator[tuple[int, int]]:
        """Yield the clauses after the one that holds token `index`, as far as a rule may look."""
        first = bisect_right(self.clauses, (index, len(self.norms)))
        return iter(self.clauses[first : first + _REACH])

    def stops_before(self, index: int) -> bool:
        """Tell whether punctuation stronger than a comma or colon stands before token `index`."""
        return index > 0 and _STOP.search(self.gaps[index]) is not None

    def word(self, index: int) -> str:
        """Return the folded token at `index`, or "" outside the sentence."""
        return self.norms[index] if 0 <= index < len(self.norms) else ""


def has_accents(text: str) -> bool:
    """Tell whether a text is spelled with accents."""
    return _ACCENT.search(text) is not None


def layout(document: Document, index: int, lists: Grammar, *, accented: bool) -> Line:
    """Lay out sentence `index` of `document`."""
    sentence = document.sentences[index]
    tokens = sentence.tokens
    norms = tuple(token.norm for token in tokens)
    raws = tuple(document.text[token.start : token.end] for token in tokens)
    starts = [sentence.span.start, *(token.end for token in tokens)]
    gaps = tuple(document.text[before : token.start] for before, token in zip(starts, tokens, strict=False))
    past = tuple(lists.verbs.past_at(norms, i, raws[i]) for i in range(len(norms)))
    finite = tuple(past[i] or lists.verbs.finite_at(norms, i, raws[i]) for i in range(len(norms)))
    openings = {part.start for part in sentence.clauses}
    bounds = [i for i, token in enumerate(tokens) if token.start in openings]
    clauses = tuple(pairwise([*bounds, len(tokens)])) if tokens else ()
    return Line(norms, raws, gaps, finite, past, clauses, accented)


def masked(line: Line, lists: Grammar, key: str) -> frozenset[int]:
    """Return the tokens inside phrases of the list `key`, which a rule must pass over."""
    found = lists.phrases[key].find(line.norms)
    return frozenset(index for first, end in found for index in range(first, end))
