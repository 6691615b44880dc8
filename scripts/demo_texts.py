"""Sentences for the demonstration model, from the sample speeches alone: as written, and put together anew.

New sentences keep the vocabulary: clauses of different sentences are joined, or words are followed by words that
follow them somewhere (a walk over pairs). A twentieth of the new ones, told by their hash, is never trained on.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rhetoric.text import sentences
from scripts.make_samples import FOLDER, read_lines

LANGUAGES = ("en", "es")
LONGEST = 24  # words of a new sentence
_CLAUSE = re.compile(r"(?<=[,;:]) ")
_LABEL = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .-]{1,40}: ")
_MARK = re.compile(r"\((?:APPLAUSE|APLAUSOS)\)")


@dataclass(frozen=True, slots=True)
class Pool:
    """The sentences of one language, their clauses by place, and which word follows which."""

    language: str
    written: tuple[str, ...]
    first: tuple[str, ...]
    inner: tuple[str, ...]
    last: tuple[str, ...]
    follows: dict[str, tuple[str, ...]]


def read_pool(language: str, folder: Path = FOLDER) -> Pool:
    """Return what the speeches of `language` (told by the head of the file's name) are made of."""
    paths = sorted([*folder.glob(f"{language}_*.txt"), *(folder / "mirror").glob(f"{language}_*.txt")])
    written = tuple(text for path in paths for text in spoken(path.read_text(encoding="utf-8"), language))
    clauses = [_CLAUSE.split(text) for text in written]
    follows: dict[str, list[str]] = defaultdict(list)
    for text in written:
        words = text.split()
        for word, following in zip(["", *words], [*words, ""], strict=True):
            follows[word].append(following)
    return Pool(
        language=language,
        written=written,
        first=tuple(parts[0] for parts in clauses if len(parts) > 1),
        inner=tuple(part for parts in clauses for part in parts[1:-1]),
        last=tuple(parts[-1] for parts in clauses if len(parts) > 1),
        follows={word: tuple(after) for word, after in follows.items()},
    )


def spoken(text: str, language: str) -> Iterator[str]:
    """Yield the sentences of a speech without names of speakers and without marks of applause."""
    if _LABEL.match(text):
        yield from (line.text for turn in read_lines(text, language) for line in turn if line.speaker)
        return
    bare = _MARK.sub(" ", text)
    yield from (" ".join(span.slice(bare).split()) for span in sentences(bare, language))


def kept_apart(text: str) -> bool:
    """Return whether a new sentence is only for testing."""
    return hashlib.sha256(text.encode()).digest()[0] < 13


def invent(pool: Pool, chance: Random) -> str:
    """Return a sentence put together anew from what `pool` holds."""
    while True:
        text = _joined(pool, chance) if chance.random() < 0.5 else _walked(pool, chance)
        if 1 < len(text.split()) <= LONGEST and text not in pool.written:
            return text


def _joined(pool: Pool, chance: Random) -> str:
    inner = [chance.choice(pool.inner)] if chance.random() < 0.3 else []
    return " ".join([chance.choice(pool.first), *inner, chance.choice(pool.last)])


def _walked(pool: Pool, chance: Random) -> str:
    words: list[str] = []
    word = chance.choice(pool.follows[""])
    while word and len(words) <= LONGEST:
        words.append(word)
        word = chance.choice(pool.follows[word])
    return " ".join(words)


def training_text(pool: Pool, chance: Random) -> str:
    """Return a sentence to train on: as written (two fifths) or new."""
    if chance.random() < 0.4:
        return chance.choice(pool.written)
    text = invent(pool, chance)
    while kept_apart(text):
        text = invent(pool, chance)
    return text


def unseen_text(pool: Pool, chance: Random) -> str:
    """Return a sentence that no training has seen."""
    text = invent(pool, chance)
    while not kept_apart(text):
        text = invent(pool, chance)
    return text


def vocabulary(pools: Sequence[Pool]) -> frozenset[str]:
    """Return all words of the pools."""
    return frozenset(word for pool in pools for word in pool.follows if word)
