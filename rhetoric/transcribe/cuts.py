"""Cuts a window into utterances at its quietest places, so that a decoder's time and memory stay bounded."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rhetoric.transcribe import SAMPLE_RATE

Samples = NDArray[np.float32]

_FRAME = SAMPLE_RATE // 50  # 20 ms
_INAUDIBLE = 10 ** (-66 / 20)  # of full scale, for the loudest sample
_SMOOTH = 15  # frames; a place is as loud as the 0.3 s around it, so that cuts fall into pauses, not stops


def utterances(samples: Samples, shortest: float = 6.0, longest: float = 15.0) -> Iterator[tuple[int, Samples]]:
    """Yield the pieces of a window with their first sample's index; together they are the whole window.

    Parameters
    ----------
    samples
        float32 at 16 kHz.
    shortest, longest
        Length in s within which the quietest place is sought. A rest below `longest` stays whole.
    """
    loudness = _loudness(samples)
    start, least, most = 0, round(shortest * SAMPLE_RATE), round(longest * SAMPLE_RATE)
    while len(samples) - start > most:
        first, last = (start + least) // _FRAME, (start + most) // _FRAME
        cut = (first + int(np.argmin(loudness[first:last]))) * _FRAME + _FRAME // 2
        yield start, samples[start:cut]
        start = cut
    if len(samples) > start:
        yield start, samples[start:]


def _loudness(samples: Samples) -> Samples:
    """Return the mean square of each 20 ms frame, smoothed."""
    frames = len(samples) // _FRAME
    if not frames:
        return np.zeros(0, dtype=np.float32)
    power = np.square(_sane(samples[: frames * _FRAME]).reshape(frames, _FRAME)).mean(axis=1)
    weights = np.full(_SMOOTH, 1 / _SMOOTH, dtype=np.float32)
    return np.convolve(np.pad(power, _SMOOTH // 2, mode="edge"), weights, mode="valid").astype(np.float32)


def audible(samples: Samples) -> bool:
    """Tell whether anything is loud enough to be speech: digital silence makes a recogniser invent words."""
    return bool(len(samples)) and float(np.abs(_sane(samples)).max()) >= _INAUDIBLE


def pcm16(samples: Samples) -> bytes:
    """Return samples in [-1, 1] as 16-bit little-endian PCM; louder ones are clipped, NaN is silence."""
    return (_sane(samples) * 32767).astype("<i2").tobytes()


def _sane(samples: Samples) -> Samples:
    return np.clip(np.nan_to_num(samples), -1.0, 1.0)
