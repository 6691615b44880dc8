"""The shipped engine: a small voice network over stretches of speech, and clustering."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rhetoric import __version__
from rhetoric.errors import ConfigError
from rhetoric.files import sha256_file
from rhetoric.records import Run
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.cluster import group_voices
from rhetoric.speakers.count import SpeakerCount
from rhetoric.speakers.encoder import FRAMES, load_encoder
from rhetoric.speakers.pieces import Read, embed_windows, find_speech, from_memory
from rhetoric.speakers.windows import join_windows, place_windows
from rhetoric.weights import find

MODEL = "dvector"  # in the manifest of weights
_FILE = "model.onnx"


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
        self._encoder = load_encoder(self._path, options.threads)

    def diarize(self, samples: NDArray[np.float32]) -> tuple[SpeakerSegment, ...]:
        """Return the segments in order of time; none where nobody speaks.

        Parameters
        ----------
        samples
            Float32 mono at 16 kHz; what is not a number counts as silence.
        """
        return self.diarize_long(*from_memory(samples))

    def diarize_long(self, read: Read, duration: int) -> tuple[SpeakerSegment, ...]:
        """Return the segments of a recording read piece by piece, of `duration` ms, in bounded memory."""
        speech = find_speech(read, duration)
        windows = place_windows(speech)
        vectors = embed_windows(read, duration, speech, windows, embed=self._encoder.embed, frames=FRAMES)
        voices = group_voices(vectors, self._options.speakers)
        return join_windows(windows, [f"S{voice + 1}" for voice in voices])

    def provenance(self) -> Run:
        """Say which engine, version, weights and options produced the segments."""
        return Run(
            stage="speakers",
            backend=MODEL,
            version=__version__,
            options={"speakers": str(self._options.speakers), "threads": self._options.threads},
            model=MODEL,
            model_sha256=sha256_file(self._path),
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
