import numpy as np
import pytest

from rhetoric.speakers.speech import detect, raise_level


def test_nothing_and_silence_hold_no_speech() -> None:
    assert detect(np.zeros(0, dtype=np.float32)) == ()
    assert detect(np.zeros(32_000, dtype=np.float32)) == ()


def test_a_tone_is_no_speech() -> None:
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 16_000)
    assert detect(tone.astype(np.float32)) == ()


def test_quiet_sound_is_raised_and_loud_sound_is_not() -> None:
    samples = np.full(16, 0.01, dtype=np.float32)
    assert raise_level(samples, -40.0, -20.0).tolist() == pytest.approx([0.1] * 16)
    assert raise_level(samples, -10.0, -20.0) is samples
    assert raise_level(samples, -np.inf, -20.0) is samples
