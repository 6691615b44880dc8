"""What may be taken for an audience: rain, running water, a street, scraping, made by computation."""

import numpy as np

from scripts.audience_sounds import RATE, Chance, Sound, band, coloured, in_room, in_waves, level


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
