"""Accusations read from their tags: who accuses whom of which act; on which side they stand is told elsewhere."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from rhetoric.devices import yamlfile
from rhetoric.devices.acts import Taxonomy
from rhetoric.records import Accusation, Annotation, Slot

DEVICE = "accusation"
_ROLES = Path(__file__).with_name("codebook") / "pan_roles.yaml"


def accusations(annotations: Iterable[Annotation], language: str, taxonomy: Taxonomy) -> tuple[Accusation, ...]:
    """Return the accusations among annotations, candidates among them; stale ones are left out.

    Parameters
    ----------
    annotations
        The annotations of the analysis, in the order wanted.
    language
        Of the transcript.
    taxonomy
        The acts an accusation may name.
    """
    return tuple(
        Accusation(
            annotation=note.id,
            accuser=note.speaker,
            accused=_value(note, "ACCUSED"),
            act=act_of(note, language, taxonomy),
            acts=taxonomy.acts_in(note.quote, language),
        )
        for note in annotations
        if note.device == DEVICE and not note.stale
    )


def act_of(note: Annotation, language: str, taxonomy: Taxonomy) -> str | None:
    """Return the leaf of the act taxonomy an accusation names: by its ACT words, else by its whole quote."""
    return taxonomy.act_in(note.quote, language, near=_value(note, "ACT"))


def pan_roles(note: Annotation) -> tuple[Slot, ...]:
    """Return an annotation's slots under the role names of PAN-2024; slots without a counterpart are left out."""
    table = _roles()
    names = {**table.get("any", {}), **table.get(note.device, {})}
    return tuple(Slot(names[slot.name], slot.value, slot.chars) for slot in note.slots if slot.name in names)


def _value(note: Annotation, name: str) -> str | None:
    return next((slot.value for slot in note.slots if slot.name == name), None)


@cache
def _roles() -> Mapping[str, Mapping[str, str]]:
    raw = yamlfile.mapping(_ROLES)
    return {
        device: {str(slot): str(role) for slot, role in table.items()}
        for device, table in raw.items()
        if isinstance(table, dict)
    }
