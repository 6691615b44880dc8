import pytest

from tests.devices.figures.found import candidates, quotes
from tests.devices.samples import document, recognised


@pytest.mark.parametrize(
    ("language", "text", "members"),
    [
        ("en", "They govern without shame, without memory and without a plan.",
         ["without shame", "without memory", "without a plan"]),
        ("en", "We will speak, we will vote, we will win.", ["We will speak", "we will vote", "we will win"]),
        ("en", "They answered with such love and such patience and such spirit.",
         ["such love", "such patience", "such spirit"]),
        ("en", "No work. No bread. No future.", ["No work", "No bread", "No future"]),
        ("en", "They brought us hunger, fear and poverty.", ["hunger", "fear", "poverty"]),
        ("es", "Este es un gobierno sin vergüenza, sin memoria y sin plan.",
         ["sin vergüenza", "sin memoria", "sin plan"]),
        ("es", "Nos vamos a organizar, vamos a votar, vamos a ganar.",
         ["vamos a organizar", "vamos a votar", "vamos a ganar"]),
        ("es", "Nos dejaron miedo, dolor y miseria.", ["miedo", "dolor", "miseria"]),
    ],
)  # fmt: skip
def test_three_members(language: str, text: str, members: list[str]) -> None:
    (found,) = candidates(document(text, language), "tricolon")
    assert [slot.value for slot in found.slots] == members
    assert found.strength == 1.0
    (part,) = found.parts
    assert part.slice(text).startswith(members[0])
    assert part.slice(text).endswith(members[2])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The delegation will visit Oport, Renna and Lisk in March."),
        ("en", "The Ministry of Labour, Trade and Tourism published the decree."),
        ("en", "The shop sells boots, ropes and lamps."),
        ("en", "We meet on Monday, Tuesday and Friday."),
        ("en", "Without work, without bread, without roofs, without doctors they live."),
        ("es", "La delegación visitará Oport, Renna y Lisk en marzo."),
        ("es", "El Ministerio de Trabajo, Comercio y Turismo publicó el decreto."),
        ("es", "La tienda vende botas, cuerdas y lámparas."),
    ],
)
def test_inventories_and_other_numbers_are_left_out(language: str, text: str) -> None:
    assert quotes(text, "tricolon", language) == []


def test_pauses_stand_in_for_commas() -> None:
    doc = recognised(("we will organise", "we will vote", "we will win"))
    assert [found.parts[0].slice(doc.text) for found in candidates(doc, "tricolon")] == [doc.text]
