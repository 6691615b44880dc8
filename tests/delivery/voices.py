"""Voices made of sums of sines, of known pitch and level, and an `Audio` that holds them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric.audio import Audio
from rhetoric.records import Recording

RATE = 16_000


def voice(seconds: float, hertz: float, *, level: float = 0.1, glide: float = 0.0) -> NDArray[np.float32]:
    """Return a vowel: harmonics up to 4 kHz, falling 6 dB an octave; `glide` semitones from start to end."""
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = hertz * 2 ** (glide / 12 * (time / seconds - 0.5))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    sound = sum(np.sin(number * phase) / number for number in range(1, int(4000 / hertz)))
    return (level * sound / np.sqrt(np.mean(np.square(sound)))).astype(np.float32)


def silence(seconds: float) -> NDArray[np.float32]:
    """Return zeros."""
    return np.zeros(round(seconds * RATE), np.float32)


def audio(folder: Path, *parts: NDArray[np.float32]) -> Audio:
    """Return a recording of `parts` one after another."""
    samples = np.clip(np.round(np.concatenate(parts) * 32768), -32768, 32767).astype("<i2")
    pcm = folder / "voices.pcm"
    samples.tofile(pcm)
    return Audio(Recording("v.wav", "ab" * 32, samples.size // 16, RATE, 1), pcm, "wav", "pcm_s16le")
