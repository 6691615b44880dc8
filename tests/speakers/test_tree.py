import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rhetoric.speakers.tree import build_tree, cut_tree, number


def _unit(angles: list[float]) -> NDArray[np.float32]:
    return np.stack([np.cos(np.radians(angles)), np.sin(np.radians(angles))], axis=1).astype(np.float32)


def test_number_goes_by_first_appearance() -> None:
    assert number(np.array([7, 2, 7, 9, 2])).tolist() == [0, 1, 0, 2, 1]


def test_the_most_alike_join_first_at_their_mean_similarity() -> None:
    merges = build_tree(_unit([0, 60, 70]), np.ones(3, dtype=np.int64))
    assert [(merge.kept, merge.taken) for merge in merges] == [(1, 2), (0, 1)]
    expected = [np.cos(np.radians(10)), (np.cos(np.radians(60)) + np.cos(np.radians(70))) / 2]
    np.testing.assert_allclose([merge.similarity for merge in merges], expected, rtol=1e-6)


def test_weights_stand_for_several_items() -> None:
    merges = build_tree(_unit([0, 10, 30]), np.array([1, 3, 1]))
    # The group of 0° and three times 10°, against 30°.
    expected = (np.cos(np.radians(30)) + 3 * np.cos(np.radians(20))) / 4
    np.testing.assert_allclose(merges[1].similarity, expected, rtol=1e-6)


def test_a_cut_joins_what_is_alike_enough() -> None:
    merges = build_tree(_unit([0, 5, 90, 95, 180]), np.ones(5, dtype=np.int64))
    assert cut_tree(merges, 5, 0.9).tolist() == [0, 0, 1, 1, 2]
    assert cut_tree(merges, 5, 1.1).tolist() == [0, 1, 2, 3, 4]
    assert cut_tree(merges, 5, -1.0).tolist() == [0, 0, 0, 0, 0]


@given(st.integers(1, 25), st.integers(0, 1000), st.floats(-0.5, 1))
def test_the_tree_is_that_of_plain_average_linkage(size: int, seed: int, similarity: float) -> None:
    vectors = np.random.default_rng(seed).normal(size=(size, 6))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    merges = build_tree(vectors.astype(np.float32), np.ones(size, dtype=np.int64))
    assert len(merges) == size - 1
    groups = cut_tree(merges, size, similarity)
    assert groups.tolist() == _plain_linkage(vectors.astype(np.float32).astype(float), similarity)


def _plain_linkage(vectors: NDArray[np.float64], similarity: float) -> list[int]:
    groups = [[place] for place in range(len(vectors))]
    while len(groups) > 1:
        alike = {
            (a, b): float(np.mean(vectors[groups[a]] @ vectors[groups[b]].T))
            for b in range(len(groups))
            for a in range(b)
        }
        first, second = max(alike, key=lambda pair: alike[pair])
        if alike[first, second] < similarity:
            break
        groups[first] += groups.pop(second)
    labels = np.zeros(len(vectors), dtype=np.int64)
    for index, group in enumerate(groups):
        labels[group] = index
    return [int(label) for label in number(labels)]


def test_items_all_alike_end() -> None:
    merges = build_tree(np.ones((50, 4), dtype=np.float32) / 2, np.ones(50, dtype=np.int64))
    assert set(cut_tree(merges, 50, 0.99).tolist()) == {0}
