"""What the reaction model reads of a sound, in numpy: the shape of its spectrum, and how it moves.

Conventions: samples are 16 kHz mono, float32 in [-1, 1). A frame is 512 samples, a new one begins every 256
(16 ms); a window is 62 frames (about 1 s), a new one begins every 16 frames (256 ms). Features do not
depend on the level.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SAMPLE_RATE = 16_000  # Hz
FRAME, STEP = 512, 256  # samples
FRAMES, HOP = 62, 16  # frames
BANDS = 32
_GROUPS = 8  # coarser bands, for how the level moves
_LOWEST, _HIGHEST = 60.0, 7800.0  # Hz
_FLOOR = 1e-9  # power of a band, far below a 16-bit converter
_VOICE = (32, 200)  # samples: periods of 80 to 500 Hz
_EDGES = (1, 2, 4, 8, 16, 32)  # Hz: bands of modulation
_BLOCK = 4096  # frames transformed at once
_PER_FRAME = BANDS + 5
LEVEL = _PER_FRAME  # column of `frames` that holds the level, in dB


def window_time(number: int) -> int:
    """Return the middle of a window, in ms."""
    return round((number * HOP + FRAMES / 2) * STEP * 1000 / SAMPLE_RATE)


def frames(samples: Floats) -> Floats:
    """Return per frame: mel levels in dB (32), flatness, flux, periodicity, crossings, centroid, level in dB."""
    if samples.size < FRAME:
        return np.zeros((0, _PER_FRAME + 1), np.float32)
    cut = sliding_window_view(samples, FRAME)[::STEP]
    return np.concatenate([_described(cut[at : at + _BLOCK]) for at in range(0, len(cut), _BLOCK)])


def windows(described: Floats) -> tuple[Floats, Floats]:
    """Return the features of each window, shape (windows, n), and the level of each in dB.

    Parameters
    ----------
    described
        What `frames` gave, shape (frames, 38).
    """
    if len(described) < FRAMES:
        return np.zeros((0, width()), np.float32), np.zeros(0, np.float32)
    cut = sliding_window_view(described, FRAMES, axis=0)[::HOP]  # (windows, columns, frames)
    found = [_summary(cut[at : at + 512]) for at in range(0, len(cut), 512)]
    own = np.concatenate([part for part, _ in found])
    levels = np.concatenate([level for _, level in found])
    around = _around(own)
    return np.concatenate([own, around], axis=1).astype(np.float32), levels


@cache
def width() -> int:
    """Return how many features a window has."""
    still = np.zeros((1, _PER_FRAME + 1, FRAMES), np.float32)
    return 2 * int(_summary(still)[0].shape[1])


def _around(own: Floats) -> Floats:
    """Return for each window the mean of what lies within 1.3 s of it."""
    reach = 5
    padded = np.pad(own, ((reach, reach), (0, 0)), mode="edge")
    total = np.cumsum(np.pad(padded, ((1, 0), (0, 0))), axis=0, dtype=np.float64)
    size = 2 * reach + 1
    mean: Floats = ((total[size:] - total[:-size]) / size).astype(np.float32)
    return mean


def _described(cut: Floats) -> Floats:
    spectra = np.fft.rfft(cut * _hann(), axis=1)
    power = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    mel = 10 * np.log10(power @ _filters() + _FLOOR)
    logs = np.log(power + _FLOOR)
    middle = slice(10, 130)  # 300 to 4,000 Hz
    flatness = np.exp(logs[:, middle].mean(axis=1)) / (power[:, middle].mean(axis=1) + _FLOOR)
    shape = mel - mel.mean(axis=1, keepdims=True)
    flux = np.abs(np.diff(shape, axis=0, prepend=shape[:1])).mean(axis=1)
    lag = np.fft.irfft(logs, axis=1)[:, _VOICE[0] : _VOICE[1]]
    period = lag.max(axis=1)
    crossings = (np.diff(np.signbit(cut), axis=1)).mean(axis=1)
    total = power.sum(axis=1) + _FLOOR
    centroid = (power @ np.arange(power.shape[1], dtype=np.float32)) / total / power.shape[1]
    level = 10 * np.log10((cut**2).mean(axis=1) + 1e-10)
    extra = (flatness, flux, period, crossings, centroid, level)
    return np.concatenate([mel, *(value[:, None] for value in extra)], axis=1).astype(np.float32)


def _summary(cut: Floats) -> tuple[Floats, Floats]:
    """Return the features of windows, shape (windows, n), from cut frames, shape (windows, columns, frames)."""
    mel = cut[:, :BANDS]
    mean = mel.mean(axis=2)
    shape = mean - mean.mean(axis=1, keepdims=True)
    coarse = mel.reshape(len(cut), _GROUPS, -1, mel.shape[2]).mean(axis=2)
    moves = coarse.std(axis=2)
    signs = cut[:, BANDS:_PER_FRAME]
    level = cut[:, LEVEL]
    above = level - level.mean(axis=1, keepdims=True)
    spread = above.std(axis=1, keepdims=True)
    peaked = (above**4).mean(axis=1, keepdims=True) / (spread**4 + 1.0)
    lowest = np.quantile(above, (0.1, 0.9), axis=1).T
    features = [
        shape / 10, moves / 10, signs.mean(axis=2), signs.std(axis=2), spread / 10, peaked / 10, lowest / 10,
        _modulation(above), _together(coarse),
    ]  # fmt: skip
    loudness = 10 * np.log10((10 ** (level / 10)).mean(axis=1) + 1e-12)
    return np.concatenate(features, axis=1).astype(np.float32), loudness.astype(np.float32)


def _together(coarse: Floats) -> Floats:
    """Tell how far the low and the high bands rise and fall together, as in one clap but not in a crowd."""
    moved = coarse - coarse.mean(axis=2, keepdims=True)
    low, high = moved[:, 1:4].mean(axis=1), moved[:, 5:].mean(axis=1)
    product = (low * high).mean(axis=1)
    scale = low.std(axis=1) * high.std(axis=1) + 1.0
    return np.asarray((product / scale)[:, None], dtype=np.float32)


def _modulation(above: Floats) -> Floats:
    """Return the share of each band of modulation in the movement of the level, and how strong its peak is."""
    spectrum = np.abs(np.fft.rfft(above * np.hanning(FRAMES), axis=1)) ** 2
    hertz = np.arange(spectrum.shape[1]) * SAMPLE_RATE / STEP / FRAMES
    total = spectrum[:, 1:].sum(axis=1, keepdims=True) + 1.0
    bands = [
        spectrum[:, (hertz >= low) & (hertz < high)].sum(axis=1, keepdims=True) / total
        for low, high in pairwise(_EDGES)
    ]
    peak = spectrum[:, 1:].max(axis=1, keepdims=True) / total
    return np.concatenate([*bands, peak], axis=1).astype(np.float32)


@cache
def _hann() -> Floats:
    return np.hanning(FRAME + 1)[:-1].astype(np.float32)


@cache
def _filters() -> Floats:
    """Return triangular mel filters, shape (257, 32)."""
    hertz = np.linspace(0, SAMPLE_RATE / 2, FRAME // 2 + 1)
    mels = np.linspace(_mel(_LOWEST), _mel(_HIGHEST), BANDS + 2)
    corners = 700 * (np.exp(mels / 1127) - 1)
    rising = (hertz[:, None] - corners[:-2]) / np.diff(corners)[:-1]
    falling = (corners[2:] - hertz[:, None]) / np.diff(corners)[1:]
    filters = np.maximum(0, np.minimum(rising, falling))
    return np.asarray(filters / np.maximum(filters.sum(axis=0), 1e-3), dtype=np.float32)


def _mel(hertz: float) -> float:
    return float(1127 * np.log1p(hertz / 700))
