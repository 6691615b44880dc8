"""Cases as CSV: a line per item of evidence, cells that no spreadsheet runs."""

import csv
import io

from rhetoric.formats.cases_csv import COLUMNS, cases_csv
from rhetoric.projection.parameters import shipped
from rhetoric.projection.study import Setting, study
from tests.projection.cases import DDOS, HOARDING, analysis, entry, record, source


def rows(*charged: tuple[str | None, str], **said: str) -> list[dict[str, str]]:
    kept = record(entry("r-1", "ours", DDOS, source("g-1"), source("g-2"), **said), entry("r-2", "theirs", DDOS))
    found = study({"one": analysis(charged)}, Setting(shipped(), {}, record=kept))
    return list(csv.DictReader(io.StringIO(cases_csv(found))))


def test_each_item_has_a_line_and_tells_its_column() -> None:
    lines = rows(("theirs", DDOS))
    assert [(line["column"], line["reference"]) for line in lines] == [("evidence", "r-1"), ("counter", "r-2")]
    assert {line["quote"] for line in lines} == {"Charge 1 is made."}
    assert lines[0]["groups"] == "g-1 g-2"
    assert float(lines[0]["strength"]) > 0


def test_an_accusation_without_evidence_keeps_its_line_and_its_reason() -> None:
    (line,) = rows(("theirs", HOARDING))
    assert line["reason"] == "no_entry"
    assert line["column"] == line["kind"] == line["strength"] == ""
    assert list(line) == list(COLUMNS)


def test_no_cell_is_a_formula() -> None:
    first, _ = rows(("theirs", DDOS), summary="=HYPERLINK(1)")
    assert not first["evidence"].startswith("=")
    assert "HYPERLINK(1)" in first["evidence"]
