"""Where the audience is heard in a recording, of which kind, and how loud beside the speaker.

Windows of about 1 s are judged every 256 ms; the best path through the judgements, with a price for every change,
gives the reactions. Nothing is taken for a reaction where it is (nearly) silent, or as
steady as a machine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from rhetoric.audience.features import (
    FRAME,
    FRAMES,
    HOP,
    SAMPLE_RATE,
    STEP,
    Floats,
    frames,
    unrest,
    window_time,
    windows,
)
from rhetoric.audience.model import CLASSES, Model
from rhetoric.records import Reaction, Span

SHORTEST = 900  # ms
_BEGIN = 4.0  # nats: price of beginning or ending a reaction
_CHANGE = 6.0  # nats: price of one kind turning into another
_SILENT = -62.0  # dBFS
_STEADY = 0.5  # dB: hum, tones and hiss move less than any crowd
_STEP_MS = HOP * STEP * 1000 // SAMPLE_RATE
_BLOCK = 1875 * 2  # frames read at once: one minute
Read = Callable[[Span], Floats]


@dataclass(frozen=True, slots=True)
class Sound:
    """What may be a reaction: `sure` is the mean probability that it is one of any kind, `level` in dBFS."""

    kind: str
    time: Span
    sure: float
    level: float


@dataclass(frozen=True, slots=True)
class Heard:
    """The sounds that may be reactions; the level of each window in dBFS, and its class on the best path."""

    sounds: tuple[Sound, ...]
    levels: Floats
    path: NDArray[np.intp]


def detect(read: Read, duration: int, model: Model, *, speech: Sequence[Span] = ()) -> tuple[Reaction, ...]:
    """Return the reactions heard, in order.

    Parameters
    ----------
    read
        Gives the samples of a stretch in ms (`Audio.window`).
    duration
        Length of the recording, in ms.
    model
        The weights.
    speech
        Stretches of speech in ms: `strength` is in dB above the median level of what is speech only.
    """
    heard = listen(read, duration, model)
    spoken = _spoken_level(heard.levels, speech, heard.path)
    reactions = []
    for sound in heard.sounds:
        if sound.sure >= model.sure[CLASSES.index(sound.kind) - 1]:
            strength = None if spoken is None else round(sound.level - spoken, 1)
            reactions.append(Reaction(sound.kind, time=sound.time, strength=strength))
    return tuple(reactions)


def listen(read: Read, duration: int, model: Model) -> Heard:
    """Return all that may be a reaction, however unsure."""
    described = _frames(read, duration)
    features, levels = windows(described)
    if not len(features):
        return Heard((), levels, np.zeros(0, np.intp))
    logs = model.log_probabilities(features)
    logs[(levels < _SILENT) | (unrest(described) < _STEADY)] = _certain_none()
    path = best_path(logs)
    sounds = []
    for kind, start, end in _runs(path):
        time = Span(_edge(start), min(duration, _edge(end)) if end < len(path) else duration)
        if kind and time.length >= SHORTEST:
            loud = float(10 * np.log10(np.mean(10 ** (levels[start:end] / 10))))
            sure = float(np.mean(1 - np.exp(logs[start:end, 0])))
            sounds.append(Sound(CLASSES[kind], time, sure, loud))
    return Heard(tuple(sounds), levels, path)


def best_path(logs: Floats) -> NDArray[np.intp]:
    """Return the class of each window on the best path, changes priced; `logs`: (windows, classes)."""
    size = logs.shape[1]
    price = np.full((size, size), _CHANGE, dtype=np.float32)
    price[0, :] = price[:, 0] = _BEGIN
    np.fill_diagonal(price, 0)
    back = np.zeros(logs.shape, dtype=np.intp)
    best = logs[0].copy()
    for at in range(1, len(logs)):
        ways = best[:, None] - price
        back[at] = ways.argmax(axis=0)
        best = ways.max(axis=0) + logs[at]
    path = np.zeros(len(logs), dtype=np.intp)
    path[-1] = best.argmax()
    for at in range(len(logs) - 1, 0, -1):
        path[at - 1] = back[at, path[at]]
    return path


def _frames(read: Read, duration: int) -> Floats:
    """Describe the recording block by block, so that memory stays bounded."""
    found = []
    block = _BLOCK * STEP * 1000 // SAMPLE_RATE  # ms, exact
    tail = FRAME * 1000 // SAMPLE_RATE
    for start in range(0, duration, block):
        part = frames(read(Span(start, min(duration, start + block + tail))))[:_BLOCK]
        found.append(part)
    described = np.concatenate(found) if found else frames(np.zeros(0, np.float32))
    missing = FRAMES - len(described)
    if 0 < missing <= FRAMES // 3:  # a short file still gets one look
        described = np.pad(described, ((0, missing), (0, 0)), mode="edge")
    return described


def _runs(path: NDArray[np.intp]) -> list[tuple[int, int, int]]:
    """Return (class, first window, window after the last) of stretches of one class."""
    runs, at = [], 0
    for kind, group in groupby(path.tolist()):
        size = len(list(group))
        runs.append((kind, at, at + size))
        at += size
    return runs


def _edge(number: int) -> int:
    """Return the ms between the middles of a window and of the one before; the start of the file for the first."""
    return window_time(number) - _STEP_MS // 2 if number else 0


def _certain_none() -> Floats:
    return np.array([0.0, *[-20.0] * (len(CLASSES) - 1)], dtype=np.float32)


def _spoken_level(levels: Floats, speech: Sequence[Span], path: NDArray[np.intp]) -> float | None:
    middles = np.array([window_time(number) for number in range(len(levels))])
    own = np.zeros(len(levels), dtype=bool)
    for stretch in speech:
        own |= (middles >= stretch.start) & (middles < stretch.end)
    own &= path == 0
    return float(np.median(levels[own])) if own.any() else None
