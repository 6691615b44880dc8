"""Accusations read from their tags: who accuses whom of which act. Sides come from the user, never the text."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from rhetoric.devices import yamlfile
from rhetoric.devices.actors import Actor
from rhetoric.devices.acts import Taxonomy
from rhetoric.records import Accusation, Analysis, Annotation, Slot
from rhetoric.text import tokens

DEVICE = "accusation"
_ROLES = Path(__file__).with_name("codebook") / "pan_roles.yaml"


def accusations(
    annotations: Iterable[Annotation], analysis: Analysis, *, taxonomy: Taxonomy, actors: Sequence[Actor] = ()
) -> tuple[Accusation, ...]:
    """Return the accusations among tags of `accusation`; candidates and stale ones are left out.

    Parameters
    ----------
    annotations
        The annotations of the analysis, in the order wanted.
    analysis
        Gives the language, and the speakers with their sides.
    taxonomy
        The acts an accusation may name.
    actors
        Say on which side the accused is; one nobody listed has no side.
    """
    sides = {speaker.id: speaker.side for speaker in analysis.speakers}
    return tuple(
        Accusation(
            annotation=note.id,
            accuser=note.speaker,
            accuser_side=sides.get(note.speaker) if note.speaker else None,
            accused=accused,
            accused_side=_side(accused, note, analysis, actors),
            act=act_of(note, analysis.transcript.language, taxonomy),
        )
        for note in annotations
        if note.device == DEVICE and note.decision == "tag" and not note.stale
        for accused in (_value(note, "ACCUSED"),)
    )


def act_of(note: Annotation, language: str, taxonomy: Taxonomy) -> str | None:
    """Return the leaf of the act taxonomy an accusation names: by its ACT words, else by its whole quote."""
    return taxonomy.act_in(note.quote, language, near=_value(note, "ACT"))


def pan_roles(note: Annotation) -> tuple[Slot, ...]:
    """Return an annotation's slots under the role names of PAN-2024; slots without a counterpart are left out."""
    table = _roles()
    names = {**table.get("any", {}), **table.get(note.device, {})}
    return tuple(Slot(names[slot.name], slot.value, slot.chars) for slot in note.slots if slot.name in names)


def _side(accused: str | None, note: Annotation, analysis: Analysis, actors: Sequence[Actor]) -> str | None:
    if accused is None:
        return None
    words = _words(accused)
    for speaker in analysis.speakers:
        if speaker.side and speaker.name and _holds(words, speaker.name):
            return speaker.side
    named = next((one for one in actors if any(_holds(words, name) for name in (one.name, *one.aliases))), None)
    if named is None or named.side == "other":
        return None
    own = analysis.speaker(note.speaker)
    return own.side if named.side == "self" and own and own.side else named.side


def _holds(words: Sequence[str], name: str) -> bool:
    wanted = _words(name)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


def _words(text: str) -> list[str]:
    return [token.norm for token in tokens(text)]


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
