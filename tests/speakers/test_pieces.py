from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rhetoric.records import Span
from rhetoric.speakers import pieces
from rhetoric.speakers.pieces import embed_windows, find_speech, from_memory
from rhetoric.speakers.windows import Window, place_windows
from tests.material import ROOT
from tests.recordings import clip

Floats = NDArray[np.float32]
SPEECH = (Span(0, 20_000),)


@pytest.fixture
def samples(tmp_path: Path) -> Floats:
    return clip(ROOT / "transcripts" / "en_harbour_debate.ogg", tmp_path, seconds=20).astype(np.float32) / 32768


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut pieces of seven seconds."""
    monkeypatch.setattr(pieces, "_WHOLE", 7000)
    monkeypatch.setattr(pieces, "_PIECE", 7000)


def mean_mel(mels: Floats, starts: NDArray[np.int64]) -> Floats:
    """The mean mel power of each window of 160 frames stands for its voice."""
    return np.stack([np.zeros(40, np.float32), *(mels[start : start + 160].mean(axis=0) for start in starts)])[1:]


def vectors(samples: Floats, windows: tuple[Window, ...]) -> Floats:
    read, duration = from_memory(samples)
    return embed_windows(read, duration, SPEECH, windows, embed=mean_mel, frames=160)


def test_windows_sound_the_same_across_cuts(samples: Floats, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = place_windows(SPEECH)
    whole = vectors(samples, windows)
    monkeypatch.setattr(pieces, "_WHOLE", 7000)
    monkeypatch.setattr(pieces, "_PIECE", 7000)
    np.testing.assert_allclose(vectors(samples, windows), whole, rtol=1e-4, atol=1e-9)
    assert len(whole) == len(windows)


def test_speech_across_a_cut_is_one_stretch(samples: Floats, cut: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "detect", lambda part: (Span(0, part.size // 16),))
    assert find_speech(*from_memory(samples)) == (Span(0, 20_000),)
    monkeypatch.setattr(pieces, "detect", lambda part: (Span(500, 6000),))
    assert find_speech(*from_memory(samples)) == (Span(500, 6000), Span(7500, 13_000), Span(14_500, 20_000))


def test_cuts_hardly_change_what_is_speech(samples: Floats, monkeypatch: pytest.MonkeyPatch) -> None:
    def marked() -> NDArray[np.bool_]:
        found = np.zeros(2000, dtype=bool)
        for span in find_speech(*from_memory(samples)):
            found[span.start // 10 : span.end // 10] = True
        return found

    whole = marked()
    monkeypatch.setattr(pieces, "_WHOLE", 7000)
    monkeypatch.setattr(pieces, "_PIECE", 7000)
    assert np.mean(marked() != whole) < 0.03


def test_no_more_than_a_piece_is_read_at_once(samples: Floats, cut: None) -> None:
    longest = 0

    def read(time: Span) -> Floats:
        nonlocal longest
        longest = max(longest, time.length)
        return samples[time.start * 16 : time.end * 16]

    embed_windows(read, 20_000, SPEECH, place_windows(SPEECH), embed=mean_mel, frames=160)
    assert longest <= max(7000 + 2 * pieces._CONTEXT, pieces._BLOCK)


def test_nothing_and_silence_hold_nobody() -> None:
    for samples in (np.zeros(0, np.float32), np.zeros(1, np.float32), np.full(32_000, np.nan, np.float32)):
        assert find_speech(*from_memory(samples)) == ()
    read, duration = from_memory(np.zeros(0, np.float32))
    assert embed_windows(read, duration, (), (), embed=mean_mel, frames=160).shape == (0, 40)
