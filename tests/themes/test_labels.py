from rhetoric.records import Span
from rhetoric.text import sentences
from rhetoric.themes.labels import key_terms, label
from rhetoric.themes.stems import Content, read_content
from tests.themes.examples import SCHOOL, WATER, speech


def content(text: str, language: str = "en") -> Content:
    return read_content(text, sentences(text, language), language)


def test_terms_are_what_sets_the_stretch_apart() -> None:
    made = speech(WATER, SCHOOL)
    whole = read_content(made.text, made.sentences, "en")
    assert key_terms(whole, [Span(0, 10)], 3) == ("water", "pumps", "valley")
    assert key_terms(whole, [Span(10, 20)], 3) == ("classrooms", "school", "teacher")


def test_the_form_heard_most_often_is_shown_not_the_stem() -> None:
    made = content("Escuelas hay pocas. Las escuelas cerraron. Cerraron las escuelas. Falta una escuela.", "es")
    assert key_terms(made, [Span(0, 4)], 1) == ("escuelas",)


def test_a_refrain_inside_one_sentence_counts_once() -> None:
    made = content("Bread, bread, bread, bread! The harbour is shut. They shut the harbour.")
    assert key_terms(made, [Span(0, 3)], 2)[0] == "harbour"


def test_a_name_keeps_its_capital_and_a_sentence_head_gives_way() -> None:
    made = content("Harvest begins in Velmar. The harvest ends in Velmar.")
    assert set(key_terms(made, [Span(0, 2)], 2)) == {"harvest", "Velmar"}


def test_label_joins_terms_or_falls_back_to_the_first_words() -> None:
    made = content("And so it is. It is so.")
    assert label(made, [Span(0, 2)], ("water", "pumps")) == "water, pumps"
    assert label(made, [Span(0, 2)], ()) == "And so it"
