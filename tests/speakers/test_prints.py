"""What was heard of voices, kept in a file bound to its recording."""

from pathlib import Path

import numpy as np
import pytest

from rhetoric.errors import InputError
from rhetoric.records import Span
from rhetoric.speakers.prints import Prints, load_prints, pack, save_prints, unpack
from rhetoric.speakers.windows import place_windows


def prints() -> Prints:
    windows = place_windows([Span(0, 4000), Span(5000, 5600)])
    vectors = np.abs(np.random.default_rng(2).normal(size=(len(windows), 256))).astype(np.float32)
    packed = pack(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    return Prints(windows, packed, packed[::-1].copy(), "6" * 64)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path, kept = tmp_path / "voices.npz", prints()
    save_prints(kept, path, recording_sha256="5" * 64)
    found = load_prints(path, recording_sha256="5" * 64)
    assert (found.windows, found.model_sha256) == (kept.windows, kept.model_sha256)
    assert np.array_equal(found.coarse, kept.coarse)
    assert np.array_equal(found.fine, kept.fine)


def test_packing_keeps_directions() -> None:
    unit = unpack(prints().coarse)
    assert np.allclose(np.linalg.norm(unit, axis=1), 1, atol=1e-5)


def test_wrong_files_are_named_in_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "voices.npz"
    with pytest.raises(InputError, match="is not there"):
        load_prints(path, recording_sha256="5" * 64)
    save_prints(prints(), path, recording_sha256="5" * 64)
    for sha256 in ("4" * 64, None):
        with pytest.raises(InputError, match="another recording"):
            load_prints(path, recording_sha256=sha256)
    for content in (b"", b"PK\3\4 nothing", path.read_bytes()[:300]):
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            load_prints(path, recording_sha256="5" * 64)
        assert len(str(caught.value).splitlines()) == 2
