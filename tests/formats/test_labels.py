import pytest

from rhetoric.formats import read_text
from rhetoric.formats.labels import find_labels


def names(text: str) -> list[str | None]:
    return [voice.name for voice in find_labels(text)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("PRESIDENTA Claudia Ñ.: Buenas noches.", "PRESIDENTA Claudia Ñ."),
        ("Sr. PÉREZ: No lo acepto.", "Sr. PÉREZ"),
        ("Q: Why now?", "Q"),
        ("PRESIDENT HALE.— We will stand.", "PRESIDENT HALE"),
        ("PRESIDENTE.- Buenas tardes.", "PRESIDENTE"),
        ("El señor VALLE (Presidente).- Se abre la sesión.", "El señor VALLE (Presidente)"),
        ("THE PRESIDENT: Thank you.", "THE PRESIDENT"),
        ("MARÍA DE LA O DÍAZ-RUIZ, MINISTRA DE AGUAS: Gracias.", "MARÍA DE LA O DÍAZ-RUIZ, MINISTRA DE AGUAS"),
        ("_VOZ MUJER: Aquí.", "VOZ MUJER"),
        ("**Moderator:** Good evening.", "Moderator"),
        ("[00:01:02] ANA: Hola.", "ANA"),
        ("SPEAKER_00: hello there", "SPEAKER_00"),
        ("Speaker 1 (00:12): hello there", "Speaker 1"),
        ("Javier Montes: Buenos días.", "Javier Montes"),
        ("Senator O'Neil: No.", "Senator O'Neil"),
    ],
)
def test_a_label_is_found_and_tidied(line: str, name: str) -> None:
    assert names(f"{line}\n\nMore words follow here.\n") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Note: this was said later.",
        "He said: never again.",
        "10:30 was the hour.",
        "We left at 10:30 and came back.",
        "My friends:\n\nWe meet again.",
        "Compatriotas: hoy es un gran día.",
        "CONCIUDADANOS: hoy es un gran día.",
        "CONCIUDADANOS DEL CONGRESO:\n\nComparezco.",
        "Señor Presidente: vengo a hablar.",
        "Señor Presidente, señoras y señores Diputados:\n\nVengo.",
        "Chilenas y chilenos: gracias.",
        "EJE I.- La economía crece.",
        "Primero: el pan. \nSegundo: la paz.",
        "Vamos a hablar de agua.\n\nTercera Edad: un plan nuevo.",
        "Vamos a hablar.\n\nPosverdad: una mentira.\n\nPosverdad: otra mentira.",
        "We grew. Look at the figures today.\n\nGDP: three per cent.",
        "Tengo esto que decir:\nnada.",
        "http://example.org is a page",
        "Let us ask today.\n\nQuestion: who gains? We do not know.",
        "Pueblo del Valle:\n\nGracias.\n\nPueblo del Valle:\n\nAdiós.",
    ],
)
def test_what_is_no_label_stays_speech(text: str) -> None:
    assert names(text) == []


def test_single_names_count_in_a_conversation() -> None:
    assert names("Ana: hola.\nLuis: qué tal.\nAna: bien.") == ["Ana", "Luis", "Ana"]


def test_plain_names_count_when_they_come_again() -> None:
    text = "Reunión de vecinos.\nOtra vez juntos.\n\nAna Ruiz: Empiezo.\n\nLuis Paz: Sigo.\n\nAna Ruiz: Acabo."
    assert names(text) == ["Ana Ruiz", "Luis Paz", "Ana Ruiz"]


def test_a_heading_among_capital_labels_is_no_speaker() -> None:
    text = "MODERADORA: Hola.\n\nSR. PAZ: Diré algo.\n\nEconomía Naranja: un plan.\n\nMODERADORA: Gracias."
    assert names(text) == ["MODERADORA", "SR. PAZ", "MODERADORA"]


def test_a_role_given_once_is_the_same_person() -> None:
    text = "LUIS PAZ, ALCALDE: Hola.\n\nANA RÍOS: Sí.\n\nLUIS PAZ: Adiós."
    assert names(text) == ["LUIS PAZ, ALCALDE", "ANA RÍOS", "LUIS PAZ, ALCALDE"]


def test_same_label_with_two_roles_is_two_persons() -> None:
    text = "VOZ (mujer): Hola.\n\nVOZ (hombre): Sí.\n\nVOZ (mujer): Adiós."
    assert names(text) == ["VOZ (mujer)", "VOZ (hombre)", "VOZ (mujer)"]


def test_turns_leave_out_labels_and_marks() -> None:
    text = "\nHALE: We won. (APPLAUSE). Thank you.\r\n\r\nQ: (laughs) Why (if so)?\n"
    analysis = read_text(text, language="en")
    spoken = [(turn.speaker, turn.chars.slice(text)) for turn in analysis.transcript.turns]
    assert spoken == [("S1", "We won."), ("S1", "Thank you."), ("S2", "Why (if so)?")]
    assert [(speaker.id, speaker.name) for speaker in analysis.speakers] == [("S1", "HALE"), ("S2", "Q")]
    assert analysis.transcript.text == text
    words = [word.chars.slice(text) for word in analysis.transcript.words]
    assert words == ["We", "won", "Thank", "you", "Why", "if", "so"]


def test_long_lines_of_signs_do_not_hang() -> None:
    assert len(names("ANA:\n" * 50_000)) == 50_000
    assert names("-" * 50_000) == []
    assert names(("A" * 5_000 + " ") * 20) == []
    assert names("((((" * 10_000 + ":") == []
