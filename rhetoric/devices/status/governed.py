"""Statements that hang on other words: what somebody is said to shout, what a listener is asked to picture.

Reporting verbs without end can be invented, so their *place* tells here: a sentence that opens with somebody else,
one verb, and "that". Verbs that vouch for what follows ("shows that", "sabe que") are listed, since they are few.
"""

import re
from collections.abc import Iterator

from rhetoric.devices.grammar import Grammar
from rhetoric.devices.status.line import Line, Mark
from rhetoric.records import Status

_NEAR = 9  # tokens between the start of a clause and the "that" that hangs on its verb
_THAT = {"en": frozenset({"that", "how"}), "es": frozenset({"que"})}
_PLACE = {"en": frozenset({"that", "where"}), "es": frozenset({"que", "donde"})}
_VERB = {
    "en": re.compile(r"\w{2,}(?:[^s]s|ed)$"),
    "es": re.compile(r"\w{2,}(?:an?|en?|aba|aban|o|aron|ieron|ando|iendo)$"),
}
_IMPERATIVE = {"en": re.compile(r"\w{3,}(?<!s)$"), "es": re.compile(r"\w{3,}[ae]n(?:se|nos|me)?$")}
_PREFIX = re.compile(r"(?:un|in|im|il|ir)(\w{4,})$")
_AGAINST = {"en": re.compile(r"(?:dis|mis)\w{3,}$"), "es": re.compile(r"(?:dis|des)\w{3,}o$")}
_INTO_VIEW = frozenset("in to a en para".split())
_OURS = frozenset("my our mi mis nuestro nuestra nuestros nuestras".split())
_LINKS = frozenset("de con en por".split())
_BEFORE_VERB = frozenset("me te se lo le les nos os no ya hoy y pero".split())
_INVERTED = frozenset("should were had".split())
_INFINITIVE = re.compile(r"\w+[aei]r$")


