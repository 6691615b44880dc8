"""Pitch and loudness of a recording, frame by frame, read from disk in blocks so that memory stays bounded.

Pitch comes from the library swift-f0 (a small network of 14,000 weights that travels in its package). A frame
lasts 16 ms and is centred on a multiple of 16 ms; a block has the context the network needs on both sides, so that
no cut is heard.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray
from swift_f0 import SwiftF0

from rhetoric.audio import Audio
from rhetoric.records import Span
from rhetoric.transcribe import SAMPLE_RATE

BACKEND = "swift-f0"
FRAME = 16  # ms
LOWEST, HIGHEST = 60.0, 500.0  # Hz: voices of adults, raised ones included
_LEFT, _RIGHT = 11, 10  # frames of context
_BLOCK = 1854  # frames; with its context one window of the network (30 s)
_VOICED = 0.5  # confidence from which on a frame has a pitch

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Frames:
    """Pitch in Hz and loudness in dBFS of each frame; NaN where there is no voice, or nothing was measured."""

    pitch: Floats
    loudness: Floats

    def places(self, time: Span) -> slice:
        """Return the frames whose middle lies within a stretch of time."""
        return slice(-(-time.start // FRAME), -(-time.end // FRAME))

    def without(self, stretches: Sequence[Span]) -> "Frames":
        """Return the frames with nothing known in `stretches` (ms), where several people speak at once."""
        pitch, loudness = self.pitch.copy(), self.loudness.copy()
        for time in stretches:
            pitch[self.places(time)] = loudness[self.places(time)] = np.nan
        return Frames(pitch, loudness)


def measure(audio: Audio, stretches: Sequence[Span], *, progress: Callable[[int], None]) -> Frames:
    """Measure the frames of the blocks that touch `stretches` (ms); an hour takes 2 MB."""
    count = audio.duration // FRAME + 1
    pitch, loudness = (np.full(count, np.nan, np.float32) for _ in range(2))
    detector = SwiftF0(threads=1, spin=False)
    for first in _blocks(stretches, count):
        last = min(first + _BLOCK, count)
        start = max(0, first - _LEFT)
        samples = audio.window(Span(start * FRAME, (last + _RIGHT) * FRAME))
        if samples.size:
            found = detector.detect(samples, SAMPLE_RATE, LOWEST, HIGHEST)
            here = slice(first - start, last - start)
            heard = np.where(found.confidence >= _VOICED, found.pitch_hz, np.nan)[here]
            pitch[first : first + heard.size] = heard
            loudness[first : first + heard.size] = found.loudness_db[here]
        progress(min(last * FRAME, audio.duration))
    return Frames(pitch, loudness)


def library_version() -> str:
    """Return the version of the pitch library."""
    return version(BACKEND)


def _blocks(stretches: Sequence[Span], count: int) -> list[int]:
    """Return the first frames of the blocks in which somebody speaks."""
    size = _BLOCK * FRAME
    found = {block for time in stretches for block in range(time.start // size, time.end // size + 1)}
    return [block * _BLOCK for block in sorted(found) if block * _BLOCK < count]
