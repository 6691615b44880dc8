"""Who speaks when: one module per engine behind the `Diarizer` protocol, and words to speakers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rhetoric.records import Run, Span
from rhetoric.registry import Registry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIARIZERS = Registry(
    what="speaker engine",
    group="rhetoric.diarizers",
    builtin={
        "dvector": "rhetoric.speakers.dvector:make",
        "pyannote": "rhetoric.speakers.pyannote_audio:make",
    },
)


@dataclass(frozen=True, slots=True, order=True)
class SpeakerSegment:
    """A stretch of the recording, in ms, in which one voice speaks; segments of two voices may overlap."""

    time: Span
    speaker: str


class Diarizer(Protocol):
    """Finds voices in a recording; options go to the constructor."""

    def diarize(self, samples: "NDArray[np.float32]") -> tuple[SpeakerSegment, ...]:
        """Return the segments in order of time; `samples` are float32 mono at 16 kHz, speakers S1, S2, S3."""
        ...

    def provenance(self) -> Run:
        """Say which engine, version, weights and options produced the segments."""
        ...


@runtime_checkable
class ExclusiveDiarizer(Protocol):
    """An engine that also tells whose voice is to be followed where several speak at once."""

    def diarize_both(
        self, samples: "NDArray[np.float32]"
    ) -> "tuple[tuple[SpeakerSegment, ...], tuple[SpeakerSegment, ...]]":
        """Return all segments, which may overlap, and segments of one voice at a time by the same names."""
        ...
