"""Train the model that hears an audience, and write models/audience/audience.npz.

    python scripts/train_audience.py AUDIO [--out models/audience/audience.npz] [--seed 1]

AUDIO is a folder of recordings. Crowds are made by computation (scripts/audience_sounds.py): no recorded applause
or laughter is learned from, so that recorded ones can test it. Recorded speech under a free licence (SPEECH below)
is what lies before, after and under them. Needs espeak-ng.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rhetoric.audience.features import FRAMES, HOP, SAMPLE_RATE, STEP, Floats, frames, windows
from rhetoric.audience.model import CLASSES, Model, load, save
from rhetoric.audio import decode
from rhetoric.records import Span
from scripts import audience_sounds as make

SPEECH = (  # public domain or CC BY; the voices of the test mixes (jfk, ljspeech) are not among them
    "apollo11/397064_armstrong_to_nixon.mp4", "eisenhower_score/SCORE.mp3", "fleurs", "librispeech", "librivox_en",
    "librivox_es", "librispeech_dialogue", "long", "mls", "pyannote_ami",
)  # fmt: skip
CROWDS = (make.applause, make.cheering, make.laughter, make.booing, make.chant)
OTHERS = (make.clatter, make.noise, make.music)
HIDDEN, ROUNDS, BATCH, RATE, DECAY = 48, 16, 256, 2e-3, 0.05
SHAKE, FORGET = 0.5, 0.15  # noise on features (standard deviations) and share left out: made crowds are too clean
CLIPS = 60  # of each kind, 8 s each
SCENES = 900  # mixes of 10 s
CLEAR, DROWNED = (
    -2.0,
    -12.0,
)  # dB of a crowd beside speech: above it counts, below it does not, between is left out


class Pool(NamedTuple):
    """Sounds to mix: speech, and by name the others."""

    speech: Sequence[make.Sound]
    crowds: Sequence[Sequence[make.Sound]]
    others: Sequence[Sequence[make.Sound]]


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


def pool(chance: make.Chance, speech: Sequence[make.Sound], clips: int) -> Pool:
    """Make the crowds and the confusers."""
    crowds = [[crowd(chance, 8.0) for _ in range(clips)] for crowd in CROWDS]
    others = [[other(chance, 10.0) for _ in range(clips)] for other in OTHERS]
    return Pool(speech, crowds, others)


def scene(chance: make.Chance, sounds: Pool, seconds: float = 10.0) -> tuple[make.Sound, NDArray[np.int8]]:
    """Mix one scene; return it with the class of each 16 ms (-1: cannot be told)."""
    size = int(seconds * SAMPLE_RATE)
    out = _bed(chance, sounds, size)
    truth = np.zeros(size // STEP, np.int8)
    spoken = np.sqrt(np.mean(out**2)) > 1e-3
    if chance.random() < 0.72:
        kind = int(chance.integers(len(CROWDS)))
        crowd = sounds.crowds[kind][int(chance.integers(len(sounds.crowds[kind])))]
        length = int(chance.uniform(1.2, 8.0) * SAMPLE_RATE)
        crowd = crowd[: min(length, crowd.size)].copy()
        rise, fall = (int(chance.uniform(0.02, 0.6) * SAMPLE_RATE) for _ in range(2))
        crowd[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)[: crowd.size]
        crowd[-fall:] *= np.linspace(1, 0, fall, dtype=np.float32)[-crowd.size :]
        at = int(chance.uniform(0, size - crowd.size))
        under = chance.random() < 0.35 and spoken
        gain = chance.uniform(-20, 12) if under else chance.uniform(-22, 10)
        if not under:
            out[at : at + crowd.size] *= np.float32(10 ** (-chance.uniform(25, 60) / 20))
        out[at : at + crowd.size] += crowd * np.float32(10 ** (gain / 20))
        heard = kind + 1 if not under or gain >= CLEAR else (0 if gain < DROWNED else -1)
        truth[at // STEP : (at + crowd.size) // STEP] = heard
    hiss = make.noise(chance, seconds)[:size] * np.float32(10 ** (chance.uniform(-60, -5) / 20))
    out = out + hiss
    if chance.random() < 0.4:
        out = make.coloured(chance, out)
    return make.level(out, float(10 ** (chance.uniform(-40, -12) / 20))), truth


def _bed(chance: make.Chance, sounds: Pool, size: int) -> make.Sound:
    """Return what is no audience: speech (mostly), a confuser, both, a few voices at once, or nothing."""
    luck = chance.random()
    if luck < 0.06:
        return np.zeros(size, np.float32)
    out = np.zeros(size, np.float32)
    if luck < 0.72:
        for _ in range(1 if luck < 0.6 else int(chance.integers(2, 4))):
            out += _cut(chance, sounds.speech[int(chance.integers(len(sounds.speech)))], size)
        if chance.random() < 0.3:
            out = make.in_room(chance, out)
    if luck >= 0.72 or chance.random() < 0.2:
        kind = sounds.others[int(chance.integers(len(OTHERS)))]
        other = _cut(chance, kind[int(chance.integers(len(kind)))], size)
        out += other * np.float32(10 ** (chance.uniform(-15, 5) / 20))
    return out


def _cut(chance: make.Chance, sound: make.Sound, size: int) -> make.Sound:
    if sound.size <= size:
        return np.tile(sound, size // sound.size + 1)[:size]
    at = int(chance.integers(sound.size - size))
    return sound[at : at + size].copy()


def examples(chance: make.Chance, sounds: Pool, scenes: int) -> tuple[Floats, NDArray[np.intp]]:
    """Return features and classes of windows that lie in one class for at least 70 %."""
    found, classes = [], []
    for _ in range(scenes):
        sound, truth = scene(chance, sounds)
        features, _ = windows(frames(sound))
        for number, row in enumerate(features):
            inside = truth[number * HOP : number * HOP + FRAMES]
            values, counts = np.unique(inside, return_counts=True)
            most = int(counts.argmax())
            if counts[most] >= 0.7 * inside.size and values[most] >= 0:
                found.append(row)
                classes.append(int(values[most]))
    return np.array(found, np.float32), np.array(classes, np.intp)


def fit(features: Floats, classes: NDArray[np.intp], chance: make.Chance) -> Model:
    """Fit the network by Adam on cross entropy, weights decayed."""
    middle, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    known = np.clip((features - middle) / scale, -5, 5).astype(np.float32)
    size = known.shape[1]
    shares = np.bincount(classes, minlength=len(CLASSES)) / classes.size
    balance = (np.maximum(shares, 1e-3) ** -0.5).astype(np.float32)
    balance /= float((balance * shares).sum())
    weights = [
        (chance.standard_normal((size, HIDDEN)) * np.sqrt(2 / size)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        (chance.standard_normal((HIDDEN, len(CLASSES))) * np.sqrt(1 / HIDDEN)).astype(np.float32),
        np.zeros(len(CLASSES), np.float32),
    ]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    step = 0
    total = ROUNDS * (len(known) // BATCH)
    for _ in range(ROUNDS):
        order = chance.permutation(len(known))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            step += 1
            rate = RATE * 0.5 * (1 + np.cos(np.pi * step / total))
            gradients = _gradients(_shaken(known[rows], chance), classes[rows], weights, balance, chance)
            for number, gradient in enumerate(gradients):
                first[number] += 0.1 * (gradient - first[number])
                second[number] += 0.001 * (gradient**2 - second[number])
                move = first[number] / (1 - 0.9**step) / (np.sqrt(second[number] / (1 - 0.999**step)) + 1e-8)
                weights[number] -= np.float32(rate) * (move + DECAY * weights[number] * (weights[number].ndim > 1))
    return Model(middle, scale, *weights)


def _shaken(known: Floats, chance: make.Chance) -> Floats:
    noise = chance.standard_normal(known.shape, dtype=np.float32) * np.float32(SHAKE)
    return (known + noise) * (chance.random(known.shape) > FORGET) / np.float32(1 - FORGET)


def _gradients(
    known: Floats, classes: NDArray[np.intp], weights: list[Floats], balance: Floats, chance: make.Chance
) -> list[Floats]:
    inner, inner_bias, outer, outer_bias = weights
    kept = (chance.random((len(known), inner.shape[1])) > 0.2).astype(np.float32) / 0.8
    hidden = np.maximum(0, known @ inner + inner_bias) * kept
    logits = hidden @ outer + outer_bias
    logits -= logits.max(axis=1, keepdims=True)
    shares = np.exp(logits)
    shares /= shares.sum(axis=1, keepdims=True)
    wanted = np.full(shares.shape, 0.02 / shares.shape[1], np.float32)
    wanted[np.arange(len(classes)), classes] += 0.98
    error = (shares - wanted) * balance[classes][:, None] / len(classes)
    back = (error @ outer.T) * (hidden > 0) * kept
    return [known.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


def main() -> None:
    """Train, check on scenes of crowds never heard, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("audio", type=Path)
    parser.add_argument("--out", type=Path, default=Path("models/audience/audience.npz"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clips", type=int, default=CLIPS)
    parser.add_argument("--scenes", type=int, default=SCENES)
    parser.add_argument("--keep", type=Path, help="npz for the examples, to look at them")
    options = parser.parse_args()
    chance = np.random.default_rng(options.seed)
    speech = list(recordings(options.audio))
    print(f"{len(speech)} recordings, {sum(one.size for one in speech) / SAMPLE_RATE / 60:.0f} min of speech")
    sounds = pool(chance, speech[: len(speech) * 4 // 5 + 1], options.clips)
    features, classes = examples(chance, sounds, options.scenes)
    print("windows", len(classes), dict(zip(CLASSES, np.bincount(classes).tolist(), strict=False)))
    model = fit(features, classes, chance)
    save(model, options.out)
    if options.keep:
        np.savez(options.keep, features=features, classes=classes)
    unheard = pool(chance, speech[len(speech) * 4 // 5 + 1 :], max(8, options.clips // 5))
    features, classes = examples(chance, unheard, options.scenes // 6)
    guesses = load(options.out).log_probabilities(features).argmax(axis=1)
    for number, name in enumerate(CLASSES):
        own = classes == number
        counts = np.bincount(guesses[own], minlength=len(CLASSES)).tolist()
        print(f"{name:10} n {own.sum():5} right {np.mean(guesses[own] == number):.3f} as {counts}")
    print("sha256", hashlib.sha256(options.out.read_bytes()).hexdigest(), options.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
