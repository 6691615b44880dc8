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


def test_among_several_speakers_a_bare_question_is_doubtful() -> None:
    doc = conversation(("What is in the annex? The annex lists the roofs that we shall repair.", "Thank you."))
    (found,) = candidates(doc, DEVICE)
    assert found.strength == 0.6


def test_questions_without_a_mark() -> None:
    doc = recognised(("do they really think we have forgotten the winter",))
    (found,) = candidates(doc, DEVICE)
    assert found.parts[0].slice(doc.text) == doc.text
