"""PAN 2024: reading its texts, and training on some to score others, on invented messages."""

import json
from pathlib import Path

import pytest

from rhetoric.errors import FormatError, InputError
from rhetoric.evaluate.external_report import evaluate_pan2024, render_external
from rhetoric.evaluate.pan2024 import read_pan2024
from rhetoric.evaluate.score import Sampling
from rhetoric.records import Annotation, Span, Transcript
from tests.evaluate.codings import write


class Silent:
    def tag(self, transcript: Transcript) -> tuple[Annotation, ...]:
        assert transcript.sentences
        return ()


def message(number: int) -> str:
    told = number % 3 == 0
    text = (
        f"The hidden circle planned drought number {number} to break the farmers."
        if told
        else f"The council should publish its accounts of year {number} for the farmers."
    )
    start = text.index("the farmers")
    spans = [{"label": "VICTIM", "start": start, "end": start + 11}]
    if told:
        spans.append({"label": "AGENT", "start": 0, "end": 17})
    label = "CONSPIRACY" if told else "CRITICAL"
    return json.dumps(
        {"id": str(number), "lang": "en", "text": text, "labels": [{"label": label}], "spans": spans}
    )


def test_both_forms_are_read(tmp_path: Path) -> None:
    write(tmp_path / "en.jsonl", message(0))
    record = {
        "id": "7",
        "text": "La alcaldía miente.",
        "category": "CRITICAL",
        "annotations": [{"category": "AGENT", "start_char": 0, "end_char": 11}, {"category": "X"}],
    }
    (tmp_path / "dataset_es_train.json").write_text(json.dumps([record]), encoding="utf-8")
    spanish, english = read_pan2024(tmp_path)
    assert (english.language, english.conspiracy, english.roles["AGENT"]) == ("en", True, (Span(0, 17),))
    assert (spanish.language, spanish.conspiracy, spanish.roles["AGENT"]) == ("es", False, (Span(0, 11),))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("en.jsonl", "{"),
        ("en.jsonl", '{"id": "1", "lang": "en", "text": "x", "labels": [{"label": "MAYBE"}]}'),
        ("en.jsonl", message(0).replace('"end": 17', '"end": 999')),
        ("dataset.json", "[]"),
        ("dataset_en.json", '{"id": 1}'),
    ],
)
def test_other_forms_are_refused(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(FormatError):
        read_pan2024(Path(write(tmp_path / name, content)).parent)


def test_no_texts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no texts"):
        read_pan2024(tmp_path)


def test_too_few_texts(tmp_path: Path) -> None:
    write(tmp_path / "en.jsonl", *map(message, range(12)))
    with pytest.raises(InputError, match="too few"):
        evaluate_pan2024(tmp_path, Silent(), Sampling(rounds=100))


def test_what_can_be_told_is_told(tmp_path: Path) -> None:
    write(tmp_path / "en.jsonl", *map(message, range(40)))
    (row,) = evaluate_pan2024(tmp_path, Silent(), Sampling(rounds=100))
    assert (row.language, row.n, row.positives) == ("en", 40, 14)
    assert row.mcc.value == 1.0
    assert row.spans["VICTIM"].value == pytest.approx(1.0)
    assert row.spans["OBJECTIVE"].value is None or row.spans["OBJECTIVE"].value == 0
    text = render_external((row,), "md")
    assert "| en " in text
    assert "victim" in text
    assert json.loads(render_external((row,), "json"))[0]["n"] == 40
