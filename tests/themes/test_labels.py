import pytest

from rhetoric.records import Span, Theme
from rhetoric.text import sentences
from rhetoric.themes.labels import Namer
from rhetoric.themes.matching import TopicReading
from rhetoric.themes.stems import Content, read_content
from rhetoric.themes.topics import Topic
from tests.themes.examples import SCHOOL, WATER, speech


def content(text: str, language: str = "en") -> Content:
    return read_content(text, sentences(text, language), language)


def named(made: Content, *groups: Span, language: str = "en", topics: tuple[Topic, ...] = ()) -> tuple[Theme, ...]:
    return Namer(made, TopicReading(made, topics, language), 3).themes([[group] for group in groups], "T")


def test_terms_are_what_sets_the_stretch_apart() -> None:
    made = speech(WATER, SCHOOL)
    first, second = named(read_content(made.text, made.sentences, "en"), Span(0, 10), Span(10, 20))
    assert {"water", "pumps"} <= set(first.keywords)
    assert {"school", "teacher"} <= set(second.keywords)


def test_the_form_heard_most_often_is_shown_not_the_stem() -> None:
    made = content("Escuelas hay pocas. Las escuelas cerraron. Cerraron las escuelas. Falta una escuela.", "es")
    (theme,) = named(made, Span(0, 4), language="es")
    assert theme.keywords[0] == "escuelas"


def test_a_refrain_inside_one_sentence_counts_once() -> None:
    made = content("Bread, bread, bread, bread! The harbour is shut. They shut the harbour.")
    (theme,) = named(made, Span(0, 3))
    assert theme.keywords[0] == "harbour"


def test_a_name_keeps_its_capital_and_a_sentence_head_gives_way() -> None:
    made = content("Harvest begins in Velmar. The harvest ends in Velmar.")
    (theme,) = named(made, Span(0, 2))
    assert {"harvest", "Velmar"} <= set(theme.keywords)


def test_words_that_come_together_are_one_phrase() -> None:
    made = content(
        "The harbour tax is high. We pay the harbour tax. A harbour tax costs money. The price went up. "
        "Snow fell on the road. The road is closed. No road is open."
    )
    theme, _ = named(made, Span(0, 4), Span(4, 7))
    assert "harbour tax" in theme.label


def test_without_content_words_the_first_words_are_the_label() -> None:
    (theme,) = named(content("And so it is. It is so."), Span(0, 2))
    assert (theme.label, theme.keywords) == ("And so it", ())


def test_two_themes_of_one_topic_are_told_apart() -> None:
    water = Topic("water", {"en": "Water"}, {"en": ("water", "pump", "well", "salt", "dam", "canal", "farm")})
    made = speech(WATER)
    whole = read_content(made.text, made.sentences, "en")
    labels = [theme.label for theme in named(whole, Span(0, 5), Span(5, 10), topics=(water,))]
    assert len(set(labels)) == 2
    assert all(label.startswith("Water: ") for label in labels)


@pytest.mark.parametrize("language", ["en", "es"])
def test_labels_hold_no_bare_stems(language: str) -> None:
    text = "Nos robaron las elecciones. Las elecciones fueron robadas." if language == "es" else " ".join(WATER)
    made = content(text, language)
    (theme,) = named(made, Span(0, len(made.sentences)), language=language)
    assert all(word in text for word in theme.keywords)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They repair the pumps. We repair the pumps. You must repair the old pumps.", "en", "pumps"),
        ("The side of the dam leaks. On our side of the dam the water is low. The dam is old.", "en", "dam"),
        ("The permanent crew of the dam. Our permanent guard of the dam. The dam is permanent.", "en", "dam"),
        ("Quieren reparar las bombas. Van a reparar las bombas. Hay que reparar las bombas.", "es", "bombas"),
        ("A este lado está la presa. Del otro lado de la presa llueve. La presa pierde agua.", "es", "presa"),
    ],
)
def test_verbs_qualities_and_words_that_tell_nothing_are_no_labels(
    text: str, language: str, expected: str
) -> None:
    (theme,) = named(made := content(text, language), Span(0, len(made.sentences)), language=language)
    assert theme.label == expected


def test_speakers_do_not_name_a_theme() -> None:
    made = content("Thank Reed for the dam. The plan of Reed fails the dam. The question to Reed is the dam.")
    namer = Namer(made, TopicReading(made, (), "en"), 3, names=frozenset({"reed", "dam"}))
    (theme,) = namer.themes([[Span(0, 3)]], "T")
    assert theme.label == "dam"


def test_a_country_and_its_people_are_named_once() -> None:
    made = content(
        "The roads of Velmar are open. The Velmarians sleep. A tax for Velmar came. The Velmarians pay."
    )
    (theme,) = named(made, Span(0, 4))
    assert theme.label.lower().count("velmar") == 1


def test_equal_labels_get_numbers() -> None:
    made = content("The dam is old. The dam is new. The dam is old. The dam is new.")
    labels = [theme.label for theme in named(made, Span(0, 2), Span(2, 4))]
    assert labels == ["dam", "dam (2)"]
