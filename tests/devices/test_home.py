import pytest

from rhetoric.devices import home
from rhetoric.devices.check import transcript_of
from rhetoric.devices.document import read
from rhetoric.devices.lexicon import compile_lexicon
from rhetoric.devices.tagger import RuleTagger
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


BLAME = "The United States is financing the attacks on our power grid."


@pytest.mark.parametrize(
    ("named", "known"),
    [
        ("Chile", "chile"),
        ("Estados Unidos", "united_states"),
        ("united_states", "united_states"),
        ("Marél", "marel"),
    ],
)
def test_a_country_is_known_by_its_name_in_any_language(named: str, known: str) -> None:
    assert home.known_as(named, shipped()) == known


@pytest.mark.parametrize(
    ("country", "decisions", "risks"),
    [
        (None, ["candidate"], ("home_unknown",)),
        ("Venezuela", ["tag"], ()),
        ("Estados Unidos", [], ()),
        ("Marel", ["tag"], ()),
    ],
)
def test_the_stated_home_decides_who_is_foreign(
    country: str | None, decisions: list[str], risks: tuple[str, ...]
) -> None:
    notes = [
        note
        for note in RuleTagger(shipped(), home=country).tag(transcript_of(BLAME, "en"))
        if note.device == "external_enemy"
    ]
    assert [note.decision for note in notes] == decisions
    assert all(note.risks == risks for note in notes)


def test_an_invented_home_is_no_outside_actor_but_another_speakers_is() -> None:
    text = transcript_of("Marel is our homeland and Marel wants our oil.", "en")
    assert not [note for note in RuleTagger(shipped(), home="Marel").tag(text) if note.device == "external_enemy"]
