"""Speech to words: one module per engine behind the `Transcriber` protocol.

An engine takes windows of samples (16 kHz mono) and gives passages one by one, so that memory stays bounded and
finished passages can be stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rhetoric.records import Run, Span
from rhetoric.registry import Registry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000  # Hz, of every window

TRANSCRIBERS = Registry(
    what="recognition engine",
    group="rhetoric.transcribers",
    builtin={
        "whisper": "rhetoric.transcribe.whisper:WhisperTranscriber",
        "sphinx": "rhetoric.transcribe.sphinx:SphinxTranscriber",
    },
)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the recording: its place in ms, and its samples, float32 in [-1, 1]."""

    time: Span
    samples: "NDArray[np.float32]"


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as the engine wrote it, leading space and punctuation included; `time` in ms of the recording.

    `suspect` says why it was probably not said (`rhetoric.transcribe.guard`).
    """

    text: str
    time: Span
    confidence: float | None = None
    estimated: bool = False
    suspect: str | None = None


@dataclass(frozen=True, slots=True)
class HeardPassage:
    """What one window gave: its place in ms, language code, and words in order.

    `sure` tells whether an engine that looks for the language goes on with this one.
    """

    time: Span
    language: str
    words: tuple[HeardWord, ...]
    sure: bool = True


class Transcriber(Protocol):
    """Turns windows of speech into passages; options go to the constructor."""

    def transcribe(self, windows: Iterable[Window]) -> Iterator[HeardPassage]:
        """Yield one passage per window, in order, as soon as it is heard."""
        ...

    def provenance(self) -> Run:
        """Say which engine, version, weights and options produced the passages."""
        ...
