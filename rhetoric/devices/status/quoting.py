"""Marks in the text itself: what stands in quotation marks, and what ends in a question mark.

One or two words in quotation marks are taken for scare quotes, which distance the speaker but quote nobody.
"""

import re
from bisect import bisect_left

from rhetoric.records import Span
from rhetoric.text import tokens

_QUOTES = re.compile(
    r"“[^“”]{1,2000}”|«[^«»]{1,2000}»|„[^„“”]{1,2000}[“”]|\"[^\"\n]{1,1000}\"|(?<!\w)‘[^‘\n]{3,600}?’(?!\w)"
)
_QUESTION = re.compile(r"\?")
_ASK_FROM = re.compile(r"¿|[.!?…;:]['\"”’»)\]]*\s|\n|[—–“«]|(?<=[\s(])\"(?=\w)")
_CLOSING = {"“": "”", "«": "»", '"': '"'}
_FEWEST_WORDS = 3
_LONGEST_QUESTION = 600


def quotations(text: str) -> tuple[Span, ...]:
    """Return the ranges inside quotation marks of any kind, in order, scare quotes left out."""
    found = (Span(match.start() + 1, match.end() - 1) for match in _QUOTES.finditer(text))
    return tuple(span for span in found if len(tokens(text, span)) >= _FEWEST_WORDS)


def questions(text: str) -> tuple[Span, ...]:
    """Return the ranges that end in a question mark, from "¿" or the last stop before it."""
    found = []
    last = 0
    for match in _QUESTION.finditer(text):
        floor = max(last, match.start() - _LONGEST_QUESTION)
        starts = [
            m.end() for m in _ASK_FROM.finditer(text, floor, match.start()) if not _closed(text, m, match.start())
        ]
        opened = text.rfind("¿", floor, match.start())
        start = opened if opened >= 0 else (starts[-1] if starts else floor)
        if start < match.start():
            found.append(Span(start, match.end()))
        last = match.end()
    return tuple(found)


def _closed(text: str, opening: re.Match[str], end: int) -> bool:
    """Tell whether a quotation that opens inside a question is closed before its mark (Who wrote "X"?)."""
    closing = _CLOSING.get(opening.group())
    return closing is not None and text.find(closing, opening.end(), end) >= 0


def overlapping(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Return those of the ordered `spans` that share characters with `span`."""
    index = bisect_left(spans, span.start, key=lambda item: item.end)
    found = []
    while index < len(spans) and spans[index].start < span.end:
        if spans[index].overlap(span):
            found.append(spans[index])
        index += 1
    return tuple(found)
