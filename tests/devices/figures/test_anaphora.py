import pytest

from tests.devices.figures.found import candidates, quotes
from tests.devices.samples import conversation, document, recognised

RUNS = [
    (
        "en",
        "We remember the mines. We remember the winter. We remember who closed the gates.",
        "anaphora",
        ["We remember", "We remember", "We remember"],
    ),
    (
        "en",
        "They told us to wait for justice. They told them to wait for justice. Many die waiting for justice.",
        "epiphora",
        ["for justice", "for justice", "for justice"],
    ),
    (
        "en",
        "When the ice came we stood firm. When the corn fell we stood firm. When the mine shut we stood firm.",
        "symploce",
        ["When the", "we stood firm", "When the", "we stood firm", "When the", "we stood firm"],
    ),
    (
        "es",
        "Nos acordamos de las minas. Nos acordamos del invierno. Nos acordamos de quién cerró las puertas.",
        "anaphora",
        ["Nos acordamos", "Nos acordamos", "Nos acordamos"],
    ),
    (
        "es",
        "Nos pidieron esperar la justicia. Les pidieron esperar la justicia. Nadie debería morir sin la justicia.",
        "epiphora",
        ["la justicia", "la justicia", "la justicia"],
    ),
    (
        "es",
        "Volveremos a las fábricas, volveremos a las escuelas, volveremos a las plazas.",
        "anaphora",
        ["Volveremos a las", "volveremos a las", "volveremos a las"],
    ),
]


@pytest.mark.parametrize(("language", "text", "subtype", "parts"), RUNS)
def test_runs(language: str, text: str, subtype: str, parts: list[str]) -> None:
    (found,) = candidates(document(text, language), "anaphora")
    assert [part.slice(text) for part in found.parts] == parts
    assert found.subtype == subtype
    assert found.strength == 1.0
    assert {item.rule for item in found.evidence} == {f"{subtype}.run"}
    assert [slot.name for slot in found.slots] == ["REPEATED_STRING", "RUN_LENGTH", "POSITION"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The clerk will read item one. The clerk will read item two. The clerk will read item three."),
        ("en", "I, I, I think, I think we should start."),
        ("en", "The ports are closed. The mines are silent. The trains stand still."),
        ("en", "Thank you for coming. Thank you for waiting. Thank you for your patience."),
        ("en", "More bread! More bread! More bread!"),
        ("en", "The river is high. A report came. Our boats are ready. Two men left. The river is cold."),
        (
            "es",
            "La ujier leerá el punto uno. La ujier leerá el punto dos. La ujier leerá el punto tres.",
        ),
        ("es", "Yo, yo, yo creo, creo que deberíamos empezar."),
        ("en", "First, I will close the mine. Second, I will open the port. Third, I will leave."),
        ("es", "Medida diez. Abrimos el puerto. Medida once. Cerramos la mina. Medida doce. Damos pan."),
        ("es", "Damas y caballeros de Lisk; damas y caballeros de Oport; damas y caballeros de Renna."),
        ("es", "Luego vino el frío. La mina cerró. Luego vino el hambre. El puerto cerró. Luego nada vino."),
        ("en", "We are glad to be here. We are in the old harbour of Lisk."),
        ("es", "Costó dos millones de pesos, valía tres millones de pesos, vendieron cinco millones de pesos."),
        ("es", "La mesa está lista. La sala está abierta y la comisión espera."),
    ],
)
def test_left_out(language: str, text: str) -> None:
    assert quotes(text, "anaphora", language) == []


def test_two_members_without_three_content_words_are_a_candidate_at_most() -> None:
    text = "We will never forget the drowned miners. We will never forget the drowned children."
    (found,) = candidates(document(text), "anaphora")
    assert found.strength == 1.0
    (doubtful,) = candidates(document("We will go home. We will eat bread."), "anaphora")
    assert doubtful.strength < 0.8
    assert quotes("They will go home. They will eat bread.", "anaphora", "en") == []


def test_two_members_stand_in_neighbouring_sentences() -> None:
    apart = "We must go home. The harbour is cold and the boats are old. We must eat bread."
    assert quotes(apart, "anaphora", "en") == []
    text = "We have no ships left. We have no bread left to share with them."
    assert len(quotes(text, "anaphora", "en")) == 1


def test_a_name_at_the_end_of_long_sentences_is_no_epiphora() -> None:
    rest = "came in the evening with wheat and maize and very black coal for the large ovens that heat our country"
    text = f"One boat {rest}. Two trains {rest}. Three carts {rest}."
    assert quotes(text.replace("with", "with some", 1), "anaphora", "en") == []


def test_a_topic_of_long_sentences_is_no_figure() -> None:
    rest = (
        "covers the northern ports and sets the fees that each boat pays when it lands its fish in winter months"
    )
    text = " ".join(f"The agreement {word} {rest}." for word in ("still", "now", "also"))
    assert quotes(text, "anaphora", "en") == []


def test_a_speakers_name_repeated_is_no_run() -> None:
    text = "ANA VAREN: The mill burns. ANA VAREN: A door shut. ANA VAREN: Nobody came."
    assert quotes(text, "anaphora", "en") == []


def test_a_run_may_begin_inside_a_phrase() -> None:
    text = "Pedimos esto en nombre del molino, en nombre del pueblo, en nombre del barrio."
    (found,) = candidates(document(text, "es"), "anaphora")
    assert len(found.parts) == 3


def test_pauses_stand_in_for_stops() -> None:
    doc = recognised(("we remember the mines", "we remember the winter", "we remember who closed the gates"))
    (found,) = candidates(doc, "anaphora")
    assert [part.slice(doc.text) for part in found.parts] == ["we remember", "we remember", "we remember"]


def test_a_run_stays_with_one_speaker() -> None:
    doc = conversation(("We remember the mines.", "We remember the winter.", "We remember the gates."))
    assert candidates(doc, "anaphora") == []
