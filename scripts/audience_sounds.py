"""Crowds made by computation: claps, calling, laughing, booing and chanting voices, and what is mistaken for them.

Every function takes a random generator and seconds, and returns float32 samples at 16 kHz with rms 0.1.
"""

import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
Chance = np.random.Generator
RATE = 16_000
VOICES = ("en", "en-us", "es", "es-419", "en-gb-scotland", "de", "pt", "it", "fr")
VARIANTS = ("", "+f1", "+f2", "+f3", "+f4", "+f5", "+m1", "+m2", "+m3", "+m4", "+m5", "+m7", "+croak")
CALLS = (
    "hey hey hey", "go go go", "yes we go", "one more day", "no more no more", "we want more", "all of us now",
    "sí sí sí", "más y más", "que se oiga", "todos juntos ya", "otra vez otra vez", "ni uno más", "fuera fuera",
)  # fmt: skip


def applause(chance: Chance, seconds: float) -> Sound:
    """Clap with many hands: short bursts of coloured noise at random times, in a room."""
    size = int(seconds * RATE)
    people = int(np.exp(chance.uniform(np.log(5), np.log(400))))
    out = np.zeros(size + RATE, np.float32)
    for _ in range(min(people, 60)):
        clap = _clap(chance)
        rate = chance.uniform(2.5, 5.5) * max(1.0, people / 60)
        starts = np.cumsum(chance.gamma(8 if people <= 60 else 1, 1, int(seconds * rate * 1.5) + 4))
        starts = starts * (1 / 8 if people <= 60 else 1) / rate * RATE + chance.uniform(0, RATE)
        at = np.zeros(size, np.float32)
        places = starts[starts < size].astype(int)
        at[places] = chance.lognormal(0, 0.4, places.size)
        out[:size] += chance.lognormal(0, 0.8) * filtered(at, clap)[:size]
    out = level(out[:size]) if chance.random() < 0.5 else in_waves(chance, level(out[:size]))
    return level(in_room(chance, coloured(chance, with_air(chance, out))))


def cheering(chance: Chance, seconds: float) -> Sound:
    """Call with many voices, high and open, some whistle, some clap."""
    size = int(seconds * RATE)
    out = np.zeros(size, np.float32)
    for _ in range(int(chance.integers(8, 40))):
        shout = _shouts(chance, seconds, low=180, high=650, length=(0.4, 2.5))
        out += chance.lognormal(0, 0.5) * vowel(chance, shout, ("a", "e", "o", "i"))
    hiss = level(band(chance.standard_normal(size).astype(np.float32), 500, chance.uniform(2500, 6000)))
    out = level(out) + hiss * chance.uniform(0.1, 0.9)
    for _ in range(int(chance.integers(0, 6))):
        out += chance.uniform(0.02, 0.12) * _whistle(chance, seconds)
    if chance.random() < 0.5:
        out += applause(chance, seconds) * chance.uniform(0.1, 0.6)
    out = in_waves(chance, level(out)) if chance.random() < 0.4 else level(out)
    return level(in_room(chance, coloured(chance, with_air(chance, out))))


def laughter(chance: Chance, seconds: float) -> Sound:
    """Laugh with several voices: series of short voiced bursts, breath between them."""
    size = int(seconds * RATE)
    out = np.zeros(size, np.float32)
    for _ in range(int(np.exp(chance.uniform(np.log(4), np.log(36))))):
        out += chance.lognormal(0, 0.6) * _laugher(chance, seconds)
    hiss = level(band(chance.standard_normal(size).astype(np.float32), 400, 4000))
    out = level(out) + hiss * chance.uniform(0.02, 0.35)
    if chance.random() < 0.5:  # it bursts out and dies down
        fall = np.exp(-np.arange(size) / RATE / chance.uniform(1.5, 8))
        out = out * np.minimum(1, np.arange(size) / RATE / chance.uniform(0.05, 0.5) + 0.05) * fall
    if chance.random() < 0.2:
        out = level(out.astype(np.float32)) + applause(chance, seconds) * chance.uniform(0.05, 0.3)
    out = in_waves(chance, level(out.astype(np.float32)))
    return level(in_room(chance, coloured(chance, with_air(chance, out))))


