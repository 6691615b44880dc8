"""What may be taken for an audience, made by computation: dishes, music, rain, running water, a street."""

import numpy as np

from scripts.audience_sounds import (
    RATE,
    Chance,
    Sound,
    band,
    coloured,
    drawn,
    filtered,
    in_room,
    in_waves,
    level,
    pulses,
    vowel,
    with_air,
)  # fmt: skip


def clatter(chance: Chance, seconds: float) -> Sound:
    """Do the dishes, type, knock: few hard hits that ring, over running water or nothing."""
    size = int(seconds * RATE)
    out = np.zeros(size + RATE, np.float32)
    for _ in range(int(chance.integers(1, 5))):
        ring = _ring(chance)
        places = np.unique((chance.random(int(seconds * chance.uniform(0.5, 7)) + 1) * size).astype(int))
        at = np.zeros(size, np.float32)
        at[places] = chance.lognormal(0, 0.9, places.size)
        out[:size] += level(filtered(at, ring)[:size])
    water = np.zeros(size, np.float32)
    if chance.random() < 0.6:
        water = level(band(chance.standard_normal(size).astype(np.float32), chance.uniform(100, 1500), 7000))
        wobble = drawn(size, 4000, chance.uniform(0.3, 1, size // 4000 + 2))
        water *= wobble.astype(np.float32) * np.float32(chance.uniform(0.05, 1.5))
    return level(in_room(chance, coloured(chance, level(out[:size]) + water)))


def music(chance: Chance, seconds: float) -> Sound:
    """Play chords of an instrument over a beat."""
    size = int(seconds * RATE)
    out = np.zeros(size + RATE, np.float32)
    beat = int(RATE * 60 / chance.uniform(60, 170))
    root = chance.uniform(50, 62)
    drums, hiss, pad = chance.random() < 0.7, chance.uniform(0.05, 0.5), chance.random() < 0.5
    odd = chance.uniform(0.4, 1.6)
    for number, start in enumerate(range(0, size, beat)):
        chord = root + chance.choice((0, 2, 5, 7, 9)) + np.array((0, chance.choice((3, 4)), 7, 12))
        length = beat * (2 if pad else 1)
        for note in chord[: int(chance.integers(1, 5))]:
            _add(out, start, _note(chance, 440 * 2 ** ((note - 69) / 12), length, odd=odd, pad=pad))
        if chance.random() < 0.7:
            lead = 440 * 2 ** ((root + chance.choice((12, 14, 16, 19, 21, 24)) - 69) / 12)
            _add(out, start + beat // 2 * int(chance.integers(2)), _note(chance, lead, beat, odd=odd, pad=False))
        if drums:
            burst = chance.standard_normal(RATE // 8) * np.exp(-np.arange(RATE // 8) / (RATE * 0.02))
            _add(out, start, (hiss * burst).astype(np.float32))
            _add(out, start + beat // 2, (hiss * 0.5 * burst[::-1][::-1]).astype(np.float32))
            if number % 2 == 0:
                ticks = np.arange(RATE // 5)
                _add(out, start, (np.sin(2 * np.pi * 60 * ticks / RATE) * np.exp(-ticks / 900)).astype(np.float32))
    out = level(out[:size])
    if chance.random() < 0.5:
        out += chance.uniform(0.3, 3) * _strings(chance, size, root)
    if chance.random() < 0.3:
        out = vowel(chance, out, ("a", "e", "o", "u")) + 0.3 * out
    out = in_waves(chance, level(out)) if chance.random() < 0.4 else level(out)
    return level(in_room(chance, coloured(chance, with_air(chance, out))))


def rain(chance: Chance, seconds: float) -> Sound:
    """Rain on leaves or tin: thousands of tiny drops, over a hiss."""
    size = int(seconds * RATE)
    hits = np.zeros(size, np.float32)
    places = (chance.random(int(seconds * np.exp(chance.uniform(np.log(100), np.log(3000))))) * size).astype(int)
    np.add.at(
        hits, places, chance.lognormal(0, 1, places.size).astype(np.float32) * chance.choice((-1, 1), places.size)
    )
    ticks = np.arange(RATE // 50)
    drop = np.exp(-ticks / chance.uniform(3, 25)) * np.sin(
        2 * np.pi * chance.uniform(800, 7000) * ticks / RATE + 1
    )
    out = level(np.convolve(hits, drop, "full")[:size].astype(np.float32))
    hiss = level(band(chance.standard_normal(size).astype(np.float32), chance.uniform(100, 2000), 7800))
    return level(coloured(chance, in_waves(chance, out + hiss * np.float32(chance.uniform(0, 1.5)))))


def water(chance: Chance, seconds: float) -> Sound:
    """Run a tap into a basin: hiss that wobbles, bubbles that ring, now and then something hard or a scrape."""
    size = int(seconds * RATE)
    low = np.exp(chance.uniform(np.log(100), np.log(2000)))
    hiss = level(band(chance.standard_normal(size).astype(np.float32), low, chance.uniform(3000, 7900)))
    out = _wobbling(chance, hiss, chance.uniform(0.02, 0.4), 12)
    for _ in range(int(seconds * chance.uniform(0, 40))):
        _ringing(chance, out, hertz=(300, 2500), decay=(0.005, 0.04), loud=0.15)
    for _ in range(int(seconds * chance.uniform(0, 5))):
        for _ in range(int(chance.integers(1, 5))):
            _ringing(chance, out, hertz=(600, 7000), decay=(0.01, 0.25), loud=0.4)
    for _ in range(int(seconds * chance.uniform(0, 0.8))):
        long = int(chance.uniform(0.1, 0.8) * RATE)
        scrape = band(chance.standard_normal(long).astype(np.float32), chance.uniform(500, 3000), 7500)
        at = int(chance.integers(size - long))
        out[at : at + long] += level(scrape, chance.uniform(0.03, 0.3)) * np.hanning(long).astype(np.float32)
    return level(in_room(chance, coloured(chance, out)))


def street(chance: Chance, seconds: float) -> Sound:
    """Stand by a road, a fan or an engine: rumble, cars that pass, a horn, a hum with overtones."""
    size = int(seconds * RATE)
    ticks = np.arange(size) / RATE
    out = _wobbling(chance, level(band(chance.standard_normal(size).astype(np.float32), 30, 500)), 1.0, 6)
    for _ in range(int(chance.integers(0, 4))):
        tyre = level(band(chance.standard_normal(size).astype(np.float32), 300, chance.uniform(1000, 6000)))
        middle, wide = chance.uniform(0, seconds), chance.uniform(0.5, 3)
        out += tyre * (chance.uniform(0.2, 2) * np.exp(-(((ticks - middle) / wide) ** 2))).astype(np.float32)
    if chance.random() < 0.6:
        base = chance.uniform(30, 250)
        turn = np.cumsum(
            base * (1 + chance.uniform(0, 0.3) * np.sin(2 * np.pi * chance.uniform(0.02, 0.3) * ticks))
        )
        for part in range(1, int(chance.integers(3, 20))):
            out += np.float32(0.1 * chance.random() / part**0.7) * np.sin(2 * np.pi * part * turn / RATE).astype(
                np.float32
            )
    if chance.random() < 0.3:
        start, long = chance.uniform(0, seconds), chance.uniform(0.2, 1.5)
        on = ((ticks > start) & (ticks < start + long)).astype(np.float32)
        for hertz in chance.uniform(300, 600, 2):
            out += 0.2 * on * np.sign(np.sin(2 * np.pi * hertz * ticks)).astype(np.float32)
    return level(in_room(chance, coloured(chance, out)))


def _wobbling(chance: Chance, sound: Sound, slow: float, depth: float) -> Sound:
    step = int(slow * RATE)
    values = chance.uniform(-depth * chance.random(), 0, sound.size // step + 3)
    return (sound * 10 ** (np.interp(np.arange(sound.size) / step, np.arange(values.size), values) / 20)).astype(
        np.float32
    )


def _ringing(
    chance: Chance, out: Sound, *, hertz: tuple[float, float], decay: tuple[float, float], loud: float
) -> None:
    ticks = np.arange(int(0.5 * RATE)) / RATE
    at = int(chance.integers(out.size - ticks.size))
    height, fall = np.exp(chance.uniform(*np.log(hertz))), np.exp(chance.uniform(*np.log(decay)))
    tone = np.sin(2 * np.pi * height * (1 + chance.uniform(0, 0.3) * ticks) * ticks) * np.exp(-ticks / fall)
    out[at : at + ticks.size] += (loud * chance.lognormal(-0.5, 0.7) * tone).astype(np.float32)


def _ring(chance: Chance) -> Sound:
    ticks = np.arange(int(0.4 * RATE)) / RATE
    out = np.zeros(ticks.size)
    for _ in range(int(chance.integers(2, 8))):
        hertz = chance.uniform(300, 6500)
        out += chance.random() * np.sin(2 * np.pi * hertz * ticks) * np.exp(-ticks / chance.uniform(0.005, 0.12))
    return level((out + 0.5 * chance.standard_normal(ticks.size) * np.exp(-ticks / 0.004)).astype(np.float32))


def _note(chance: Chance, hertz: float, length: int, *, odd: float, pad: bool) -> Sound:
    ticks = np.arange(length + RATE // 4)
    parts = range(1, min(12, int(7500 / hertz) + 1))
    tone = sum(np.sin(2 * np.pi * hertz * k * ticks / RATE + k) / k**odd for k in parts)
    shape = (
        np.sin(np.linspace(0, np.pi, ticks.size)) ** 0.5
        if pad
        else np.exp(-ticks / (length * chance.uniform(0.3, 1)))
    )
    return (0.3 * tone * shape * np.minimum(1, ticks / 80)).astype(np.float32)


def _strings(chance: Chance, size: int, root: float) -> Sound:
    """Bow long notes of several strings, each a little off, with vibrato."""
    out, at = np.zeros(size, np.float32), 0
    while at < size:
        long = min(size - at, int(chance.uniform(0.5, 5) * RATE))
        ticks = np.arange(long) / RATE
        for step in (0, int(chance.choice((3, 4, 5))), 7, 12)[: int(chance.integers(1, 5))]:
            note = 440 * 2 ** ((root + step + chance.choice((-12, 0, 12)) - 69) / 12)
            for _ in range(int(chance.integers(1, 4))):
                wave = 1 + 0.006 * np.sin(2 * np.pi * chance.uniform(4, 6.5) * ticks + chance.uniform(0, 6))
                bow = pulses(np.cumsum(note * wave * chance.normal(1, 0.002)))
                out[at : at + long] += (bow * np.sin(np.linspace(0, np.pi, long)) ** 0.3).astype(np.float32)
        at += long
    return level(out)


def _add(out: Sound, start: int, part: Sound) -> None:
    fit = part[: max(0, out.size - start)]
    out[start : start + fit.size] += fit
