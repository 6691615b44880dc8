"""Negation: from the cue to the end of its clause or an adversative; two negations undo each other.

Left alone: fixed phrases that assert ("not only", "no doubt", "sin duda", "no es casualidad"), a "no" that answers
("No, we will win") and Spanish agreement ("no vino nadie" is one negation). "Not X but Y" keeps Y.
"""

from collections.abc import Iterator, Sequence

from rhetoric.devices.grammar import Grammar
from rhetoric.devices.status.line import Line, Mark, masked

_LOCAL_REACH = 4  # tokens after "with no …", where the negation stays inside the phrase
_AUXILIARY_NEAR = 2
_FAR = 40  # tokens; no clause is longer, unless stops are missing
_SUPERLATIVES = frozenset("mas mayor mayores peor peores mejor mejores menos".split())


def negated(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield a mark for every stretch that the speaker denies."""
    skipped = masked(line, lists, "negation.not_negating")
    marks = [
        _scope(line, lists, index)
        for index in range(len(line.norms))
        if index not in skipped and _is_cue(line, lists, index) and not _unequalled(line, lists, index)
    ]
    for mark in _without_doubles(line, lists, marks):
        yield _with_complement(line, lists, mark)
    for first, end in lists.phrases["negation.false_that"].find(line.norms):
        yield Mark("negated", end, _complement_end(line, end), first, end)


def _is_cue(line: Line, lists: Grammar, index: int) -> bool:
    norm = line.norms[index]
    if norm in lists.words["negation.verbs"]:
        return line.word(index - 1) not in lists.words["words.determiners"]
    if norm not in lists.words["negation.cues"]:
        return False
    answers = norm == "no" and (index == 0 or line.gaps[index].strip()) and index + 1 < len(line.norms)
    return not (answers and "," in line.gaps[index + 1])


def _unequalled(line: Line, lists: Grammar, index: int) -> bool:
    """Tell whether a negation makes a superlative: "no president … as I have", "the fastest … jamás vistos"."""
    norm = line.norms[index]
    before = line.norms[max(line.clause_of(index)[0], index - _FAR) : index]
    if norm in ("jamas", "nunca") and _SUPERLATIVES.intersection(before):
        return True
    if norm not in lists.words["negation.subjects"] or norm in ("nothing", "nada", "neither", "tampoco"):
        return False
    return bool(lists.phrases["negation.comparatives"].find(line.norms[index : index + _FAR]))


def _scope(line: Line, lists: Grammar, index: int) -> Mark:
    norm = line.norms[index]
    first, end = line.clause_of(index)
    adversatives = lists.words["negation.adversatives"]
    end = min(end, index + _FAR)
    end = next((i for i in range(index + 1, end) if line.norms[i] in adversatives), end)
    if norm in lists.words["negation.phrases_of"]:
        verb = next((i for i in range(index + 1, end) if line.finite[i]), end)
        return Mark("negated", index, verb, index, index + 1)
    if norm in lists.words["negation.verbs"]:
        return Mark("negated", index + 1, max(end, index + 1), index, index + 1)
    before = line.word(index - 1)
    if norm == "no" and lists.language == "en" and before in lists.words["words.prepositions"] and before != "at":
        return Mark("negated", index, min(end, index + _LOCAL_REACH), index, index + 1)
    if norm in lists.words["negation.subjects"]:
        start = max(first, index - _FAR)  # "Kestria attacked nobody": the n-word reaches back over its clause
    else:
        near = range(max(first, index - _AUXILIARY_NEAR), index)
        start = next((i for i in near if line.finite[i]), index)
    return Mark("negated", start, end, index, index + 1)


def _without_doubles(line: Line, lists: Grammar, marks: Sequence[Mark]) -> Iterator[Mark]:
    held: Mark | None = None
    for mark in marks:
        if held is None or not _meets(line, held, mark):
            if held is not None:
                yield held
            held = mark
        elif _undoes(line, lists, held, mark):
            held = None
        elif not _agrees(lists, mark.cue, line):
            yield held
            held = mark
    if held is not None:
        yield held


def _meets(line: Line, mark: Mark, following: Mark) -> bool:
    """Tell whether the second negation stands in the reach of the first, or in a relative clause hung on it."""
    if following.cue < mark.end:
        return True
    clause = line.clause_of(following.cue)
    hung = clause[0] == line.clause_of(mark.cue)[1] and following.cue - clause[0] <= _LOCAL_REACH
    return hung and not line.gaps[clause[0]].strip() and _existential(line, mark)


def _existential(line: Line, mark: Mark) -> bool:
    near = line.norms[max(0, mark.cue - 2) : mark.cue + 4]
    return any(
        word in near for word in ("hay", "there", "existe", "day", "dia", "one", "quien", "nothing", "nobody")
    )


def _agrees(lists: Grammar, cue: int, line: Line) -> bool:
    return line.norms[cue] in lists.words["negation.agreement"]


def _undoes(line: Line, lists: Grammar, mark: Mark, following: Mark) -> bool:
    norm = line.norms[following.cue]
    joined = line.word(following.cue - 1) in lists.words["words.conjunctions"] or "," in line.gaps[following.cue]
    if joined or norm == line.norms[mark.cue] == "never":
        return False
    if norm in lists.words["negation.verbs"]:
        return following.cue - mark.cue <= _LOCAL_REACH
    return not _agrees(lists, following.cue, line)


def _with_complement(line: Line, lists: Grammar, mark: Mark) -> Mark:
    """Extend "I do not say | that …" over what is not said."""
    words = line.norms[mark.cue : mark.end]
    embeds = any(word in lists.words["negation.embedding"] for word in words)
    denies = line.norms[mark.cue] in lists.words["negation.verbs"]
    if (embeds or denies) and mark.end < len(line.norms) and mark.end == line.clause_of(mark.cue)[1]:
        return mark._replace(end=_complement_end(line, mark.end))
    return mark


def _complement_end(line: Line, start: int) -> int:
    """Return where a complement that begins at `start` ends: at a stop, or before a coordinated clause."""
    if start >= len(line.norms) or line.stops_before(start):
        return start
    for first, _ in line.following(start):
        if line.stops_before(first) or line.norms[first] in ("but", "and", "pero", "y", "sino", "so"):
            return first
    return len(line.norms)
