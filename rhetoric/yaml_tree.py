"""YAML read as plain strings with line numbers: no aliases, no types, no duplicate keys, no deep nesting.

Values stay as written, so that "NO" is Norway and "1:30" is a minute and a half.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from rhetoric.errors import ConfigError
from rhetoric.yaml_safe import LOADER, hostile_yaml

LARGEST = 1 << 20  # bytes
_DEEPEST = 20
_HINT = "see the example in the documentation"

Twice = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line it stands on, counted from 1: that of its key if it has one. An empty value is None."""

    value: "str | Mapping[str, Node] | Sequence[Node] | None"
    line: int


def read_tree(text: str, where: str, *, twice: Twice | None = None) -> Node:
    """Return the tree of a YAML document; `where` names it in errors.

    A key that occurs twice is an error, or told to `twice` (key, line), and the first one is kept.

    Raises
    ------
    ConfigError
        If it is no YAML, uses aliases or is nested without reason, or has a key twice.
    """
    try:
        _refuse_hostile(text, where)
        root = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        at = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise ConfigError(
            f"{where}{at} is no valid YAML: {problem}", "check indentation, colons and quotes"
        ) from error
    return Node({}, 1) if root is None else _node(root, where, twice)


def _refuse_hostile(text: str, where: str) -> None:
    found = hostile_yaml(text, _DEEPEST)
    if found is None:
        return
    if found.anchor:
        raise ConfigError(
            f"{where}, line {found.line}: anchors (&) and aliases (*) are not allowed", "write it out"
        )
    raise ConfigError(f"{where}, line {found.line}: more than {_DEEPEST} levels deep", _HINT)


def _node(node: yaml.Node, where: str, twice: Twice | None) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Node(_mapping(node, where, twice), line)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_node(item, where, twice) for item in node.value), line)
    plain = not getattr(node, "style", None)  # None, or "" from the C loader
    return Node(None if plain and node.tag == "tag:yaml.org,2002:null" else str(node.value), line)


def _mapping(node: yaml.MappingNode, where: str, twice: Twice | None) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = str(key.value)
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise ConfigError(f"{where}, line {line}: a key must be a word", _HINT)
        if name not in found:
            found[name] = replace(_node(value, where, twice), line=line)
        elif twice is None:
            raise ConfigError(f"{where}, line {line}: the key {name!r} occurs twice", "keep one of them")
        else:
            twice(name, line)
    return found
