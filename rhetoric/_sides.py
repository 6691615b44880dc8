"""Whether the two channels of a recording hold two people, one each; pure arithmetic, no codecs.

A stage or a room recorded in stereo puts every voice into both channels: their levels rise and fall together, and
mostly the waves do too. Two people with a channel each do not: now one channel leads, now the other.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FRAME = 1600  # samples, 0.1 s
_SILENT = 10.0  # power of int16 samples (about -80 dBFS), added so that digital silence has a level
_LIVELY = 12.0  # dB from the faint moments to the loud tenth of a channel: less is hum or noise, not speech
_TALKING = 20.0  # dB below the loud tenth of a channel, above which somebody may be talking in it
_LEADS = 6.0  # dB
_LEAST_SHARE, _LEAST_FRAMES = 0.05, 5  # of the talking time, in which each channel leads
_SAME_WAVE = 0.6  # correlation of samples: one voice in both channels
_SAME_LEVEL = 0.5  # correlation of levels: one scene heard by two microphones

Samples = NDArray[np.int16]
Floats = NDArray[np.float32]


@dataclass(slots=True)
class Channels:
    """Gathers the powers of two channels and what they share, per 0.1 s (an hour takes half a megabyte)."""

    frames: list[Floats] = field(default_factory=list)

    def add(self, block: Samples) -> None:
        """Take samples of shape (2, n); a rest below 0.1 s is left out."""
        count = block.shape[1] // FRAME
        if not count:
            return
        cut = block[:, : count * FRAME].astype(np.float32).reshape(2, count, FRAME)
        cut -= cut.mean(axis=2, keepdims=True)
        shared = (cut[0] * cut[1]).mean(axis=1)
        self.frames.append(np.stack([*np.square(cut).mean(axis=2), shared]))

    def apart(self) -> bool:
        """Tell whether the channels lead in turns and go their own ways."""
        if not self.frames:
            return False
        left, right, shared = np.concatenate(self.frames, axis=1).astype(np.float64)
        power = np.sqrt(left.sum() * right.sum())
        return bool(power > 0 and abs(shared.sum()) < _SAME_WAVE * power and lead_in_turns(left, right))


def lead_in_turns(left: NDArray[np.float64], right: NDArray[np.float64]) -> bool:
    """Tell whether now one channel is clearly the louder, now the other, by their powers per frame."""
    levels = 10 * np.log10(np.stack([left, right]) + _SILENT)
    faint, loud = np.quantile(levels, 0.05, axis=1), np.quantile(levels, 0.9, axis=1)
    if (loud - faint < _LIVELY).any():
        return False
    above = levels - loud[:, None]  # each channel by its own measure: one may be recorded fainter
    talking = above[:, above.max(axis=0) > -_TALKING]
    ahead = talking[0] - talking[1]
    least = max(_LEAST_FRAMES, _LEAST_SHARE * ahead.size)
    if min(np.count_nonzero(ahead >= _LEADS), np.count_nonzero(ahead <= -_LEADS)) < least:
        return False
    talking = np.maximum(talking, -_TALKING)
    return float(np.corrcoef(talking)[0, 1]) < _SAME_LEVEL if talking.std(axis=1).all() else True
