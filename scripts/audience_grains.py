"""Crowds made of recorded voices: vowels cut out, raised, drawn out, repeated, many of them put together.

The made crowds of `audience_sounds` all come from one recipe; these have real mouths and microphones in them.
"""

from collections.abc import Sequence

import numpy as np

from scripts.audience_sounds import (
    RATE,
    Chance,
    Sound,
    applause,
    band,
    bent,
    coloured,
    in_room,
    in_waves,
    level,
    with_air,
)


def cheering(chance: Chance, seconds: float, voices: Sequence[Sound]) -> Sound:
    """Shout with many voices: vowels raised and drawn out."""
    size = int(seconds * RATE)
    out = np.zeros(size, np.float32)
    for _ in range(int(chance.integers(8, 30))):
        _call(chance, out, voices, raised=(1.1, 2.2), length=(0.4, 2.2))
    bright = out - chance.uniform(0.3, 0.95) * np.concatenate([[0], out[:-1]]).astype(np.float32)
    out = level(bright) + _breath(chance, size, 400, 5000) * np.float32(chance.uniform(0.05, 0.7))
    if chance.random() < 0.4:
        out += applause(chance, seconds) * np.float32(chance.uniform(0.1, 0.5))
    return _heard(chance, out)


def booing(chance: Chance, seconds: float, voices: Sequence[Sound]) -> Sound:
    """Boo with many voices: vowels dark and long."""
    size = int(seconds * RATE)
    out = np.zeros(size, np.float32)
    for _ in range(int(chance.integers(6, 24))):
        _call(chance, out, voices, raised=(0.8, 1.4), length=(0.8, 3.0))
    out = level(band(out, 80, chance.uniform(450, 1000))) + level(out) * np.float32(chance.uniform(0, 0.2))
    return _heard(chance, out + _breath(chance, size, 150, 1500) * np.float32(chance.uniform(0.02, 0.4)))


def laughter(chance: Chance, seconds: float, voices: Sequence[Sound]) -> Sound:
    """Laugh with several voices: one vowel each, again and again, four to seven times a second."""
    size = int(seconds * RATE)
    out = np.zeros(size, np.float32)
    for _ in range(int(np.exp(chance.uniform(np.log(4), np.log(40))))):
        _laugh(chance, out, voices)
    out = level(out) + _breath(chance, size, 400, 4000) * np.float32(chance.uniform(0.02, 0.3))
    if chance.random() < 0.5:
        ticks = np.arange(size) / RATE
        out *= (np.minimum(1, ticks / 0.3 + 0.1) * np.exp(-ticks / chance.uniform(2, 9))).astype(np.float32)
    return _heard(chance, out)


def chant(chance: Chance, seconds: float, voices: Sequence[Sound]) -> Sound:
    """Call the same words again and again: one stretch of speech, a little different in every mouth."""
    size, period = int(seconds * RATE), int(chance.uniform(0.7, 2.2) * RATE)
    spoken = _cut(chance, voices, int(1.3 * period))
    out = np.zeros(size + 4 * RATE, np.float32)
    for _ in range(int(chance.integers(8, 30))):
        mouth = bent(spoken, chance.uniform(0.8, 1.4))[: int(period * chance.uniform(0.7, 0.95))]
        mouth[-400:] *= np.linspace(1, 0, 400, dtype=np.float32)
        late = chance.normal(0, 0.04)
        for start in range(0, size, period):
            at = max(0, start + int((late + chance.normal(0, 0.02)) * RATE))
            out[at : at + mouth.size] += mouth * np.float32(chance.lognormal(0, 0.4))
    out = level(out[:size])
    return _heard(chance, out + _breath(chance, size, 300, 4000) * np.float32(chance.uniform(0.02, 0.35)))


