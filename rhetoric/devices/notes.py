"""What an analysis keeps of its codebook: the devices that occur, so that reports need nothing else."""

from collections.abc import Iterable

from rhetoric.devices.codebook import Codebook, Device
from rhetoric.records import Annotation, DeviceNote


def device_notes(
    annotations: Iterable[Annotation], codebook: Codebook, earlier: Iterable[DeviceNote] = ()
) -> tuple[DeviceNote, ...]:
    """Return a note on each device that occurs, in the codebook's order.

    Parameters
    ----------
    annotations
        All annotations of the analysis.
    codebook
        The codebook in use.
    earlier
        Notes the analysis had before; kept for devices that human coders brought from another codebook.
    """
    used = {note.device for note in annotations}
    here = tuple(_note(device) for device in codebook.devices if device.id in used)
    known = {note.id for note in here}
    return (*here, *(note for note in earlier if note.id in used - known))


def _note(device: Device) -> DeviceNote:
    return DeviceNote(
        device.id,
        device.family,
        {language: edition.name for language, edition in device.editions.items()},
        {language: device.meaning(language) for language in sorted({"en", *device.editions})},
        device.counts_as_asserted,
        uncharted=not device.charted,
        uncharted_subtypes=device.uncharted_subtypes,
    )
