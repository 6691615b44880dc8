"""Mel power as the voice network was trained on: 16 kHz, 25 ms windows every 10 ms, 40 bands, no logarithm.

The filters are Slaney's (Auditory Toolbox, 1998): linear below 1 kHz (200/3 Hz per mel), logarithmic above
(27 mels for a factor of 6.4), triangles of equal area.
"""

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SAMPLE_RATE = 16_000  # Hz
STEP = 160  # samples between frames, 10 ms
BANDS = 40
_WINDOW = 400  # samples, 25 ms
_HERTZ_PER_MEL = 200 / 3
_BREAK_HERTZ = 1000.0
_BREAK_MEL = _BREAK_HERTZ / _HERTZ_PER_MEL
_LOG_STEP = np.log(6.4) / 27
_BLOCK = 20_000  # frames transformed at once, so that memory stays bounded


def mel_power(samples: Floats) -> Floats:
    """Return the mel power of `samples` (16 kHz mono), shape (1 + len // 160, 40); frames are centred on steps."""
    padded = np.pad(np.asarray(samples, dtype=np.float32), _WINDOW // 2)
    frames = sliding_window_view(padded, _WINDOW)[::STEP]
    blocks = (frames[start : start + _BLOCK] for start in range(0, len(frames), _BLOCK))
    return np.concatenate([_block_power(block) for block in blocks])


@cache
def mel_filters() -> Floats:
    """Return the triangular filters, shape (201 frequencies, 40 bands)."""
    frequencies = np.linspace(0, SAMPLE_RATE / 2, _WINDOW // 2 + 1)
    corners = mel_to_hertz(np.linspace(0, hertz_to_mel(np.array(SAMPLE_RATE / 2)), BANDS + 2))
    rising = (frequencies[:, None] - corners[:-2]) / np.diff(corners)[:-1]
    falling = (corners[2:] - frequencies[:, None]) / np.diff(corners)[1:]
    triangles = np.maximum(0, np.minimum(rising, falling)) * 2 / (corners[2:] - corners[:-2])
    return triangles.astype(np.float32)


def hertz_to_mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convert frequencies to Slaney's mels."""
    above = _BREAK_MEL + np.log(np.maximum(hertz, _BREAK_HERTZ) / _BREAK_HERTZ) / _LOG_STEP
    return np.where(hertz < _BREAK_HERTZ, hertz / _HERTZ_PER_MEL, above)


def mel_to_hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convert Slaney's mels to frequencies."""
    above = _BREAK_HERTZ * np.exp(_LOG_STEP * (np.maximum(mels, _BREAK_MEL) - _BREAK_MEL))
    return np.where(mels < _BREAK_MEL, mels * _HERTZ_PER_MEL, above)


def _block_power(frames: Floats) -> Floats:
    spectra = np.fft.rfft(frames * _hann(), axis=1)
    power: Floats = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    bands: Floats = power @ mel_filters()
    return bands


@cache
def _hann() -> Floats:
    steps = np.arange(_WINDOW) * (2 * np.pi / _WINDOW)  # periodic, as for spectra
    window: Floats = (0.5 - 0.5 * np.cos(steps)).astype(np.float32)
    return window