def babble(chance: Chance, seconds: float, voices: Sequence[Sound]) -> Sound:
    """Talk with 4 to 25 voices at once, as in a foyer: no reaction."""
    size = int(seconds * RATE)
    out = np.zeros(size, np.float32)
    for _ in range(int(chance.integers(4, 26))):
        out += bent(_cut(chance, voices, 2 * size), chance.uniform(0.85, 1.2))[:size] * np.float32(
            chance.lognormal(0, 0.5)
        )
    return level(in_room(chance, coloured(chance, level(out))))


def _heard(chance: Chance, sound: Sound) -> Sound:
    out = in_waves(chance, level(sound)) if chance.random() < 0.4 else level(sound)
    return level(in_room(chance, coloured(chance, with_air(chance, out))))


def _breath(chance: Chance, size: int, low: float, high: float) -> Sound:
    return level(band(chance.standard_normal(size).astype(np.float32), low, high))


def _cut(chance: Chance, voices: Sequence[Sound], size: int) -> Sound:
    voice = voices[int(chance.integers(len(voices)))]
    if voice.size <= size:
        return np.tile(voice, size // voice.size + 1)[:size]
    at = int(chance.integers(voice.size - size))
    return level(voice[at : at + size])


def _vowel(chance: Chance, voices: Sequence[Sound], size: int) -> Sound:
    """Return the loudest of some stretches with few zero crossings: most likely a vowel."""
    some = [_cut(chance, voices, 2 * RATE)[:size] for _ in range(2)] + [
        _cut(chance, voices, size) for _ in range(8)
    ]
    return max(some, key=lambda one: -np.mean(np.diff(np.signbit(one))) + 0.02 * (np.abs(one).max() > 0.2))


def _call(
    chance: Chance,
    out: Sound,
    voices: Sequence[Sound],
    *,
    raised: tuple[float, float],
    length: tuple[float, float],
) -> None:
    """Add one voice that calls now and then, a vowel drawn out by overlapping pieces of it."""
    grain = 1280  # 80 ms
    source = _vowel(chance, voices, 4000)
    high, loud = chance.uniform(*raised), chance.lognormal(0, 0.5)
    shape = np.hanning(grain).astype(np.float32)
    at = int(chance.uniform(-1, 1) * RATE)
    while at < out.size:
        long = int(chance.uniform(*length) * RATE)
        steps = np.arange(max(0, at), min(out.size - grain, at + long), grain // 4)
        for place in steps:
            swell = max(0.0, np.sin(np.pi * (place - at + 1) / long)) ** 0.5
            factor = high * (1 + 0.15 * swell + chance.normal(0, 0.01))
            start = int(chance.integers(max(1, source.size - int(grain * factor) - 2)))
            piece = bent(source[start : start + int(grain * factor) + 2], factor)[:grain]
            out[place : place + piece.size] += piece * shape[: piece.size] * np.float32(loud * swell)
        at += long + int(chance.exponential(0.4) * RATE)


def _laugh(chance: Chance, out: Sound, voices: Sequence[Sound]) -> None:
    source = _vowel(chance, voices, 4000)
    high, loud, breath = chance.uniform(1.0, 2.2), chance.lognormal(0, 0.6), chance.uniform(0.02, 0.25)
    at = int(chance.uniform(-0.3, 0.8) * RATE)
    while at < out.size:
        step, count = RATE / chance.uniform(3.8, 6.8), int(chance.integers(3, 14))
        for number in range(count):
            start = at + int(number * step)
            piece = bent(source, high * (1.1 - 0.02 * number))[: int(step * chance.uniform(0.4, 0.7))]
            if start < 0 or start + int(step) >= out.size:
                continue
            fade = np.float32(loud * 0.93**number * chance.lognormal(0, 0.2))
            out[start : start + piece.size] += fade * piece * np.hanning(piece.size).astype(np.float32)
            rest = int(step) - piece.size
            sigh = chance.standard_normal(rest).astype(np.float32) * np.hanning(rest).astype(np.float32)
            out[start + piece.size : start + piece.size + rest] += fade * np.float32(breath * 0.1) * sigh
        at += int(count * step) + int(chance.exponential(0.5) * RATE)
