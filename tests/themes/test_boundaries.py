import numpy as np
import pytest

from rhetoric.themes.boundaries import cohesion, depths, smooth, stem_ids, stem_weights
from rhetoric.themes.stems import Content, read_content
from tests.themes.examples import FERRY, SCHOOL, WATER, speech


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


def test_one_sentence_has_no_gaps_and_wordless_blocks_are_not_alike() -> None:
    assert cohesion(content(WATER[:1]), 80).shape == (0,)
    assert cohesion(content(("And so it is.", "It is so.")), 80).tolist() == [0.0]


def test_a_stem_in_every_stretch_weighs_least() -> None:
    ids, size = stem_ids(content(("Water moves pumps.", "Water fills wells.", "Water feeds farms.")))
    weights = stem_weights(ids, size, 3)
    assert weights[0] == min(weights) > 0


def test_sliding_blocks_compare_as_slices_do() -> None:
    made = content(WATER, SCHOOL, FERRY)
    ids, size = stem_ids(made)
    counts = np.bincount([word.sentence for word in made.words])
    width = max(1, round(40 * len(ids) / sum(made.lengths)))
    weights = stem_weights(ids, size, width)
    for end, value in zip(np.cumsum(counts)[:-1], cohesion(made, 40), strict=True):
        left, right = (
            np.bincount(side, minlength=size) * weights
            for side in (ids[max(0, end - width) : end], ids[end : end + width])
        )
        assert value == pytest.approx(left @ right / (np.linalg.norm(left) * np.linalg.norm(right)))
