"""Who is who, as the user says: names, aliases, side, domestic or foreign, kind; the text never decides that."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, cast, get_args

from rhetoric.devices import yamlfile
from rhetoric.errors import FormatError, unknown_name

RELATIVE_SIDES = ("self", "rival", "other")  # as seen from the speaker
_SIDE = re.compile(r"\w[\w-]{0,63}")
Kind = Literal["person", "state", "party", "company", "press", "body", "place"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state or body the speech may name.

    `side` is seen from the speaker (self, rival, other), or the id of a side as the sidecar and the record name
    it: for its own speakers that is self, for those of another side rival.
    """

    name: str
    aliases: tuple[str, ...] = ()
    side: str = "other"
    foreign: bool = False
    kind: Kind = "person"


def terms(actors: Iterable[Actor], own: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield (name, word class) for the vocabulary of a tagger, as heard from the side `own`."""
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            for word_class in _classes(actor, own):
                yield name, word_class


def sides_known(actors: Iterable[Actor]) -> bool:
    """Tell whether anybody is marked: as self, rival, foreign or press."""
    return any(actor.side != "other" or actor.foreign or actor.kind == "press" for actor in actors)


def _classes(actor: Actor, own: str | None) -> Iterator[str]:
    if actor.foreign:
        yield "named_foreign"
    if actor.side == "self" or (own is not None and actor.side == own):
        yield "named_self"
    elif actor.side == "rival" or (own is not None and actor.side != "other"):
        yield "named_rival"
    if actor.kind == "press":
        yield "named_press"


def read_actors(path: Path) -> tuple[Actor, ...]:
    """Read an actors file: a list under `actors`, each with name, aliases, side, foreign and kind.

    Raises
    ------
    InputError
        If the file cannot be read, or an entry has no name or an unknown side or kind.
    """
    raw = yamlfile.mapping(path)
    yamlfile.check_keys(raw, {"actors"}, path)
    found = []
    for each in yamlfile.mappings(raw, "actors", path):
        yamlfile.check_keys(each, {"name", "aliases", "side", "foreign", "kind"}, path)
        side, kind, foreign = each.get("side", "other"), each.get("kind", "person"), each.get("foreign", False)
        if not _is_side(side):
            raise unknown_name(f"side in {path.name}", str(side), (*RELATIVE_SIDES, "or the id of a side"))
        if kind not in get_args(Kind):
            raise unknown_name(f"kind in {path.name}", str(kind), get_args(Kind))
        if not isinstance(foreign, bool):
            raise FormatError(f"{path}: foreign is {foreign!r}", "write true or false")
        found.append(
            Actor(
                yamlfile.text(each, "name", path),
                yamlfile.strings(each, "aliases", path),
                str(side),
                foreign,
                cast("Kind", kind),
            )
        )
    return tuple(found)


def _is_side(side: object) -> bool:
    """Tell whether a value can be a side: a known one, or an id that is no slip of the pen for one."""
    if side in RELATIVE_SIDES:
        return True
    return (
        isinstance(side, str)
        and _SIDE.fullmatch(side) is not None
        and not get_close_matches(side.lower(), RELATIVE_SIDES, cutoff=0.7)
    )
