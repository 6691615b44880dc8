"""What every YAML reader here refuses first: aliases that multiply, and nesting that uses up the stack."""

from dataclasses import dataclass

import yaml

# The C loader is ten times as fast; not every build of the library has it. Both are safe loaders.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Hostile:
    """Why a document is refused, and the line, counted from 1. `anchor` is None where it nests too deep."""

    line: int
    anchor: str | None = None


def hostile_yaml(text: str, deepest: int) -> Hostile | None:
    """Return the first alias, anchor or level beyond `deepest` of a YAML document, None if it has none.

    Read by events, since the composer's recursion has no floor of its own. Raises yaml.YAMLError if it is no YAML.
    """
    depth = line = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            anchor = getattr(event, "anchor", None)
            if anchor:
                return Hostile(line, anchor)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > deepest:
                return Hostile(line)
    except yaml.YAMLError as error:
        # Newer releases of the library stop by themselves, and may read so far ahead that no event came yet.
        if "nesting depth" not in str(error):
            raise
        return Hostile(max(line, 1))
    return None
