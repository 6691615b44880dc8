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
