import pytest

from tests.devices.figures.found import candidates, quotes
from tests.devices.samples import document


@pytest.mark.parametrize(
    ("language", "text", "subtype", "quote"),
    [
        ("en", "They built walls to keep us out; we built schools to bring them in.", "contrast",
         "They built walls to keep us out; we built schools to bring them in"),
        ("en", "This is not the end of the strike but the beginning of the union.", "correctio",
         "This is not the end of the strike but the beginning of the union"),
        ("en", "It is not a gift, it is a debt.", "correctio", "It is not a gift, it is a debt"),
        ("en", "We ask for work, not for pity.", "correctio", "We ask for work, not for pity"),
        ("en", "The old men sold the harbour. The young men built the harbour.", "contrast",
         "The old men sold the harbour. The young men built the harbour"),
        ("en", "The state must serve the village, the village must not serve the state.", "antimetabole",
         "The state must serve the village, the village must not serve the state"),
        ("es", "Ellos levantaron muros para echarnos; nosotros levantamos escuelas para traerlos.", "contrast",
         "Ellos levantaron muros para echarnos; nosotros levantamos escuelas para traerlos"),
        ("es", "Esto no es el final de la huelga sino el comienzo del sindicato.", "correctio",
         "Esto no es el final de la huelga sino el comienzo del sindicato"),
        ("es", "No atacan un puerto: atacan una nación.", "correctio", "No atacan un puerto: atacan una nación"),
        ("es", "Piden pan en la mesa y no en papel.", "correctio", "Piden pan en la mesa y no en papel"),
    ],
)  # fmt: skip
def test_contrasts(language: str, text: str, subtype: str, quote: str) -> None:
    (found,) = candidates(document(text, language), "antithesis")
    assert (found.subtype, found.parts[0].slice(text)) == (subtype, quote)
    assert found.strength == 1.0
    assert {item.rule for item in found.evidence} == {f"antithesis.{subtype}"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The meeting was long but we finished the annex."),
        ("en", "Exports rose four percent while imports rose two."),
        ("en", "They did not come but we finished the annex."),
        ("en", "They are not only our neighbours but also our friends."),
        ("en", "Do they really think we have forgotten the gates?"),
        ("es", "La reunión fue larga, pero terminamos el anexo."),
        ("es", "Las exportaciones subieron un cuatro por ciento mientras las importaciones subieron un dos."),
        ("es", "No solo son vecinos sino también amigos."),
        ("en", "I don't want the harbour. I left it to them."),
        ("en", "The mine was never deeper than this. We were in the harbour."),
        ("en", "We saw the poor, and no one else came."),
        ("en", "We spoke to the old people and the young people."),
        ("es", "Aquello no fue sino un regalo."),
        ("es", "Ningún puerto pagó tanto, sino que además abrió dos minas."),
        ("es", "El barco no se vendió ayer. Se abrieron dos puertos."),
        ("es", "Volvieron al puerto, no dijeron nada de la mina."),
    ],
)
def test_plain_contrast_is_left_out(language: str, text: str) -> None:
    assert quotes(text, "antithesis", language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We chose bread rather than bullets."),
        ("en", "A good harvest feeds us, but a bad harvest starves us."),
        ("es", "Elegimos pan en vez de balas."),
        ("es", "Una buena cosecha alimenta, pero una mala cosecha mata."),
    ],
)
def test_preferences_and_antonyms_in_one_frame(language: str, text: str) -> None:
    assert len(quotes(text, "antithesis", language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The harbour will not be saved by promises. Rather, it will be saved by work."),
        ("es", "Nadie quiere un puerto vacío, sino lleno de barcos."),
        ("es", "Ayer cerraron la mina; hoy abrimos dos puertos."),
        ("es", "Lejos de cerrar la mina, abrieron dos puertos."),
        ("es", "No faltan barcos viejos, lo que falta es trabajo."),
        ("es", "El objetivo es cerrar la mina, no es abrir el puerto."),
    ],
)
def test_what_is_denied_is_taken_up(language: str, text: str) -> None:
    assert len(quotes(text, "antithesis", language)) == 1


def test_an_only_after_the_verb_adds() -> None:
    assert quotes("Las leyes no fueron solo escritas, sino también leídas.", "antithesis", "es") == []
