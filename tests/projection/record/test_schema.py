"""The committed schema of a record file is that of the layout."""

import json
import re

import yaml

from rhetoric.projection.record.starter import example
from scripts.make_schema import RECORD_PLACE, record_schema_text


def test_the_schema_has_not_drifted() -> None:
    assert RECORD_PLACE.read_text(encoding="utf-8") == record_schema_text(), "run python -m scripts.make_schema"


def _fits(value: object, schema: dict, root: dict) -> bool:
    """Tell whether a value fits the few kinds of schema that the file uses."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema or "enum" in schema:
        return value in schema.get("enum", ()) or any(_fits(value, one, root) for one in schema.get("anyOf", ()))
    kind = schema["type"]
    if kind == "object":
        return (
            isinstance(value, dict)
            and set(schema.get("required", ())) <= set(value) <= set(schema["properties"])
            and all(_fits(value[key], schema["properties"][key], root) for key in value)
        )
    if kind == "array":
        fits = isinstance(value, list) and all(_fits(one, schema["items"], root) for one in value)
        return fits and len(value) >= schema.get("minItems", 0)
    if kind == "string":
        fits = isinstance(value, str) and re.search(schema.get("pattern", ""), value) is not None
        return fits and len(value) <= schema.get("maxLength", 10**6)
    return isinstance(value, {"boolean": bool, "integer": int}[kind])


class _Dates(yaml.SafeLoader):
    """Reads dates as texts, as editors do."""


_Dates.yaml_implicit_resolvers = {
    first: [one for one in found if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_examples_fit_the_schema_and_damaged_ones_do_not() -> None:
    schema = json.loads(record_schema_text())
    for language in ("en", "es"):
        text = example(language).replace(", on:", ', "on":')
        assert _fits(yaml.load(text, _Dates), schema, schema)  # noqa: S506 - it is a safe loader
        for old, new in (
            ("status: documented", "status: said"),
            ("credibility: 2", "credibility: 7"),
            ("title:", "t:"),
        ):
            assert not _fits(yaml.load(text.replace(old, new), _Dates), schema, schema)  # noqa: S506
