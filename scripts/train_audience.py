"""Train the model that hears an audience, and write models/audience/audience.npz.

    python -m scripts.train_audience AUDIO [--out models/audience/audience.npz] [--seed 1]

AUDIO is a folder of recordings. Crowds are made by computation (scripts/audience_sounds.py) or put together from
voices of read speech (scripts/audience_grains.py): no recorded applause or laughter is learned from, so that
recorded ones can test it. Recorded speech under a free licence (SPEECH in scripts/audience_scenes.py) is what lies
before, after and under them; every fifth recording is kept for the development set, on which the limits of each
kind are chosen. Needs espeak-ng. About a quarter of an hour on two idle cores.
"""

import argparse
import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric.audience import KINDS
from rhetoric.audience.features import SAMPLE_RATE, Floats
from rhetoric.audience.model import CLASSES, Model, load, save
from scripts import audience_sounds as make
from scripts.audience_limits import development, limits, report
from scripts.audience_scenes import Pool, examples, pool, recordings

HIDDEN, NETS, ROUNDS, BATCH, RATE, DECAY = 56, 3, 14, 512, 2e-3, 0.05
SHAKE, FORGET = 0.5, 0.15  # noise on features (standard deviations) and share left out: made crowds are too clean
CLIPS = 70  # of each maker, 8 s each
SCENES = 3000  # mixes of 10 s
DEVELOPMENT = 300  # recordings of 40 s


def fit(features: Floats, classes: NDArray[np.intp], chance: make.Chance) -> Model:
    """Fit some networks and put them side by side into one, which gives the mean of their logits."""
    middle, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    known = np.clip((features - middle) / scale, -5, 5).astype(np.float32)
    nets = [_net(known, classes, chance) for _ in range(NETS)]
    inner, inner_bias = (np.concatenate([net[at] for net in nets], axis=-1) for at in (0, 1))
    outer = np.concatenate([net[2] for net in nets]) / NETS
    outer_bias = np.mean([net[3] for net in nets], axis=0)
    return Model(middle, scale, inner, inner_bias, outer, outer_bias)


def _net(known: Floats, classes: NDArray[np.intp], chance: make.Chance) -> list[Floats]:
    """Fit one network by Adam on cross entropy, weights decayed."""
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
    return weights


def _shaken(known: Floats, chance: make.Chance) -> Floats:
    noise = chance.standard_normal(known.shape, dtype=np.float32) * np.float32(SHAKE)
    return (known + noise) * (chance.random(known.shape, dtype=np.float32) > FORGET) / np.float32(1 - FORGET)


def _gradients(
    known: Floats, classes: NDArray[np.intp], weights: list[Floats], balance: Floats, chance: make.Chance
) -> list[Floats]:
    inner, inner_bias, outer, outer_bias = weights
    kept = (chance.random((len(known), inner.shape[1]), dtype=np.float32) > 0.2).astype(np.float32) / 0.8
    hidden = np.maximum(0, known @ inner + inner_bias) * kept
    logits = hidden @ outer + outer_bias
    logits -= logits.max(axis=1, keepdims=True)
    shares = np.exp(logits)
    shares /= shares.sum(axis=1, keepdims=True)
    wanted = np.full(shares.shape, 0.02 / shares.shape[1], np.float32)
    wanted[np.arange(len(classes)), classes] += 0.98
    error = (shares - wanted) * balance[classes][:, None] / np.float32(len(classes))
    back = (error @ outer.T) * (hidden > 0) * kept
    return [known.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


def pools(speech: Sequence[make.Sound], options: argparse.Namespace) -> tuple[Pool, Pool]:
    """Make the sounds to learn from and those of the development set, or read them where they were kept."""
    if options.keep and options.keep.exists():
        train, unheard = pickle.loads(options.keep.read_bytes())  # noqa: S301  (own file)
        return train, unheard
    own = [one for number, one in enumerate(speech) if number % 5]
    found = pool(options.seed, own, options.clips), pool(options.seed + 1000, speech[::5], options.clips // 5 + 2)
    if options.keep:
        options.keep.write_bytes(pickle.dumps(found))
    return found


def main() -> None:
    """Train, choose the limits on a development set of crowds never heard, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("audio", type=Path)
    parser.add_argument("--out", type=Path, default=Path("models/audience/audience.npz"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clips", type=int, default=CLIPS)
    parser.add_argument("--scenes", type=int, default=SCENES)
    parser.add_argument("--development", type=int, default=DEVELOPMENT)
    parser.add_argument("--keep", type=Path, help="file for the made sounds, to train again sooner")
    options = parser.parse_args()
    speech = list(recordings(options.audio))
    print(f"{len(speech)} recordings, {sum(one.size for one in speech) / SAMPLE_RATE / 60:.0f} min of speech")
    train, unheard = pools(speech, options)
    features, classes = examples(options.seed, train, options.scenes)
    print("windows", len(classes), dict(zip(CLASSES, np.bincount(classes).tolist(), strict=False)), flush=True)
    save(fit(features, classes, np.random.default_rng(options.seed)), options.out)
    features, classes = examples(options.seed + 1, unheard, options.scenes // 10)
    guesses = load(options.out).log_probabilities(features).argmax(axis=1)
    for number, name in enumerate(CLASSES):
        own = classes == number
        counts = np.bincount(guesses[own], minlength=len(CLASSES)).tolist()
        print(f"{name:10} n {own.sum():5} right {np.mean(guesses[own] == number):.3f} as {counts}")
    heard = development(options.seed + 2, unheard, load(options.out), options.development)
    chosen = limits(heard)
    save(replace(load(options.out), sure=chosen), options.out)
    print("limits", dict(zip(KINDS, chosen, strict=True)))
    print(report(heard, chosen))
    print("sha256", hashlib.sha256(options.out.read_bytes()).hexdigest(), options.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
