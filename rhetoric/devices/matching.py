"""Matching a pattern in a sentence: every (item, place) is tried at most once, so the work is bounded."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rhetoric.devices.patterns import Choice, Item, Pattern
from rhetoric.devices.view import Hit, View


class Filled(NamedTuple):
    """A slot and the tokens [start, end) that fill it."""

    slot: str
    start: int
    end: int


class Match(NamedTuple):
    """Tokens [start, end) a pattern matched, the slots filled, and the tokens of its items without the gaps."""

    start: int
    end: int
    slots: tuple[Filled, ...] = ()
    items: tuple[tuple[int, int], ...] = ()


def possible(pattern: Pattern, view: View) -> bool:
    """Tell quickly whether the sentence has something for every item the pattern needs."""
    hits = view.hits
    return all(
        item.optional or any(choice.name in hits or choice.name == "#*" for choice in item.choices)
        for item in pattern.items
    )


def find(pattern: Pattern, view: View, start: int = 0, end: int | None = None) -> Iterator[Match]:
    """Yield the matches of a pattern between two token indices, left to right, not overlapping."""
    stop = len(view.norms) if end is None else end
    if stop <= start or not possible(pattern, view):
        return
    search = _Search(pattern, view, stop)
    at = start
    for first in search.starts(start):
        if first < at:
            continue
        match = search.run(first)
        if match:
            yield match
            at = max(match.end, first + 1)


def first(pattern: Pattern, view: View, start: int = 0, end: int | None = None) -> Match | None:
    """Return the first match, or None."""
    return next(find(pattern, view, start, end), None)


@dataclass(slots=True)
class _Search:
    pattern: Pattern
    view: View
    stop: int
    dead: set[tuple[int, int]] = field(default_factory=set)
    sorted_hits: dict[int, list[Hit]] = field(default_factory=dict)  # by id of the item

    def starts(self, start: int) -> list[int]:
        """Return the places, ascending, where one of the items that may come first stands."""
        found: set[int] = set()
        for item in self.pattern.items:
            found.update(hit.start for hit in self._hits(item) if hit.start >= start)
            if not item.optional:
                break
        return sorted(found)

    def run(self, start: int) -> Match | None:
        """Return the match that starts exactly at a place."""
        found = self._from(0, start, opening=True)
        if found is None:
            return None
        end, hits = found
        slots = tuple(Filled(item.slot, hit.start, hit.end) for item, hit in hits if item.slot)
        return Match(start, end, slots, tuple((hit.start, hit.end) for _, hit in hits))

    def _from(self, index: int, at: int, *, opening: bool) -> tuple[int, tuple[tuple[Item, Hit], ...]] | None:
        if index == len(self.pattern.items):
            return self._closed(at)
        if not opening and (index, at) in self.dead:
            return None
        item = self.pattern.items[index]
        for hit in self._reachable(item, at, opening=opening):
            rest = self._from(index + 1, hit.end, opening=False)
            if rest:
                return rest[0], ((item, hit), *rest[1])
        if item.optional:
            skipped = self._from(index + 1, at, opening=opening)
            if skipped:
                return skipped
        if not opening:
            self.dead.add((index, at))
        return None

    def _closed(self, at: int) -> tuple[int, tuple[tuple[Item, Hit], ...]] | None:
        """Return the end of the match, at punctuation where the pattern asks for it."""
        if not self.pattern.closes:
            return at, ()
        ends = range(at, min(at + self.pattern.tail, self.stop) + 1)
        return next(((end, ()) for end in ends if self.view.breaks[end]), None)

    def _reachable(self, item: Item, at: int, *, opening: bool) -> Iterator[Hit]:
        reach = at if opening else at + item.gap
        breaks = self.view.breaks
        hits = self._hits(item)
        for place in range(bisect_left(hits, at, key=_start), len(hits)):
            hit = hits[place]
            if hit.start > reach:
                break
            if hit.end > self.stop:
                continue
            if item.starts and not self.view.opens[hit.start]:
                continue
            if item.breaks and not breaks[hit.start]:
                continue
            if opening or item.crosses or item.breaks or not any(breaks[at : hit.start + 1]):
                yield hit

    def _hits(self, item: Item) -> list[Hit]:
        """Return the hits of an item by place, the longest first."""
        known = self.sorted_hits.get(id(item))
        if known is None:
            found = (hit for choice in item.choices for hit in self._of(choice))
            known = self.sorted_hits[id(item)] = sorted(found, key=lambda hit: (hit.start, -hit.end))
        return known

    def _of(self, choice: Choice) -> Iterator[Hit]:
        if choice.name == "#*":
            yield from (Hit(i, i + 1, frozenset(), "") for i in range(self.stop))
            return
        for hit in self.view.hits.get(choice.name, ()):
            if not choice.features or any(wanted <= hit.features for wanted in choice.features):
                yield hit


def _start(hit: Hit) -> int:
    return hit.start