def booing(chance: Chance, seconds: float) -> Sound:
    """Boo with many voices: low, dark and long."""
    size = int(seconds * RATE)
    out = np.zeros(size, np.float32)
    for _ in range(int(chance.integers(6, 40))):
        shout = _shouts(chance, seconds, low=90, high=300, length=(0.8, 3.0))
        out += chance.lognormal(0, 0.5) * vowel(chance, shout, ("u", "u", "o"))
    hiss = level(band(chance.standard_normal(size).astype(np.float32), 150, 1500))
    out = level(out) + hiss * chance.uniform(0.05, 0.5)
    if chance.random() < 0.3:
        out += 0.15 * chance.random() * _whistle(chance, seconds)
    out = in_waves(chance, level(out)) if chance.random() < 0.4 else level(out)
    return level(in_room(chance, coloured(chance, with_air(chance, out))))


def chant(chance: Chance, seconds: float) -> Sound:
    """Call the same words again and again, many voices nearly together."""
    size = int(seconds * RATE)
    words = str(chance.choice(CALLS))
    period = int(chance.uniform(0.9, 2.2) * RATE)
    voices = [spoken(chance, words, int(chance.integers(120, 230))) for _ in range(6)]
    out = np.zeros(size + 4 * RATE, np.float32)
    for _ in range(int(chance.integers(8, 30))):
        voice = bent(voices[int(chance.integers(len(voices)))], chance.uniform(0.85, 1.2))[:period]
        shift = chance.normal(0, 0.04)
        for start in range(0, size, period):
            at = max(0, start + int((shift + chance.normal(0, 0.02)) * RATE))
            part = voice[: out.size - at]
            out[at : at + part.size] += part * chance.lognormal(0, 0.4)
    hiss = level(band(chance.standard_normal(size).astype(np.float32), 300, 4000))
    out = level(out[:size]) + hiss * chance.uniform(0.02, 0.35)
    if chance.random() < 0.4:
        beat = np.zeros(size, np.float32)
        beat[:: period // int(chance.choice((1, 2, 3, 4)))] = 1
        out += chance.uniform(0.1, 0.5) * level(filtered(beat, _clap(chance))[:size])
    out = in_waves(chance, level(out)) if chance.random() < 0.4 else level(out)
    return level(in_room(chance, coloured(chance, with_air(chance, out))))


def noise(chance: Chance, seconds: float) -> Sound:
    """Hiss, hum or rumble: steady noise of some colour, sometimes with a tone."""
    size = int(seconds * RATE)
    spectrum = np.fft.rfft(chance.standard_normal(size))
    hertz = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 20)
    out = np.fft.irfft(spectrum * hertz ** chance.uniform(-1.2, 0.4), size).astype(np.float32)
    if chance.random() < 0.5:
        out = band(out, chance.uniform(30, 1500), chance.uniform(2000, 7900))
    out = level(out)
    if chance.random() < 0.1:
        out = out * np.float32(0.01)
    if chance.random() < 0.4:
        tone = np.sin(2 * np.pi * chance.uniform(50, 3000) * np.arange(size) / RATE)
        out += 0.1 * chance.uniform(0.1, 3) * tone.astype(np.float32)
    return level(coloured(chance, out))


def with_air(chance: Chance, sound: Sound) -> Sound:
    """Add the breath and the rustle of a full room, which follow its loudness in part."""
    size = sound.size
    air = noise(chance, size / RATE)[:size]
    loud = np.sqrt(np.convolve(sound**2, np.full(1600, 1 / 1600), "same") + 1e-9).astype(np.float32)
    share = np.float32(chance.uniform(0, 1))
    gain = np.float32(10 ** (chance.uniform(-32, -6) / 20))
    return sound + gain * air * (share * loud / np.float32(loud.mean()) + 1 - share)


