"""Hypothesis, question and future: what is only supposed, asked or announced."""

import re
from collections.abc import Iterator

from rhetoric.devices.grammar import Grammar
from rhetoric.devices.inflect.finite import spanish_future
from rhetoric.devices.status.line import Line, Mark, masked

_CONDITIONAL = re.compile(r"(?:ar|er|ir|dr|br|rr|har|dir)ia(?:n|s|mos)?$")
_INFINITIVE = re.compile(r"[aei]r(?:[mts]e|l[aeo]s?|nos)*$")
_FUTURE_FOLDED = re.compile(
    r"(?:ser|estar|habr|tendr|podr|querr|sabr|vendr|pondr|saldr|dir|har|dar|ver)(?:an?|as|emos)$"
)
_ASKED_IF = frozenset(
    "ask asks asked know knows wonder wonders see sabe saben preguntan pregunta preguntar saber".split()
)
_PREPARED = frozenset("and but y pero or o even only so then entonces que".split())
_NEAR = 3


def hypothetical(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield a mark for every supposed clause, and for the main clause that depends on it."""
    skipped = masked(line, lists, "hypothetical.not_modal")
    for index, norm in enumerate(line.norms):
        if index in skipped:
            continue
        if norm in lists.words["hypothetical.openers"] and _opens(line, index):
            yield from _conditional(line, lists, index)
        elif norm in lists.words["hypothetical.modals"] or _is_conditional(line, lists, index):
            yield Mark("hypothetical", *line.clause_of(index), index, index + 1)
    for first, end in lists.phrases["hypothetical.phrases"].find(line.norms):
        if not skipped.intersection(range(first, end)):
            yield Mark("hypothetical", *line.clause_of(first), first, end)
            clause = line.clause_of(end - 1)
            yield Mark("hypothetical", *clause, first, end)


def _opens(line: Line, index: int) -> bool:
    start = line.clause_of(index)[0]
    leads = (index - start <= _NEAR and all(word in _PREPARED for word in line.norms[start:index])) or bool(
        line.gaps[index].strip()
    )
    if line.norms[index] == "si" and (line.raws[index].lower() == "sí" or line.word(index + 1) == "bien"):
        return False
    asked = any(word in _ASKED_IF for word in line.norms[max(0, index - 2) : index])
    return leads and not asked


def _conditional(line: Line, lists: Grammar, index: int) -> Iterator[Mark]:
    first, end = line.clause_of(index)
    if line.norms[index] not in ("if", "si", "unless", "lest"):
        yield Mark("hypothetical", first, len(line.norms), index, index + 1)
        return
    while end < len(line.norms) and line.norms[end] in ("that", "que") and not line.gaps[end].strip():
        end = line.clause_of(end)[1]  # "if it is true that …" supposes the whole
    yield Mark("hypothetical", first, end, index, index + 1)
    main = _main_clause(line, first, end)
    if main is None:
        return
    supposed = any(word in lists.words["hypothetical.modals"] for word in line.norms[main[0] : main[1]])
    past = any(line.past[i] for i in range(*main))
    if supposed or not past:
        yield Mark("hypothetical", *main, index, index + 1)


def _main_clause(line: Line, first: int, end: int) -> tuple[int, int] | None:
    if end < len(line.norms):
        following = next((clause for clause in line.following(first) if _has_verb(line, clause)), None)
        if following and not line.stops_before(following[0]) and not _relative(line, following[0]):
            return following
    return line.clause_of(first - 1) if first > 0 and not line.stops_before(first) else None


def _has_verb(line: Line, clause: tuple[int, int]) -> bool:
    return any(line.finite[clause[0] : clause[1]])


def _relative(line: Line, index: int) -> bool:
    return line.norms[index] in ("that", "who", "which", "que", "quien", "quienes")


def _is_conditional(line: Line, lists: Grammar, index: int) -> bool:
    """Tell whether a Spanish word is a conditional ("ganaría") and no noun ("mayoría")."""
    norm = line.norms[index]
    if lists.language != "es" or not _CONDITIONAL.search(norm) or norm in lists.words["hypothetical.nouns_ria"]:
        return False
    if line.accented and "í" not in line.raws[index].lower():
        return False
    return line.word(index - 1) not in lists.words["words.determiners"] | lists.words["words.prepositions"]


def future(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield a mark for every clause about what will be."""
    skipped = masked(line, lists, "future.not_future")
    for index in range(len(line.norms)):
        if index not in skipped and _is_future(line, lists, index):
            yield Mark("future", *line.clause_of(index), index, index + 1)
    for first, end in lists.phrases["future.phrases"].find(line.norms):
        if line.word(end) not in lists.words["words.determiners"]:
            yield Mark("future", *line.clause_of(first), first, end)


def _is_future(line: Line, lists: Grammar, index: int) -> bool:
    if lists.language == "es" and _spanish_going(line, lists, index):
        return True
    if line.word(index - 1) in lists.words["words.determiners"]:
        return False
    if line.norms[index] in lists.words["future.words"]:
        return True
    return lists.language == "es" and _spanish_simple(line, lists, index)


def _spanish_simple(line: Line, lists: Grammar, index: int) -> bool:
    norm, raw = line.norms[index], line.raws[index]
    if spanish_future(raw) or (norm.endswith("emos") and norm[:-4] in lists.verbs.bases):
        return True
    if line.accented:
        return _FUTURE_FOLDED.fullmatch(norm) is not None and norm.endswith("emos")
    known = any(
        norm.endswith(ending) and norm[: -len(ending)] in lists.verbs.bases for ending in ("an", "a", "as")
    )
    return known or _FUTURE_FOLDED.fullmatch(norm) is not None


def _spanish_going(line: Line, lists: Grammar, index: int) -> bool:
    if line.norms[index] not in lists.words["future.going"] or line.word(index + 1) != "a":
        return False
    return _INFINITIVE.search(line.word(index + 2)) is not None


def question(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield a mark where the syntax asks although no question mark was written."""
    start = next((i for i, word in enumerate(line.norms[:_NEAR]) if word not in _PREPARED), 0)
    norm, following = line.word(start), line.word(start + 1)
    inverted = lists.words["question.inverted"]
    if lists.language == "en":
        asks = (norm in inverted and following in lists.words["question.subjects"]) or (
            norm in lists.words["question.words"] and _asks_after(line, lists, start)
        )
    else:
        accented = line.accented and line.raws[start : start + 2] != () and _accented_word(line, lists, start)
        asks = accented or lists.phrases["figures.rhetorical_phrases"].at(line.norms, start) > 0 if norm else False
    if asks:
        yield Mark("question", 0, len(line.norms), start, start + 1)


def _asks_after(line: Line, lists: Grammar, start: int) -> bool:
    following = line.word(start + 1)
    if line.norms[start] == "who":
        return start + 1 < len(line.norms) and line.finite[start + 1]
    if line.norms[start] == "how" and following in ("many", "much", "long", "often"):
        return True
    return following in lists.words["question.inverted"]


def _accented_word(line: Line, lists: Grammar, start: int) -> bool:
    for index in (start, start + 1):
        if (
            line.word(index) in lists.words["question.words"]
            and line.raws[index] != line.norms[index].capitalize()
        ):
            return line.raws[index].lower() != line.norms[index]
    return False
