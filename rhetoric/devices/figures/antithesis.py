"""Antithesis: two opposed ideas in matching form (Atkinson 1984; Fahnestock 1999; Dubremetz & Nivre 2015).

Patterns, surest first: *correctio* ("not X but Y"; "it is not X, it is Y"), *sides* ("they …, we …"),
*contrast* (a pair of antonyms, one in each of two parallel members) and *antimetabole* (two words in reverse order
within 30 tokens); then those of `opposition`. Comparisons of figures and plain "but" without form are left out.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rhetoric.devices.document import Candidate
from rhetoric.devices.figures.correction import corrections
from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.figures.opposition import (
    Found,
    antonyms,
    framed,
    member_end,
    member_start,
    preferred,
    sentence_end,
    turned,
)
from rhetoric.devices.figures.shape import alike
from rhetoric.devices.grammar import Grammar
from rhetoric.records import Evidence, Slot

_DOUBTFUL = 0.6
_ALIKE = 0.5
_CLOSE = 0.6
_LONGEST = 18  # tokens of a member
_WINDOW = 30  # tokens that an antimetabole may take
_STEM = 6
_FEWEST = 3
_THEN = frozenset("yesterday formerly ayer antes".split())
_NOW = frozenset("today now hoy ahora".split())
_OPPOSING = ("in", "im", "il", "ir", "un", "dis", "des", "anti", "non")


def find(flow: Flow, lists: Grammar) -> Iterator[Candidate]:
    """Yield a candidate for every contrast, the surest reading first where several overlap."""
    found = [
        *corrections(flow, lists),
        *_pairs(flow, lists),
        *_reversals(flow, lists),
        *framed(flow, lists),
        *preferred(flow),
        *turned(flow, lists),
    ]
    found.sort(key=lambda item: (-item[4], item[0].first, item[1].end))
    taken = bytearray(len(flow.tokens))
    kept = []
    for item in found:
        first, end = item[0].first, item[1].end
        if not any(taken[first:end]):
            taken[first:end] = b"\x01" * (end - first)
            kept.append(item)
    for item in sorted(kept, key=lambda item: item[0].first):
        yield _candidate(flow, item)


def _pairs(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield neighbouring units that oppose two sides, or two antonyms, in parallel form."""
    opposites = antonyms(lists)
    for depth in (Break.PHRASE, Break.SENTENCE):
        for one, two in pairwise(flow.units(depth, lists)):
            first, second = flow.norms[one.first : one.end], flow.norms[two.first : two.end]
            if not _comparable(flow, one, two):
                continue
            likeness = alike(first, second, lists)
            close = min(len(first), len(second)) / max(len(first), len(second))
            times = _times(first, second)
            if times is not None:
                yield one, two, "contrast", (one.first + times[0], two.first + times[1]), _DOUBTFUL
                continue
            sides = _sides(first, second, lists)
            if sides is not None and _set_off(flow, lists, two):
                sure = likeness >= _ALIKE and (_shares(first, second, lists) or close >= _CLOSE)
                near = flow.breaks[two.first] < Break.SENTENCE and flow.gap(two.first) != " "
                if sure or (likeness >= _ALIKE - 0.1 and near):
                    yield one, two, "contrast", (one.first + sides[0], two.first + sides[1]), _strength(sure=sure)
                continue
            cue = _opposed(first, second, opposites)
            if cue is not None and likeness >= _ALIKE and close >= _CLOSE:
                sure = first[0] == second[0] or _shares(first, second, lists)
                yield one, two, "contrast", (one.first + cue[0], two.first + cue[1]), _strength(sure=sure)


def _strength(*, sure: bool) -> float:
    return 1.0 if sure else _DOUBTFUL


def _set_off(flow: Flow, lists: Grammar, two: Unit) -> bool:
    """Tell whether a second member stands apart: after a mark, a pause, or "and", "but", "while"."""
    joined = flow.norms[two.first - 1] in lists.words["words.conjunctions"] | {"while", "mientras"}
    return joined or flow.gap(two.first) != " " or bool(flow.document.words)


def _comparable(flow: Flow, one: Unit, two: Unit) -> bool:
    lengths = (one.end - one.first, two.end - two.first)
    if max(lengths) > _LONGEST or min(lengths) < _FEWEST or not flow.same_turn(one.first, two.first):
        return False
    counted = [any(word[0].isdecimal() for word in flow.norms[unit.first : unit.end]) for unit in (one, two)]
    return not all(counted)


def _times(first: Sequence[str], second: Sequence[str]) -> tuple[int, int] | None:
    """Return where two members open with then and now ("yesterday …, today …")."""
    for i, word in enumerate(first[:2]):
        if first[i + 1 : i + 2] in (("de",), ("que",)):
            continue
        for j, other in enumerate(second[:2]):
            if word in _THEN and other in _NOW:
                return i, j
    return None


