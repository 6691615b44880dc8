import pytest

from tests.devices.figures.found import candidates, quotes
from tests.devices.samples import conversation, document, recognised

DEVICE = "rhetorical_question"


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "Do they really think we sleep? The mines are empty.", "Do they really think we sleep?"),
        ("en", "Ask yourselves: how many more winters must we wait? The mines are empty.",
         "how many more winters must we wait?"),
        ("es", "¿De verdad creen que dormimos? La plaza está llena.", "¿De verdad creen que dormimos?"),
        ("es", "Yo me pregunto: ¿hasta cuándo esperaremos? La plaza está llena.", "¿hasta cuándo esperaremos?"),
    ],
)  # fmt: skip
def test_questions_that_seek_no_answer(language: str, text: str, quote: str) -> None:
    assert quotes(text, DEVICE, language) == [quote]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Who paid for those towers? You did, with your overtime."),
        ("en", "Why did they close the mine? Because it was ours."),
        ("es", "¿Quién pagó esas torres? Las pagaron ustedes, con sus horas extra."),
        ("es", "¿Y quién respondió? Nadie."),
    ],
)
def test_hypophora_takes_in_the_answer(language: str, text: str) -> None:
    (found,) = candidates(document(text, language), DEVICE)
    assert found.subtype == "hypophora"
    assert found.parts[0].slice(text) == text
    assert [slot.name for slot in found.slots] == ["QUESTION", "SAME_SPEAKER", "IMPLIED_ASSERTION_or_OWN_ANSWER"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Can you hear me at the back? Good, then let us start."),
        ("en", "A reader from Lisk asks: when will the ferry run again? It will run in May."),
        ("en", "We did it together, right? And we will do it again."),
        ("en", "He shouted “who will feed the children tonight?” and left."),
        ("es", "¿Me escuchan allá atrás? Bien, entonces empezamos."),
        ("es", "Una lectora de Lisk pregunta: ¿cuándo volverá a salir el ferry? Saldrá en mayo."),
        ("es", "Lo logramos juntos, ¿verdad? Y lo haremos otra vez."),
    ],
)
def test_contact_and_quoted_questions_are_left_out(language: str, text: str) -> None:
    assert quotes(text, DEVICE, language) == []


def test_a_question_that_another_speaker_answers_is_real() -> None:
    doc = conversation(("When will the roofs be repaired?", "They will be repaired in May."))
    assert candidates(doc, DEVICE) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "ANA VAREN: ¿Usted cerró la mina?\n\nTEO LISK: La mina sigue abierta."),
        ("es", "LA MODERADORA: ¿Cerró la mina? ¿Cuándo?\n\nTEO LISK: En mayo."),
        ("es", "Pregunta: ¿Cerró la mina? La gente espera.\n\nRespuesta: La mina sigue abierta."),
        ("es", "—¿Cerró la mina?\n\n—La mina sigue abierta."),
        ("en", "Q. Did you close the mine?\n\nA. The mine is open."),
        (
            "es",
            "ANA VAREN: ¿Usted cerró la mina? Eso dice la gente del barrio.\n\nTEO LISK: La mina sigue abierta.",
        ),
    ],
)
def test_names_in_the_text_tell_who_answers(language: str, text: str) -> None:
    assert quotes(text, DEVICE, language) == []


def test_points_of_a_list_are_no_dialogue() -> None:
    text = "Preguntemos:\n\n- ¿Quién pagó las torres?\n\n- ¿Quién cerró la mina?\n\n- ¿Quién vendió el puerto?"
    assert len(quotes(text, DEVICE, "es")) == 3


def test_a_crowd_takes_the_word_from_nobody() -> None:
    text = "ANA VAREN: They went home. We stayed. We sang. Who paid for the towers?\n\nAUDIENCE: We did!"
    assert quotes(text, DEVICE, "en") == ["Who paid for the towers?"]


def test_a_greeting_is_no_speaker() -> None:
    text = "Señor presidente: ¿hasta cuándo esperaremos? La plaza está llena."
    assert quotes(text, DEVICE, "es") == ["¿hasta cuándo esperaremos?"]


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "The question is this: who will feed them? The mines are empty.", "who will feed them?"),
        ("en", "Who has not read “The Long Winter of the North”? The mines are empty.",
         "Who has not read “The Long Winter of the North”?"),
        ("es", "La pregunta es: ¿quién los alimentará? La plaza está llena.", "¿quién los alimentará?"),
        ("es", "Cerraron la mina. ¿Por qué? Porque era nuestra.", "¿Por qué? Porque era nuestra."),
    ],
)  # fmt: skip
def test_questions_the_speaker_names_or_answers(language: str, text: str, quote: str) -> None:
    assert quotes(text, DEVICE, language) == [quote]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Their question is this: who will feed them? It is the village."),
        ("en", "He asked me: who will feed them? It is the village."),
        ("es", "Ellos me preguntan: ¿quién los alimentará? Será el pueblo."),
    ],
)
def test_questions_of_others(language: str, text: str) -> None:
    assert quotes(text, DEVICE, language) == []


def test_a_long_answer_is_told_but_not_marked() -> None:
    question = "What is the union?"
    answer = (
        "The union is the house that our mothers built in the winter of the great strike at the northern mines."
    )
    (found,) = candidates(document(f"{question} {answer}"), DEVICE)
    assert (found.subtype, found.parts[0].length) == ("hypophora", len(question))
    assert found.slots[-1].value == answer


def test_among_several_speakers_a_bare_question_is_doubtful() -> None:
    doc = conversation(
        ("We met. We spoke. What is in the annex? The annex lists the roofs that we shall repair.", "Thank you.")
    )
    (found,) = candidates(doc, DEVICE)
    assert found.strength == 0.6


def test_questions_without_a_mark() -> None:
    doc = recognised(("do they really think we have forgotten the winter",))
    (found,) = candidates(doc, DEVICE)
    assert found.parts[0].slice(doc.text) == doc.text
