"""The weights file, probabilities, and what happens to damaged or foreign files."""

import math
from pathlib import Path

import numpy as np
import pytest

from rhetoric.devices.learned.features import BUCKETS
from rhetoric.devices.learned.model import Head, Model, distinct, load, save
from rhetoric.errors import FormatError


def made() -> Model:
    grams = np.zeros((2, BUCKETS))
    grams[0, [3, 9]] = [1.27, -0.64]
    heads = (Head("threat", 0.5, 2.0, -1.0, 0.4, 0.8, 0.1, 50), Head("boast", -1.0, 1.0, 0.0, 0.3))
    return Model("demo", "ab" * 32, heads, {"own:tag": 0, "rule:x": 1}, np.array([[1.5, 0.0], [0.0, -2.0]]), grams)


def test_a_logit_adds_bias_words_and_known_signs() -> None:
    signs = [[{"own:tag": 1.0, "never:seen": 7.0}, {}], [{"rule:x": 0.5}, {}]]
    found = made().logits([distinct([9, 3, 3]), distinct([])], signs)
    assert found == pytest.approx(np.array([[0.5 + 0.63 / math.sqrt(2) + 1.5, 0.5], [-2.0, -1.0]]))


def test_a_probability_is_the_calibrated_logistic_of_the_logit() -> None:
    assert made().probability(0, np.array([0.5, 1.0])) == pytest.approx([0.5, 1 / (1 + math.exp(-1.0))])


def test_weights_come_back_from_their_file_within_a_step_of_int8(tmp_path: Path) -> None:
    save(made(), tmp_path / "tagger.npz")
    again = load(tmp_path / "tagger.npz")
    assert (again.codebook, again.codebook_sha256, again.heads) == ("demo", "ab" * 32, made().heads)
    assert dict(again.names) == {"own:tag": 0, "rule:x": 1}
    assert np.abs(again.grams - made().grams).max() <= 0.005 + 1e-6
    assert again.signs == pytest.approx(made().signs)


def test_the_same_weights_give_the_same_bytes(tmp_path: Path) -> None:
    save(made(), tmp_path / "a.npz")
    save(made(), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no archive at all"])
def test_a_damaged_file_is_an_error_with_a_hint(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tagger.npz").write_bytes(content)
    with pytest.raises(FormatError, match="holds no tagger weights"):
        load(tmp_path / "tagger.npz")


def test_an_archive_of_other_arrays_is_an_error(tmp_path: Path) -> None:
    np.savez(tmp_path / "tagger.npz", other=np.zeros(3))
    with pytest.raises(FormatError, match="holds no tagger weights"):
        load(tmp_path / "tagger.npz")
