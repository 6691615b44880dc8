"""Write the JSON schemas: docs/schema.json of an analysis, docs/record.schema.json of a record file."""

import json
from pathlib import Path

import msgspec

from rhetoric.projection.record.schema import record_schema
from rhetoric.records import SCHEMA, Analysis

DOCS = Path(__file__).resolve().parent.parent / "docs"
PLACE = DOCS / "schema.json"
RECORD_PLACE = DOCS / "record.schema.json"
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


def record_schema_text() -> str:
    """Return the schema of a record file as JSON text."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for place, text in ((PLACE, schema_text()), (RECORD_PLACE, record_schema_text())):
        place.write_text(text, encoding="utf-8")
        print(f"wrote {place.name}")
