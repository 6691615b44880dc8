"""Scenes to train the audience model on: speech, crowds, and what is mistaken for them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rhetoric.audience.features import FRAMES, HOP, SAMPLE_RATE, STEP, Floats, frames, windows
from rhetoric.audio import decode
from rhetoric.records import Span
from scripts import audience_grains as grains
from scripts import audience_others as more
from scripts import audience_sounds as make

SPEECH = (  # public domain or CC BY; the voices of the test mixes (jfk, ljspeech) are not among them
    "apollo11/397064_armstrong_to_nixon.mp4", "eisenhower_score/SCORE.mp3", "fleurs", "librispeech", "librivox_en",
    "librivox_es", "librispeech_dialogue", "long", "mls", "pyannote_ami",
)  # fmt: skip
Sounds = Sequence[make.Sound]
CROWDS: tuple[tuple[Callable[..., make.Sound], ...], ...] = (  # in the order of the kinds; the second uses voices
    (make.applause,), (make.cheering, grains.cheering), (make.laughter, grains.laughter),
    (make.booing, grains.booing), (make.chant, grains.chant),
)  # fmt: skip
OTHERS: tuple[Callable[..., make.Sound], ...] = (
    more.clatter, make.noise, more.music, more.rain, more.water, more.street, grains.babble,
)  # fmt: skip
CLEAR, DROWNED = -2.0, -12.0  # dB of a crowd beside speech: above it counts, below not, between is left out


class Pool(NamedTuple):
    """Sounds to mix: speech, by kind the crowds, by maker the others."""

    speech: Sounds
    crowds: Sequence[Sounds]
    others: Sequence[Sounds]


def recordings(folder: Path) -> Iterator[make.Sound]:
    """Read the recorded speech, at most four minutes of each file."""
    suffixes = {".ogg", ".flac", ".mp3", ".opus", ".wav", ".mp4"}
    for name in SPEECH:
        place = folder / name
        files = [place] if place.is_file() else sorted(place.iterdir())
        for file in files:
            if file.suffix in suffixes:
                with TemporaryDirectory() as scratch:
                    yield make.level(decode(file, Path(scratch)).window(Span(0, 240_000)).astype(np.float32))


def pool(seed: int, speech: Sounds, clips: int) -> Pool:
    """Make the crowds and the confusers, `clips` of each; the same whatever the number of processes."""
    makers = [maker for kind in CROWDS for maker in kind] + list(OTHERS)
    jobs = [(maker, [seed, number, clip]) for number, maker in enumerate(makers) for clip in range(clips)]
    workers = min(2, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, initializer=_learn, initargs=(speech,)) as pool_:
        found = list(pool_.map(_make, jobs, chunksize=4))
    groups = [found[at : at + clips] for at in range(0, len(found), clips)]
    crowds = [[sound for _ in kind for sound in groups.pop(0)] for kind in CROWDS]
    return Pool(speech, crowds, groups)


_VOICES: list[make.Sound] = []  # of a worker


def _learn(speech: Sounds) -> None:
    _VOICES[:] = speech


def _make(job: tuple[Callable[..., make.Sound], list[int]]) -> make.Sound:
    maker, seed = job
    chance = np.random.default_rng(seed)
    sound = maker(chance, 8.0, _VOICES) if maker.__module__ == grains.__name__ else maker(chance, 8.0)
    return sound.astype(np.float16)


def scene(
    chance: make.Chance, sounds: Pool, seconds: float = 10.0
) -> tuple[make.Sound, NDArray[np.int8], list[tuple[int, int, int]]]:
    """Mix one scene.

    Returns
    -------
    The samples, the class of each 16 ms (-1: cannot be told), and the clear events as (class, first ms, last ms).
    """
    size = int(seconds * SAMPLE_RATE)
    out = bed(chance, sounds, size)
    truth = np.zeros(size // STEP, np.int8)
    events = []
    spoken = np.sqrt(np.mean(out**2)) > 1e-3
    if chance.random() < 0.65:
        kind = int(chance.integers(len(CROWDS)))
        sound = crowd(chance, sounds.crowds[kind])
        at = int(chance.uniform(0, size - sound.size))
        under = chance.random() < 0.3 and spoken
        gain = chance.uniform(-20, 12) if under else chance.uniform(-22, 10)
        if not under:
            out[at : at + sound.size] *= np.float32(10 ** (-chance.uniform(22, 60) / 20))
        out[at : at + sound.size] += sound * np.float32(10 ** (gain / 20))
        heard = kind + 1 if not under or gain >= CLEAR else (0 if gain < DROWNED else -1)
        truth[at // STEP : (at + sound.size) // STEP] = heard
        if heard:
            events.append((heard, at * 1000 // SAMPLE_RATE, (at + sound.size) * 1000 // SAMPLE_RATE))
    loudest = -5 if not events else -22
    out = out + make.noise(chance, seconds)[:size] * np.float32(10 ** (chance.uniform(-60, loudest) / 20))
    if chance.random() < 0.4:
        out = make.coloured(chance, out)
    return make.level(out, float(10 ** (chance.uniform(-40, -12) / 20))), truth, events


def crowd(chance: make.Chance, clips: Sounds) -> make.Sound:
    """Return some seconds of one crowd, or two upon each other, a little higher or lower than it was made."""
    crowd = _one(chance, clips)
    if chance.random() < 0.35:
        other = _one(chance, clips)
        size = min(crowd.size, other.size)
        crowd = make.level(crowd[:size] + other[:size] * np.float32(chance.uniform(0.3, 1)))
    length = int(chance.uniform(1.2, 8.0) * SAMPLE_RATE)
    at = int(chance.integers(max(1, crowd.size - length)))
    crowd = crowd[at : at + length].copy()
    rise, fall = (int(chance.uniform(0.02, 0.6) * SAMPLE_RATE) for _ in range(2))
    crowd[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)[: crowd.size]
    crowd[-fall:] *= np.linspace(1, 0, fall, dtype=np.float32)[-crowd.size :]
    return crowd


def _one(chance: make.Chance, clips: Sounds) -> make.Sound:
    clip = clips[int(chance.integers(len(clips)))].astype(np.float32)
    return grains.bent(clip, chance.uniform(0.88, 1.12)) if chance.random() < 0.6 else clip


def bed(chance: make.Chance, sounds: Pool, size: int) -> make.Sound:
    """Return what is no audience: speech (mostly), a confuser, both, a few voices at once, or nothing."""
    luck = chance.random()
    if luck < 0.06:
        return np.zeros(size, np.float32)
    out = np.zeros(size, np.float32)
    if luck < 0.66:
        for _ in range(1 if luck < 0.56 else int(chance.integers(2, 4))):
            out += _cut(chance, sounds.speech[int(chance.integers(len(sounds.speech)))], size)
        if chance.random() < 0.3:
            out = make.in_room(chance, out)
    if luck >= 0.66 or chance.random() < 0.25:
        for _ in range(1 if chance.random() < 0.75 else 2):
            kind = sounds.others[int(chance.integers(len(sounds.others)))]
            other = grains.bent(
                _cut(chance, kind[int(chance.integers(len(kind)))], 2 * size), chance.uniform(0.8, 1.2)
            )
            out += other[:size] * np.float32(10 ** (chance.uniform(-15, 5) / 20))
    return out


def _cut(chance: make.Chance, sound: make.Sound, size: int) -> make.Sound:
    if sound.size <= size:
        return np.tile(sound, size // sound.size + 1)[:size].astype(np.float32)
    at = int(chance.integers(sound.size - size))
    return sound[at : at + size].astype(np.float32)


def examples(seed: int, sounds: Pool, scenes: int) -> tuple[Floats, NDArray[np.intp]]:
    """Return features and classes of windows that lie in one class for at least 70 %."""
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), initializer=_share, initargs=(sounds,)) as workers:
        parts = list(workers.map(_examples, [[seed, number] for number in range(scenes)], chunksize=16))
    return np.concatenate([part for part, _ in parts]), np.concatenate([classes for _, classes in parts])


_POOL: list[Pool] = []  # of a worker


def _share(sounds: Pool) -> None:
    _POOL[:] = [sounds]


def _examples(seed: list[int]) -> tuple[Floats, NDArray[np.intp]]:
    sound, truth, _ = scene(np.random.default_rng(seed), _POOL[0])
    found, classes = [], []
    features, _ = windows(frames(sound))
    for number, row in enumerate(features):
        inside = truth[number * HOP : number * HOP + FRAMES]
        values, counts = np.unique(inside, return_counts=True)
        most = int(counts.argmax())
        if counts[most] >= 0.7 * inside.size and values[most] >= 0:
            found.append(row)
            classes.append(int(values[most]))
    return np.array(found, np.float32).reshape(-1, features.shape[1]), np.array(classes, np.intp)
