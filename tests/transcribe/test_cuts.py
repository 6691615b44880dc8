import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.transcribe.cuts import pcm16, utterances


def test_windows_are_cut_in_pauses() -> None:
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 30 * 16_000).astype(np.float32)
    for pause in (10, 21):
        noise[pause * 16_000 : pause * 16_000 + 8000] = 0
    pieces = list(utterances(noise))
    starts = [start / 16_000 for start, _ in pieces]
    assert len(pieces) == 3
    assert starts[0] == 0
    assert 10.0 <= starts[1] <= 10.5
    assert 21.0 <= starts[2] <= 21.5


@given(st.integers(0, 80_000), st.integers(0, 5))
def test_the_pieces_are_the_whole_window(size: int, seed: int) -> None:
    samples = np.random.default_rng(seed).uniform(-1, 1, size).astype(np.float32)
    pieces = list(utterances(samples, shortest=0.5, longest=1.0))
    assert all(0 < len(piece) <= 16_400 for _, piece in pieces)
    assert sum(len(piece) for _, piece in pieces) == size
    assert all(np.array_equal(samples[start : start + len(piece)], piece) for start, piece in pieces)


def test_samples_are_clipped_to_16_bits() -> None:
    assert (
        pcm16(np.array([0, 0.5, 2, -2, np.nan], dtype=np.float32)) == b"\x00\x00\xff\x3f\xff\x7f\x01\x80\x00\x00"
    )
