import pytest
import yaml

from tests.devices.speech import HERE, found

CASES = [
    (language, device, text)
    for language, devices in yaml.safe_load((HERE / "paraphrases.yaml").read_text(encoding="utf-8")).items()
    for device, texts in devices.items()
    for text in texts
]
PLAIN = str.maketrans("áéíóúüñÁÉÍÓÚ", "aeiouunAEIOU")


@pytest.mark.parametrize(("language", "device", "text"), CASES)
def test_other_words_are_tagged_too(language: str, device: str, text: str) -> None:
    assert "tag" in {note.decision for note in found(text, language, device)}


@pytest.mark.parametrize(("language", "device", "text"), [case for case in CASES if case[0] == "es"])
def test_missing_accents_change_nothing(language: str, device: str, text: str) -> None:
    assert found(text.translate(PLAIN), language, device)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The senator is a puppet of Washington, and everybody in this hall has seen the strings."),
        ("en", "Havana is financing the riots that burned our streets last night."),
        ("es", "El senador es un títere de Washington y todos le vimos los hilos."),
        ("es", "La Habana financia los disturbios que quemaron nuestras calles."),
    ],
)
def test_a_named_state_is_doubtful_where_home_is_unknown(language: str, text: str) -> None:
    notes = found(text, language, "external_enemy")
    assert {note.decision for note in notes} == {"candidate"}
    assert all("home_unknown" in note.risks for note in notes)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our country, Peru, is calm. The senator is a puppet of Washington, and we have seen the strings."),
        ("es", "Nuestro país, Perú, está en calma. El senador es un títere de Washington y vimos los hilos."),
    ],
)
def test_a_home_named_in_the_speech_settles_it(language: str, text: str) -> None:
    assert {note.decision for note in found(text, language, "external_enemy")} == {"tag"}


@pytest.mark.parametrize(
    ("language", "device", "text"),
    [
        ("en", "external_enemy", "Kestria is not behind the strikes in our country."),
        ("es", "external_enemy", "Kestria no está detrás de las huelgas en nuestro país."),
        ("en", "people_vs_elite", "It is not true that the oligarchy betrayed the people."),
        ("es", "people_vs_elite", "No es cierto que la oligarquía traicionara al pueblo."),
        ("en", "punitive_threat", "We will not jail the protesters."),
        ("es", "punitive_threat", "No vamos a encarcelar a los manifestantes."),
        ("en", "name_calling", "They say those parasites in parliament must go, and that is an ugly word."),
        (
            "en",
            "conspiracy_claim",
            "Suppose three banks sat down in secret and decided who would lose this election.",
        ),
        ("en", "external_enemy", "Kestria is financing a hospital in our capital, and we are grateful."),
        ("es", "external_enemy", "Kestria financia un hospital en nuestra capital y lo agradecemos."),
        ("en", "hyperbole", "He is the fastest runner in the history of the world championship."),
        ("en", "scapegoating", "I am the only one to blame for this defeat."),
        ("es", "flag_waving", "Somos un país productivo."),
    ],
)
def test_near_misses_are_not_tagged(language: str, device: str, text: str) -> None:
    assert "tag" not in {note.decision for note in found(text, language, device)}
