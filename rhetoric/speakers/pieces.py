"""Long recordings piece by piece, for engines that would otherwise need all samples in memory at once.

Up to half an hour is one piece, and the result that of hearing it whole. Longer ones are cut into ten minutes with
some seconds of context; speech that touches a cut goes on beyond it.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rhetoric.records import Span
from rhetoric.speakers.mel import BANDS, mel_power
from rhetoric.speakers.speech import FAINTEST, VOICE, detect, raise_level
from rhetoric.speakers.windows import WINDOW, Window

_WHOLE, _PIECE = 1_800_000, 600_000  # ms
_CONTEXT = 2 * WINDOW  # ms
_BLOCK = 60_000  # ms read at once where only the level is wanted
_FRAME = 10  # ms, of mel power

Floats = NDArray[np.float32]
Read = Callable[[Span], Floats]  # samples of a stretch in ms, as `Audio.window` gives them
Embed = Callable[[Floats, NDArray[np.int64]], Floats]  # mel power and first frames to vectors


def from_memory(samples: Floats) -> tuple[Read, int]:
    """Return how to read samples held in memory (16 kHz), and how many ms they last."""

    def read(time: Span) -> Floats:
        return samples[time.start * 16 : time.end * 16]

    return read, -(-samples.size // 16)


def find_speech(read: Read, duration: int) -> tuple[Span, ...]:
    """Return the stretches of speech in ms, in order; `duration` in ms."""
    level = _level(read, [Span(0, duration)])
    found: list[Span] = []
    for piece in _pieces(duration):
        for span in detect(raise_level(_clean(read(piece)), level, FAINTEST)):
            time = Span(piece.start + span.start, piece.start + span.end)
            if found and time.start == piece.start == found[-1].end:
                time = Span(found.pop().start, time.end)
            found.append(time)
    return tuple(found)


def embed_windows(
    read: Read, duration: int, speech: Sequence[Span], windows: Sequence[Window], *, embed: Embed, frames: int
) -> Floats:
    """Return one vector per window; those at the edges reach into silence put around the recording.

    Parameters
    ----------
    read, duration
        The recording, in ms.
    speech
        Its level is brought to what the network knows.
    windows
        In order of time.
    embed, frames
        The network, and how many frames it takes at once.
    """
    level = _level(read, speech)
    vectors: list[Floats] = []
    for piece in _pieces(duration):
        here = [window for window in windows if piece.start <= window.middle < piece.end]
        if not here and (vectors or piece.end < duration):
            continue
        start = max(0, piece.start - _CONTEXT)
        samples = _clean(read(Span(start, min(duration, piece.end + _CONTEXT))))
        mels = mel_power(raise_level(samples, level, VOICE)) if here else np.zeros((0, BANDS), np.float32)
        padded = np.pad(mels, ((frames, frames), (0, 0)))
        starts = [(window.middle - start) // _FRAME + frames // 2 for window in here]
        vectors.append(embed(padded, np.array(starts, dtype=np.int64)))
    return np.concatenate(vectors)


def _pieces(duration: int) -> Iterator[Span]:
    size = _PIECE if duration > _WHOLE else max(duration, 1)
    return (Span(start, min(start + size, duration)) for start in range(0, max(duration, 1), size))


def _level(read: Read, stretches: Sequence[Span]) -> float:
    """Return the mean level of some stretches, in dBFS."""
    power, count = 0.0, 0
    for time in stretches:
        for start in range(time.start, time.end, _BLOCK):
            samples = _clean(read(Span(start, min(start + _BLOCK, time.end))))
            power += float(np.square(samples, dtype=np.float64).sum())
            count += samples.size
    return 10 * float(np.log10(power / count)) if power > 0 else -np.inf


def _clean(samples: Floats) -> Floats:
    """Return samples with silence for what is not a number."""
    return np.nan_to_num(np.asarray(samples, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
