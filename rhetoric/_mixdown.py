"""From decoded samples to one mono stream that keeps time; pure arithmetic, no codecs.

Two channels are averaged, second by second, unless they cancel each other out: then the stronger one stands for
both. Where timestamps jump, `Timeline` says how much silence keeps what follows at its place.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rhetoric._sides import Channels

RATE = 16_000  # Hz, of the output
_CANCELS = 0.1  # of the channels' mean power left in their average: a correlation below about -0.8
_FAINT = 1_000.0  # power of int16 samples (about -60 dBFS) below which nothing is decided about channels
_DAMAGED_JUMP, _CLEAN_JUMP, _LONGEST_JUMP = 0.02, 0.5, 600.0  # seconds of timestamps

Samples = NDArray[np.int16]


def to_ms(samples: int) -> int:
    """Return the time of so many output samples, rounded down."""
    return samples * 1000 // RATE


class Mixdown:
    """Gathers samples into seconds, makes each mono, and passes its bytes on."""

    def __init__(self, sink: Callable[[bytes], object]) -> None:
        self.sink = sink
        self.channels = Channels()
        self.samples = 0  # passed on so far
        self.one_channel = 0  # of them, taken from one channel because the average would vanish
        self._pending: list[Samples] = []
        self._waiting = 0
        self._power = np.zeros(2)
        self._cancels = False

    def add(self, samples: Samples) -> None:
        """Take samples of shape (channels, n), one or two channels."""
        if self._pending and self._pending[0].shape[0] != samples.shape[0]:
            self.flush()
        self._pending.append(samples)
        self._waiting += samples.shape[1]
        if self._waiting >= RATE:
            block = np.concatenate(self._pending, axis=1)
            whole = block.shape[1] - block.shape[1] % RATE
            for start in range(0, whole, RATE):
                self._pass_on(block[:, start : start + RATE])
            self._pending = [block[:, whole:]]
            self._waiting = block.shape[1] - whole

    def silence(self, count: int) -> None:
        """Pass on `count` zero samples."""
        self.flush()
        for start in range(0, count, RATE):
            self._pass_on(np.zeros((1, min(RATE, count - start)), np.int16))

    def flush(self) -> None:
        """Pass on what is waiting."""
        if self._waiting:
            self._pass_on(np.concatenate(self._pending, axis=1))
        self._pending, self._waiting = [], 0

    def _pass_on(self, block: Samples) -> None:
        if block.shape[0] == 2:
            self.channels.add(block)
        mono = block[0] if block.shape[0] == 1 else self._mono(block)
        self.samples += mono.size
        self.sink(mono.astype("<i2").tobytes())

    def _mono(self, block: Samples) -> Samples:
        wide = block.astype(np.float32)
        mix = wide.mean(axis=0)
        power = wide.var(axis=1).astype(np.float64)
        self._power += power * block.shape[1]
        if power.mean() >= _FAINT:
            self._cancels = bool(mix.var() < _CANCELS * power.mean())
        if not self._cancels:
            mono: Samples = mix.round().astype(np.int16)
            return mono
        self.one_channel += block.shape[1]
        stronger: Samples = block[int(self._power.argmax())]
        return stronger


class Interleaved(Mixdown):
    """Passes both channels on, sample by sample in turns; what has one channel goes into both."""

    def _pass_on(self, block: Samples) -> None:
        both = np.broadcast_to(block, (2, block.shape[1]))
        self.samples += block.shape[1]
        self.sink(both.T.astype("<i2").tobytes())


class Timeline:
    """Compares timestamps with what was decoded, to find where sound is missing (all in seconds)."""

    def __init__(self, start: float | None, longest: float | None) -> None:
        self.position = 0.0  # of the output
        self._zero = start
        self._longest = longest

    def missing(self, time: float | None, *, damaged: bool) -> float:
        """Return how much silence belongs before a frame stamped `time`; 0 if it follows on."""
        if time is None:
            return 0.0
        if self._zero is None:
            self._zero = time - self.position
        jump = time - self._zero - self.position
        if self._plausible(jump, damaged=damaged):
            return jump
        if abs(jump) >= _CLEAN_JUMP:
            self._zero = time - self.position  # a new time base, not a gap
        return 0.0

    def _plausible(self, jump: float, *, damaged: bool) -> bool:
        if jump < (_DAMAGED_JUMP if damaged else _CLEAN_JUMP):
            return False
        if self._longest is None:
            return jump <= _LONGEST_JUMP
        return self.position + jump <= self._longest + 1.0
