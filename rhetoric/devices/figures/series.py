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
from rhetoric.devices.figures.forms import Forms
from rhetoric.devices.grammar import Grammar

LONGEST = 24  # tokens of a member
_INNER = 2  # marks inside a member
_RISE = 6  # tokens by which the third member may outgrow the others
_LONGEST_SENTENCE = 12  # tokens of a member that is a sentence of its own
_FEWEST = 3
_EVEN = 0.5  # shortest by longest, from which a further piece is a fourth member
_ALIKE = 0.6
_SAME = 0.3  # for a first member that opens with the second's word
_FURTHER = 4  # marks searched for a further member with the same opening
_HARD = re.compile(r"[:()\[\]\"“”«»…!?¿¡—–\n]|\s-\s")
_SOFT = re.compile(r"[,;]")
_ADDING = frozenset("also tambien ademas incluso even then finally".split())
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
        self.forms = Forms(flow, lists)
        self._plain = lists.words["words.articles"] | {"of", "de", "to", "a", "en", "in", "que", "that"}
        self._joiners = lists.words["words.conjunctions"] - _ADVERSATIVE

    def find(self) -> Iterator[Series]:
        """Yield every series of three, overlapping ones too."""
        cuts = [index for index, found in enumerate(self.flow.breaks) if found >= Break.SENTENCE]
        for first, end in pairwise([*cuts, len(self.flow.norms)]):
            for start, stop in self._ranges(first, end):
                marks = self._marks(start, stop)
                yield from self._within(start, stop, marks or self._returns(start, stop))
                strong = [mark for mark in marks if ";" in self.flow.gap(mark.cut)]
                if len(strong) > 1 and len(strong) < len(marks):
                    yield from self._within(start, stop, strong)
        yield from self._sentences()

    def _ranges(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a sentence between marks other than commas and semicolons."""
        start = first
        for index in range(first + 1, end):
            gap = self.flow.gap(index)
            if gap != " " and _HARD.search(gap):
                yield start, index
                start = index
        yield start, end

    def _marks(self, first: int, end: int) -> list[Mark]:
        flow, found = self.flow, []
        index = first + 1
        while index < end:
            joined = flow.norms[index] in self._joiners and index + 1 < end
            paused = flow.breaks[index] == Break.PHRASE and bool(flow.document.words)
            if joined or paused or _SOFT.search(flow.gap(index)):
                start = index + 1 if joined else index
                found.append(Mark(index, start, joined))
                index = start
            index += 1
        return found

    def _returns(self, first: int, end: int) -> list[Mark]:
        """Return joints before a word that comes back, in a stretch without any mark."""
        if end - first < 2 * _FEWEST:
            return []
        places: dict[str, list[int]] = {}
        for index in range(first, end):
            if self.flow.norms[index] in self._plain:
                continue
            places.setdefault(self.flow.norms[index], []).append(index)
        rows = [row for row in places.values() if len(row) == _FEWEST and self._even(row)]
        return [Mark(index, index, joined=False) for index in rows[0][1:]] if rows else []

    def _even(self, row: Sequence[int]) -> bool:
        steps = [b - a for a, b in pairwise(row)]
        return min(steps) > 1 and max(steps) <= _RISE and max(steps) - min(steps) <= 1

    def _within(self, first: int, end: int, marks: Sequence[Mark]) -> Iterator[Series]:
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
        if one is None or three is None:
            return None
        heads = {self.forms.head(unit.first) for unit in (one, two, three)}
        within = {mark.start for mark in marks} - {two.first, three.first, one.first}
        if inner and len(heads) > 1:
            return None
        if len(heads) == 1 and any(self.forms.head(i) in heads for i in within if one.first < i < three.end):
            return None
        if self._more(first, end, marks, (one, two, three)):
            return None
        return Series((one, two, three), (marks[at].joined, marks[next_at].joined), whole=False)

    def _aligned(self, floor: int, cut: int, pattern: Unit) -> Unit | None:
        """Return the end of a piece that is built most like `pattern`."""
        best: tuple[float, Unit] | None = None
        size = pattern.end - pattern.first
        for start in range(max(floor, cut - size - _RISE), cut):
            if not self.forms.like(start, pattern.first):
                continue
            unit = Unit(start, cut)
            length = min(size, cut - start) / max(size, cut - start)
            same = self.forms.head(start) == self.forms.head(pattern.first)
            score = 0.6 * self.forms.alike(unit, pattern) + 0.4 * length + _SAME * same
            if best is None or score > best[0]:
                best = (score, unit)
        return best[1] if best else None

    def _third(self, end: int, marks: Sequence[Mark], next_at: int, others: tuple[Unit, Unit]) -> Unit | None:
        """Return the third member: to the next mark, or as long as the others and a rise."""
        start = marks[next_at].start
        if not self.forms.like(start, others[1].first):
            return None
        longest = max(unit.end - unit.first for unit in others)
        inner = sum(others[1].first < mark.cut < others[1].end for mark in marks)
        stops = [mark.cut for mark in marks[next_at + 1 :]]
        stop = min(stops[inner] if len(stops) > inner else end, start + longest + _RISE)
        return Unit(start, self._trimmed(start, stop, others)) if stop > start else None

    def _trimmed(self, start: int, stop: int, others: tuple[Unit, Unit]) -> int:
        """Return where the third member ends: before a clause or a verb that the others have not."""
        openers = self.lists.words["clauses.relatives"] | self.lists.words["clauses.openers"]
        norms = self.flow.norms
        opened = any(norms[i] in openers for unit in others for i in range(unit.first + 1, unit.end))
        verbs = max(sum(self.forms.kind(i) == "verb" for i in range(unit.first, unit.end)) for unit in others)
        for index in range(start, stop):
            verbs -= self.forms.kind(index) == "verb"
            if index > start and (verbs < 0 or (norms[index] in openers and not opened)):
                return index
        return stop

    def _more(self, first: int, end: int, marks: Sequence[Mark], three: tuple[Unit, Unit, Unit]) -> bool:
        """Tell whether a fourth member, before or after, is built like these."""
        one, _, last = three
        size = self.forms.opening(*three)
        starts = [mark.start for mark in marks]
        before = [i for i, start in enumerate(starts) if start < one.first]
        after = [i for i, mark in enumerate(marks) if mark.cut > last.first]
        at = starts.index(one.first) if one.first in starts else None
        if size and self._sure(one.first, size):
            near = (*before[-_FURTHER:], *after[:_FURTHER])
            places = [first, *(starts[i] + (self.flow.norms[starts[i]] in _ADDING) for i in near)]
            if at is not None:
                places.extend(range(starts[at - 1] if at else first, one.first - 1))
            heads = self.forms.heads(one.first, size)
            return any(place != one.first and self.forms.heads(place, size) == heads for place in places)
        if at is not None:
            floor = starts[at - 1] if at else first
            zero = self._aligned(floor, marks[at].cut, one) if marks[at].cut > floor else None
            if zero is not None and self._same(zero, one, size):
                return True
        closing = next((mark.joined for mark in marks if mark.start == last.first), False)
        if not after or (closing and not marks[after[0]].joined):
            return False
        stop = marks[after[1]].cut if len(after) > 1 else end
        start = marks[after[0]].start
        fourth = Unit(start, min(stop, start + last.end - last.first + _RISE))
        return fourth.end > fourth.first and self._same(last, fourth, size)

    def _sure(self, index: int, size: int) -> bool:
        """Tell whether an opening tells members from other pieces: more than an article."""
        return size > 1 or self.forms.head(index) != "the"

    def _same(self, one: Unit, other: Unit, size: int) -> bool:
        """Tell whether two pieces are members of one series: by their opening, or else by their form."""
        if size:
            return self.forms.head(one.first) == self.forms.head(other.first)
        lengths = (one.end - one.first, other.end - other.first)
        return min(lengths) / max(lengths) > _EVEN and self.forms.alike(one, other) >= _ALIKE

    def _sentences(self) -> Iterator[Series]:
        """Yield three successive sentences that open with the same word, if none beside them does."""
        flow = self.flow
        units = flow.units(Break.SENTENCE, self.lists)
        for index in range(len(units) - 2):
            one, two, three = units[index : index + 3]
            lengths = [unit.end - unit.first for unit in (one, two, three)]
            if min(lengths) < 2 or max(lengths) > _LONGEST_SENTENCE or not self.forms.opening(one, two, three):
                continue
            around = [units[i] for i in (index - 1, index + 3) if 0 <= i < len(units)]
            if flow.norms[one.first] in self.lists.words["figures.courtesy"]:
                continue
            beside = any(flow.norms[other.first] == flow.norms[one.first] for other in around)
            if not beside and flow.same_turn(one.first, three.first):
                yield Series((one, two, three), (False, False), whole=True)
