"""Sentences and tokens are ranges of the text as it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhetoric.records import Span, Turn, Word
from rhetoric.text import fold, segment, sentences, tokens


def cut(text: str, language: str) -> list[str]:
    return [span.slice(text) for span in sentences(text, language)]


def test_spanish_sentences() -> None:
    text = "El Sr. Pérez llegó a EE.UU. ayer. ¿Quién paga? ¡Nadie! La Dra. Gil dice «no».\n\nOtra cosa… y más"
    assert cut(text, "es") == [
        "El Sr. Pérez llegó a EE.UU. ayer.",
        "¿Quién paga?",
        "¡Nadie!",
        "La Dra. Gil dice «no».",
        "Otra cosa… y más",
    ]


def test_english_sentences() -> None:
    text = "I met Mr. Vane at 3.5 miles on Jan. 5. They said no. Then 4,000 came."
    assert cut(text, "en") == ["I met Mr. Vane at 3.5 miles on Jan. 5.", "They said no.", "Then 4,000 came."]


@pytest.mark.parametrize(
    ("string", "folded"),
    [("Ñandú", "nandu"), ("E\u0301l", "el"), ("DON’T", "don't"), ("ﬁn", "fin"), ("𝑨", "a"), ("abc", "abc")],
)
def test_fold(string: str, folded: str) -> None:
    assert fold(string) == folded


def test_tokens() -> None:
    text = "Año’s e-mail 3,500.5 — 😀 «no»"
    assert [(text[t.start : t.end], t.norm) for t in tokens(text)] == [
        ("Año’s", "ano's"),
        ("e-mail", "e-mail"),
        ("3,500.5", "3,500.5"),
        ("no", "no"),
    ]


def test_unpunctuated_speech_is_cut_at_pauses() -> None:
    text = " ".join(["word"] * 50)
    words = []
    for number in range(50):
        start = number * 300 + (1000 if number >= 30 else 0)
        words.append(Word(Span(number * 5, number * 5 + 4), Span(start, start + 250)))
    turns = (Turn(None, Span(0, len(text))),)
    assert [len(tokens(text, span)) for span in segment(text, "en", turns, words)] == [30, 20]
    assert len(segment(text, "en", turns)) == 1


@given(st.text(), st.sampled_from(["en", "es", "fi"]))
def test_ranges_lie_in_the_text_and_in_order(text: str, language: str) -> None:
    for spans in (sentences(text, language), [Span(t.start, t.end) for t in tokens(text)]):
        last = 0
        for span in spans:
            assert last <= span.start < span.end <= len(text)
            last = span.end


@given(st.text())
@settings(max_examples=1000)
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
