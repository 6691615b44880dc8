"""Runs of units that open, or close, with the same words: how a run grows from unit to unit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.grammar import Grammar

_LONGEST = 8  # tokens of a repeated string
_BETWEEN = 2  # the next member is one of the following two units
_WITHIN = 6  # the next member is one of so many following phrases, in one sentence and with content
_CUT_BY = 2  # tokens
_FEWEST = 3
_MOST = 40  # members; longer runs are several
_LONGEST_GAP = 70  # tokens from one member's start to the next


@dataclass(frozen=True, slots=True)
class Run:
    """Units that open (or close) with the same `size` tokens; `direct` if no other unit stands between them."""

    units: tuple[Unit, ...]
    size: int
    opening: bool
    direct: bool

    def part(self, unit: Unit) -> tuple[int, int]:
        """Return the token range of the repeated words in `unit`."""
        return (unit.first, unit.first + self.size) if self.opening else (unit.end - self.size, unit.end)


Common = Callable[[Flow, Unit, Unit], int]


def cut_at_openings(flow: Flow, lists: Grammar, units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units, each cut where the words stand that open the next."""
    for unit, following in zip(units, (*units[1:], None), strict=True):
        place = _place_of_opening(flow, lists, unit, following) if following is not None else None
        if place is not None:
            yield Unit(unit.first, place)
        yield unit if place is None else Unit(place, unit.end)


def _place_of_opening(flow: Flow, lists: Grammar, unit: Unit, following: Unit) -> int | None:
    """Return where the first two words of `following` stand inside `unit`, if they hold content."""
    words = flow.norms[following.first : min(following.first + _CUT_BY, following.end)]
    if len(words) < _CUT_BY or not content_words(words, lists) or flow.breaks[following.first] >= Break.SENTENCE:
        return None
    places = range(unit.end - _CUT_BY, unit.first, -1)
    return next((i for i in places if flow.norms[i : i + _CUT_BY] == words), None)


def extend(
    flow: Flow, lists: Grammar, units: Sequence[Unit], origin: tuple[int, Common]
) -> tuple[tuple[int, ...], int]:
    """Return the members of the run that begins at a unit, and how many tokens they share."""
    position, common = origin
    members, size = [position], _LONGEST
    while len(members) < _MOST:
        last = members[-1]
        following = None
        for other in range(last + 1, min(last + 1 + _WITHIN, len(units))):
            shared = min(size, common(flow, units[last], units[other]))
            if other - last > _BETWEEN and not _held(flow, lists, (units[last], units[other]), shared):
                continue
            near = _near(flow, units[last], units[other], shared)
            if near and _carries(flow, lists, units[other], (shared, common)):
                following = other
                size = shared
                break
        if following is None:
            break
        members.append(following)
    return tuple(members), size


def _held(flow: Flow, lists: Grammar, pair: tuple[Unit, Unit], shared: int) -> bool:
    """Tell whether two phrases apart are held together by their sentence and by two words with content."""
    one, two = pair
    same = flow.sentence[one.first] == flow.sentence[two.first]
    return same and shared > 1 and content_words(flow.norms[two.first : two.first + shared], lists) > 0


def _near(flow: Flow, unit: Unit, other: Unit, shared: int) -> bool:
    next_to = shared >= _FEWEST and flow.sentence[other.first] - flow.sentence[unit.first] == 1
    return flow.same_turn(unit.first, other.first) and (next_to or other.first - unit.first <= _LONGEST_GAP)


def common_opening(flow: Flow, unit: Unit, other: Unit) -> int:
    """Return how many tokens open both units."""
    limit = min(_LONGEST, unit.end - unit.first, other.end - other.first)
    shared = 0
    while shared < limit and flow.norms[unit.first + shared] == flow.norms[other.first + shared]:
        shared += 1
    return shared


def common_closing(flow: Flow, unit: Unit, other: Unit) -> int:
    """Return how many tokens close both units."""
    limit = min(_LONGEST, unit.end - unit.first, other.end - other.first)
    shared = 0
    while shared < limit and flow.norms[unit.end - 1 - shared] == flow.norms[other.end - 1 - shared]:
        shared += 1
    return shared


def _carries(flow: Flow, lists: Grammar, unit: Unit, shared: tuple[int, Common]) -> bool:
    """Tell whether the repeated words weigh enough: content, or a pronoun with its verb."""
    size, common = shared
    if size == 0:
        return False
    opening = common is common_opening
    first = unit.first if opening else unit.end - size
    words = flow.norms[first : first + size]
    if content_words(words, lists):
        return size > 1 or len(words[0]) > 3
    if not opening or size == 1:
        return False
    subject = words[0] in lists.words["words.pronouns"] and lists.verbs.finite_at(words, 1)
    return subject or size > 2


def content_words(words: Sequence[str], lists: Grammar) -> int:
    """Return how many words carry content: no small words, numbers or measures."""
    light = lists.words["words.stop"] | lists.words["figures.inventory"]
    return sum(word not in light and not word[0].isdecimal() and len(word) > 1 for word in words)
