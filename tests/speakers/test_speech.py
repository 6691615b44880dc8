import numpy as np
import pytest

from rhetoric.records import Span
from rhetoric.speakers.speech import find_speech, level_speech, raise_level


def test_silence_and_nothing_hold_no_speech() -> None:
    assert find_speech(np.zeros(0, dtype=np.float32)) == ()
    assert find_speech(np.zeros(1, dtype=np.float32)) == ()
    assert find_speech(np.zeros(32_000, dtype=np.float32)) == ()


def test_a_tone_is_no_speech() -> None:
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 16_000)
    assert find_speech(tone.astype(np.float32)) == ()


def test_quiet_sound_is_raised_and_loud_sound_is_not() -> None:
    samples = np.full(16, 0.01, dtype=np.float32)
    assert raise_level(samples, -40.0, -20.0).tolist() == pytest.approx([0.1] * 16)
    assert raise_level(samples, -10.0, -20.0) is samples
    assert raise_level(samples, -np.inf, -20.0) is samples


def test_the_level_is_that_of_the_speech_alone() -> None:
    samples = np.zeros(16_000, dtype=np.float32)
    samples[8000:] = 0.001  # -60 dBFS in the second half
    levelled = level_speech(samples, (Span(500, 1000),))
    assert float(levelled[-1]) == pytest.approx(10 ** (-30 / 20), rel=1e-4)
    assert level_speech(samples, ()) is samples
