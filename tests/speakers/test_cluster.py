import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rhetoric.speakers.cluster import group_voices, merge_alike, share_out, smooth_changes
from rhetoric.speakers.count import SpeakerCount

AUTO = SpeakerCount()


def _voices(order: list[int], noise: float = 0.03) -> NDArray[np.float32]:
    """Return windows of voices at right angles to each other, with noise."""
    vectors = np.eye(16)[order] + np.random.default_rng(1).normal(size=(len(order), 16)) * noise
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_voices_are_told_apart_and_numbered_by_first_appearance() -> None:
    order = [3] * 8 + [1] * 6 + [3] * 5 + [0] * 7
    assert group_voices(_voices(order), AUTO).tolist() == [0] * 8 + [1] * 6 + [0] * 5 + [2] * 7


def test_one_voice_is_one() -> None:
    assert group_voices(_voices([2] * 30), AUTO).tolist() == [0] * 30


def test_nothing_and_a_single_window() -> None:
    assert group_voices(np.zeros((0, 256), dtype=np.float32), AUTO).tolist() == []
    assert group_voices(_voices([4]), AUTO).tolist() == [0]


def test_windows_without_any_vector_are_one_voice() -> None:
    assert set(group_voices(np.zeros((12, 8), dtype=np.float32), SpeakerCount(1, 1)).tolist()) == {0}


@pytest.mark.parametrize(("lowest", "highest", "found"), [(1, 2, 2), (3, 3, 3), (2, 9, 4), (4, 4, 4)])
def test_bounds_hold(lowest: int, highest: int, found: int) -> None:
    order = [0] * 9 + [1] * 9 + [2] * 9 + [3] * 9
    assert len(set(group_voices(_voices(order), SpeakerCount(lowest, highest)).tolist())) == found


def test_a_known_number_splits_one_voice() -> None:
    assert len(set(group_voices(_voices([5] * 24, noise=0.2), SpeakerCount(2, 2)).tolist())) == 2


def test_long_recordings_are_pooled() -> None:
    order = ([0] * 500 + [1] * 300) * 6
    labels = group_voices(_voices(order), AUTO)
    assert labels.tolist() == order


def test_a_stray_window_stays_with_its_neighbours() -> None:
    vectors = _voices([0] * 10 + [1] * 10, noise=0.0)
    vectors[4] = (vectors[0] * 0.65 + vectors[15] * 0.76) / np.linalg.norm(vectors[0] * 0.65 + vectors[15] * 0.76)
    labels = np.array([0] * 4 + [1] + [0] * 5 + [1] * 10)
    assert smooth_changes(vectors, labels).tolist() == [0] * 10 + [1] * 10


def test_small_groups_go_to_the_nearest() -> None:
    vectors = _voices([0] * 5 + [1] * 5, noise=0.0)
    labels = np.array([0, 0, 0, 0, 2, 1, 1, 1, 1, 1])
    assert share_out(vectors, labels, 3).tolist() == [0] * 5 + [1] * 5
    assert share_out(vectors[:2], np.array([0, 1]), 3).tolist() == [0, 0]


def test_halves_of_one_voice_join() -> None:
    vectors = _voices([0] * 6 + [1] * 3, noise=0.1)
    labels = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])
    assert merge_alike(vectors, labels, AUTO).tolist() == [0] * 6 + [1] * 3
    assert merge_alike(vectors, labels, SpeakerCount(3, 3)).tolist() == labels.tolist()
    assert merge_alike(vectors, labels, SpeakerCount(1, 1)).tolist() == [0] * 9


@given(st.integers(0, 40), st.integers(0, 99), st.integers(1, 6), st.integers(0, 4))
def test_any_windows_get_voices_within_bounds(size: int, seed: int, lowest: int, more: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(size, 5))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    labels = group_voices(vectors, SpeakerCount(lowest, lowest + more)).tolist()
    assert len(labels) == size
    firsts = list(dict.fromkeys(labels))
    assert firsts == list(range(len(firsts)))
    assert len(firsts) <= lowest + more
