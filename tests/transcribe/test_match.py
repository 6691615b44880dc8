import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.transcribe.match import align, credible


def test_words_that_differ_have_no_partner() -> None:
    left = "we will not pay for their crisis".split()
    right = "uh we will now pay their crises crisis".split()
    assert align(left, right) == ((0, 1), (1, 2), (3, 4), (5, 5), (6, 7))


def test_a_part_of_a_speech_is_found_in_its_place() -> None:
    draw = np.random.default_rng(3)
    speech = [f"w{number}" for number in draw.integers(0, 2000, 5000)]
    assert align(speech[3000:4000], speech) == tuple((place, 3000 + place) for place in range(1000))


def test_a_long_noisy_speech_is_mostly_found() -> None:
    draw = np.random.default_rng(5)
    speech = [f"w{min(3000, int(number))}" for number in 1 + draw.pareto(0.7, 30_000)]
    heard = [f"x{place}" if draw.random() < 0.3 else word for place, word in enumerate(speech)]
    pairs = align(speech, heard)
    right = sum(i == j for i, j in pairs)
    assert right > 0.9 * sum(a == b for a, b in zip(speech, heard, strict=True))


def test_a_speech_without_any_unique_word_is_aligned_along_its_diagonal() -> None:
    assert len(align(["a"] * 5000, ["a"] * 4000 + ["b"] * 3000)) >= 2500


def test_stray_matches_are_dropped_from_longer_texts() -> None:
    left = [f"w{place}" for place in range(30)]
    firm = ((4, 7), (5, 8), (7, 10))
    assert credible(((0, 0), *firm, (20, 90)), left) == firm
    assert credible(((0, 5),), left[:3]) == ((0, 5),)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_pairs_are_equal_items_and_ascend(left: list[str], right: list[str]) -> None:
    pairs = align(left, right)
    assert all(left[i] == right[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(pairs))
    assert len(align(left, left)) == len(left)
