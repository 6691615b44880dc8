"""Antitheses that deny one thing and say another: "not X but Y", "X, not Y", "it is not X, it is Y"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.figures.opposition import Found, member_end, member_start, sentence_end
from rhetoric.devices.grammar import Grammar

_DOUBTFUL = 0.6
_LONGEST = 18  # tokens of a member
_SHORT = 6  # tokens of a phrase set against another
_OPENING = 4  # tokens from which what is said must have its verb
_STEM = 6
_ROOT = 4
_DENIALS = frozenset("no ni nadie nunca jamas tampoco ninguno ninguna ningun nada".split())
_RESUMING = frozenset(
    "it this that these those they he she who which esto eso esta este lo que ello ahora now".split()
)
_RESTRICTING = 2  # tokens from "no" to the "sino" of "no fue sino"
_CONCESSIVE = frozenset(
    "although though while if when because since aunque si cuando porque como mientras".split()
)
_COPULAS = frozenset("is are was were isn't aren't wasn't it's that's they're es son era fue fueron eran".split())
_TURNS = {"en": frozenset({"but", "rather"}), "es": frozenset({"sino"})}

_ONLY = frozenset("only just merely simply solely alone solo solamente unicamente simplemente meramente".split())
_ALSO = frozenset("also too tambien ademas incluso".split())

_TENSES = {
    **dict.fromkeys("is isn't it's that's es son are aren't they're".split(), "now"),
    **dict.fromkeys("was wasn't were weren't era fue fueron eran".split(), "then"),
}
_HEDGES = frozenset("yet so even necessarily ya aun todavia tanto se he lo la le les me nos te".split())


def corrections(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield every correction."""
    yield from _correctio(flow, lists)
    yield from _afterthoughts(flow, lists)
    yield from _denied_then_said(flow, lists)


