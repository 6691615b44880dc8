import pytest

from rhetoric.devices.figures import tricolon
from rhetoric.devices.figures.flow import flow
from rhetoric.devices.figures.measures import NAMES
from rhetoric.devices.grammar import grammar
from tests.devices.figures.found import candidates, quotes
from tests.devices.samples import document, recognised


@pytest.mark.parametrize(
    ("language", "text", "members"),
    [
        ("en", "They govern without shame, without memory and without a plan.",
         ["without shame", "without memory", "without a plan"]),
        ("en", "We will speak, we will vote, we will win.", ["We will speak", "we will vote", "we will win"]),
        ("en", "They worked with such care and such patience and such pride.",
         ["such care", "such patience", "such pride"]),
        ("en", "No work. No bread. No future.", ["No work", "No bread", "No future"]),
        ("es", "Este es un gobierno sin vergüenza, sin memoria y sin plan.",
         ["sin vergüenza", "sin memoria", "sin plan"]),
        ("es", "Nos vamos a organizar, vamos a votar, vamos a ganar.",
         ["vamos a organizar", "vamos a votar", "vamos a ganar"]),
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
        ("en", "We need ports, such as Renna, Lisk and Oport."),
        ("en", "Thank you, Lisk. Thank you, Oport. Thank you for your patience."),
        ("es", "La delegación visitará Oport, Renna y Lisk en marzo."),
        ("es", "El Ministerio de Trabajo, Comercio y Turismo publicó el decreto."),
        ("es", "La tienda vende botas, cuerdas y lámparas."),
        ("es", "El puerto de la madera, de la lana, de la harina, del carbón."),
        ("es", "Venimos a sembrar la tierra, a cuidar el agua, a abrir las minas y también a aprender."),
    ],
)
def test_inventories_and_other_numbers_are_left_out(language: str, text: str) -> None:
    assert quotes(text, "tricolon", language) == []


@pytest.mark.parametrize(
    ("language", "text", "members"),
    [
        ("en", "They brought us hunger, fear and poverty.", ["hunger", "fear", "poverty"]),
        ("es", "Nos dejaron miedo, dolor y miseria.", ["miedo", "dolor", "miseria"]),
        ("en", "We bring bread to our tables, books to our schools, and light to our streets.",
         ["bread to our tables", "books to our schools", "light to our streets"]),
        ("es", "Se cierran los puertos, se vacían las plazas y se apagan los hornos.",
         ["Se cierran los puertos", "se vacían las plazas", "se apagan los hornos"]),
    ],
)  # fmt: skip
def test_weaker_forms_are_found(language: str, text: str, members: list[str]) -> None:
    (found,) = candidates(document(text, language), "tricolon")
    assert [slot.value for slot in found.slots] == members


def test_a_word_that_comes_back_stands_in_for_marks() -> None:
    doc = document("they left us without work without bread without hope")
    (found,) = candidates(doc, "tricolon")
    assert [slot.value for slot in found.slots] == ["without work", "without bread", "without hope"]


def test_every_measure_has_a_weight_and_lies_between_0_and_1() -> None:
    doc = document("They brought us hunger, fear and poverty. We spoke, we sang, we won. Lisk, Oport and Renna.")
    lists = grammar("en")
    assert lists is not None
    found = list(tricolon.measured(flow(doc), lists))
    assert found
    assert set(tricolon.weights()) == {"bias", *NAMES}
    for _, measures in found:
        assert len(measures) == len(NAMES)
        assert all(0 <= value <= 1 for value in measures)
        assert 0 < tricolon.probability(measures) < 1


def test_pauses_stand_in_for_commas() -> None:
    doc = recognised(("we will organise", "we will vote", "we will win"))
    assert [found.parts[0].slice(doc.text) for found in candidates(doc, "tricolon")] == [doc.text]
