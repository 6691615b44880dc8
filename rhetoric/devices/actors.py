"""Who is who, as the user says: names, aliases, side, domestic or foreign, kind; the text never decides that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from rhetoric.devices import yamlfile
from rhetoric.errors import FormatError, unknown_name

Side = Literal["self", "rival", "other"]
Kind = Literal["person", "state", "party", "company", "press", "body", "place"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state or body the speech may name; `side` is seen from the speaker."""

    name: str
    aliases: tuple[str, ...] = ()
    side: Side = "other"
    foreign: bool = False
    kind: Kind = "person"


def terms(actors: Iterable[Actor]) -> Iterator[tuple[str, str]]:
    """Yield (name, word class) for the vocabulary of a tagger."""
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            for word_class in _classes(actor):
                yield name, word_class


def sides_known(actors: Iterable[Actor]) -> bool:
    """Tell whether anybody is marked: as self, rival, foreign or press."""
    return any(True for _ in terms(actors))


def _classes(actor: Actor) -> Iterator[str]:
    if actor.foreign:
        yield "named_foreign"
    if actor.side == "self":
        yield "named_self"
    if actor.side == "rival":
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
        if side not in get_args(Side):
            raise unknown_name(f"side in {path.name}", str(side), get_args(Side))
        if kind not in get_args(Kind):
            raise unknown_name(f"kind in {path.name}", str(kind), get_args(Kind))
        if not isinstance(foreign, bool):
            raise FormatError(f"{path}: foreign is {foreign!r}", "write true or false")
        found.append(
            Actor(
                yamlfile.text(each, "name", path),
                yamlfile.strings(each, "aliases", path),
                cast("Side", side),
                foreign,
                cast("Kind", kind),
            )
        )
    return tuple(found)