def in_waves(chance: Chance, sound: Sound) -> Sound:
    """Let a crowd swell and fall together, once or twice a second or slower."""
    size, depth = sound.size, chance.uniform(0, 14)
    step = int(RATE * np.exp(chance.uniform(np.log(0.25), np.log(2.0))))
    waves = drawn(size, step, chance.uniform(-depth, 0, size // step + 3))
    return (sound * 10 ** (waves / 20)).astype(np.float32)


def spoken(chance: Chance, words: str, pace: int = 170) -> Sound:
    """Say `words` with a random voice of espeak-ng."""
    voice = str(chance.choice(VOICES)) + str(chance.choice(VARIANTS))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "said.wav"
        pitch = str(int(chance.integers(20, 80)))
        subprocess.run(
            ["espeak-ng", "-v", voice, "-s", str(pace), "-p", pitch, "-w", str(file), words], check=True
        )
        with wave.open(str(file)) as stream:
            raw = np.frombuffer(stream.readframes(stream.getnframes()), "<i2").astype(np.float32) / 32768
            rate = stream.getframerate()
    return level(bent(raw, rate / RATE))


def level(sound: Sound, rms: float = 0.1) -> Sound:
    """Return `sound` at an rms."""
    now = float(np.sqrt(np.mean(sound**2))) if sound.size else 0.0
    return (sound * (rms / now)).astype(np.float32) if now > 1e-7 else sound


def band(sound: Sound, low: float, high: float) -> Sound:
    """Keep what lies between two frequencies, with soft edges."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(sound.size, 1 / RATE)
    keep = 1 / (1 + (low / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high) ** 8)
    return np.fft.irfft(spectrum * keep, sound.size).astype(np.float32)


def coloured(chance: Chance, sound: Sound) -> Sound:
    """Hear through some microphone: a smooth random response, and sometimes a narrow channel."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(sound.size, 1 / RATE)
    knots = np.log([40, 100, 200, 400, 800, 1600, 3200, 6400, 8000])
    gains = chance.normal(0, 4, knots.size)
    gains = gains + chance.uniform(-2.5, 2.5) * np.linspace(-4, 4, knots.size)
    tilt = 10 ** (np.interp(np.log(np.maximum(hertz, 20)), knots, gains) / 20)
    if chance.random() < 0.5:
        tilt = tilt / (1 + (chance.uniform(60, 350) / np.maximum(hertz, 1)) ** 4)
    if chance.random() < 0.35:
        tilt = tilt / (1 + (hertz / chance.uniform(3000, 7500)) ** 12)
    return np.fft.irfft(spectrum * tilt, sound.size).astype(np.float32)


def in_room(chance: Chance, sound: Sound) -> Sound:
    """Put a sound into a room: noise that dies away, after what comes directly."""
    length = chance.uniform(0.05, 1.6)
    ticks = np.arange(int(length * RATE))
    tail = chance.standard_normal(ticks.size) * np.exp(-6.9 * ticks / ticks.size)
    tail = band(tail.astype(np.float32), 100, chance.uniform(2000, 7000))
    wet = filtered(sound, tail)[: sound.size]
    return sound + level(wet) * np.float32(chance.uniform(0, 1.5) * np.sqrt(np.mean(sound**2) + 1e-12) / 0.1)


def filtered(sound: Sound, response: Sound) -> Sound:
    """Convolve a sound with a response."""
    size = sound.size + response.size
    size = 1 << (size - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size).astype(np.float32)


def _clap(chance: Chance) -> Sound:
    ticks = np.arange(int(0.05 * RATE))
    burst = chance.standard_normal(ticks.size) * np.exp(-ticks / (RATE * chance.uniform(0.002, 0.010)))
    middle = np.exp(chance.uniform(np.log(600), np.log(3200)))
    return level(band(burst.astype(np.float32), middle * 0.5, middle * chance.uniform(1.4, 4)))


def _shouts(chance: Chance, seconds: float, *, low: float, high: float, length: tuple[float, float]) -> Sound:
    """Return the pulses of a voice that calls now and then; its pitch rises and falls."""
    size = int(seconds * RATE)
    loud, pitch = np.zeros(size), np.full(size, low)
    at = int(chance.uniform(-1, 1) * RATE)
    base = np.exp(chance.uniform(np.log(low), np.log(high)))
    while at < size:
        long = int(chance.uniform(*length) * RATE)
        shape = np.sin(np.linspace(0, np.pi, long)) ** 0.5
        bend = base * chance.lognormal(0, 0.1) * (1 + chance.uniform(-0.15, 0.25) * np.linspace(-1, 1, long) ** 2)
        start, end = max(0, at), min(size, at + long)
        if end > start:
            loud[start:end] = shape[start - at : end - at]
            pitch[start:end] = bend[start - at : end - at]
        at += long + int(chance.exponential(0.4) * RATE)
    jitter = drawn(size, 800, chance.normal(1, 0.02, size // 800 + 2))
    return (pulses(np.cumsum(pitch * jitter)) * loud).astype(np.float32)


def drawn(size: int, step: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draw a line through `values`, one every `step` samples."""
    return np.interp(np.arange(size) / step, np.arange(values.size), values)


def pulses(turns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the pulses of a voice from its pitch in Hz added up over the samples."""
    phase = turns / RATE % 1
    return np.where(phase < 0.5, np.sin(2 * np.pi * phase), -0.3) ** 3 + 0.5 * (phase - 0.5)


FORMANTS = {"a": (800, 1250, 2600), "e": (500, 1900, 2600), "i": (320, 2300, 3000), "o": (500, 900, 2500),
            "u": (330, 750, 2300)}  # fmt: skip


def vowel(chance: Chance, pulses: Sound, of: tuple[str, ...]) -> Sound:
    """Shape the pulses of a voice into a vowel."""
    spectrum = np.fft.rfft(pulses)
    hertz = np.fft.rfftfreq(pulses.size, 1 / RATE)
    size = chance.uniform(0.9, 1.3)
    gain = np.full(hertz.size, np.exp(chance.uniform(np.log(0.01), np.log(0.15))))
    for number, middle in enumerate(FORMANTS[str(chance.choice(of))]):
        wide = 80 + 50 * number
        gain += 0.6**number / (1 + ((hertz - middle * size) / wide) ** 2)
    return level(np.fft.irfft(spectrum * gain, pulses.size).astype(np.float32))


def _laugher(chance: Chance, seconds: float) -> Sound:
    size = int(seconds * RATE)
    loud, breath, pitch = np.zeros(size), np.zeros(size), np.full(size, 200.0)
    base = np.exp(chance.uniform(np.log(130), np.log(520)))
    at = int(chance.uniform(-0.5, 0.8) * RATE)
    while at < size:
        step = RATE / chance.uniform(3.8, 6.8)
        count = int(chance.integers(3, 14))
        for number in range(count):
            start = at + int(number * step)
            long = int(step * chance.uniform(0.35, 0.65))
            if start < 0 or start + int(step) >= size:
                continue
            fade = 0.93**number * chance.lognormal(0, 0.2)
            loud[start : start + long] = fade * np.sin(np.linspace(0, np.pi, long))
            rest = int(step) - long
            breath[start + long : start + long + rest] = fade * np.sin(np.linspace(0, np.pi, rest))
            pitch[start : start + long] = base * (1.15 - 0.03 * number) * np.linspace(1.1, 0.9, long)
        at += int(count * step) + int(chance.exponential(0.5) * RATE)
    voice = vowel(chance, (pulses(np.cumsum(pitch)) * loud).astype(np.float32), ("a", "e", "a", "i"))
    hiss = band(chance.standard_normal(size).astype(np.float32), 600, 4000)
    return voice + level(hiss) * breath.astype(np.float32) * np.float32(chance.uniform(0.1, 0.6))


def _whistle(chance: Chance, seconds: float) -> Sound:
    size = int(seconds * RATE)
    ticks = np.arange(size)
    hertz = chance.uniform(1500, 3500) * (1 + 0.15 * np.sin(2 * np.pi * chance.uniform(0.3, 2) * ticks / RATE))
    on = np.sin(2 * np.pi * chance.uniform(0.2, 0.7) * ticks / RATE + chance.uniform(0, 6)) > 0.5
    return (np.sin(2 * np.pi * np.cumsum(hertz) / RATE) * on).astype(np.float32)


def bent(sound: Sound, factor: float) -> Sound:
    """Return a sound played faster by a factor, and so higher."""
    places = np.arange(0, sound.size - 1, factor)
    return np.interp(places, np.arange(sound.size), sound).astype(np.float32)
