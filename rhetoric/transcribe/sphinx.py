"""Draft recognition of English with pocketsphinx, whose model comes inside its package.

Many words are wrong; the passages are good for a first look where no Whisper weights can be had. Each utterance is
decoded by itself, so that the same window gives the same words in whatever order windows come.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pocketsphinx

from rhetoric.errors import ConfigError, ModelUnavailableError
from rhetoric.records import Notice, Run, Span
from rhetoric.transcribe import SAMPLE_RATE, HeardPassage, HeardWord, Window
from rhetoric.transcribe.cuts import Samples, audible, pcm16, utterances
from rhetoric.transcribe.times import settle

LANGUAGE = "en"
DRAFT = Notice("draft_transcript")  # what every transcript by this engine must carry
MODEL = "en-us"
FRAME = 10  # ms
_SHORTEST = SAMPLE_RATE // 5  # samples; the decoder makes nothing of less
_FILLER = re.compile(r"^(?:<.*>|\[.*\]|\+\+.*\+\+)$")
_VARIANT = re.compile(r"\(\d+\)$")


@dataclass(frozen=True, slots=True)
class SphinxOptions:
    """How to recognise English with pocketsphinx; lengths in s within which utterances are cut."""

    shortest: float = 6.0
    longest: float = 15.0
    language: str = LANGUAGE

    def __post_init__(self) -> None:
        """Check the language and the lengths."""
        if self.language.split("-")[0].lower() != LANGUAGE:
            raise ConfigError(
                f"the draft engine (pocketsphinx) hears English only, but the language is {self.language!r}",
                "fetch Whisper weights (rhetoric models fetch small), name a folder with --model, "
                "or give the words with --transcript FILE",
            )
        if not 0 < self.shortest < self.longest:
            raise ConfigError(
                f"utterances cannot be between {self.shortest} and {self.longest} s",
                "give a shortest length above 0 and below the longest",
            )


class SphinxTranscriber:
    """Hears English windows with pocketsphinx and its packaged model.

    Parameters
    ----------
    options
        What to recognise, and how.
    on_progress
        Called with the place reached, in ms of the recording, after each utterance.
    """

    def __init__(self, options: SphinxOptions, *, on_progress: Callable[[int], None] | None = None) -> None:
        self._options = options
        self._decoder = new_decoder()
        self._on_progress = on_progress

    def transcribe(self, windows: Iterable[Window]) -> Iterator[HeardPassage]:
        """Yield one passage per window, in order, as soon as it is heard."""
        for window in windows:
            yield HeardPassage(window.time, LANGUAGE, settle(self._hear(window), window.time))
            self._report(window.time.end)

    def provenance(self) -> Run:
        """Say which engine, version, weights and options produced the passages."""
        options = self._options
        return Run(
            stage="transcribe",
            backend="pocketsphinx",
            version=version("pocketsphinx"),
            options={"language": LANGUAGE, "shortest": options.shortest, "longest": options.longest},
            model=MODEL,
            model_sha256=model_sha256(),
        )

    def _hear(self, window: Window) -> Iterator[HeardWord]:
        for start, samples in utterances(window.samples, self._options.shortest, self._options.longest):
            offset = window.time.start + start * 1000 // SAMPLE_RATE
            yield from decode(self._decoder, samples, offset)
            self._report(min(offset + len(samples) * 1000 // SAMPLE_RATE, window.time.end))

    def _report(self, place: int) -> None:
        if self._on_progress is not None:
            self._on_progress(place)


def new_decoder() -> pocketsphinx.Decoder:
    """Return a decoder on the packaged English model.

    Raises
    ------
    ModelUnavailableError
        If the package has lost its model.
    """
    try:
        return pocketsphinx.Decoder(samprate=SAMPLE_RATE, loglevel="FATAL")
    except RuntimeError as error:
        raise ModelUnavailableError(
            "pocketsphinx cannot load its English model",
            "install it again: pip install --force-reinstall pocketsphinx",
        ) from error


def decode(decoder: pocketsphinx.Decoder, samples: Samples, offset: int) -> tuple[HeardWord, ...]:
    """Return the words of one utterance that starts at `offset` ms; forgets what the decoder heard before."""
    if len(samples) < _SHORTEST or not audible(samples):
        return ()
    decoder.reinit_feat()
    decoder.start_utt()
    try:
        decoder.process_raw(pcm16(samples), full_utt=True)
    finally:
        decoder.end_utt()
    return tuple(
        HeardWord(f" {_VARIANT.sub('', part.word)}", _time(part, offset))
        for part in decoder.seg() or ()
        if not _FILLER.match(part.word)
    )


def _time(part: pocketsphinx.Segment, offset: int) -> Span:
    return Span(offset + part.start_frame * FRAME, offset + (part.end_frame + 1) * FRAME)


@cache
def model_sha256() -> str:
    """Return one hash over the files of the packaged model, names and bytes, in order of name."""
    base = Path(pocketsphinx.get_model_path(MODEL))
    digest = hashlib.sha256()
    for path in sorted(path for path in base.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(base).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
