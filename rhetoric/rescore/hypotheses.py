"""One sentence per device and language for an inference model to judge: the `hypothesis` of a codebook's editions.

A device without any in its own codebook is asked by the sentences of the shipped device of the same id, if there
is one. A sentence is about form, never about truth.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from rhetoric.devices.codebook import Device, load

_FALLBACK = "en"  # inference models for many languages compare across them


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """The sentences by device and language."""

    sentences: Mapping[str, Mapping[str, str]]

    @property
    def sha256(self) -> str:
        """Name their content."""
        listed = sorted((device, sorted(found.items())) for device, found in self.sentences.items())
        return sha256(repr(listed).encode()).hexdigest()

    def find(self, device: str, language: str) -> str | None:
        """Return the sentence of a device in a language, else in English, else None."""
        found = self.sentences.get(device, {})
        return found.get(language) or found.get(_FALLBACK)


def hypotheses_of(devices: Iterable[Device]) -> Hypotheses:
    """Return the sentences of some devices; those of the shipped codebook for a device that has none."""
    found = {device.id: _own(device) or shipped().sentences.get(device.id, {}) for device in devices}
    return Hypotheses({device: sentences for device, sentences in found.items() if sentences})


@cache
def shipped() -> Hypotheses:
    """Return the hypotheses of the shipped codebook."""
    return Hypotheses({device.id: sentences for device in load().devices if (sentences := _own(device))})


def _own(device: Device) -> Mapping[str, str]:
    return {language: one.hypothesis for language, one in device.editions.items() if one.hypothesis}
