"""A recogniser that hears what a test says, with second hearings, votes and translations, over real sound."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rhetoric.records import Run, Span
from rhetoric.transcribe import HeardPassage, HeardWord, Window
from rhetoric.transcribe import listen as stage
from rhetoric.transcribe.cuts import Samples

Hear = Callable[[Span], tuple[HeardWord, ...]]


def say(text: str, time: Span, *, confidence: float | None = 0.95) -> tuple[HeardWord, ...]:
    """Return the words of a text, spread evenly over a time in ms."""
    pieces = text.split()
    step = time.length / max(len(pieces), 1)
    return tuple(
        HeardWord(
            f" {piece}", Span(round(time.start + at * step), round(time.start + (at + 1) * step)), confidence
        )
        for at, piece in enumerate(pieces)
    )


def talk(time: Span, *, pace: int = 500) -> tuple[HeardWord, ...]:
    """Return words that do not repeat, one each `pace` ms."""
    count = max(time.length // pace, 1)
    return say(" ".join(_word(time.start + at) for at in range(count)), time)


def _word(number: int) -> str:
    """Return a word of syllables for a number, each number its own."""
    syllables = [f"{consonant}{vowel}" for consonant in "bdlmnprst" for vowel in "aeiou"]
    found = ""
    while number or not found:
        number, rest = divmod(number, len(syllables))
        found += syllables[rest]
    return found


@dataclass
class Scripted:
    """Hears `first` in each window, `second` in second hearings; votes and translates as told."""

    first: Hear
    second: Hear = lambda time: ()
    languages: Callable[[Span], str] = lambda time: "es"
    votes: str = "es"
    english: Hear = lambda time: ()
    heard_again: list[tuple[Span, bool]] = field(default_factory=list)
    voted: int = 0

    def transcribe(self, windows: Iterable[Window]) -> Iterator[HeardPassage]:
        for window in windows:
            yield HeardPassage(window.time, self.languages(window.time), self.first(window.time))

    def again(self, window: Window, *, vary: bool) -> HeardPassage:
        self.heard_again.append((window.time, vary))
        return HeardPassage(window.time, self.languages(window.time), self.second(window.time))

    def vote(self, stretches: Iterable[Samples]) -> tuple[str, float] | None:
        self.voted = sum(1 for _ in stretches)
        return self.votes, 0.9

    def translate(self, window: Window, _language: str) -> Iterator[tuple[Span, str]]:
        for word in self.english(window.time):
            yield word.time, word.text.strip()

    def provenance(self) -> Run:
        return Run("transcribe", "scripted", "1", {})


def use(monkeypatch: pytest.MonkeyPatch, engine: Scripted) -> Scripted:
    """Make the program hear with this engine, whatever is asked for."""
    monkeypatch.setattr(stage, "find_whisper", lambda options, progress: None)
    monkeypatch.setattr(stage, "make_engine", lambda options, folder, reach: engine)
    return engine


def suspects(words: Iterable[HeardWord]) -> list[str | None]:
    return [word.suspect for word in words]


def folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
