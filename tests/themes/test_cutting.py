"""The evidence for a boundary, and where it cuts."""

from functools import partial

import numpy as np
import pytest

from rhetoric.records import Span, Transcript, Turn
from rhetoric.text import tokens
from rhetoric.themes.boundaries import cohesion
from rhetoric.themes.cues import closings, openings
from rhetoric.themes.decode import best_cuts, enough_cuts
from rhetoric.themes.evidence import FEATURES, Cohesion, evidence
from rhetoric.themes.joins import join_neighbours
from rhetoric.themes.matching import TopicReading
from rhetoric.themes.model import shipped_model
from rhetoric.themes.outline import Outline
from rhetoric.themes.stems import read_content
from rhetoric.themes.topics import shipped_topics
from rhetoric.themes.voices import Stretch, chair, stretches, voice_names
from tests.themes.examples import FERRY, SCHOOL, WATER, speech

HOW = {"eagerness": 0.0, "spacing": 0.5}
LINES = [20] * 60  # words of sixty sentences


def scores(*peaks: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    odds = np.full(len(LINES), -4.0)
    odds[list(peaks)] = 6.0
    return odds


def test_cuts_are_where_the_evidence_is() -> None:
    assert best_cuts(scores(15, 30, 45), LINES, typical=300, **HOW) == (15, 30, 45)


def test_of_two_marks_side_by_side_one_cuts() -> None:
    assert len(best_cuts(scores(30, 31), LINES, typical=600, **HOW)) == 1


def test_no_sentences_no_words_no_cuts() -> None:
    assert best_cuts(np.zeros(0), [], typical=300, **HOW) == ()
    assert best_cuts(np.zeros(1), [20], typical=300, **HOW) == ()
    assert best_cuts(np.zeros(3), [0, 0, 0], typical=300, **HOW) == ()


def test_thousands_of_equal_sentences_are_cut_evenly_or_not_at_all() -> None:
    found = best_cuts(np.zeros(5000), [4] * 5000, typical=2000, **HOW)
    assert all(0 < cut < 5000 for cut in found)
    assert list(found) == sorted(set(found))


def test_the_shipped_model_weighs_every_evidence_and_says_what_it_learned_from() -> None:
    model = shipped_model()
    assert set(model.weights) == set(FEATURES)
    assert "Pk" in model.note
    assert model.usual_length(10_000) == pytest.approx(model.typical)
    assert model.usual_length(2_000) < model.typical


def test_a_new_speaker_and_an_announcement_are_evidence() -> None:
    made = speech(WATER, ("Let us turn to the next item, our schools.", *SCHOOL), FERRY, speakers=True)
    content = read_content(made.text, made.sentences, "en")
    rows = evidence(made, content, Cohesion(cohesion(content, 80), cohesion(content, 160)), typical=120)
    assert rows.shape == (31, len(FEATURES))
    turn, within = (rows[:, FEATURES.index(name)] for name in ("turn", "announced_within"))
    assert np.flatnonzero(turn).tolist() == [10, 21]
    assert within[10] > 0


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Let us now turn to the next question."), ("es", "Pasamos al siguiente tema de esta noche.")],
)
def test_announcements_are_heard_in_both_languages(language: str, words: str) -> None:
    assert openings(tokens(words), language) > 0
    assert openings(tokens(words), "de") == 0


def test_ordinary_sentences_announce_nothing() -> None:
    assert openings(tokens("The pumps in the lower valley stopped in April."), "en") == 0
    assert openings(tokens("Las bombas del valle se pararon en abril."), "es") == 0


def test_closings_are_heard() -> None:
    assert closings(tokens("That concludes our debate."), "en")
    assert closings(tokens("Cerramos así este bloque."), "es")
    assert not closings(tokens("The dam is closed."), "en")


def test_turns_of_one_speaker_in_a_row_are_one_stretch() -> None:
    lines = (Span(0, 5), Span(6, 11), Span(12, 17))
    turns = (Turn("S1", Span(0, 5)), Turn("S1", Span(6, 11)), Turn("S2", Span(12, 17)))
    assert stretches(turns, lines) == (Stretch(Span(0, 2), "S1"), Stretch(Span(2, 3), "S2"))
    assert stretches((), lines) == ()


def test_who_gives_the_floor_to_many_leads() -> None:
    order = ("chair", "a", "chair", "b", "chair", "c", "chair", "a")
    voices = [Stretch(Span(at, at + 1), who) for at, who in enumerate(order)]
    assert chair(voices) == "chair"
    assert chair(voices[:3]) is None


def test_where_no_place_stands_out_as_many_themes_are_found_as_asked_for() -> None:
    find = partial(best_cuts, np.zeros(len(LINES)), LINES, typical=300, spacing=0.5)
    assert find(eagerness=0.0) == ()
    assert len(enough_cuts(find, 4)) in (3, 4)
    assert enough_cuts(find, 1) == ()


def joined(*subjects: tuple[str, ...], said: int | None = None) -> list[Span]:
    made = speech(*subjects)
    content = read_content(made.text, made.sentences, made.language)
    size = len(content.sentences)
    marks = np.arange(size) == said
    outline = Outline(content, np.zeros(size), np.zeros(size, dtype=bool), marks)
    pieces = [Span(start, start + 5) for start in range(0, size, 5)]
    return join_neighbours(outline, pieces, TopicReading(content, shipped_topics(), "en"))


def test_neighbours_on_one_topic_are_joined_unless_a_new_subject_is_announced() -> None:
    assert joined(WATER, SCHOOL, FERRY) == [Span(0, 10), Span(10, 20), Span(20, 30)]
    assert joined(WATER, SCHOOL, FERRY, said=5)[:2] == [Span(0, 5), Span(5, 10)]


def test_the_topic_of_the_whole_text_joins_nothing() -> None:
    assert joined(WATER, WATER) == [Span(0, 5), Span(5, 10), Span(10, 15), Span(15, 20)]


def test_the_names_before_the_turns_are_known() -> None:
    text = "ANA PRADO: Good evening.\nTOM REED: Thank you."
    turns = (Turn("S1", Span(11, 24)), Turn("S2", Span(35, 45)))
    assert voice_names(Transcript(text, "en", turns=turns)) >= {"ana", "prado", "tom", "reed"}
    assert voice_names(Transcript("Good evening.", "en")) == frozenset()
