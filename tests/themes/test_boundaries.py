import numpy as np
import pytest

from rhetoric.themes.boundaries import CutRule, cohesion, cut, depths, smooth
from rhetoric.themes.stems import Content, read_content
from tests.themes.examples import FERRY, SCHOOL, WATER, speech

RULE = CutRule(block=80, shortest=60, smoothing=1, turn_bonus=0.0, strictness=0.5)


def content(*subjects: tuple[str, ...]) -> Content:
    made = speech(*subjects)
    return read_content(made.text, made.sentences, made.language)


def test_depth_is_the_drop_from_the_peaks_on_both_sides() -> None:
    values = np.array([0.5, 0.2, 0.4, 0.6, 0.1, 0.3])
    assert depths(values) == pytest.approx([0.0, 0.7, 0.2, 0.0, 0.7, 0.0])


def test_smoothing_takes_the_mean_of_what_is_there() -> None:
    assert smooth(np.array([1.0, 0.0, 0.0, 4.0]), 1) == pytest.approx([0.5, 1 / 3, 4 / 3, 2.0])
    assert smooth(np.array([1.0, 2.0]), 0) == pytest.approx([1.0, 2.0])


def test_cohesion_is_one_for_a_refrain_and_lowest_where_the_subject_changes() -> None:
    same = content(("Pumps move water.",) * 6)
    assert cohesion(same, 6) == pytest.approx([1.0] * 5)
    values = cohesion(content(WATER, SCHOOL), 80)
    assert len(values) == 19
    assert int(np.argmin(values)) == 9


def test_cut_finds_where_each_subject_begins() -> None:
    assert cut(content(WATER, SCHOOL, FERRY), frozenset(), RULE) == (10, 20)


def test_cut_keeps_to_the_shortest_segment() -> None:
    rule = CutRule(block=80, shortest=150, smoothing=1, turn_bonus=0.0, strictness=0.5)
    assert cut(content(WATER, SCHOOL), frozenset(), rule) == ()


def test_a_turn_end_draws_the_cut_to_itself() -> None:
    made = content(WATER, SCHOOL)
    pulled = CutRule(block=80, shortest=60, smoothing=1, turn_bonus=50.0, strictness=0.5)
    assert cut(made, frozenset({0, 8}), pulled)[0] == 8


def test_one_sentence_or_no_content_words_cannot_be_cut() -> None:
    assert cut(content(WATER[:1]), frozenset(), RULE) == ()
    assert cut(content(("And so it is.", "It is so.")), frozenset(), RULE) == ()