def _sides(first: Sequence[str], second: Sequence[str], lists: Grammar) -> tuple[int, int] | None:
    """Return where two members name opposite sides at their openings."""
    they, we = lists.words["figures.sides_they"], lists.words["figures.sides_we"]
    opening = lists.words["words.pronouns"]
    for i, word in enumerate(first[:2]):
        for j, other in enumerate(second[:2]):
            crossed = (word in they and other in we) or (word in we and other in they)
            if crossed and word != other and word in opening and other in opening:
                return i, j
    return None


def _opposed(
    first: Sequence[str], second: Sequence[str], antonyms: frozenset[tuple[str, str]]
) -> tuple[int, int] | None:
    for i, word in enumerate(first):
        for j, other in enumerate(second):
            opposite = (word, other) in antonyms or _prefixed(word, other) or _prefixed(other, word)
            if opposite and other not in first and word not in second:
                return i, j
    return None


def _prefixed(word: str, other: str) -> bool:
    """Tell whether `other` is `word` with a negating prefix: "justice", "injustice"."""
    return len(word) > 4 and other.endswith(word) and other[: -len(word)] in _OPPOSING


def _shares(first: Sequence[str], second: Sequence[str], lists: Grammar) -> bool:
    stop = lists.words["words.stop"]
    return bool({w[:_STEM] for w in first if w not in stop} & {w[:_STEM] for w in second if w not in stop})


def _reversals(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield A … B, B … A within the window, where the two halves are separate units built alike."""
    stop = lists.words["words.stop"]
    places: dict[str, list[int]] = {}
    for index, norm in enumerate(flow.norms):
        if norm not in stop and len(norm) > 2 and not norm[0].isdecimal():
            places.setdefault(norm[:_STEM], []).append(index)
    for stem, found in places.items():
        for a1, a2 in pairwise(found):
            if 3 <= a2 - a1 <= _WINDOW and flow.same_turn(a1, a2):
                inner = _reversed_inside(flow, stop, (a1, a2), stem)
                if inner is not None:
                    yield _halves(flow, a1, inner, a2)


def _reversed_inside(
    flow: Flow, stop: frozenset[str], outer: tuple[int, int], stem: str
) -> tuple[int, int] | None:
    """Return the places of a word that occurs twice between two others of one stem, across one break."""
    a1, a2 = outer
    seen: dict[str, int] = {}
    for index in range(a1 + 1, a2):
        norm = flow.norms[index]
        if norm in stop or len(norm) < 3 or norm[:_STEM] == stem:
            continue
        b1 = seen.setdefault(norm[:_STEM], index)
        if b1 != index and _mirrored(flow, (a1, b1, index, a2)):
            return b1, index
    return None


def _mirrored(flow: Flow, places: tuple[int, int, int, int]) -> bool:
    """Tell whether the halves are parted by one break, are of like length and share their small words."""
    a1, b1, b2, a2 = places
    parted = any(flow.breaks[i] > Break.NONE for i in range(b1 + 1, b2 + 1))
    whole = all(flow.breaks[i] == Break.NONE for i in (*range(a1 + 1, b1 + 1), *range(b2 + 1, a2 + 1)))
    left, right = flow.norms[a1 + 1 : b1], flow.norms[b2 + 1 : a2]
    alike_between = abs(len(left) - len(right)) <= 1 and bool(set(left) & set(right))
    return parted and whole and alike_between and b2 - b1 <= _WINDOW // 3


def _halves(flow: Flow, a1: int, inner: tuple[int, int], a2: int) -> Found:
    b1, b2 = inner
    cut = next(i for i in range(b2, b1, -1) if flow.breaks[i] > Break.NONE)
    start = member_start(flow, a1)
    end = member_end(flow, a2, sentence_end(flow, a2))
    shared = set(flow.norms[a1 + 1 : b1]) & set(flow.norms[b2 + 1 : a2])
    strength = 1.0 if shared else _DOUBTFUL
    return Unit(start, cut), Unit(cut, end), "antimetabole", (a1, b1, b2, a2), strength


def _candidate(flow: Flow, found: Found) -> Candidate:
    one, two, subtype, cues, strength = found
    text = flow.document.text
    first, second = flow.span(one.first, one.end), flow.span(two.first, two.end)
    words = [flow.span(index, index + 1) for index in cues]
    return Candidate(
        device="antithesis",
        parts=(flow.span(one.first, two.end),),
        strength=strength,
        evidence=tuple(Evidence(f"antithesis.{subtype}", span.slice(text), span) for span in words),
        subtype=subtype,
        slots=(
            Slot("MEMBER_A", first.slice(text), first),
            Slot("MEMBER_B", second.slice(text), second),
            Slot("OPPOSITION", " / ".join(span.slice(text) for span in words)),
        ),
    )
