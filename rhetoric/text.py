"""Sentences, tokens and folding: ranges of the original text, which is never changed.

All offsets are code points of the text handed in. Folding (`fold`) drops case and accents for matching, since
recognisers and hurried typists drop them too; it is applied to tokens, never to the text, so offsets stay true.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from rhetoric.records import Span, Turn, Word

# A word is letters, marks and digits, with apostrophes and hyphens inside; numbers keep their separators.
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_](?:[\w\u0300-\u036f]|['’\-](?=\w))*|\w+")
_PARAGRAPH = re.compile(r"(?:\r?\n|\r)[^\S\r\n]*(?:\r?\n|\r)\s*")
_TERMINAL = re.compile(r"[.!?…]")
_LONGEST_UNPUNCTUATED = 40  # tokens; a longer sentence without a stop inside is cut at pauses
_PAUSE = 500  # ms

_ABBREVIATIONS = {
    "en": (
        "adm al approx art ave capt cf co col corp dept dr ed e.g etc fig ft gen gov hon i.e inc jan feb mar apr "
        "jun jul aug sep sept oct nov dec jr lt ltd maj messrs mr mrs ms mt p pp ph.d pres prof rep rev "
        "sec sen sgt sr st u.k u.n u.s vol vs"
    ),
    "es": (
        "admón aprox arq art arts atte av avda cap cía col d dña da dpto dr dra dres ed ee.uu ej etc excmo excma "
        "fig gral gob hnos ilmo ing izq lic ltda mons mtro n.º no núm p pág págs p.ej ph.d prof profa pte s.a sec "
        "sen sgto sr sra sres srta sta sto tel ud uds vol vs"
    ),
}


class Token(NamedTuple):
    """A word of the text: its range, and its folded form for matching."""

    start: int
    end: int
    norm: str


def fold(string: str) -> str:
    """Return `string` in lower case without accents, apostrophes straight ("Añó’s" → "ano's")."""
    if string.isascii():
        return string.lower()
    # Decomposed first as well: letters of mathematics have no case of their own.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", string).casefold().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def tokens(text: str, within: Span | None = None) -> tuple[Token, ...]:
    """Return the words of `text` (or of the part `within`) in order; punctuation is no token."""
    span = within or Span(0, len(text))
    found = _TOKEN.finditer(text, span.start, span.end)
    return tuple(Token(match.start(), match.end(), fold(match.group())) for match in found)


def sentences(text: str, language: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the sentences of `text` (or of the part `within`), trimmed; a blank line always ends one.

    Languages without an abbreviation list of their own are split with the English one.
    """
    span = within or Span(0, len(text))
    tokenizer = _tokenizer(language if language in _ABBREVIATIONS else "en")
    return tuple(
        sentence
        for paragraph in _paragraphs(text, span)
        for sentence in _trimmed(text, _punkt_spans(tokenizer, text, paragraph))
    )


def segment(text: str, language: str, turns: Iterable[Turn], words: Sequence[Word] = ()) -> tuple[Span, ...]:
    """Return the sentences of each turn; where a recogniser gave no stops, cut at pauses of 0.5 s or more."""
    pauses = _pauses(words)
    return tuple(
        piece
        for turn in turns
        for sentence in sentences(text, language, turn.chars)
        for piece in _cut_at_pauses(text, sentence, pauses)
    )


@cache
def _tokenizer(language: str) -> PunktSentenceTokenizer:
    parameters = PunktParameters()
    listed = _ABBREVIATIONS[language].split()
    parameters.abbrev_types.update(listed, (fold(word) for word in listed))
    return PunktSentenceTokenizer(parameters)


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for blank in _PARAGRAPH.finditer(text, span.start, span.end):
        yield Span(start, blank.start())
        start = blank.end()
    yield Span(start, span.end)


def _punkt_spans(tokenizer: PunktSentenceTokenizer, text: str, span: Span) -> Iterator[Span]:
    for start, end in tokenizer.span_tokenize(span.slice(text)):
        yield Span(span.start + start, span.start + end)


def _trimmed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        part = span.slice(text)
        if part.strip():
            start = span.start + len(part) - len(part.lstrip())
            yield Span(start, start + len(part.strip()))


def _pauses(words: Sequence[Word]) -> tuple[int, ...]:
    """Return the characters at which a word starts after a pause, ascending."""
    found = []
    for before, after in itertools.pairwise(words):
        if before.time and after.time and after.time.start - before.time.end >= _PAUSE:
            found.append(after.chars.start)
    return tuple(found)


def _cut_at_pauses(text: str, sentence: Span, pauses: Sequence[int]) -> Iterator[Span]:
    cuts = [cut for cut in pauses if sentence.start < cut < sentence.end]
    inside = sentence.slice(text)[:-1]
    if not cuts or _TERMINAL.search(inside) or len(tokens(text, sentence)) <= _LONGEST_UNPUNCTUATED:
        yield sentence
        return
    bounds = [sentence.start, *cuts, sentence.end]
    spans = (Span(start, end) for start, end in itertools.pairwise(bounds))
    yield from _trimmed(text, spans)
