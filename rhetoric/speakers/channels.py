"""Two people, a channel each: who speaks when follows from the levels of the channels, whatever the voices.

What a microphone hears of the other person is fainter than in the channel of that person, and does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhetoric import vad
from rhetoric.audio import Audio
from rhetoric.records import Span
from rhetoric.speakers import SpeakerSegment

NAMES = ("S1", "S2")  # left, right
_FRAME = 20  # ms
_PER_FRAME = 320  # samples
_BLOCK = 60_000  # ms read at once
_SMOOTH = 15  # frames: 0.3 s
_SPILL = 8.0  # dB; further below the other channel, it is the other person that is heard
_SPARE = 24.0  # dB by which a fainter channel is raised at most before they are compared
_LEAST = 1000  # ms of speech that make a speaker
_SHORT, _PAUSE = 200, 400  # ms
_FLOOR = 1e-10  # power

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks when, by channel, and the power of each channel per 20 ms, measured at its own level."""

    segments: tuple[SpeakerSegment, ...]
    powers: Floats  # shape (2, frames)

    @property
    def both(self) -> bool:
        """Whether each channel has a speaker of its own."""
        return len(dict(self.shares())) == 2 and min(dict(self.shares()).values()) >= _LEAST

    def shares(self) -> list[tuple[str, int]]:
        """Return how many ms each speaks, overlaps counted for both."""
        times = {name: 0 for name in NAMES if any(part.speaker == name for part in self.segments)}
        for part in self.segments:
            times[part.speaker] += part.time.length
        return list(times.items())

    def louder(self, time: Span) -> str:
        """Return whose channel is the louder in a stretch of time."""
        first = min(time.start // _FRAME, max(self.powers.shape[1] - 1, 0))
        part = self.powers[:, first : max(-(-time.end // _FRAME), first + 1)]
        return NAMES[int(part.mean(axis=1).argmax())] if part.size else NAMES[0]


def hear_channels(audio: Audio) -> Heard:
    """Return who speaks when in the two channels of `audio`; both may at once."""
    sides = [audio.side(number) for number in range(2)]
    speech = [vad.speech(side) for side in sides]
    powers = np.stack([_powers(side) for side in sides])
    inside = np.stack([_inside(stretches, powers.shape[1]) for stretches in speech])
    powers *= _gains(powers, inside)[:, None]
    smooth = np.stack([np.convolve(row, np.full(_SMOOTH, 1 / _SMOOTH), mode="same") for row in powers])
    levels = 10 * np.log10(smooth + _FLOOR)
    own = inside & (levels > levels[::-1] - _SPILL)
    parts = [
        SpeakerSegment(Span(time.start, min(time.end, audio.duration)), name)
        for name, row in zip(NAMES, own, strict=True)
        for time in _stretches(row)
        if time.start < audio.duration
    ]
    return Heard(tuple(sorted(parts)), powers)


def _powers(side: Audio) -> Floats:
    """Return the power of each frame of 20 ms, read block by block."""
    rows = [np.zeros(0, np.float32)]
    for start in range(0, side.duration, _BLOCK):
        samples = side.window(Span(start, start + _BLOCK))
        samples = np.pad(samples, (0, -samples.size % _PER_FRAME)).reshape(-1, _PER_FRAME)
        rows.append(samples.var(axis=1))
    return np.concatenate(rows)


def _inside(stretches: tuple[Span, ...], frames: int) -> NDArray[np.bool_]:
    """Mark the frames in which a channel has speech."""
    marked = np.zeros(frames, dtype=bool)
    for time in stretches:
        marked[time.start // _FRAME : -(-time.end // _FRAME)] = True
    return marked


def _gains(powers: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Return factors that bring the loud tenth of both channels' speech to one level, within bounds."""
    if not inside.any(axis=1).all():
        return np.ones(2, np.float32)
    loud = [float(np.quantile(row[own], 0.9)) + _FLOOR for row, own in zip(powers, inside, strict=True)]
    return np.minimum(max(loud) / np.array(loud), 10 ** (_SPARE / 10)).astype(np.float32)


def _stretches(marked: NDArray[np.bool_]) -> Iterator[Span]:
    """Yield the stretches marked, in ms: short pauses belong to them, short sounds are left out."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8))) * _FRAME
    joined: list[Span] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if joined and start - joined[-1].end < _PAUSE:
            joined[-1] = Span(joined[-1].start, end)
        else:
            joined.append(Span(start, end))
    return (time for time in joined if time.length >= _SHORT)
