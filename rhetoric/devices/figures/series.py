"""Series of three: pieces of a sentence, or short sentences, in a row, with the bounds of each member.

Pieces are set off by commas, semicolons, pauses or "and"; in text without marks also by an opening word that comes
back. The first member is the end of its piece that is built like the second; the third ends where it outgrows the
others. A fourth member built alike makes the series an enumeration, which is left out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.figures.shape import kind
from rhetoric.devices.grammar import Grammar

LONGEST = 24  # tokens of a member
_INNER = 2  # marks inside a member
_RISE = 6  # tokens by which the third member may outgrow the others
_LONGEST_SENTENCE = 12  # tokens of a member that is a sentence of its own
_COMPARED = 5  # tokens from the opening whose classes are compared
_FEWEST = 3
_SOFT = re.compile(r"^\s*[,;]\s*$")
_CLOSED = frozenset({"prepositions", "determiners", "pronouns", "negation"})
_ADVERSATIVE = frozenset({"but", "pero", "sino", "mas", "so", "yet"})


class Series(NamedTuple):
    """Three members; `joined` says which of the last two open after "and"; `whole` that they are sentences."""

    members: tuple[Unit, Unit, Unit]
    joined: tuple[bool, bool]
    whole: bool


class Mark(NamedTuple):
    """A joint between pieces: where the piece before ends and the next begins, and whether by "and"."""

    cut: int
    start: int
    joined: bool


class Reader:
    """Reads the series of one document; remembers the classes of its words."""

    def __init__(self, flow: Flow, lists: Grammar) -> None:
        self.flow = flow
        self.lists = lists
        self._joiners = lists.words["words.conjunctions"] - _ADVERSATIVE
        self._kinds: dict[int, str] = {}

    def kind(self, index: int) -> str:
        """Return the coarse class of a token."""
        found = self._kinds.get(index)
        if found is None:
            found = self._kinds[index] = kind(self.flow.norms, index, self.lists)
        return found

    def find(self) -> Iterator[Series]:
        """Yield every series of three, overlapping ones too."""
        cuts = [index for index, found in enumerate(self.flow.breaks) if found >= Break.SENTENCE]
        for first, end in pairwise([*cuts, len(self.flow.norms)]):
            for start, stop in self._ranges(first, end):
                yield from self._within(start, stop)
        yield from self._sentences()

    def alike(self, one: Unit, other: Unit) -> float:
        """Return in [0, 1] how alike two members open: the share of like classes among their first tokens."""
        shared = min(one.end - one.first, other.end - other.first, _COMPARED)
        same = sum(self._like(one.first + i, other.first + i) for i in range(shared))
        return same / shared if shared else 0.0

    def _like(self, one: int, other: int) -> float:
        norms = self.flow.norms
        if norms[one] == norms[other]:
            return 1.0
        first, second = self.kind(one), self.kind(other)
        if first == second:
            return 0.9
        if first in _CLOSED or second in _CLOSED:
            return 0.0
        return 0.2 if "verb" in (first, second) else 0.5

    def _ranges(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a sentence between marks other than commas and semicolons."""
        start = first
        for index in range(first + 1, end):
            gap = self.flow.gap(index)
            if gap != " " and not _SOFT.match(gap):
                yield start, index
                start = index
        yield start, end

    def _marks(self, first: int, end: int) -> list[Mark]:
        flow, found = self.flow, []
        index = first + 1
        while index < end:
            joined = flow.norms[index] in self._joiners and index + 1 < end
            paused = flow.breaks[index] == Break.PHRASE and bool(flow.document.words)
            if joined or paused or flow.gap(index) != " ":
                start = index + 1 if joined else index
                found.append(Mark(index, start, joined))
                index = start
            index += 1
        return found or self._returns(first, end)

    def _returns(self, first: int, end: int) -> list[Mark]:
        """Return joints before a word that comes back, in a stretch without any mark."""
        if end - first < 2 * _FEWEST:
            return []
        places: dict[str, list[int]] = {}
        for index in range(first, end):
            places.setdefault(self.flow.norms[index], []).append(index)
        rows = [row for row in places.values() if len(row) == _FEWEST and self._even(row)]
        return [Mark(index, index, joined=False) for index in rows[0][1:]] if rows else []

    def _even(self, row: Sequence[int]) -> bool:
        steps = [b - a for a, b in pairwise(row)]
        return min(steps) > 1 and max(steps) <= _RISE and max(steps) - min(steps) <= 1

    def _within(self, first: int, end: int) -> Iterator[Series]:
        marks = self._marks(first, end)
        for at, mark in enumerate(marks):
            for next_at in range(at + 1, min(at + 2 + _INNER, len(marks))):
                two = Unit(mark.start, marks[next_at].cut)
                if two.end - two.first > LONGEST:
                    break
                if two.end > two.first:
                    found = self._series(first, end, marks, (at, next_at))
                    if found is not None:
                        yield found

    def _series(self, first: int, end: int, marks: Sequence[Mark], places: tuple[int, int]) -> Series | None:
        at, next_at = places
        inner = next_at - at - 1
        two = Unit(marks[at].start, marks[next_at].cut)
        floor = marks[at - 1 - inner].start if at - 1 - inner >= 0 else first
        one = self._aligned(max(floor, marks[at].cut - LONGEST), marks[at].cut, two)
        three = self._third(end, marks, next_at, (one, two)) if one else None
        if one is None or three is None or (inner and self._opening(one, two, three) == 0):
            return None
        if self._more(first, end, marks, (one, two, three)):
            return None
        return Series((one, two, three), (marks[at].joined, marks[next_at].joined), whole=False)

    def _aligned(self, floor: int, cut: int, pattern: Unit) -> Unit | None:
        """Return the end of a piece that is built most like `pattern`."""
        best: tuple[float, Unit] | None = None
        size = pattern.end - pattern.first
        for start in range(floor, cut):
            if not self._like(start, pattern.first):
                continue
            unit = Unit(start, cut)
            length = min(size, cut - start) / max(size, cut - start)
            score = 0.6 * self.alike(unit, pattern) + 0.4 * length
            if best is None or score > best[0]:
                best = (score, unit)
        return best[1] if best else None

    def _third(self, end: int, marks: Sequence[Mark], next_at: int, others: tuple[Unit, Unit]) -> Unit | None:
        """Return the third member: to the next mark, or as long as the others and a rise."""
        start = marks[next_at].start
        if not self._like(start, others[1].first):
            return None
        longest = max(unit.end - unit.first for unit in others)
        inner = sum(others[1].first < mark.cut < others[1].end for mark in marks)
        stops = [mark.cut for mark in marks[next_at + 1 :]]
        stop = min(stops[inner] if len(stops) > inner else end, start + longest + _RISE)
        verbal = any(self.kind(i) == "verb" for unit in others for i in range(unit.first, unit.end))
        if not verbal:
            openers = self.lists.words["clauses.relatives"]
            stop = next(
                (i for i in range(start + 1, stop) if self.flow.norms[i] in openers or self.kind(i) == "verb"),
                stop,
            )
        return Unit(start, stop) if stop > start else None

    def _opening(self, *units: Unit) -> int:
        """Return how many words, two at most, open all members alike."""
        for size in (2, 1):
            heads = {self.flow.norms[unit.first : unit.first + size] for unit in units}
            if len(heads) == 1 and min(unit.end - unit.first for unit in units) >= size:
                return size
        return 0

    def _more(self, first: int, end: int, marks: Sequence[Mark], three: tuple[Unit, Unit, Unit]) -> bool:
        """Tell whether a fourth member, before or after, is built like these."""
        one, _, last = three
        head = self._opening(*three)
        before = next((mark for mark in reversed(marks) if mark.start == one.first), None)
        if before is not None:
            index = marks.index(before)
            floor = marks[index - 1].start if index else first
            zero = self._aligned(floor, before.cut, one) if before.cut > floor else None
            if zero is not None and self._same(zero, one, head=head):
                return True
        after = next((mark for mark in marks if mark.cut >= last.first + 1), None)
        if after is None or after.start >= end:
            return False
        index = marks.index(after)
        stop = marks[index + 1].cut if index + 1 < len(marks) else end
        length = last.end - last.first
        fourth = Unit(after.start, min(stop, after.start + length + _RISE))
        return fourth.end > fourth.first and self._same(last, fourth, head=head)

    def _same(self, one: Unit, other: Unit, *, head: int) -> bool:
        """Tell whether two pieces are members of one series: the same opening, or where there is none, the form."""
        if head:
            return self.flow.norms[one.first] == self.flow.norms[other.first]
        lengths = (one.end - one.first, other.end - other.first)
        return min(lengths) / max(lengths) > 0.5 and self.alike(one, other) >= 0.5

    def _sentences(self) -> Iterator[Series]:
        """Yield three successive sentences that open with the same word, if none beside them does."""
        flow = self.flow
        units = flow.units(Break.SENTENCE, self.lists)
        for index in range(len(units) - 2):
            one, two, three = units[index : index + 3]
            lengths = [unit.end - unit.first for unit in (one, two, three)]
            if min(lengths) < 2 or max(lengths) > _LONGEST_SENTENCE or not self._opening(one, two, three):
                continue
            around = [units[i] for i in (index - 1, index + 3) if 0 <= i < len(units)]
            beside = any(flow.norms[other.first] == flow.norms[one.first] for other in around)
            if not beside and flow.same_turn(one.first, three.first):
                yield Series((one, two, three), (False, False), whole=True)
