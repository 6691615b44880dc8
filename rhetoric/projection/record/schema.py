"""The JSON schema of a record file in YAML, made from its layout, for editors that check while one types."""

from collections.abc import Iterable

from rhetoric.devices import actsfile
from rhetoric.projection.record import days, layout
from rhetoric.projection.record.entries import SCHEMA
from rhetoric.projection.record.layout import Field, Kind

Schema = dict[str, object]
_NAME = r"^\S{1,64}$"  # the check itself is narrower; \w means other letters in JavaScript
_DESCRIPTION = (
    "A user's sourced record of what sides did. What ties keys together (declared sides, order of dates, "
    "retracted entries) only `rhetoric record check` can tell. The acts are those of the shipped taxonomy."
)


def record_schema() -> Schema:
    """Return the schema."""
    head: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": _DESCRIPTION,
    }
    below: Schema = {"source": _mapping(layout.SOURCE), "entry": _mapping(layout.ENTRY)}
    return {**head, **_mapping(layout.RECORD), "$defs": below}


def _mapping(fields: Iterable[Field]) -> Schema:
    listed = tuple(fields)
    needed = [one.key for one in listed if one.required]
    found: Schema = {"type": "object", "properties": {one.key: _field(one) for one in listed}}
    return {**found, **({"required": needed} if needed else {}), "additionalProperties": False}


def _field(one: Field) -> Schema:
    return {"description": one.about, **_kind(one)}


def _kind(one: Field) -> Schema:
    if one.kind is Kind.MAPPING:
        return _mapping(one.inside)
    if one.kind is Kind.MAPPINGS:
        named = {layout.SOURCE: "source", layout.ENTRY: "entry"}.get(one.inside)
        items = {"$ref": f"#/$defs/{named}"} if named else _mapping(one.inside)
        return {"type": "array", "items": items, **({"minItems": 1} if one.required else {})}
    if one.kind is Kind.CHOICE:
        numbers = all(choice.isdecimal() for choice in one.choices)
        return {"enum": [int(choice) if numbers else choice for choice in one.choices]}
    if one.key == "act":
        return {"enum": list(actsfile.shipped().ids)}
    return _scalar(one)


def _scalar(one: Field) -> Schema:
    text: Schema = {"type": "string", "minLength": 1}
    if one.longest is not None:
        return {**text, "maxLength": one.longest}
    simple: dict[Kind, Schema] = {
        Kind.FLAG: {"type": "boolean"},
        Kind.ID: {"type": "string", "pattern": _NAME},
        Kind.URL: {"type": "string", "pattern": "^https?://"},
        Kind.DAY: {"type": "string", "pattern": f"^{days.DAY_PATTERN}$"},
        Kind.DATE: {"anyOf": [{"type": "string", "pattern": f"^{days.PATTERN}$"}, {"type": "integer"}]},
        Kind.TEXTS: {"anyOf": [text, {"type": "array", "items": text}]},
    }
    return simple.get(one.kind, text)
