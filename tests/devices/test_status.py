import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhetoric.devices.document import Document
from rhetoric.devices.status import StatusReader, status_of
from rhetoric.records import Span, Status
from tests.devices.samples import conversation, document


def flags(text: str, words: str, language: str) -> tuple[Status, ...]:
    return at(document(text, language), words)


def at(doc: Document, words: str) -> tuple[Status, ...]:
    start = doc.text.index(words)
    span = Span(start, start + len(words))
    index = next(i for i, sentence in enumerate(doc.sentences) if sentence.span.overlap(span))
    return status_of(doc, index, span)


ASSERTED = [
    (
        "en",
        "They are not only stealing the mines, they are burning the archives.",
        "They are not only stealing the mines",
    ),
    ("en", "Nobody denies that Kestria pays the strikers.", "Kestria pays the strikers"),
    ("en", "No president has been hounded as I have been.", "No president has been hounded as I have been"),
    ("en", "This is not a strike but an invasion paid from abroad.", "an invasion paid from abroad"),
    ("en", "There is nothing they have not stolen.", "they have not stolen"),
    (
        "en",
        "For twenty years they have not given us one day without an attack.",
        "they have not given us one day without an attack",
    ),
    ("en", "No doubt Kestria finances the strikes.", "Kestria finances the strikes"),
    ("en", "We say that Kestria finances the strikes.", "Kestria finances the strikes"),
    ("en", "As the commissioner rightly says, the banks bought the judges.", "the banks bought the judges"),
    ("en", "They say the banks bought the judges, and they are right.", "the banks bought the judges"),
    ("en", "In 1962 Kestria bombed the port, and it is bombing it again.", "Kestria bombed the port"),
    ("en", "It shows the will of the people.", "It shows the will of the people"),
    ("en", "I tell you that the banks bought the judges.", "the banks bought the judges"),
    ("es", "No solo roban las minas, también queman los archivos.", "roban las minas"),
    ("es", "Nadie niega que Kestria paga a los huelguistas.", "Kestria paga a los huelguistas"),
    ("es", "No hay nada que no hayan robado.", "que no hayan robado"),
    (
        "es",
        "En veinte años no nos han dado un solo día sin un ataque.",
        "no nos han dado un solo día sin un ataque",
    ),
    ("es", "A ningún presidente lo han calumniado como a mí.", "A ningún presidente lo han calumniado como a mí"),
    ("es", "No es casualidad que cayeran los servidores.", "No es casualidad que cayeran los servidores"),
    ("es", "Les digo que los bancos compraron a los jueces.", "los bancos compraron a los jueces"),
    (
        "es",
        "Como bien dice la comisionada, los bancos compraron a los jueces.",
        "los bancos compraron a los jueces",
    ),
    (
        "es",
        "La mayoría de la secretaría trabaja en el puerto.",
        "La mayoría de la secretaría trabaja en el puerto",
    ),
    ("es", "En 1962 Kestria bombardeó el puerto y hoy lo bombardea otra vez.", "Kestria bombardeó el puerto"),
]

FLAGGED = [
    ("en", "Kestria does not finance the strikes.", "Kestria does not finance the strikes", ("negated",)),
    ("en", "It is false that the Pact directs the attacks.", "the Pact directs the attacks", ("negated",)),
    (
        "en",
        "I do not believe that the banks decided the election.",
        "the banks decided the election",
        ("negated",),
    ),
    (
        "en",
        "The opposition failed to prove that the banks rigged the vote.",
        "the banks rigged the vote",
        ("negated",),
    ),
    ("en", "This is not a strike but an invasion.", "This is not a strike", ("negated",)),
    ("en", "Kestria has attacked nobody.", "Kestria has attacked nobody", ("negated",)),
    (
        "en",
        "Some claim the embassy plans the riots. Nonsense.",
        "the embassy plans the riots",
        ("negated", "reported"),
    ),
    (
        "en",
        "The banks bought the judges, says the opposition paper.",
        "The banks bought the judges",
        ("reported",),
    ),
    (
        "en",
        "According to my rival, the Pact cut the cables, but they were old.",
        "the Pact cut the cables",
        ("reported",),
    ),
    ("en", "The rumour that the Pact cut the cables is old.", "the Pact cut the cables", ("reported",)),
    (
        "en",
        "If the Pact attacked our grid, we would call the council.",
        "the Pact attacked our grid",
        ("hypothetical",),
    ),
    ("en", "Imagine that the Pact seized the mines.", "the Pact seized the mines", ("hypothetical",)),
    ("en", "Is Kestria financing the strikes?", "Is Kestria financing the strikes?", ("question",)),
    ("en", "In 1962 Kestria bombed our harbour.", "Kestria bombed our harbour", ("historical",)),
    (
        "en",
        "In 1962 Kestria bombed our harbour. It burned the granaries.",
        "It burned the granaries",
        ("historical",),
    ),
    ("en", "We lay this wreath for the sailors Kestria drowned.", "Kestria drowned", ("historical",)),
    ("en", "Tomorrow they will close the ports.", "they will close the ports", ("future",)),
    ("en", "“The Pact runs your unions,” he wrote.", "The Pact runs your unions", ("quoted",)),
    ("en", "The inspectors found rats in two granaries.", "rats", ("literal",)),
    ("es", "Kestria no financia las huelgas.", "Kestria no financia las huelgas", ("negated",)),
    ("es", "No vino nadie a la plaza.", "No vino nadie a la plaza", ("negated",)),
    ("es", "Es falso que el Pacto dirija los ataques.", "el Pacto dirija los ataques", ("negated",)),
    ("es", "Dicen que censuramos a la prensa. No es así.", "censuramos a la prensa", ("negated", "reported")),
    ("es", "Según mi rival, el Pacto cortó los cables.", "el Pacto cortó los cables", ("reported",)),
    (
        "es",
        "Los bancos compraron a los jueces, dice el diario.",
        "Los bancos compraron a los jueces",
        ("reported",),
    ),
    ("es", "Si el Pacto atacara la red, llamaríamos al consejo.", "llamaríamos al consejo", ("hypothetical",)),
    ("es", "Supongamos que el Pacto toma las minas.", "el Pacto toma las minas", ("hypothetical",)),
    ("es", "¿Financia Kestria las huelgas?", "Financia Kestria las huelgas", ("question",)),
    ("es", "Hace cincuenta años el Pacto invadió el valle.", "el Pacto invadió el valle", ("historical",)),
    ("es", "Mañana cerrarán los puertos.", "cerrarán los puertos", ("future",)),
    ("es", "Van a cerrar los puertos.", "Van a cerrar los puertos", ("future",)),
    ("es", "«El Pacto maneja los sindicatos», escribió.", "El Pacto maneja los sindicatos", ("quoted",)),
    ("es", "Hallaron ratas en dos de los silos.", "ratas", ("literal",)),
]


