"""One trie over folded tokens: every inflected cue and class member of a language, found in one pass.

A term is a sequence of tokens; several entries may end at the same node (a form can be a noun and a verb).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Entry(NamedTuple):
    """What a term stands for: its classes, its grammatical features, and the lemma it comes from."""

    classes: tuple[str, ...]
    features: frozenset[str] = frozenset()
    lemma: str = ""


class TermHit(NamedTuple):
    """A term found: half-open range of token indices, and its entry."""

    start: int
    end: int
    entry: Entry


class _Node:
    """A place in the trie; its edges are None until there are any, since most of the many nodes are leaves."""

    __slots__ = ("entries", "next")

    def __init__(self) -> None:
        self.entries: tuple[Entry, ...] = ()
        self.next: dict[str, _Node] | None = None


class TokenTrie:
    """A trie whose edges are folded tokens; build it once, then only read."""

    def __init__(self) -> None:
        self._first: dict[str, _Node] = {}

    def add(self, term: Sequence[str], entry: Entry) -> None:
        """Add a term of one or more folded tokens; the same entry counts once."""
        node: _Node | None = None
        for token in term:
            if node is None:
                edges = self._first
            else:
                edges = node.next = node.next if node.next is not None else {}
            node = edges.get(token)
            if node is None:
                node = edges[token] = _Node()
        if node is not None and entry not in node.entries:
            node.entries = (*node.entries, entry)

    def find(self, norms: Sequence[str]) -> Iterator[TermHit]:
        """Yield all terms in a sequence of folded tokens, by start, then length."""
        size = len(norms)
        for start, norm in enumerate(norms):
            node = self._first.get(norm)
            at = start + 1
            while node is not None:
                for entry in node.entries:
                    yield TermHit(start, at, entry)
                node = node.next.get(norms[at]) if node.next is not None and at < size else None
                at += 1
