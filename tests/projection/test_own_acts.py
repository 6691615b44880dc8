"""Own acts: what speakers announce, threaten or admit, found by the shipped rules, and what is none."""

import pytest

from rhetoric.devices.check import transcript_of
from rhetoric.devices.codebook import load
from rhetoric.devices.tagger import RuleTagger
from rhetoric.projection.own_acts import own_acts


@pytest.fixture(scope="module")
def tagger() -> RuleTagger:
    return RuleTagger(load())


def found(tagger: RuleTagger, text: str, language: str) -> list[tuple[str, str]]:
    return [(own.kind, own.act) for own in own_acts(tagger.judge(transcript_of(text, language)))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Tonight I order the platform blocked for ten days.", [("announce", "censorship.block_platform")]),
        ("es", "Esta noche ordeno bloquear la plataforma.", [("announce", "censorship.block_platform")]),
        ("en", "From tomorrow an app will collect the name and the face of every neighbour.",
         [("announce", "persecution.surveillance")]),
        ("es", "Desde mañana una aplicación recogerá el nombre y la foto de cada vecino.",
         [("announce", "persecution.surveillance")]),
    ],
)  # fmt: skip
def test_what_is_announced(tagger: RuleTagger, language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(tagger, text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They order the platform blocked for ten days."),
        ("en", "I will never order the platform blocked."),
        ("en", "The bridge opens tomorrow."),
        ("es", "Ya empezó el ataque."),  # not "yo ataqué" without its accent
        ("es", "Jamás ordenaré bloquear la plataforma."),
        ("de", "Heute Nacht sperre ich die Seite."),  # no rules
    ],
)
def test_what_is_no_own_act(tagger: RuleTagger, language: str, text: str) -> None:
    assert found(tagger, text, language) == []


def test_an_own_act_keeps_its_words_and_its_place(tagger: RuleTagger) -> None:
    text = "Good evening. Tonight I order the platform blocked for ten days. Thank you."
    (own,) = own_acts(tagger.judge(transcript_of(text, "en")))
    assert text[own.chars.start : own.chars.end] == own.quote
    assert own.rule.startswith("projection.")
    assert "I order" in own.quote
