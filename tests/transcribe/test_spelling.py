import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.transcribe.spelling import phones

SOUNDS = set(
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".split()
)


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("kovalen", "K AA V AE L EH N"),
        ("mitchell", "M IH CH EH L"),
        ("xanno", "Z AE N OW"),
        ("knightsbridge", "N AY T S B R IH JH"),
        ("2030", ""),
        ("", ""),
    ],
)
def test_words_are_spelled_out(word: str, sounds: str) -> None:
    assert phones(word) == sounds


@given(st.text())
def test_any_word_gives_known_sounds_only(word: str) -> None:
    assert set(phones(word).split()) <= SOUNDS
