"""Rules applied to sentences: where an anchor fired, slots and conditions are checked, and findings made."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rhetoric.devices.document import Candidate, Document
from rhetoric.devices.matching import Filled, Match, find, first, possible
from rhetoric.devices.patterns import readable
from rhetoric.devices.rules import DOUBTFUL, Condition, Element, Rule
from rhetoric.devices.view import PLACES, View
from rhetoric.records import Evidence, Slot, Span, Status

_AGAINST = -0.5  # weight of a missing or a doubtful condition
_SHOWN = 3  # alternatives named to a reader
_LONGEST_TAIL = 10  # words
_JOINTS = frozenset("and but or so because y e o pero porque sino".split())
_FOREIGN = "FOREIGN_ACTOR"  # the slot whose filler must not be the home country


class Finding(NamedTuple):
    """A candidate with what the decision needs: its sentence, and the words whose status counts.

    A flag set by one of the `own` words, or named in `allow`, says nothing about how the whole is meant.
    """

    candidate: Candidate
    sentence: int
    core: Span
    own: tuple[Span, ...] = ()
    allow: tuple[Status, ...] = ()
    risks: tuple[str, ...] = ()


class Scene(NamedTuple):
    """A document prepared for the rules of its language."""

    document: Document
    views: Sequence[View]
    homes: Sequence[str | None]  # the home country of each sentence's speaker, where known


class _Part(NamedTuple):
    """Words found: the index of their sentence, the match, and the element they fill, if any."""

    at: int
    match: Match
    element: str | None = None


def apply(device: str, rule: Rule, scene: Scene) -> Iterator[Finding]:
    """Yield what one rule finds, in order of place."""
    for index, view in enumerate(scene.views):
        if rule.elements:
            parts = _gather(rule, scene.views, index)
            if parts:
                yield from _checked(device, rule, scene, index, parts)
        else:
            for pattern in rule.patterns:
                for match in find(pattern, view):
                    yield from _checked(device, rule, scene, index, (_Part(index, match),))


def _gather(rule: Rule, views: Sequence[View], index: int) -> tuple[_Part, ...]:
    """Return the elements found for a sentence, or nothing if they are too few or all lie before it."""
    found: list[_Part] = []
    missing = [element for element in rule.elements if not _find_element(element, views, index, found)]
    here = len(found)
    if not here:
        return ()
    for element in missing:
        for back in range(index - 1, max(index - 1 - rule.reach, -1), -1):
            if views[back].sentence.turn == views[index].sentence.turn and _find_element(
                element, views, back, found
            ):
                break
    names = {part.element for part in found}
    needed = sum(element.needed and element.name in names for element in rule.elements)
    enough = needed >= rule.at_least and any(
        element.needed and element not in missing for element in rule.elements
    )
    return tuple(found) if enough else ()


def _find_element(element: Element, views: Sequence[View], index: int, found: list[_Part]) -> bool:
    for pattern in element.patterns:
        match = first(pattern, views[index])
        if match:
            found.append(_Part(index, match, element.name))
            return True
    return False


def _checked(device: str, rule: Rule, scene: Scene, index: int, parts: tuple[_Part, ...]) -> Iterator[Finding]:
    """Yield the finding of these parts unless a condition forbids it."""
    own = [part.match for part in parts if part.at == index]
    hull = Match(min(match.start for match in own), max(match.end for match in own))
    if any(_holds(condition, scene.views, index, hull) is not None for condition in rule.unless):
        return
    met: list[_Part] = []
    for group in rule.needs:
        part = _any(group, scene.views, index, hull)
        if part is None:
            return
        met.append(part)
    evidence = [
        Evidence(rule.id, _words(scene, part.at, part.match), _chars(scene, part.at, part.match), rule.strength)
        for part in parts
    ]
    for group in rule.wants:
        part = _any(group, scene.views, index, hull)
        if part is None:
            evidence.append(Evidence(rule.id, f"missing: {_described(group)}", None, _AGAINST))
        else:
            met.append(part)
    for condition in rule.doubt:
        part = _holds(condition, scene.views, index, hull)
        if part is not None:
            words, chars = _words(scene, part.at, part.match), _chars(scene, part.at, part.match)
            evidence.append(Evidence(rule.id, words, chars, _AGAINST))
    yield _finding(device, rule, scene, (index, hull), (*parts, *met), tuple(evidence))


def _described(group: Sequence[Condition]) -> str:
    """Say for a reader what would have met a group of conditions: the names of its first word classes."""
    names = list(dict.fromkeys(readable(one.pattern.source) if one.pattern else "a question" for one in group))
    others = len(names) - _SHOWN
    return " or ".join(names[:_SHOWN]) + (f" or {others} other signs" if others > 1 else "")


def _finding(
    device: str, rule: Rule, scene: Scene, place: tuple[int, Match], parts: Sequence[_Part],
    evidence: tuple[Evidence, ...],
) -> Finding:  # fmt: skip
    index, hull = place
    view = scene.views[index]
    slots, risks = _slots(rule, scene, parts)
    doubtful = bool(risks) or any(one.weight is not None and one.weight < 0 for one in evidence)
    strength = min(rule.strength, DOUBTFUL) if doubtful else rule.strength
    span = _extent(rule, scene, view, hull)
    earlier = [part.at for part in parts if part.element and part.at < index]
    spans = (*(scene.views[at].sentence.span for at in sorted(set(earlier))), span)
    candidate = Candidate(device, spans, strength, evidence, rule.subtype, slots)
    matched = (item for part in parts if part.at == index for item in part.match.items)
    own = tuple(sorted({_chars(scene, index, Match(*item)) for item in matched}))
    return Finding(candidate, index, _chars(scene, index, hull), own, rule.allow, risks)


def _slots(rule: Rule, scene: Scene, parts: Sequence[_Part]) -> tuple[tuple[Slot, ...], tuple[str, ...]]:
    slots: dict[str, Slot] = {}
    risks: list[str] = []
    for part in parts:
        whole = (Filled(part.element, part.match.start, part.match.end),) if part.element else ()
        for filled in (*part.match.slots, *whole):
            match = Match(filled.start, filled.end)
            words, chars = _words(scene, part.at, match), _chars(scene, part.at, match)
            slots.setdefault(filled.slot, Slot(filled.slot, words, chars))
            if (
                filled.slot == _FOREIGN
                and scene.homes[part.at] is None
                and _is_state(scene.views[part.at], filled)
            ):
                risks.append("home_unknown")
    for slot in rule.fills:
        slots.setdefault(slot.name, slot)
    return tuple(slots.values()), tuple(sorted(set(risks)))


def _is_state(view: View, filled: Filled) -> bool:
    return any(
        hit.start < filled.end and filled.start < hit.end
        for name in PLACES & set(view.hits)
        for hit in view.hits[name]
    )


def _any(group: Sequence[Condition], views: Sequence[View], index: int, hull: Match) -> _Part | None:
    for condition in group:
        part = _holds(condition, views, index, hull)
        if part is not None:
            return part
    return None


def _holds(condition: Condition, views: Sequence[View], index: int, hull: Match) -> _Part | None:
    view = views[index]
    if condition.pattern is None:
        return _Part(index, hull) if view.question else None
    for at in _sentences(condition, index, len(views)):
        if not possible(condition.pattern, views[at]):
            continue
        start, end = _window(condition, view, hull) if at == index else (0, len(views[at].norms))
        match = first(condition.pattern, views[at], start, end)
        if match:
            return _Part(at, match)
    return None


def _sentences(condition: Condition, index: int, count: int) -> Sequence[int]:
    around = {
        "previous": (-1,), "next": (1,), "near": (0, -1, 1), "passage": (0, -1, -2), "earlier": (-1, -2, -3)
    }  # fmt: skip
    return [index + step for step in around.get(condition.place, (0,)) if 0 <= index + step < count]


def _window(condition: Condition, view: View, hull: Match) -> tuple[int, int]:
    size = len(view.norms)
    if condition.place == "match":
        return hull.start, hull.end
    if condition.place == "before":
        return 0, hull.start
    if condition.place == "after":
        return hull.end, size
    if condition.place == "clause":
        span = _clauses(view, hull)
        inside = [i for i, token in enumerate(view.sentence.tokens) if span.start <= token.start < span.end]
        return inside[0], inside[-1] + 1
    return 0, size


def _clauses(view: View, hull: Match) -> Span:
    """Return the hull of the clauses a match touches, at least the match itself."""
    start, end = view.sentence.tokens[hull.start].start, view.sentence.tokens[hull.end - 1].end
    whole = Span(start, end)
    for clause in view.sentence.clauses:
        if clause.start < end and start < clause.end:
            whole = whole.hull(clause)
    return whole


def _extent(rule: Rule, scene: Scene, view: View, hull: Match) -> Span:
    tokens = view.sentence.tokens
    start, end = tokens[hull.start].start, tokens[hull.end - 1].end
    clauses = _clauses(view, hull)
    if rule.span == "clauses":
        start, end = clauses.start, _to_break(view, clauses.end)
    elif rule.span == "sentence":
        start, end = tokens[0].start, tokens[-1].end
    elif rule.span == "from":
        end = tokens[-1].end
    elif rule.span == "to":
        start = clauses.start
    inside = [token for token in tokens if start <= token.start and token.end <= end]
    return _with_marks(scene.document.text, Span(inside[0].start, inside[-1].end), view)


def _to_break(view: View, end: int) -> int:
    """Return where the words end that go on without punctuation or "and", as relative clauses do."""
    after = [i for i, token in enumerate(view.sentence.tokens) if token.start >= end][:_LONGEST_TAIL]
    for i in after:
        if view.breaks[i] or view.norms[i] in _JOINTS:
            return end
        end = view.sentence.tokens[i].end
    return end


def _with_marks(text: str, span: Span, view: View) -> Span:
    """Take the question marks that belong to the span into it."""
    start, end = span
    if start and text[start - 1] in "¿¡":
        start -= 1
    if view.question and text[end : end + 1] in {"?", "!"} and end < view.sentence.span.end:
        end += 1
    return Span(start, end)


def _words(scene: Scene, at: int, match: Match) -> str:
    return _chars(scene, at, match).slice(scene.document.text)


def _chars(scene: Scene, at: int, match: Match) -> Span:
    tokens = scene.views[at].sentence.tokens
    return Span(tokens[match.start].start, tokens[match.end - 1].end)
