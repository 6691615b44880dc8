"""Content words of a text: stems that stand for inflected forms, stop words left out."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nltk.stem.snowball import SnowballStemmer

from rhetoric.records import Span
from rhetoric.text import Token, fold, tokens
from rhetoric.themes.stopwords import stop_words

_SNOWBALL = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
_LENGTHS = range(3, 41)  # letters; shorter words are function words nearly everywhere, longer ones no words
_EVERYWHERE = 0.35  # of the sentences; where no list is known, a word in more of them is a stop word
_STEMMED = 30_000  # different words of one text that are stemmed; no speech has so many, a hostile file may
_ENOUGH_SENTENCES = 8  # below, how often a word occurs says little about it


@dataclass(frozen=True, slots=True)
class ContentWord:
    """A word that bears on the subject: its stem, its range, the sentence it stands in."""

    stem: str
    chars: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Content:
    """A text cut into sentences, with its content words in order and the number of all words per sentence."""

    text: str
    sentences: tuple[Span, ...]
    words: tuple[ContentWord, ...]
    lengths: tuple[int, ...]


def read_content(text: str, sentences: Sequence[Span], language: str) -> Content:
    """Collect the content words of each sentence; a sub-tag of the language code is ignored."""
    code = language_code(language)
    found = [tokens(text, sentence) for sentence in sentences]
    stops = stop_words(code) or _frequent(found)
    stems: dict[str, str] = {}
    words = tuple(
        ContentWord(_stem_in(stems, text[token.start : token.end], code), Span(token.start, token.end), index)
        for index, line in enumerate(found)
        for token in line
        if is_content(token, stops)
    )
    return Content(text, tuple(sentences), words, tuple(len(line) for line in found))


def language_code(language: str) -> str:
    """Return the language without sub-tags ("es-MX" is "es")."""
    return language.lower().replace("_", "-").split("-", maxsplit=1)[0]


@lru_cache(maxsize=1 << 16)
def stem(word: str, code: str) -> str:
    """Return the stem of a word, folded; a language without a stemmer keeps the folded word."""
    plain = unicodedata.normalize("NFC", word.casefold().replace("’", "'"))
    stemmer = _stemmer(code)
    return fold(stemmer.stem(plain)) if stemmer else fold(plain)


def _stem_in(known: dict[str, str], word: str, code: str) -> str:
    """Return the stem of a word of one text whose stems so far are `known`."""
    if word not in known:
        known[word] = stem(word, code) if len(known) < _STEMMED else fold(word)
    return known[word]


@cache
def _stemmer(code: str) -> SnowballStemmer | None:
    name = _SNOWBALL.get(code)
    return SnowballStemmer(name) if name else None


def is_content(token: Token, stops: frozenset[str]) -> bool:
    """Say whether a word bears on a subject: no stop word, no number, neither very short nor very long."""
    return len(token.norm) in _LENGTHS and not token.norm[0].isdigit() and token.norm not in stops


def _frequent(found: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Take the words that stand in many sentences for the function words of an unknown language."""
    if len(found) < _ENOUGH_SENTENCES:
        return frozenset()
    spread = Counter(_norms(found))
    return frozenset(norm for norm, count in spread.items() if count > _EVERYWHERE * len(found))


def _norms(found: Sequence[Sequence[Token]]) -> Iterator[str]:
    for line in found:
        yield from sorted({token.norm for token in line})
