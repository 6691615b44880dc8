"""Rhetorical devices: codebook, lexicon, status, frames, figures, and the decision to tag."""

from typing import Protocol

from rhetoric.records import Annotation, Run, Transcript
from rhetoric.registry import Registry

TAGGERS = Registry(
    what="tagger",
    group="rhetoric.taggers",
    builtin={"rules": "rhetoric.devices.tagger:RuleTagger"},
)


class Tagger(Protocol):
    """Finds rhetorical devices in a transcript; codebook and options go to the constructor."""

    def tag(self, transcript: Transcript) -> tuple[Annotation, ...]:
        """Return the annotations in order of place, then device; ids A1, A2, A3."""
        ...

    def provenance(self) -> Run:
        """Say which tagger, version, codebook and options produced the annotations."""
        ...
