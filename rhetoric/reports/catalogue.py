"""What reports and charts need to know of a device: its name, family, definition and how it is counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from rhetoric.devices import codebook
from rhetoric.records import Analysis, DeviceNote, Status

FAMILIES = ("A", "B", "C")  # framing, argument and evasion, figures; the first letter of a codebook's family


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A device as a reader sees it; `name` and `definition` map language codes to words.

    `counts_as_asserted` are the status flags that are this device's ordinary form. A device that is not
    `charted` is counted in tables but left out of charts, as are the subtypes in `uncharted_subtypes`.
    """

    id: str
    name: Mapping[str, str]
    family: str
    definition: Mapping[str, str] = field(default_factory=dict)
    counts_as_asserted: frozenset[Status] = frozenset()
    charted: bool = True
    uncharted_subtypes: frozenset[str] = frozenset()

    @property
    def family_key(self) -> str:
        """The family's letter, or "X" for a family of somebody else's codebook."""
        letter = self.family[:1].upper()
        return letter if letter in FAMILIES and self.family[1:2] in {"", " "} else "X"

    def title(self, ui: str) -> str:
        """Return the name in the language `ui`, else in English, else made from the id."""
        return self.name.get(ui) or self.name.get("en") or plain_name(self.id)

    def meaning(self, ui: str) -> str:
        """Return the definition in the language `ui`, else in English, else nothing."""
        return self.definition.get(ui) or self.definition.get("en") or ""


def plain_name(device: str) -> str:
    """Return a readable name for a device known only by its id ("fear_appeal" → "Fear appeal")."""
    words = device.replace("_", " ").replace(".", " ").strip()
    return words[:1].upper() + words[1:] if words else device


def lookup(devices: Mapping[str, DeviceInfo], device: str) -> DeviceInfo:
    """Return the entry of `device`; one that no codebook knows gets a plain entry of its own."""
    return devices.get(device) or DeviceInfo(device, {"en": plain_name(device)}, "")


@cache
def device_info() -> Mapping[str, DeviceInfo]:
    """Return the devices of the shipped codebook by id."""
    return MappingProxyType({device.id: _adapted(device) for device in codebook.load().devices})


def devices_of(analysis: Analysis) -> Mapping[str, DeviceInfo]:
    """Return the devices of an analysis as its own codebook has them, then those of the shipped codebook."""
    return MappingProxyType({**device_info(), **{note.id: _noted(note) for note in analysis.devices}})


def _noted(note: DeviceNote) -> DeviceInfo:
    return DeviceInfo(
        note.id,
        note.names,
        note.family,
        note.definitions,
        frozenset(note.counts_as_asserted),
        charted=not note.uncharted,
        uncharted_subtypes=frozenset(note.uncharted_subtypes),
    )


def _adapted(device: codebook.Device) -> DeviceInfo:
    return DeviceInfo(
        device.id,
        {language: edition.name for language, edition in device.editions.items()},
        device.family,
        {language: device.meaning(language) for language in ("en", *device.editions)},
        frozenset(device.counts_as_asserted),
        charted=device.charted,
        uncharted_subtypes=frozenset(device.uncharted_subtypes),
    )
