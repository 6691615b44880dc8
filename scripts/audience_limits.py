"""The development set of the audience model, and the limits chosen on it: how sure it must be of each kind."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from rhetoric.audience import KINDS
from rhetoric.audience.detect import Sound, listen
from rhetoric.audience.features import SAMPLE_RATE
from rhetoric.audience.model import Model
from rhetoric.evaluate.audience import hit_count
from rhetoric.records import Span
from scripts import audience_sounds as make
from scripts.audience_scenes import Pool, bed, crowd

SECONDS = 40.0
GRID = tuple(np.round(np.arange(0.5, 0.99, 0.02), 2).tolist())
TOLERANCE = 1000  # ms
ALARMS = 3.0  # false alarms in an hour of what is no audience, at most, by kind
Events = tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A recording of the development set: what happens in it, and all that may have been heard."""

    events: Events
    sounds: tuple[Sound, ...]


def development(seed: int, sounds: Pool, model: Model, count: int) -> list[Tried]:
    """Make `count` recordings, half of them without an audience, and listen to them."""
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), initializer=_share, initargs=(sounds, model)) as workers:
        return list(workers.map(_tried, [[seed, number] for number in range(count)], chunksize=8))


_SHARED: list[tuple[Pool, Model]] = []  # of a worker


def _share(sounds: Pool, model: Model) -> None:
    _SHARED[:] = [(sounds, model)]


def _tried(seed: list[int]) -> Tried:
    sounds, model = _SHARED[0]
    sound, events = recording(np.random.default_rng(seed), sounds, audience=seed[1] % 2 == 0)

    def read(time: Span) -> make.Sound:
        return sound[time.start * 16 : time.end * 16]

    return Tried(events, listen(read, sound.size * 1000 // SAMPLE_RATE, model).sounds)


def recording(chance: make.Chance, sounds: Pool, *, audience: bool) -> tuple[make.Sound, Events]:
    """Put speech, confusers and perhaps two or three reactions after each other."""
    size = int(SECONDS * SAMPLE_RATE)
    out = bed(chance, sounds, size)
    events = []
    at = int(chance.uniform(3, 10) * SAMPLE_RATE)
    while audience:
        kind = int(chance.integers(len(KINDS)))
        part = crowd(chance, sounds.crowds[kind])
        if part.size < 2 * SAMPLE_RATE or at + part.size > size:
            break
        out[at : at + part.size] *= np.float32(10 ** (-chance.uniform(25, 60) / 20))
        out[at : at + part.size] += part * np.float32(10 ** (chance.uniform(-15, 6) / 20))
        events.append((KINDS[kind], Span(at * 1000 // SAMPLE_RATE, (at + part.size) * 1000 // SAMPLE_RATE)))
        at += part.size + int(chance.uniform(4, 12) * SAMPLE_RATE)
    out += make.noise(chance, SECONDS)[:size] * np.float32(10 ** (chance.uniform(-60, -35) / 20))
    return make.level(out, float(10 ** (chance.uniform(-35, -15) / 20))), tuple(events)


def limits(heard: Sequence[Tried]) -> tuple[float, ...]:
    """Return for each kind the limit of the best F1 among those with few false alarms where nobody reacts."""
    hours = sum(not one.events for one in heard) * SECONDS / 3600
    chosen = []
    for kind in KINDS:
        ways = []
        for limit in GRID:
            silent = sum(len(_given(one, kind, limit)) for one in heard if not one.events)
            ways.append((silent / hours <= ALARMS, _f1(heard, kind, limit), limit))
        chosen.append(max(way for way in ways if way[0])[2] if any(way[0] for way in ways) else GRID[-1])
    return tuple(chosen)


def report(heard: Sequence[Tried], chosen: Sequence[float]) -> str:
    """Return by kind how many events are marked, found and right, F1, and false alarms where nobody reacts."""
    hours = sum(not one.events for one in heard) * SECONDS / 3600
    lines = []
    total = np.zeros(3, int)
    for kind, limit in zip(KINDS, chosen, strict=True):
        counts = _counts(heard, kind, limit)
        silent = sum(len(_given(one, kind, limit)) for one in heard if not one.events)
        total += counts
        lines.append(
            f"{kind:10} {counts.tolist()} F1 {_f1(heard, kind, limit):.3f}, {silent} in {hours:.1f} silent h"
        )
    lines.append(f"all        {total.tolist()} F1 {2 * total[2] / total[:2].sum():.3f}")
    return "\n".join(lines)


def _counts(heard: Sequence[Tried], kind: str, limit: float) -> "np.typing.NDArray[np.int64]":
    rows = []
    for one in heard:
        wanted = [time.start for name, time in one.events if name == kind]
        given = _given(one, kind, limit)
        rows.append((len(wanted), len(given), hit_count(wanted, given, TOLERANCE)))
    return np.sum(rows, axis=0)


def _given(one: Tried, kind: str, limit: float) -> list[int]:
    return [sound.time.start for sound in one.sounds if sound.kind == kind and sound.sure >= limit]


def _f1(heard: Sequence[Tried], kind: str, limit: float) -> float:
    wanted, given, right = _counts(heard, kind, limit)
    return float(2 * right / max(1, wanted + given))
