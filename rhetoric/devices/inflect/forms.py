"""What inflection gives: forms with their grammatical features."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

NO_FEATURES: frozenset[str] = frozenset()


class Form(NamedTuple):
    """One form of a word, as written, and its features.

    Features of verbs: inf, ger, part, imp, fin; pres, past, fut, cond, subj; 1s 1p 2s 2p 3s 3p and 1, 2, 3.
    Features of nouns: sg, pl.
    """

    text: str
    features: frozenset[str] = NO_FEATURES


class Inflector(NamedTuple):
    """The tables of a language: verbs, nouns, words that vary in gender too, and fixed phrases."""

    verb: Callable[[str], Iterable[Form]]
    noun: Callable[[str], Iterable[Form]]
    gendered: Callable[[str], Iterable[Form]]
    fixed: Callable[[str], Iterable[Form]]


def literal(lemma: str) -> Iterable[Form]:
    """Return the lemma as its only form."""
    return (Form(lemma),)