def _correctio(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield "not X but Y" inside a sentence; Spanish "sino" corrects "nobody X", "never X" and "nor X" too."""
    only = lists.phrases["negation.not_negating"]
    denials = {"not"} if lists.language == "en" else _DENIALS
    for index in range(len(flow.norms)):
        if flow.norms[index] not in denials or only.at(flow.norms, index):
            continue
        end = sentence_end(flow, index)
        turn = next((i for i in range(index + 2, end) if flow.norms[i] in _TURNS[lists.language]), None)
        if turn is None or turn + 1 >= end or turn - index > _LONGEST or _adds(flow, index, turn):
            continue
        if flow.norms[index] != "not" and denials.intersection(flow.norms[index + 1 : turn]):
            continue  # the last denial is the one corrected
        first = Unit(member_start(flow, index), turn)
        second = Unit(turn + 1, member_end(flow, turn + 1, end))
        strength = _corrected(flow, lists, index, second)
        if strength:
            yield first, second, "correctio", (index, turn), strength


def _adds(flow: Flow, index: int, turn: int) -> bool:
    """Tell whether "not only X but also Y" adds to X, "only" perhaps after a verb, or "no es sino" means only."""
    if turn - index <= _RESTRICTING and flow.gap(turn) == " " and flow.norms[turn] == "sino":
        return True
    near = flow.norms[max(0, index - 1) : index + 4]
    return bool(_ONLY.intersection(near)) or bool(_ALSO.intersection(flow.norms[turn + 1 : turn + 3]))


def _corrected(flow: Flow, lists: Grammar, index: int, second: Unit) -> float:
    """Return the strength of a correction: English "but" also opens plain concessions."""
    length = second.end - second.first
    if lists.language == "es":
        return 1.0 if length <= _LONGEST else _DOUBTFUL
    words = flow.norms[second.first : second.end]
    new_clause = words[0] in lists.words["words.pronouns"] | lists.words["words.determiners"] and any(
        lists.verbs.finite_at(words, i) for i in range(1, min(5, len(words)))
    )
    same = flow.norms[index + 1] == words[0]
    if new_clause and not same:
        return 0.0
    return 1.0 if same or length <= _LONGEST else _DOUBTFUL


def _denied_then_said(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield "it is not X, it is Y" and "This is not X. It is Y" as neighbouring units."""
    units = flow.units(Break.PHRASE, lists)
    negations = lists.words["negation.cues"]
    for one, two in pairwise(units):
        first, second = flow.norms[one.first : one.end], flow.norms[two.first : two.end]
        if not flow.same_turn(one.first, two.first) or max(len(first), len(second)) > _LONGEST or len(second) < 2:
            continue
        denied = _copula_denied(first, negations)
        if (
            first[0] in _CONCESSIVE
            or first[0] in lists.words["clauses.relatives"]
            or negations.intersection((flow.norms[two.first - 1], *second[:4]))
        ):
            continue
        inside = flow.sentence[one.first] == flow.sentence[two.first]
        repeated = _said_again(first, second, lists, inside=inside)
        if repeated is not None:
            yield one, two, "correctio", (one.first + repeated, two.first), 1.0
            continue
        if denied is None or second[0] in ("there", "hay"):
            continue
        said = next((i for i, word in enumerate(second[:_OPENING]) if word in _COPULAS), None)
        if said is not None and len(first) > denied + 1 and _of_same(first, denied, second, said):
            yield one, two, "correctio", (one.first + denied, two.first + said), 1.0


def _of_same(first: Sequence[str], denied: int, second: Sequence[str], said: int) -> bool:
    """Tell whether what is said speaks of what was denied: the same tense, of the same thing or a pronoun."""
    tenses = {_TENSES.get(word) for word in first[max(0, denied - 1) : denied + 2]} - {None}
    subject = second[:said]
    same = not subject or set(subject) <= {*first[:denied], *_RESUMING}
    return same and _TENSES[second[said]] in tenses and first[denied + 1] not in ("more", "mas")


def _said_again(first: Sequence[str], second: Sequence[str], lists: Grammar, *, inside: bool) -> int | None:
    """Return where "not A" stands if the second unit takes A up: "no atacan un puerto: atacan una nación".

    A small word taken up ("not because …, because …") counts inside one sentence only.
    """
    for index, word in enumerate(first[:-1]):
        if word not in lists.words["negation.cues"] or len(first) - index <= 2 or len(second) < 2:
            continue
        if first[index + 1] == second[0] and (inside or second[0] not in lists.words["words.stop"]):
            return index
        same = index == 1 and first[0] == second[0] and len(second) < len(first) + 3
        if same and (second[1][:_STEM] in {other[:_STEM] for other in first[2:4]} or _contracted(first[0])):
            return index
        cleft = second[:2] == ("lo", "que") and len(second) > 2
        if cleft and second[2][:_ROOT] == first[index + 1][:_ROOT]:
            return index
    return None


def _contracted(word: str) -> bool:
    """Tell whether a pronoun carries its verb ("they're")."""
    return "'" in word or "’" in word


def _afterthoughts(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield "X, not Y" and "X y no Y", where Y is a phrase that matches X."""
    word = "no" if lists.language == "es" else "not"
    for index in range(2, len(flow.norms) - 1):
        if flow.norms[index] != word or lists.phrases["negation.not_negating"].at(flow.norms, index):
            continue
        joined = flow.norms[index - 1] in ("and", "y") or "," in flow.gap(index)
        end = member_end(flow, index, sentence_end(flow, index))
        after = flow.norms[index + 1 : end]
        if not joined or not after or len(after) > _SHORT or flow.gap(index + 1) != " ":
            continue
        before = flow.norms[max(0, index - _SHORT - 1) : index]
        if not _set_against(before, after, lists, enclosed="," in flow.gap(index)):
            continue
        start = member_start(flow, index - 1)
        sure = after[0] in before and after[0] not in ("the", "a")
        yield Unit(start, index), Unit(index, end), "correctio", (index,), 1.0 if sure else _DOUBTFUL


def _set_against(before: Sequence[str], after: Sequence[str], lists: Grammar, *, enclosed: bool) -> bool:
    """Tell whether "Y" of "X, not Y" is a phrase, a lone English verb ("to mend, not break") or "is Y"."""
    if after[0] in _TURNS[lists.language] or after[0] in _HEDGES or after[0].endswith("mente"):
        return False
    if after[0] in _COPULAS:
        return enclosed and len(after) > 1 and after[0] in before
    if any(lists.verbs.finite_at(after, i) for i in range(len(after))):
        return enclosed and len(after) == 1 and lists.language == "en"
    phrase = lists.words["words.determiners"] | lists.words["words.articles"] | lists.words["words.prepositions"]
    return lists.language == "en" or len(after) == 1 or after[0] in phrase or after[0] in before


def _copula_denied(words: Sequence[str], negations: frozenset[str]) -> int | None:
    for index, word in enumerate(words[:6]):
        if word in ("isn't", "aren't", "wasn't"):
            return index
        near = {*words[max(0, index - 1) : index], *words[index + 1 : index + 2]}
        if word in negations and near & _COPULAS and word in ("not", "no", "never", "nunca"):
            return index
    return None
