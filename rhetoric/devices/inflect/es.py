"""Spanish nouns and gendered words: number and gender, in phrases up to the first preposition."""

import itertools
from collections.abc import Iterable, Sequence

from rhetoric.devices.inflect.forms import Form
from rhetoric.devices.inflect.spanish_verbs import verb

_PREPOSITIONS = frozenset("de del en a al con por para sin contra entre desde".split())
_INVARIABLE = frozenset("crisis dosis tesis virus lunes caos brindis atlas".split())

__all__ = ["fixed", "gendered", "noun", "verb"]


def noun(lemma: str) -> Iterable[Form]:
    """Yield singular and plural; adjectives beside the noun follow it ("potencia extranjera")."""
    yield Form(lemma, frozenset({"sg"}))
    head, tail = _split(lemma)
    yield Form(" ".join([*(plural(word) for word in head), *tail]), frozenset({"pl"}))


def gendered(lemma: str) -> Iterable[Form]:
    """Yield the masculine and feminine forms, singular and plural, of a lemma given in the masculine."""
    head, tail = _split(lemma)
    for words in ([*head], [feminine(word) for word in head]):
        yield Form(" ".join([*words, *tail]), frozenset({"sg"}))
        yield Form(" ".join([*(plural(word) for word in words), *tail]), frozenset({"pl"}))


def fixed(phrase: str) -> Iterable[Form]:
    """Yield a phrase as it is; one that begins with "el" also with "al" and "del"."""
    yield Form(phrase)
    if phrase.startswith("el "):
        yield from (Form(article + phrase[2:]) for article in ("al", "del"))


def plural(word: str) -> str:
    """Return the plural of one word, written without regard to accents that move."""
    if word in _INVARIABLE or (word.endswith("s") and not word.endswith(("és", "ís", "ás", "ús"))):
        return word
    if word.endswith("z"):
        return word[:-1] + "ces"
    return word + ("s" if word[-1] in "aeiouáéó" else "es")


def feminine(word: str) -> str:
    """Return the feminine of one word given in the masculine; words of one form come back as they are."""
    if word.endswith("o"):
        return word[:-1] + "a"
    if word.endswith(("or", "ón", "án", "ín", "és")):
        return word + "a"
    return word


def _split(lemma: str) -> tuple[Sequence[str], Sequence[str]]:
    words = lemma.split()
    head = list(itertools.takewhile(lambda word: word not in _PREPOSITIONS, words))
    return head, words[len(head) :]
