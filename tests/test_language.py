import pytest

from rhetoric.language import detect, normalise


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "And so we ask what they can do for the country, and what all of us can do for it."),
        ("es", "Hoy venimos a decirles que la tierra es de quien la trabaja y que no hay vuelta atrás."),
        ("es", "El problema del agua en los valles es un problema de todos."),
        ("pt", "Hoje estamos aqui para dizer que a terra não é só deles, é também do povo e das nossas famílias."),
        ("fr", "Nous sommes ici pour dire que la terre n'est pas à eux, mais à tous ceux qui la travaillent."),
        ("it", "Siamo qui per dire che la terra non è soltanto loro, ma anche di tutti quelli che lavorano."),
        ("de", "Wir sind heute hier, um zu sagen, dass das Land nicht nur ihnen gehört, sondern uns allen."),
    ],
)
def test_neighbouring_languages_are_told_apart(code: str, text: str) -> None:
    found, share = detect(text)
    assert found == code
    assert 0.3 < share <= 1


@pytest.mark.parametrize("text", ["", "Ola ke ase", "1 2 3", "Привет, мир! Как дела?", "NO"])
def test_too_little_evidence_is_undetermined(text: str) -> None:
    assert detect(text)[0] == "und"


@pytest.mark.parametrize(
    ("given", "code"), [("es-MX", "es"), ("Spanish", "es"), ("EN", "en"), ("pt_BR", "pt"), ("español", "es")]
)
def test_codes_and_names_become_plain_codes(given: str, code: str) -> None:
    assert normalise(given) == code
