"""Names for voices, as the user gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rhetoric.errors import ConfigError, unknown_name
from rhetoric.records import Speaker

_HINT = 'write names as "S1=Ana Ruiz,S2=Tomás Vega"'


def parse_names(text: str) -> dict[str, str]:
    """Read "S1=Ana Ruiz,S2=Tomás Vega" as names by speaker id; an empty text gives none.

    Raises
    ------
    ConfigError
        If a part has no "=", no id or no name, or an id comes twice.
    """
    names: dict[str, str] = {}
    for part in text.split(",") if text.strip() else ():
        speaker, sign, name = (piece.strip() for piece in part.partition("="))
        if not sign or not speaker or not name:
            raise ConfigError(f"{part.strip()!r} in the names {text!r} does not name a speaker", _HINT)
        if speaker in names:
            raise ConfigError(f"speaker {speaker!r} is named twice in {text!r}", _HINT)
        names[speaker] = name
    return names


def rename(speakers: Iterable[Speaker], names: Mapping[str, str]) -> tuple[Speaker, ...]:
    """Return the speakers with their new names; those without one stay as they are.

    Raises
    ------
    UnknownNameError
        If a name is for a speaker who is not there.
    """
    present = tuple(speakers)
    ids = {speaker.id for speaker in present}
    for name in names:
        if name not in ids:
            raise unknown_name("speaker", name, ids)
    return tuple(replace(speaker, name=names.get(speaker.id, speaker.name)) for speaker in present)
