"""What the reaction model reads of a sound, in numpy: the shape of its spectrum, its tones, and how it moves.

Conventions: samples are 16 kHz mono, float32 in [-1, 1). A frame is 2048 samples, a new one begins every 256
(16 ms); its level and its mel bands are those of the 512 samples in its middle. A window is 62 frames (about 1 s),
a new one begins every 16 frames (256 ms). Features do not depend on the level.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SAMPLE_RATE = 16_000  # Hz
FRAME, SHORT, STEP = 2048, 512, 256  # samples
FRAMES, HOP = 62, 16  # frames
BANDS = 32
_GROUPS = 8  # coarser bands, for how the level moves
_LOWEST, _HIGHEST = 60.0, 7800.0  # Hz
_FLOOR = 1e-9  # power of a band, far below a 16-bit converter
_VOICE = (32, 200)  # samples: periods of 80 to 500 Hz
_EDGES = (1, 2, 4, 8, 16, 32)  # Hz: bands of modulation
_TONES = ((100, 500), (500, 1200), (1200, 2500), (2500, 5000))  # Hz: where tones are looked for
_LASTS = 8  # frames: two frames so far apart share no samples
_AROUND = 15  # bins of 7.8 Hz: a tone stands out of these
_BEATS = (19, 126)  # frames: 0.3 to 2 s
_BLOCK = 1024  # frames transformed at once
_PER_FRAME = BANDS + 7 + 2 * len(_TONES)
LEVEL = _PER_FRAME  # column of `frames` that holds the level, in dB


def window_time(number: int) -> int:
    """Return the middle of a window, in ms."""
    return round((number * HOP * STEP + ((FRAMES - 1) * STEP + FRAME) / 2) * 1000 / SAMPLE_RATE)


def frames(samples: Floats) -> Floats:
    """Return per frame: mel levels in dB (32), signs of voices and tones (15), level in dB."""
    if samples.size < FRAME:
        return np.zeros((0, _PER_FRAME + 1), np.float32)
    cut = sliding_window_view(samples, FRAME)[::STEP]
    parts = []
    for at in range(0, len(cut), _BLOCK):
        before = min(at, _LASTS)  # tones are compared with those some frames ago
        parts.append(_described(cut[at - before : at + _BLOCK])[before:])
    return np.concatenate(parts)


def windows(described: Floats) -> tuple[Floats, Floats]:
    """Return the features of each window, shape (windows, n), and the level of each in dB.

    Parameters
    ----------
    described
        What `frames` gave, shape (frames, 48).
    """
    if len(described) < FRAMES:
        return np.zeros((0, width()), np.float32), np.zeros(0, np.float32)
    cut = sliding_window_view(described, FRAMES, axis=0)[::HOP]  # (windows, columns, frames)
    found = [_summary(cut[at : at + 512]) for at in range(0, len(cut), 512)]
    own = np.concatenate([part for part, _ in found])
    levels = np.concatenate([level for _, level in found])
    return np.concatenate([own, _around(own), _beats(described, len(own))], axis=1).astype(np.float32), levels


def unrest(described: Floats) -> Floats:
    """Return how far the level moves in each window: the standard deviation in dB."""
    if len(described) < FRAMES:
        return np.zeros(0, np.float32)
    return np.asarray(sliding_window_view(described[:, LEVEL], FRAMES)[::HOP].std(axis=1), dtype=np.float32)


@cache
def width() -> int:
    """Return how many features a window has."""
    still = np.zeros((1, _PER_FRAME + 1, FRAMES), np.float32)
    return 2 * int(_summary(still)[0].shape[1]) + 4


def _around(own: Floats) -> Floats:
    """Return for each window the mean of what lies within 1.3 s of it."""
    reach = 5
    padded = np.pad(own, ((reach, reach), (0, 0)), mode="edge")
    total = np.cumsum(np.pad(padded, ((1, 0), (0, 0))), axis=0, dtype=np.float64)
    size = 2 * reach + 1
    mean: Floats = ((total[size:] - total[:-size]) / size).astype(np.float32)
    return mean


def _beats(described: Floats, count: int) -> Floats:
    """Tell how regular low and high levels are within 2 s on either side: highest autocorrelation, and its lag."""
    reach = 2 * _BEATS[1]
    middle = described[:, BANDS // 4 : BANDS // 2].mean(axis=1), described[:, 3 * BANDS // 4 : BANDS].mean(axis=1)
    found = []
    for band in middle:
        padded = np.pad(band, (reach // 2, reach // 2 + HOP + FRAMES), mode="edge")
        cut = sliding_window_view(padded, reach)[FRAMES // 2 :: HOP][:count]
        found += [_regular(cut[at : at + 512]) for at in range(0, len(cut), 512)]
    half = len(found) // 2
    return np.concatenate([np.concatenate(found[:half]), np.concatenate(found[half:])], axis=1)


def _regular(cut: Floats) -> Floats:
    moved = cut - cut.mean(axis=1, keepdims=True)
    spectrum = np.abs(np.fft.rfft(moved, 2 * cut.shape[1], axis=1)) ** 2
    same = np.fft.irfft(spectrum, axis=1)[:, : cut.shape[1]]
    lags = np.arange(*_BEATS)
    share = same[:, lags] / (same[:, :1] + cut.shape[1]) * cut.shape[1] / (cut.shape[1] - lags)
    return np.stack([share.max(axis=1), lags[share.argmax(axis=1)] / 100], axis=1).astype(np.float32)


def _described(cut: Floats) -> Floats:
    start = (FRAME - SHORT) // 2
    short = cut[:, start : start + SHORT]
    spectra = np.fft.rfft(short * _hann(SHORT), axis=1)
    power = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    mel = 10 * np.log10(power @ _filters() + _FLOOR)
    logs = np.log(power + _FLOOR)
    middle = slice(10, 130)  # 300 to 4,000 Hz
    flatness = np.exp(logs[:, middle].mean(axis=1)) / (power[:, middle].mean(axis=1) + _FLOOR)
    shape = mel - mel.mean(axis=1, keepdims=True)
    flux = np.abs(np.diff(shape, axis=0, prepend=shape[:1])).mean(axis=1)
    lag = np.fft.irfft(logs, axis=1)[:, _VOICE[0] : _VOICE[1]]
    crossings = np.diff(np.signbit(short), axis=1).mean(axis=1)
    total = power.sum(axis=1) + _FLOOR
    centroid = (power @ np.arange(power.shape[1], dtype=np.float32)) / total / power.shape[1]
    level = 10 * np.log10((short**2).mean(axis=1) + 1e-10)
    extra = np.stack([flatness, flux, lag.max(axis=1), crossings, centroid], axis=1)
    return np.concatenate([mel, extra, _voice_and_tones(cut), level[:, None]], axis=1).astype(np.float32)


def _voice_and_tones(cut: Floats) -> Floats:
    """Return how periodic frames are and how long the period is; per band how far tones stand out and last."""
    spectra = np.fft.rfft(cut * _hann(FRAME), axis=1)
    power = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    same = np.fft.irfft(power, axis=1)[:, : _VOICE[1]]
    periods = same[:, _VOICE[0] :] / (same[:, :1] + _FLOOR)
    found = [periods.max(axis=1), np.log(_VOICE[0] + periods.argmax(axis=1)) / 5]
    logs = 10 * np.log10(power + _FLOOR)
    sums = np.cumsum(
        np.pad(logs, ((0, 0), (_AROUND // 2 + 1, _AROUND // 2)), mode="edge"), axis=1, dtype=np.float64
    )
    out = (logs - (sums[:, _AROUND:] - sums[:, :-_AROUND]) / _AROUND).astype(np.float32)
    earlier = np.concatenate([out[_LASTS : 2 * _LASTS], out[:-_LASTS]]) if len(out) >= 2 * _LASTS else out
    bin_width = SAMPLE_RATE / FRAME
    for low, high in _TONES:
        now, then = (part[:, int(low / bin_width) : int(high / bin_width)] for part in (out, earlier))
        scale = now.std(axis=1) * then.std(axis=1) + 1.0
        found += [now.std(axis=1) / 10, (now * then).mean(axis=1) / scale]
    return np.stack(found, axis=1).astype(np.float32)


def _summary(cut: Floats) -> tuple[Floats, Floats]:
    """Return the features of windows, shape (windows, n), from cut frames, shape (windows, columns, frames)."""
    mel = cut[:, :BANDS]
    mean = mel.mean(axis=2)
    shape = mean - mean.mean(axis=1, keepdims=True)
    coarse = mel.reshape(len(cut), _GROUPS, -1, mel.shape[2]).mean(axis=2)
    signs = cut[:, BANDS:_PER_FRAME]
    level = cut[:, LEVEL]
    above = level - level.mean(axis=1, keepdims=True)
    parts = [above, *(coarse[:, at : at + 2].mean(axis=1) for at in (1, 3, 5))]
    moved = [part - part.mean(axis=1, keepdims=True) for part in parts]
    features = [
        shape / 10, coarse.std(axis=2) / 10, np.diff(coarse, axis=2).std(axis=2) / 10, signs.mean(axis=2),
        signs.std(axis=2), *(_peaked(part) for part in moved), np.quantile(above, (0.1, 0.9), axis=1).T / 10,
        *(_modulation(part) for part in moved), _together(coarse),
    ]  # fmt: skip
    loudness = 10 * np.log10((10 ** (level / 10)).mean(axis=1) + 1e-12)
    return np.concatenate(features, axis=1).astype(np.float32), loudness.astype(np.float32)


def _peaked(above: Floats) -> Floats:
    """Return how far a level moves, and how far it does so in single peaks or holes."""
    spread = above.std(axis=1, keepdims=True)
    steep, sharp = ((above**power).mean(axis=1, keepdims=True) / (spread**power + 1.0) for power in (3, 4))
    return np.concatenate([spread / 10, steep, sharp / 10], axis=1)


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
def _hann(size: int) -> Floats:
    return np.hanning(size + 1)[:-1].astype(np.float32)


@cache
def _filters() -> Floats:
    """Return triangular mel filters, shape (257, 32)."""
    hertz = np.linspace(0, SAMPLE_RATE / 2, SHORT // 2 + 1)
    mels = np.linspace(_mel(_LOWEST), _mel(_HIGHEST), BANDS + 2)
    corners = 700 * (np.exp(mels / 1127) - 1)
    rising = (hertz[:, None] - corners[:-2]) / np.diff(corners)[:-1]
    falling = (corners[2:] - hertz[:, None]) / np.diff(corners)[1:]
    filters = np.maximum(0, np.minimum(rising, falling))
    return np.asarray(filters / np.maximum(filters.sum(axis=0), 1e-3), dtype=np.float32)


def _mel(hertz: float) -> float:
    return float(1127 * np.log1p(hertz / 700))
