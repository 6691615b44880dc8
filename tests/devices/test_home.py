import pytest

from rhetoric.devices import home
from rhetoric.devices.check import transcript_of
from rhetoric.devices.document import read
from rhetoric.devices.lexicon import compile_lexicon
from rhetoric.devices.view import scan
from tests.devices.speech import shipped


def inferred(text: str, language: str) -> str | None:
    trie = compile_lexicon(shipped(), language).trie
    return home.infer([scan(sentence, (trie,)) for sentence in read(transcript_of(text, language)).sentences])


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "Our country, Kenya, has waited long enough.", "kenya"),
        ("en", "Kenya and Peru signed a treaty.", None),
        ("en", "Peru. Peru. Peru. Peruvians know it. Lima knows it. Chile does not.", "peru"),
        ("es", "¡Viva Bolivia! Brasil compra nuestro gas.", "bolivia"),
        ("es", "Hablamos con Chile y con Perú.", None),
    ],
)
def test_home_is_read_from_the_speech(language: str, text: str, country: str | None) -> None:
    assert inferred(text, language) == country
