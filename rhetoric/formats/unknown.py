"""Keys of a newer minor version: found beside the records that were read, and put back when they are written.

The tree has, per object, `keys` (what is not known) and `at` (field or list element to subtree). List elements
with an id are named by it, others by their index.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from rhetoric.errors import FormatError


def without(raw: object, record: object) -> dict[str, object]:
    """Return the tree of keys in `raw` (decoded JSON) that `record`, read from it, does not have."""
    if isinstance(raw, dict) and is_dataclass(record):
        known = {field.name for field in fields(record)} - {"unknown"}
        keys = {key: value for key, value in raw.items() if key not in known}
        inner = {key: without(value, getattr(record, key)) for key, value in raw.items() if key in known}
        return _node(keys, inner)
    if isinstance(raw, list) and isinstance(record, tuple):
        pairs = enumerate(zip(raw, record, strict=False))
        return _node({}, {_element(index, value): without(value, item) for index, (value, item) in pairs})
    return {}


def merge(value: object, unknown: object) -> object:
    """Return `value` (plain JSON) with the keys of the tree `unknown` put back."""
    if not isinstance(unknown, Mapping) or not unknown:
        return value
    keys, inner = unknown.get("keys", {}), unknown.get("at", {})
    if not isinstance(keys, Mapping) or not isinstance(inner, Mapping):
        raise FormatError("the unknown keys of the analysis have lost their form", "do not edit Analysis.unknown")
    if isinstance(value, dict):
        merged = {key: merge(item, inner.get(key)) for key, item in value.items()}
        return {**merged, **{key: keys[key] for key in keys if key not in merged}}
    if isinstance(value, list):
        return [merge(item, inner.get(_element(index, item))) for index, item in enumerate(value)]
    return value


def _node(keys: dict[str, object], inner: dict[str, dict[str, object]]) -> dict[str, object]:
    inner = {key: tree for key, tree in inner.items() if tree}
    return {**({"keys": keys} if keys else {}), **({"at": inner} if inner else {})}


def _element(index: int, value: object) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return f"id:{value['id']}"
    return str(index)