def governed(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield marks over statements that are attributed, denied or supposed by the words they hang on."""
    yield from _inverted(line, lists)
    yield from _premised(line, lists)
    yield from _seen_by_others(line, lists)
    for index in range(1, len(line.norms)):
        norm = line.norms[index]
        start = _start(line, index)
        if line.gaps[index].strip() or index - start > _NEAR or index == start:
            continue
        if norm in _PLACE[lists.language] and _pictured(line, lists, start, index):
            yield Mark("hypothetical", index, _end(line, index), start, start + 1)
        elif norm in _THAT[lists.language]:
            flag = _flag(line, lists, start, index)
            if flag is not None:
                yield Mark(flag, index, _end(line, index), index - 1, index)


def _start(line: Line, index: int) -> int:
    """Return where the words before `index` begin: after the last punctuation, at most a little too far back."""
    start = index
    while start > 0 and index - start <= _NEAR and not line.gaps[start].strip():
        start -= 1
    return start


def _end(line: Line, index: int) -> int:
    """Return where a statement that opens at `index` ends: at a stop, or where the speaker takes over."""
    for first, _ in line.following(index):
        contrast = line.norms[first] in ("but", "pero") or line.norms[first : first + 2] in _OWN_TURN
        if line.stops_before(first) or contrast:
            return first
    return len(line.norms)


_OWN_TURN = (("and", "that"), ("and", "we"), ("and", "i"), ("y", "eso"), ("y", "es"), ("y", "nosotros"))


def _flag(line: Line, lists: Grammar, start: int, index: int) -> Status | None:
    words = line.norms[start:index]
    if _untrue(words, lists):
        return "negated"
    if (lists.words["governed.factive"] | lists.words["negation.verbs"]).intersection(words):
        return None
    if lists.words["words.own"].intersection(words) or _first_person(line, lists, start, index):
        against = any(
            _AGAINST[lists.language].match(word) and word not in lists.words["governed.not_against"]
            for word in words
        )
        return "negated" if against else None
    if lists.words["negation.subjects"].intersection(words[:1]):
        return "negated"
    return "reported" if _somebody_says(line, lists, start, index) else None


def _untrue(words: tuple[str, ...], lists: Grammar) -> bool:
    """Tell whether a word of truth is turned round: "inaccurate", "unproven", "erróneo"."""
    if lists.words["negation.cues"].intersection(words):
        return False  # "it is not unproven that …"; a plain negation is read elsewhere
    if lists.words["governed.untruth"].intersection(words):
        return True
    found = (_PREFIX.match(word) for word in words)
    return any(one is not None and one[1] in lists.words["governed.truth"] for one in found)


def _first_person(line: Line, lists: Grammar, start: int, index: int) -> bool:
    if lists.language != "es":
        return False
    if index - start > 3:
        return False
    at = start
    while at < index - 1 and line.norms[at] in _BEFORE_VERB:
        at += 1
    return line.norms[at].endswith(("o", "amos", "emos", "imos")) and not line.raws[at].endswith("ó")


def _somebody_says(line: Line, lists: Grammar, start: int, index: int) -> bool:
    """Tell whether the words before "that" are somebody with one verb, known or not."""
    last = index - 1
    if line.norms[last] in _LINKS and lists.language == "es":
        last -= 1
    if last - start < 1 or line.norms[start] in lists.words["governed.no_subject"]:
        return False
    if any(line.finite[start : max(start, last - 2)]):
        return False
    near = range(max(start + 1, last - 2), last + 1)
    return any(
        _VERB[lists.language].match(line.norms[at])
        and not _noun_here(line, lists, at)
        and (line.finite[at] or at == last)
        for at in near
    )


def _noun_here(line: Line, lists: Grammar, at: int) -> bool:
    """Tell whether the word stands where a noun does: after an article or a preposition."""
    before = line.norms[at - 1]
    return before in lists.words["words.determiners"] | lists.words["words.prepositions"]


def _pictured(line: Line, lists: Grammar, start: int, index: int) -> bool:
    """Tell whether the sentence opens with an order to imagine something "that" or "where" it is so."""
    norm = line.norms[start]
    opens = start == 0 or line.stops_before(start)
    if not opens or index - start > _NEAR - 3 or norm in lists.words["governed.no_picture"]:
        return False
    reports = lists.words["reporting.strong"] | lists.words["reporting.with_that"]
    if (
        norm in (lists.words["governed.factive"] | reports) - lists.words["governed.imagining"]
        or line.norms[index - 1] == "por"
    ):
        return False
    leads = lists.words["words.articles"] | lists.words["words.prepositions"] | _PLACE[lists.language]
    known = norm in lists.verbs.bases - lists.words["governed.imagining"] or norm in lists.words["words.stop"]
    verb_like = _IMPERATIVE[lists.language].match(norm) is not None
    return verb_like and not known and line.norms[start + 1] in leads and not any(line.finite[start + 1 : index])


def _inverted(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield "should it happen that …, we would …" and "de resultar que …"."""
    first = line.norms[:2]
    english = lists.language == "en" and first[:1] and first[0] in _INVERTED
    spanish = lists.language == "es" and first[:1] == ("de",) and bool(first[1:]) and _INFINITIVE.match(first[1])
    if not (english or spanish) or "?" in "".join(line.gaps):
        return
    comma = next((at for at in range(2, len(line.norms)) if "," in line.gaps[at]), None)
    if comma is None:
        return
    rest = line.norms[comma:]
    if any(
        word in lists.words["hypothetical.modals"] or word.endswith(("ria", "rian", "riamos")) for word in rest
    ):
        last = max(at for at in range(2, len(line.norms)) if "," in line.gaps[at])
        yield Mark("hypothetical", 0, last, 0, 1)


def _premised(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield what follows a noun of mere thought: "the hypothesis that …", "a thought experiment: …"."""
    for index, norm in enumerate(line.norms[:-1]):
        if norm not in lists.words["governed.premises"]:
            continue
        following = range(index + 1, min(index + 3, len(line.norms)))
        hung = any(line.norms[at] in _THAT[lists.language] for at in following)
        if ":" in line.gaps[index + 1] or hung or any(":" in line.gaps[at] for at in following):
            yield Mark("hypothetical", index + 1, _end(line, index + 1), index, index + 1)


def _seen_by_others(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield what stands after "in the view of …," or "a juicio de …," where these open a sentence."""
    comma = next((at for at in range(1, min(len(line.norms), _NEAR)) if "," in line.gaps[at]), None)
    if comma is None or lists.words["words.own"].intersection(line.norms[: comma - 1 if comma > 2 else 1]):
        return
    opening = line.norms[:comma]
    viewed = opening[0] in _INTO_VIEW and bool(lists.words["governed.views"].intersection(opening[:4]))
    if viewed and _OURS.isdisjoint(opening[:3]):
        yield Mark("reported", comma, len(line.norms), 0, min(3, comma))
