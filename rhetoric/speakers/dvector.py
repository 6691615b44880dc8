"""The shipped engine: a small voice network over stretches of speech, and clustering."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from rhetoric import __version__
from rhetoric.errors import ConfigError, InputError
from rhetoric.files import sha256_file
from rhetoric.records import Run, Span
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.cluster import group_voices, resegment
from rhetoric.speakers.count import SpeakerCount
from rhetoric.speakers.encoder import FRAMES, load_encoder
from rhetoric.speakers.pieces import Read, embed_windows, find_speech, from_memory
from rhetoric.speakers.prints import Prints, pack, unpack
from rhetoric.speakers.windows import Window, join_windows, place_windows
from rhetoric.weights import find

MODEL = "dvector"  # in the manifest of weights
_FILE = "model.onnx"
_FINE = 100  # frames: half of a shorter window bounds how exact a change of voice can be


@dataclass(frozen=True, slots=True)
class DvectorOptions:
    """What the engine may be told: bounds on the number of speakers, and how many threads the network may use."""

    speakers: SpeakerCount = field(default_factory=SpeakerCount)
    threads: int = 1


class DvectorDiarizer:
    """Tells voices apart; one voice at a time, so overlapping speech goes to the stronger one.

    Raises
    ------
    ModelUnavailableError
        If the voice network is not on this machine, or not whole.
    """

    def __init__(self, options: DvectorOptions) -> None:
        self._options = options
        self._path = find(MODEL) / _FILE
        self._sha256 = sha256_file(self._path)
        self._encoder = load_encoder(self._path, options.threads)

    def diarize(self, samples: NDArray[np.float32]) -> tuple[SpeakerSegment, ...]:
        """Return the segments in order of time; none where nobody speaks.

        Parameters
        ----------
        samples
            Float32 mono at 16 kHz; what is not a number counts as silence.
        """
        return self.group(self.hear(samples))

    def hear(self, samples: NDArray[np.float32]) -> Prints:
        """Return what there is to hear of the voices, without telling them apart yet."""
        return self.hear_long(*from_memory(samples))

    def hear_long(self, read: Read, duration: int) -> Prints:
        """Return the same of a recording of `duration` ms that is read piece by piece, in bounded memory."""
        speech = find_speech(read, duration)
        windows = place_windows(speech)
        coarse, fine = (pack(self._embed(read, duration, speech, windows, frames)) for frames in (FRAMES, _FINE))
        return Prints(windows, coarse, fine, self._sha256)

    def _embed(
        self, read: Read, duration: int, speech: Sequence[Span], windows: Sequence[Window], frames: int
    ) -> NDArray[np.float32]:
        embed = partial(self._encoder.embed, frames=frames)
        return embed_windows(read, duration, speech, windows, embed=embed, frames=frames)

    def group(self, prints: Prints) -> tuple[SpeakerSegment, ...]:
        """Tell apart the voices that were heard.

        Raises
        ------
        InputError
            If they were heard by another network.
        """
        if prints.model_sha256 != self._sha256:
            raise InputError(
                "the voices kept were heard by another voice network than the one here",
                "separate the speakers anew: rhetoric analyze RECORDING --speakers N",
            )
        return group_prints(prints, self._options.speakers)

    def provenance(self) -> Run:
        """Say which engine, version, weights and options produced the segments."""
        return Run(
            stage="speakers",
            backend=MODEL,
            version=__version__,
            options={"speakers": str(self._options.speakers), "threads": self._options.threads},
            model=MODEL,
            model_sha256=self._sha256,
        )


def make(count: SpeakerCount, threads: int, model: str) -> DvectorDiarizer:
    """Build the engine; it has one model, so none can be named.

    Raises
    ------
    ConfigError
        If a model is named.
    """
    if model:
        raise ConfigError(
            f"the engine dvector has no other model, but {model!r} was named", "write --diarizer dvector"
        )
    return DvectorDiarizer(DvectorOptions(count, threads))


def group_prints(prints: Prints, count: SpeakerCount) -> tuple[SpeakerSegment, ...]:
    """Tell apart voices by their coarse vectors, then place the changes by the fine ones."""
    if not prints.windows:
        return ()
    voices = group_voices(unpack(prints.coarse), count)
    placed = resegment(unpack(prints.fine), voices, count)
    if placed.max() == voices.max():
        voices = placed
    return join_windows(prints.windows, [f"S{voice + 1}" for voice in voices])
