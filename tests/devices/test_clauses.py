from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.devices.clauses import clauses
from rhetoric.records import Span
from rhetoric.text import tokens


def cut(text: str, language: str) -> list[str]:
    return [part.slice(text) for part in clauses(text, Span(0, len(text)), tokens(text), language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "en",
            ["In 1941 the Alder Pact invaded our valleys", "and today we lay this wreath for those", "who fell"],
        ),
        ("en", ["If they take this palace", "there will be no nation left"]),
        ("en", ["Three banks and a network sat down in secret", "and decided", "who would lose"]),
        ("en", ["the minister lied to us", "and the people know it", "because they were there"]),
        ("es", ["Mi adversario repite", "que Kestria está detrás de cada huelga", "y yo les digo"]),
        ("en", ["they say", "we censor the press", "but we renewed every licence"]),
        ("es", ["Dicen", "que no hay pan", "aunque nosotros lo compramos"]),
        ("es", ["Nadie dijo nada", "hasta que la puerta se cerró"]),
        ("fr", ["Il est venu", "il a vu", "il a vaincu"]),
    ],
)
def test_cuts_where_a_verb_stands_on_either_side(language: str, parts: list[str]) -> None:
    text = " ".join(parts) if language != "fr" else ", ".join(parts)
    assert cut(text, language) == parts


def test_lists_stay_whole() -> None:
    text = "The crime, the rents and the queues at the clinic grew in one winter."
    assert cut(text, "en") == [text[:-1]]


def test_strong_punctuation_always_cuts() -> None:
    assert cut("War; hunger: plague (and winter) — silence", "en") == [
        "War",
        "hunger",
        "plague",
        "and winter",
        "silence",
    ]


def test_works_without_case_accents_and_stops() -> None:
    text = "esta noche la gente salio a la calle porque el ministro mintio y nadie le cree"
    assert cut(text, "es") == [
        "esta noche la gente salio a la calle",
        "porque el ministro mintio",
        "y nadie le cree",
    ]


def test_a_sentence_without_words_is_one_clause() -> None:
    assert clauses("...", Span(0, 3), (), "en") == (Span(0, 3),)


@given(st.text(max_size=120), st.sampled_from(["en", "es", "de", "xx"]))
def test_clauses_cover_all_tokens_in_order(text: str, language: str) -> None:
    found = tokens(text)
    parts = clauses(text, Span(0, len(text)), found, language)
    assert all(before.end <= after.start for before, after in pairwise(parts))
    for token in found:
        assert sum(part.contains(Span(token.start, token.end)) for part in parts) == 1
