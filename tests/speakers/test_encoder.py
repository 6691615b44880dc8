from pathlib import Path

import numpy as np
import pytest

from rhetoric.errors import ModelUnavailableError
from rhetoric.speakers.encoder import load_encoder
from rhetoric.weights import find


def test_windows_give_unit_vectors_whatever_their_batch() -> None:
    encoder = load_encoder(find("dvector") / "model.onnx", 1)
    mels = np.random.default_rng(2).exponential(size=(700, 40)).astype(np.float32)
    starts = np.arange(0, 540, 4)
    vectors = encoder.embed(mels, starts)
    assert vectors.shape == (135, 256)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    alone = encoder.embed(mels, starts[130:131])
    np.testing.assert_allclose(alone[0], vectors[130], atol=1e-5)
    assert encoder.embed(mels, starts[:0]).shape == (0, 256)


def test_a_missing_or_broken_network_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="is not there"):
        load_encoder(tmp_path / "model.onnx", 1)
    (tmp_path / "model.onnx").write_bytes(b"no network")
    with pytest.raises(ModelUnavailableError, match="cannot be loaded"):
        load_encoder(tmp_path / "model.onnx", 1)
