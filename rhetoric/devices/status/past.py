"""History: clauses in the past tense under a date or period that is closed, and ceremonies of remembrance.

A present bridge ("again", "to this day", "otra vez", "siguen") brings the past into today and lifts the flag.
"""

import re
from collections.abc import Iterator

from rhetoric.devices.grammar import Grammar
from rhetoric.devices.status.line import Line, Mark

_CLOSED_YEAR = re.compile(
    r"1[0-9]{3}s?|(?:seventeen|eighteen|nineteen)-\w{3,}ies|(?:(?:se|o)tecient|ochocient|novecient)os"
)
_FOREBEAR = re.compile(r"(?:great-?)+(?:aunt|uncle|grand\w+)|(?:bis|tatar)abuel[oa]s?")
_FEWEST_YEARS = 15
_PRESENT_CENTURY = frozenset("xxi 21st twenty-first this este".split())
_AGO_REACH = 3


def bridged(line: Line, lists: Grammar, reach: int | None = None) -> bool:
    """Tell whether the sentence, or its first `reach` tokens, ties the past to today."""
    return bool(lists.phrases["historical.bridge"].find(line.norms[:reach]))


def historical(line: Line, lists: Grammar) -> Iterator[Mark]:
    """Yield a mark for every clause of closed history."""
    cue = _commemorative(line, lists)
    if cue:
        yield Mark("historical", 0, len(line.norms), *cue)
        return
    cue = _closed_period(line, lists)
    if cue:
        yield from past_clauses(line, cue)


def past_clauses(line: Line, cue: tuple[int, int]) -> Iterator[Mark]:
    """Yield a mark for every clause whose first finite verb is in the past."""
    for first, end in line.clauses:
        verb = next((i for i in range(first, end) if line.finite[i] and not cue[0] <= i < cue[1]), None)
        if verb is not None and line.past[verb]:
            yield Mark("historical", first, end, *cue)


def narrates_past(line: Line) -> bool:
    """Tell whether all verbs of a sentence stand in the past, so that it goes on with a story."""
    return any(line.past) and not any(
        finite and not past for finite, past in zip(line.finite, line.past, strict=True)
    )


def _commemorative(line: Line, lists: Grammar) -> tuple[int, int] | None:
    found = lists.phrases["historical.commemorative_phrases"].find(line.norms)
    if found:
        return found[0]
    words = lists.words["historical.commemorative"]
    index = next((i for i, norm in enumerate(line.norms) if norm in words), None)
    return (index, index + 1) if index is not None else None


def _closed_period(line: Line, lists: Grammar) -> tuple[int, int] | None:
    found = lists.phrases["historical.phrases"].find(line.norms)
    if found:
        return found[0]
    for index, norm in enumerate(line.norms):
        near = line.norms[max(0, index - 2) : index + 2]
        if _CLOSED_YEAR.fullmatch(norm) and line.word(index + 1) not in _COUNTED:
            return index, index + 1
        if _FOREBEAR.match(norm) or _under_rulers(line, lists, index):
            return index, index + 1
        if norm in lists.words["historical.words"] and not _PRESENT_CENTURY.intersection(near):
            return index, index + 1
        if norm in lists.words["historical.ago_words"] and _long_ago(line, lists, index):
            return index, index + 1
    return None


def _under_rulers(line: Line, lists: Grammar, index: int) -> bool:
    """Tell whether the words are "under the old kings", "bajo los virreyes"."""
    if line.norms[index] not in lists.words["historical.rulers"]:
        return False
    return not lists.words["historical.under"].isdisjoint(line.norms[max(0, index - _AGO_REACH) : index])


_COUNTED = frozenset(
    "people men women euros dollars pesos personas hombres mujeres años years millones million".split()
)


def _long_ago(line: Line, lists: Grammar, index: int) -> bool:
    spanish = line.norms[index] == "hace"
    near = (
        line.norms[index + 1 : index + 1 + _AGO_REACH]
        if spanish
        else line.norms[max(0, index - _AGO_REACH) : index]
    )
    if any(word in lists.words["historical.ago"] for word in near):
        return True
    return any(word.isdecimal() and len(word) < 5 and int(word) >= _FEWEST_YEARS for word in near)