@pytest.mark.parametrize(("language", "text", "words"), ASSERTED)
def test_what_the_speaker_asserts_has_no_flag(language: str, text: str, words: str) -> None:
    found = set(flags(text, words, language))
    assert found <= {"future"}
    assert not found


@pytest.mark.parametrize(("language", "text", "words", "expected"), FLAGGED)
def test_flags(language: str, text: str, words: str, expected: tuple[Status, ...]) -> None:
    assert flags(text, words, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        ("en", "they say that the pact cut the cables and that is a lie", "the pact cut the cables", "reported"),
        ("en", "kestria does not pay anybody here", "kestria does not pay anybody here", "negated"),
        ("en", "do they really think we have forgotten", "do they really think we have forgotten", "question"),
        ("es", "segun ellos nosotros censuramos a la prensa", "censuramos a la prensa", "reported"),
        ("es", "manana cerraran los puertos", "cerraran los puertos", "future"),
        ("es", "en 1962 el pacto invadio el valle", "el pacto invadio el valle", "historical"),
    ],
)
def test_works_without_case_accents_and_stops(language: str, text: str, words: str, expected: str) -> None:
    assert expected in flags(text, words, language)


def test_a_rule_can_own_its_negation() -> None:
    text = "This time there will be no forgiveness."
    doc = document(text)
    reader = StatusReader(doc)
    span, cue = Span(0, len(text) - 1), Span(text.index("no "), text.index("no ") + 14)
    assert reader.flags(0, span) == ("future", "negated")
    assert reader.flags(0, span, (cue,)) == ("future",)


def test_another_speaker_rejects_nothing() -> None:
    doc = conversation(("The Pact cut the cables.", "That is nonsense."))
    assert at(doc, "The Pact cut the cables") == ()


def test_scare_quotes_quote_nobody() -> None:
    assert flags("These “experts” bought the judges.", "These “experts” bought the judges", "en") == ()


def test_a_question_about_what_others_think_reports_nobody() -> None:
    text = "¿De verdad creen que se nos olvidó?"
    assert flags(text, text, "es") == ("question",)


def test_a_label_is_not_put_off_by_the_future_around_it() -> None:
    assert flags("Those rats will run tonight.", "Those rats", "en") == ()


def test_other_languages_have_what_punctuation_shows() -> None:
    assert flags("Qui a payé ces tours?", "Qui a payé ces tours?", "fr") == ("question",)
    assert flags("Il dit : « la reine est morte ici ».", "la reine est morte", "fr") == ("quoted",)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            (
                "no not never without if they say that , . ? “ ” and but que si no nadie dicen segun 1962 fell"
                " was van a ganar the Pact ; will sin nunca es mentira nonsense"
            ).split()
        ),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from(["en", "es"]),
)
def test_flags_are_sorted_and_single_on_any_text(words: list[str], language: str) -> None:
    doc = document(" ".join(words), language)
    reader = StatusReader(doc)
    for index, sentence in enumerate(doc.sentences):
        found = reader.flags(index, sentence.span)
        assert list(found) == sorted(set(found))
