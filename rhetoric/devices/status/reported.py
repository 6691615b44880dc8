"""Reported speech: what somebody other than the speaker's side is said to say or believe.

"I say", "we say" and reports the speaker endorses ("and they are right", "as she rightly says") are the speaker's
own. A report, or any claim, that is thrown out at once ("that is nonsense", "no es así") is negated as well.
"""

from collections.abc import Iterator, Sequence

from rhetoric.devices.grammar import Grammar
from rhetoric.devices.status.line import Line, Mark, masked

_SUBJECT_REACH = 6
_TRAILING = 7  # tokens of a clause such as "says the minister of labour"
_OWN_AUXILIARIES = frozenset("he hemos estoy estamos vengo venimos sigo seguimos habia".split())
_STRONG_PAST = frozenset("dijo sostuvo supuso propuso mantuvo predijo dicho acusado".split())
_ANSWER_REACH = 7
_SHORT_ANSWER = 5
_FAR = 40  # tokens; no clause is longer, unless stops are missing


def reported(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield a mark for every stretch attributed to others."""
    skipped = masked(line, lists, "reporting.not_reporting")
    for index in range(len(line.norms)):
        if index not in skipped and _reports(line, lists, index):
            yield _attributed(line, lists, index)
        elif line.norms[index] in lists.words["reporting.adverbs"]:
            yield Mark("reported", *line.clause_of(index), index, index + 1)
    for first, end in lists.phrases["reporting.phrases"].find(line.norms):
        yield Mark(
            "reported", 0 if first == 0 else line.clause_of(first)[0], _contrast(line, lists, end), first, end
        )


def endorsed(line: Line, lists: Grammar, reach: int | None = None) -> bool:
    """Tell whether the sentence, or its first `reach` tokens, agrees with a report."""
    return bool(lists.phrases["reporting.endorsed"].find(line.norms[:reach]))


def rejects_previous(line: Line, lists: Grammar, *, reports: bool) -> tuple[int, int] | None:
    """Return the rejecting words where a sentence opens with them and so answers the one before.

    What is no report (`reports` false) is thrown out only by a short answer or one that points at it.
    """
    found = _rejection(line, lists)
    if found is None or found[1] > _ANSWER_REACH:
        return None
    pointed = any(word in _POINTING for word in line.norms[: found[1]])
    return found if reports or pointed or len(line.norms) <= _SHORT_ANSWER else None


def thrown_out(line: Line, lists: Grammar, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield negation over what a rejection later in the same sentence refers to."""
    found = _rejection(line, lists)
    if found is None:
        return
    clause = line.clause_of(found[0])[0]
    before = [mark for mark in marks if mark.flag == "reported" and mark.first < clause]
    for mark in before:
        yield Mark("negated", mark.first, min(mark.end, clause), *found)
    demonstrative = any(word in _POINTING for word in line.norms[clause : found[0]])
    if not before and demonstrative and clause > 0:
        yield Mark("negated", 0, clause, *found)


def _rejection(line: Line, lists: Grammar) -> tuple[int, int] | None:
    """Return the token range of the first words that throw a claim out, if any."""
    found = list(lists.phrases["reporting.rejected"].find(line.norms))
    for first, end in lists.phrases["reporting.denied"].find(line.norms):
        if end == len(line.norms) or line.gaps[end].strip():
            found.append((first, end))
    return min(found, default=None)


_NOUN_BEFORE = frozenset("the a an this our my your their his her no of be".split())
_POINTING = frozenset("that this it eso esto ello".split())


def _reports(line: Line, lists: Grammar, index: int) -> bool:
    norm, following = line.norms[index], line.word(index + 1)
    that = following in ("that", "que") or (following == "de" and line.word(index + 2) == "que")
    if norm in lists.words["reporting.nouns"] and that:
        return not _own(line, lists, index)
    is_verb = norm in lists.words["reporting.strong"] or (norm in lists.words["reporting.with_that"] and that)
    if not is_verb or _nominal(line, lists, index):
        return False
    return not _own(line, lists, index)


def _nominal(line: Line, lists: Grammar, index: int) -> bool:
    """Tell whether the word is a noun here, an imperative ("Say it") or passive ("let them be warned")."""
    before = line.word(index - 1)
    if lists.language == "es":
        return before in lists.words["words.determiners"] | lists.words["words.prepositions"]
    imperative = index == 0 and line.norms[index] in lists.verbs.bases
    return imperative or before in _NOUN_BEFORE


def _own(line: Line, lists: Grammar, index: int) -> bool:
    """Tell whether the nearest subject before the verb is the speaker's side."""
    start = line.clause_of(index)[0]
    if lists.language == "es":
        near = line.norms[max(start, index - 2) : index]
        raw = line.raws[index].lower()
        if line.accented and raw.endswith("o") and raw not in _STRONG_PAST:
            return True  # "anuncio" is "I announce" where "anunció" would have its accent
        return bool(_OWN_AUXILIARIES.intersection(near)) or "yo" in near or "nosotros" in near
    for word in reversed(line.norms[max(start, index - _SUBJECT_REACH) : index]):
        stem = word.split("'")[0]
        if stem in ("i", "we", "me", "us"):
            return line.word(index - 1) not in ("am", "are", "been", "was", "were", "being") or (
                line.norms[index].endswith("ing")
            )
        if stem in ("they", "he", "she", "you", "it", "who", "people", "some"):
            return False
    return False


def _attributed(line: Line, lists: Grammar, index: int) -> Mark:
    first, end = line.clause_of(index)
    trails = first > 0 and end == len(line.norms) and end - index <= _TRAILING and index - first <= _ANSWER_REACH
    if (
        trails
        and line.gaps[first].strip()
        and index + 1 < end
        and not any(line.finite[index + 1 : min(end, index + _FAR)])
    ):
        return Mark("reported", 0, first, index, index + 1)
    following = next(line.following(index), None)
    clausal = any(line.finite[index + 1 : min(end, index + _FAR)]) or (
        following and _complement(line, lists, following[0])
    )
    return Mark("reported", index, _contrast(line, lists, index) if clausal else end, index, index + 1)


def _complement(line: Line, lists: Grammar, first: int) -> bool:
    """Tell whether the clause at `first` is what is said: "that …", ": …", or no coordinated clause."""
    return line.norms[first] not in lists.words["clauses.coordinators"] and not line.stops_before(first)


def _contrast(line: Line, lists: Grammar, index: int) -> int:
    """Return where a report that began at `index` ends: at a stop, or where the speaker takes over."""
    for first, end in line.following(min(index, len(line.norms) - 1)):
        opening = line.norms[first : min(end, first + 3)]
        joined = opening[0] in lists.words["clauses.coordinators"]
        adversative = opening[0] in lists.words["negation.adversatives"]
        own = any(word in lists.words["words.own"] for word in opening)
        if line.stops_before(first) or (adversative and opening[0] != "mas") or (joined and own):
            return first
    return len(line.norms)
