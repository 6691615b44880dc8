import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from rhetoric.errors import FormatError
from rhetoric.formats import read_transcript, write
from rhetoric.formats.rhetoric_json import dumps, loads
from rhetoric.records import Analysis, Run, Transcript
from scripts.make_schema import PLACE, schema_text
from tests.formats.build import analyses, full

SMALL = """{
  "schema": "rhetoric/1",
  "transcript": {
    "text": "We hold.",
    "language": "en",
    "words": [
      {"chars":[0,2]},
      {"chars":[3,7],"time":[5,9],"estimated":true}
    ],
    "turns": [
      {"speaker":null,"chars":[0,8]}
    ],
    "revision": 0
  }
}
"""


def test_records_stand_one_per_line() -> None:
    assert dumps(loads(SMALL, where="x")) == SMALL


def test_every_field_survives() -> None:
    analysis = full()
    text = dumps(analysis)
    assert loads(text, where="x") == analysis
    assert loads(text.encode(), where="x") == analysis
    assert dumps(loads(text, where="x")) == text
    assert text.index('"schema"') == 4


@settings(max_examples=80, deadline=None)
@given(analyses())
def test_any_analysis_survives(analysis: Analysis) -> None:
    text = dumps(analysis)
    text.encode("utf-8")
    assert loads(text, where="x") == analysis


def test_a_file_is_known_by_its_schema(tmp_path: Path) -> None:
    path = tmp_path / "analysis.json"
    path.write_text(dumps(full()), encoding="utf-8")
    assert read_transcript(path) == full()
    assert write(full(), "json") == dumps(full())


def test_keys_of_a_newer_minor_version_are_kept() -> None:
    tree = json.loads(dumps(full()))
    tree["schema"] = "rhetoric/1.4"
    tree["mood"] = {"a": [1, None]}
    tree["unknown"] = 3
    tree["annotations"][0]["tone"] = "dry"
    tree["annotations"][0]["evidence"][0]["weighting"] = 2
    tree["transcript"]["words"][1]["pitch"] = 1.5
    tree["transcript"]["translation"]["by"] = "x"
    analysis = loads(json.dumps(tree), where="x")
    assert analysis.schema == "rhetoric/1.4"
    again = json.loads(dumps(analysis))
    assert again["mood"] == {"a": [1, None]}
    assert again["unknown"] == 3
    assert again["annotations"][0]["tone"] == "dry"
    assert again["annotations"][0]["evidence"][0]["weighting"] == 2
    assert again["transcript"]["words"][1]["pitch"] == 1.5
    assert again["transcript"]["translation"]["by"] == "x"
    assert loads(dumps(analysis), where="x") == analysis


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not whole JSON"),
        (SMALL[:100], "not whole JSON"),
        ("[1]", "holds a list"),
        ("[" * 100_000, "not whole JSON"),
        ('{"schema": "rhetoric/2"}', "'rhetoric/2'"),
        ('{"schema": "rhetoric/1x"}', "'rhetoric/1x'"),
        ('{"schema": 1}', "schema 1"),
        ("{}", "schema None"),
        ('{"schema": "rhetoric/1"}', "transcript"),
        (SMALL.replace("[3,7]", "[3,70]"), "at transcript: word"),
        (SMALL.replace("[3,7]", "[3,7,8]"), r"transcript.words\[1\].chars"),
        (SMALL.replace("[5,9]", '["a",9]'), r"transcript.words\[1\].time\[0\]: Expected `int`"),
        (SMALL.replace("We hold.", "\\ud800"), "not whole JSON"),
        (SMALL.replace("[5,9]", "[NaN,9]"), "not whole JSON"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message) as error:
        loads(text, where="f.json")
    assert "f.json" in error.value.message
    assert error.value.hint


def test_a_quote_that_was_edited_is_refused() -> None:
    with pytest.raises(FormatError, match="not the text at its parts"):
        loads(dumps(full()).replace("They […] lie", "They […] sing"), where="x")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_json_cannot_say_are_refused(number: float) -> None:
    analysis = Analysis(Transcript("a", "en"), runs=(Run("s", "b", "1", {"x": number}),))
    with pytest.raises(FormatError, match="cannot write the number"):
        dumps(analysis)


def test_the_committed_schema_is_that_of_the_records() -> None:
    assert PLACE.read_text(encoding="utf-8") == schema_text()
