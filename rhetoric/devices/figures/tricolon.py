"""Tricolon: exactly three members built alike, in series (Atkinson 1984; Heritage & Greatbatch 1986).

Three members that open with the same word are sure; bare words count only where they are abstract, since
lists of things, places, dates, names and sums are inventories. Two members, or four and more, are no tricolon.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rhetoric.devices.document import Candidate
from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.figures.shape import alike, is_abstract, kind
from rhetoric.devices.grammar import Grammar
from rhetoric.records import Evidence, Slot

_SLOTS = ("MEMBER_1", "MEMBER_2", "MEMBER_3")
_DOUBTFUL = 0.6
_ALIKE = 0.55
_LONGEST = 16  # tokens of a member
_RISE = 6  # tokens by which the third member may outgrow the second
_VERY_ALIKE = 0.75
_BARE = 3  # tokens of a member that is hardly more than its noun
_LONGEST_SENTENCE = 8  # tokens of a member that is a sentence of its own
_SERIES = re.compile(r"^\s*[,;]\s*$")

Members = tuple[Unit, ...]


def find(flow: Flow, lists: Grammar) -> Iterator[Candidate]:
    """Yield a candidate for every list of exactly three parallel members, none overlapping."""
    last = 0
    found = sorted({*_in_sentences(flow, lists), *_of_sentences(flow, lists)})
    for members in found:
        if members[0].first >= last and not _inventory(flow, lists, members):
            strength = min(_strength(flow, lists, members), 1.0 if _closes(flow, members) else _DOUBTFUL)
            if strength > 0:
                yield _candidate(flow, members, strength)
                last = members[-1].end


def _closes(flow: Flow, members: Members) -> bool:
    """Tell whether the list closes a point: a mark, a pause or the end follows it."""
    end = members[-1].end
    return (
        end == len(flow.tokens) or flow.breaks[end] >= Break.SENTENCE or flow.gap(end) != " " or _paused(flow, end)
    )


def _in_sentences(flow: Flow, lists: Grammar) -> Iterator[Members]:
    """Yield three-member series inside sentences: pieces set off by commas, the last perhaps by "and"."""
    for first, end in _sentence_ranges(flow):
        for loose in (False, True):
            for series in _series(flow, lists, (first, end), loose=loose):
                members = _fit(flow, lists, series)
                four = len(series) == 3 and _four(flow, lists, series)
                if members is not None and not four and not (loose and _openings(flow, members) > 1):
                    yield members


def _four(flow: Flow, lists: Grammar, series: Sequence[Unit]) -> bool:
    """Tell whether the "and" inside a last piece joins a fourth member that opens alike."""
    last = series[-1]
    joiners = lists.words["words.conjunctions"]
    opening = flow.norms[last.first]
    places = (i for i in range(last.first + 1, last.end - 1) if flow.norms[i] in joiners)
    return any(flow.norms[i + 1] == opening for i in places)


def _openings(flow: Flow, members: Members) -> int:
    return len({flow.norms[unit.first] for unit in members})


def _sentence_ranges(flow: Flow) -> Iterator[tuple[int, int]]:
    cuts = [i for i, found in enumerate(flow.breaks) if found >= Break.SENTENCE]
    yield from pairwise([*cuts, len(flow.tokens)])


def _series(flow: Flow, lists: Grammar, limits: tuple[int, int], *, loose: bool) -> Iterator[tuple[Unit, ...]]:
    """Yield runs of pieces joined by commas, with the piece after a closing "and" apart.

    A `loose` series may be joined by "and" alone ("such love and such affection and such spirit").
    """
    first, end = limits
    joiners = lists.words["words.conjunctions"] - {"but", "pero", "sino", "mas", "so", "yet"}
    bounds: list[int] = [first]
    conjunct: set[int] = set()
    for index in range(first + 1, end):
        if flow.gap(index) != " " and not _SERIES.match(flow.gap(index)):
            yield from _closed(bounds, index, conjunct)
            bounds, conjunct = [index], set()
        elif _SERIES.match(flow.gap(index)) or _paused(flow, index):
            bounds.append(index)
            if flow.norms[index] in joiners:
                conjunct.add(index)
        elif flow.norms[index] in joiners and (loose or len(bounds) > 1):
            bounds.append(index)
            conjunct.add(index)
    yield from _closed(bounds, end, conjunct)


def _paused(flow: Flow, index: int) -> bool:
    return bool(flow.document.words) and flow.breaks[index] == Break.PHRASE and flow.gap(index) == " "


def _closed(bounds: Sequence[int], end: int, conjunct: set[int]) -> Iterator[tuple[Unit, ...]]:
    if len(bounds) < 3:
        return
    ends = [*bounds[1:], end]
    pieces = [Unit(a + 1 if a in conjunct and b - a > 1 else a, b) for a, b in zip(bounds, ends, strict=False)]
    yield tuple(pieces)
    if len(pieces) > 3 and bounds[-1] in conjunct and end - bounds[-1] > 0:
        merged = Unit(pieces[-2].first, pieces[-1].end)  # "A, B, C with D and E": the "and" may be inside C
        yield (*pieces[:-2], merged)


def _fit(flow: Flow, lists: Grammar, series: Sequence[Unit]) -> Members | None:
    """Return the three members of a series whose second and third set the pattern, or None."""
    for position in range(len(series) - 2):
        one, two, three = series[position : position + 3]
        second, third = _words(flow, two), _words(flow, three)
        third = third[: len(second) + _RISE]
        if len(second) > _LONGEST or not _matches(second, third, lists):
            continue
        if position > 0 and alike(_words(flow, one), second, lists) >= _ALIKE <= alike(
            _words(flow, series[position - 1]), _words(flow, one), lists
        ):
            return None  # four or more
        head = _aligned(flow, lists, one, second)
        if head is None:
            continue
        after = series[position + 3] if position + 3 < len(series) else None
        if after is not None and alike(third, _words(flow, after), lists) >= _ALIKE:
            return None
        return (head, two, _trimmed(flow, lists, three, second))
    return None


def _matches(one: Sequence[str], other: Sequence[str], lists: Grammar) -> bool:
    """Tell whether two pieces are built alike: class by class, or both opening with a verb and its object."""
    return alike(one, other, lists) >= _ALIKE or _verbal(one, other, lists)


def _verbal(one: Sequence[str], other: Sequence[str], lists: Grammar) -> bool:
    heads = {kind(one, 0, lists), kind(other, 0, lists)}
    return min(len(one), len(other)) >= _BARE and len(heads) == 1 and heads <= {"verb", "-ing"}


def _aligned(flow: Flow, lists: Grammar, one: Unit, pattern: Sequence[str]) -> Unit | None:
    """Return the part of the first piece that is built like the second member."""
    best: tuple[float, Unit] | None = None
    for first in range(max(one.first, one.end - _LONGEST), one.end):
        words = flow.norms[first : one.end]
        same = words[0] == pattern[0] or kind(words, 0, lists) == kind(pattern, 0, lists)
        score = alike(words, pattern, lists)
        if same and (score >= _ALIKE or _verbal(words, pattern, lists)) and (best is None or score > best[0]):
            best = (score, Unit(first, one.end))
    return best[1] if best else None


def _trimmed(flow: Flow, lists: Grammar, three: Unit, pattern: Sequence[str]) -> Unit:
    """Cut the third member off from what follows it: a verb the others lack, or more than a rise in length."""
    end = min(three.end, three.first + len(pattern) + _RISE)
    words = flow.norms[three.first : end]
    if not any(lists.verbs.finite_at(pattern, i) for i in range(len(pattern))):
        openers = lists.words["clauses.relatives"]
        stop = next(
            (i for i in range(1, len(words)) if words[i] in openers or lists.verbs.finite_at(words, i)), None
        )
        end = three.first + stop if stop is not None else end
    return Unit(three.first, end)


def _of_sentences(flow: Flow, lists: Grammar) -> Iterator[Members]:
    """Yield three successive short sentences that open with the same word."""
    units = flow.units(Break.SENTENCE, lists)
    for index in range(len(units) - 2):
        three = units[index : index + 3]
        if not _short_parallel(flow, lists, three) or not flow.same_turn(three[0].first, three[2].first):
            continue
        around = [units[i] for i in (index - 1, index + 3) if 0 <= i < len(units)]
        if not any(flow.norms[other.first] == flow.norms[three[0].first] for other in around):
            yield tuple(three)


def _short_parallel(flow: Flow, lists: Grammar, three: Sequence[Unit]) -> bool:
    openings = {flow.norms[unit.first] for unit in three}
    short = all(1 < unit.end - unit.first <= _LONGEST_SENTENCE for unit in three)
    return short and len(openings) == 1 and alike(_words(flow, three[0]), _words(flow, three[2]), lists) >= _ALIKE


def _words(flow: Flow, unit: Unit) -> tuple[str, ...]:
    return flow.norms[unit.first : unit.end]


def _inventory(flow: Flow, lists: Grammar, members: Members) -> bool:
    """Tell whether the members are places, names, dates, sums or offices, or one word thrice."""
    listed = lists.words["figures.inventory"] | lists.words["figures.enumeration"]
    words = [_words(flow, unit) for unit in members]
    if len({tuple(member) for member in words}) < 3:
        return True
    counted = sum(any(word in listed or word[0].isdecimal() for word in member) for member in words)
    named = sum(_named(flow, lists, unit) for unit in members)
    return counted > 1 or named > 1


def _named(flow: Flow, lists: Grammar, unit: Unit) -> bool:
    """Tell whether a member is a name: all its content words are capitalised, none for opening a sentence."""
    stop = lists.words["words.stop"]
    content = [i for i in range(unit.first, unit.end) if flow.norms[i] not in stop]
    inside = [i for i in content if flow.breaks[i] < Break.SENTENCE]
    return bool(inside) and all(flow.raw(i)[0].isupper() for i in content)


def _strength(flow: Flow, lists: Grammar, members: Members) -> float:
    words = [_words(flow, unit) for unit in members]
    lengths = [len(member) for member in words]
    if min(lengths) == 1:
        return _bare_strength(words, lists)
    parallel = min(alike(words[0], words[1], lists), alike(words[1], words[2][: lengths[1] + _RISE], lists))
    if len({member[0] for member in words}) == 1:
        weak = words[0][0] in lists.words["figures.weak_openers"]
        listed = words[0][0] in lists.words["words.articles"] and not _abstract(words, lists)
        plain = max(lengths) <= _BARE and not _abstract(words, lists)
        if plain and (listed or weak):
            return 0.0  # an inventory of things
        return _DOUBTFUL if listed or (weak and parallel < _VERY_ALIKE) else 1.0
    verbal = all(kind(member, 0, lists) in ("verb", "-ing") for member in words)
    return _DOUBTFUL if verbal or parallel >= _VERY_ALIKE else 0.0


def _abstract(words: Sequence[Sequence[str]], lists: Grammar) -> bool:
    return sum(any(is_abstract(word, lists) for word in member) for member in words) >= 2


def _bare_strength(words: Sequence[Sequence[str]], lists: Grammar) -> float:
    """Return the strength of single words in series: abstract nouns or verbs, else an inventory."""
    abstract = sum(is_abstract(member[-1], lists) for member in words if len(member) <= _BARE)
    if abstract >= 2:
        return 1.0 if abstract == 3 else _DOUBTFUL
    verbs = sum(lists.verbs.finite_at(member, 0) for member in words)
    return _DOUBTFUL if verbs >= 2 else 0.0


def _candidate(flow: Flow, members: Members, strength: float) -> Candidate:
    text = flow.document.text
    spans = [flow.span(unit.first, unit.end) for unit in members]
    return Candidate(
        device="tricolon",
        parts=(flow.span(members[0].first, members[-1].end),),
        strength=strength,
        evidence=tuple(Evidence("tricolon.member", span.slice(text), span) for span in spans),
        slots=tuple(Slot(name, span.slice(text), span) for name, span in zip(_SLOTS, spans, strict=True)),
    )
