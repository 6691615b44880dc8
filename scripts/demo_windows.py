"""What the demonstration model learns from: a bank of utterances, laid into windows with gaps and noise.

Features are those of faster-whisper (80 mels, 10 ms). Every window has the tokens that Whisper would be asked for:
half of them with times, half after earlier text; some hold no speech.
"""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray
from torch import Tensor

from scripts.demo_network import CONTEXT
from scripts.demo_texts import LANGUAGES, read_pool, training_text, unseen_text
from scripts.demo_tokens import END, NO_SPEECH, NO_TIMES, PREVIOUS, START, TRANSCRIBE, Tokens
from scripts.demo_voices import RATE, Floats, Utterance, choose_voice, utter

LENGTH = 30  # s, of Whisper's window
STEPS = 50  # places a second, of the encoder
IGNORED = -1
SILENT, PROMPTED, TIMED = 0.05, 0.4, 0.5  # shares of windows

Span = tuple[float, float]


def make_bank(count: int, seed: int, processes: int = 1, *, unseen: bool = False) -> list[Utterance]:
    """Speak `count` sentences, English and Spanish by turns; `unseen` ones in voices that are never heard."""
    pieces = max(1, count // 100)
    jobs = [(count // pieces, seed * 100_003 + number, unseen) for number in range(pieces)]
    if processes == 1:
        return [one for job in jobs for one in _speak(job)]
    with ProcessPoolExecutor(processes) as workers:
        return [one for part in workers.map(_speak, jobs) for one in part]


def _speak(job: tuple[int, int, bool]) -> list[Utterance]:
    count, seed, unseen = job
    chance, made = Random(seed), []  # noqa: S311
    pools = [read_pool(language) for language in LANGUAGES]
    for number in range(count):
        pool = pools[number % len(pools)]
        text = (unseen_text if unseen else training_text)(pool, chance)
        voice = choose_voice(pool.language, chance, unheard=unseen)
        one = utter(text, pool.language, voice, chance)
        made += [one] if one and one.seconds < LENGTH / 2 else []
    return made


@dataclass(frozen=True, slots=True)
class Placed:
    """An utterance in a window, or what fits of it (`cut`); its tokens with their spans, in s of the window."""

    start: float
    end: float
    tokens: tuple[tuple[int, Span], ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side.

    features (batch, 80, frames); tokens and targets (batch, length), targets -1 where nothing is asked; spans
    (batch, length, 2) of the targets in places of 20 ms, (0, 0) for none; heard (batch, places), the token heard
    there or `pairs` for none; offsets, the place where each window begins.
    """

    features: Tensor
    tokens: Tensor
    targets: Tensor
    spans: Tensor
    heard: Tensor
    offsets: tuple[int, ...]


class Windows(torch.utils.data.IterableDataset):  # type: ignore[misc]
    """Endless batches of windows of `seconds` from a bank."""

    def __init__(self, bank: Sequence[Utterance], tokens: Tokens, seconds: float, size: int, seed: int) -> None:
        self.bank = {
            language: [(one, spans_of(one, tokens)) for one in bank if one.language == language]
            for language in LANGUAGES
        }
        self.tokens, self.seconds, self.size, self.seed = tokens, seconds, size, seed

    def __iter__(self) -> Iterator[Batch]:
        """Yield batches; each worker has its own chance."""
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        seed = self.seed * 1009 + (worker.id if worker else 0)
        chance, noises = Random(seed), np.random.default_rng(seed)  # noqa: S311
        while True:
            yield self._batch(chance, noises)

    def _batch(self, chance: Random, noises: np.random.Generator) -> Batch:
        rows = [self._window(chance, noises) for _ in range(self.size)]
        longest = max(len(row[1]) for row in rows)
        tokens = torch.zeros(self.size, longest, dtype=torch.long)
        targets = torch.full((self.size, longest), IGNORED)
        spans = torch.zeros(self.size, longest, 2)
        for number, (_, given, wanted, where, _, _) in enumerate(rows):
            tokens[number, : len(given)] = torch.tensor(given)
            targets[number, : len(wanted)] = torch.tensor(wanted)
            spans[number, : len(where)] = torch.tensor([(a * STEPS, max(b, a + 0.04) * STEPS) for a, b in where])
        heard = torch.stack([row[4] for row in rows])
        return Batch(
            torch.stack([row[0] for row in rows]), tokens, targets, spans, heard, tuple(row[5] for row in rows)
        )

    def _window(
        self, chance: Random, noises: np.random.Generator
    ) -> tuple[Tensor, list[int], list[int], list[Span], Tensor, int]:
        language = chance.choice(LANGUAGES)
        offset = chance.randrange(int((LENGTH - self.seconds) * STEPS) + 1)
        sound, placed = self._sound(language, chance, noises)
        end = len(sound)
        if placed and not placed[-1].cut and chance.random() < 0.5:
            end = min(end, int((placed[-1].end + chance.uniform(0.05, 2)) * RATE))
        frames = int(self.seconds * 100)
        features = mels(sound[: max(end, 1600)])[:, :frames]
        features = torch.nn.functional.pad(features, (0, frames - features.shape[1]))
        given, wanted, where = self._asked(placed, language, offset / STEPS, chance)
        return features, given, wanted, where, self._heard(placed), offset

    def _sound(self, language: str, chance: Random, noises: np.random.Generator) -> tuple[Floats, list[Placed]]:
        sound, placed = np.zeros(int(self.seconds * RATE), np.float32), []
        if chance.random() < SILENT:
            return sound + noise(len(sound), noises) * np.float32(10 ** chance.uniform(-5, -1)), []
        place = chance.choice((0.0, 0.0, chance.uniform(0, 1.5)))
        limit = self.seconds if chance.random() < 0.6 else chance.uniform(2, self.seconds)
        while place < limit - 0.3:
            one, tokens = chance.choice(self.bank[language])
            cut = place + one.seconds > self.seconds
            if cut and chance.random() < 0.4:
                break
            begin = int(place * RATE)
            piece = one.samples[: len(sound) - begin].astype(np.float32) / 32767
            sound[begin : begin + len(piece)] += piece * np.float32(chance.uniform(0.4, 1.6))
            end = min(place + one.seconds, self.seconds)
            inside = tuple((token, (place + a, place + b)) for token, (a, b) in tokens if place + b <= end)
            placed.append(Placed(place, end, inside, cut))
            place += one.seconds + chance.choice((chance.uniform(0.15, 0.6), chance.uniform(0.15, 2.5)))
        sound += noise(len(sound), noises) * np.float32(10 ** chance.uniform(-4.8, -2.1))
        return np.clip(sound * np.float32(10 ** chance.uniform(-0.5, 0.3)), -1, 1), placed

    def _asked(
        self, placed: Sequence[Placed], language: str, offset: float, chance: Random
    ) -> tuple[list[int], list[int], list[Span]]:
        """Return the tokens given, those wanted next, and where those are heard.

        With times, of a cut utterance only the start is wanted; without, it is written as far as it is heard.
        """
        named = self.tokens.named
        timed = chance.random() < TIMED
        task = (START, f"<|{language}|>", TRANSCRIBE)
        row: list[tuple[int, Span]] = [(named(name), (0.0, 0.0)) for name in task]
        row += [] if timed else [(named(NO_TIMES), (0.0, 0.0))]
        for one in placed:
            if timed:
                row.append((self.tokens.time(one.start + offset), (one.start - 0.02, one.start + 0.04)))
            if timed and one.cut:
                continue
            row.extend(one.tokens)
            if timed:
                row.append((self.tokens.time(one.end + offset), (one.end - 0.04, one.end + 0.02)))
        row += [(self.tokens.time(offset), (0.0, 0.0))] if timed and not placed else []
        row.append((named(END), (0.0, 0.0)))
        given, wanted = [token for token, _ in row[:-1]], [token for token, _ in row[1:]]
        where = [span for _, span in row[1:]]
        wanted[0] = wanted[0] if placed else named(NO_SPEECH)
        wanted[1 : 2 if timed else 3] = [IGNORED] * ((2 if timed else 3) - 1)
        before = self._before(language, chance)
        ignored = [IGNORED] * len(before)
        blank = [(0.0, 0.0)] * len(before)
        return (before + given)[:CONTEXT], (ignored + wanted)[:CONTEXT], (blank + where)[:CONTEXT]

    def _before(self, language: str, chance: Random) -> list[int]:
        if chance.random() >= PROMPTED:
            return []
        earlier: list[int] = []
        for _ in range(chance.choice((1, 2, 4, 8))):
            earlier += [token for token, _ in chance.choice(self.bank[language])[1]]
        return [self.tokens.named(PREVIOUS), *earlier[-(CONTEXT // 2 - 1) :]]

    def _heard(self, placed: Sequence[Placed]) -> Tensor:
        heard = torch.full((int(self.seconds * STEPS),), self.tokens.pairs)
        for one in placed:
            for token, (start, end) in one.tokens:
                heard[int(start * STEPS) : max(int(start * STEPS) + 1, int(end * STEPS))] = token
        return heard


def spans_of(one: Utterance, tokens: Tokens) -> tuple[tuple[int, Span], ...]:
    """Return the tokens of an utterance, each with its share of its word's time."""
    found = []
    for word, (start, end) in zip(tokens.words(one.text), one.times, strict=True):
        for place, token in enumerate(word):
            share = (end - start) / len(word)
            found.append((token, (start + share * place, start + share * (place + 1))))
    return tuple(found)


def noise(size: int, noises: np.random.Generator) -> Floats:
    """Return white or brown noise of unit strength."""
    values = noises.standard_normal(size).astype(np.float32)
    if noises.random() < 0.3:
        values = np.cumsum(values)
        values -= np.linspace(values[0], values[-1], size, dtype=np.float32)
    return (values / (values.std() + 1e-6)).astype(np.float32)


@cache
def _filters() -> tuple[Tensor, Tensor]:
    extractor = FeatureExtractor()
    return torch.from_numpy(np.asarray(extractor.mel_filters, dtype=np.float32)), torch.hann_window(400)


def mels(sound: NDArray[np.float32]) -> Tensor:
    """Return faster-whisper's features of 16 kHz samples, (80, frames)."""
    filters, window = _filters()
    padded = torch.nn.functional.pad(torch.from_numpy(sound), (0, 160))
    power = torch.stft(padded, 400, 160, window=window, return_complex=True)[..., :-1].abs() ** 2
    levels = torch.log10((filters @ power).clamp(min=1e-10))
    return (torch.maximum(levels, levels.max() - 8.0) + 4.0) / 4.0


def rate_at(share: float, first: float, last: float) -> float:
    """Return the learning rate after a share of the phase: half a wave from `first` down to `last`."""
    return last + (first - last) * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))
