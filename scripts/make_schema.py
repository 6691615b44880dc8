"""Write docs/schema.json, the JSON schema of an analysis, from the records."""

import json
from pathlib import Path

import msgspec

from rhetoric.records import SCHEMA, Analysis

PLACE = Path(__file__).resolve().parent.parent / "docs" / "schema.json"
DESCRIPTION = (
    "One speech as rhetoric writes it to analysis.json. Ranges are half-open pairs: characters are code points of "
    "transcript.text, times are milliseconds. Fields that say nothing (null, empty, false) are left out; unknown "
    "fields of a newer minor version are allowed and kept."
)


def _any(_: type) -> dict[str, object]:
    return {"description": "any value"}


def schema_text() -> str:
    """Return the schema as JSON text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": DESCRIPTION,
    }
    found = msgspec.json.schema(Analysis, schema_hook=_any)
    record = found["$defs"]["Analysis"]
    del record["properties"]["unknown"]
    record["required"] = ["schema", *record["required"]]
    return json.dumps({**schema, **found}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PLACE.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {PLACE.name}")
