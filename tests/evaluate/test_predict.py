"""Predictions from files, matched with the gold by name."""

from pathlib import Path

import pytest

from rhetoric.errors import FormatError, InputError
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.predict import read_predictions, run
from rhetoric.formats.rhetoric_json import dumps
from rhetoric.records import Annotation, Span, Transcript
from tests import builders
from tests.evaluate.codings import DEVICES, TEXT, line, mark, passage, write


def test_json_lines_with_decision_and_score(tmp_path: Path) -> None:
    path = write(tmp_path / "p.jsonl", line([mark("accusation", "They stole", decision="candidate", score=0.4)]))
    (note,) = read_predictions(path, Gold((passage(),), {}))["mill@1"]
    assert (note.device, note.decision, note.score, note.quote) == ("accusation", "candidate", 0.4, "They stole")


def test_an_analysis_of_the_whole_speech_serves_its_passage(tmp_path: Path) -> None:
    analysis = builders.speech()
    text = analysis.transcript.text
    start = text.index("The Lowland League is behind")
    part = passage(name="debate", coded=DEVICES)
    piece = text[start : start + 90]
    gold = Gold((type(part)("debate", "en", piece, (Span(0, 90),), (), "debate", DEVICES),), {})
    (tmp_path / "debate").mkdir()
    (tmp_path / "debate" / "analysis.json").write_text(dumps(analysis), encoding="utf-8")
    found = read_predictions(tmp_path, gold)["debate"]
    assert {note.device for note in found} >= {"external_enemy", "accusation"}
    assert all(note.quote and note.quote.split(" […] ")[0] in piece for note in found)


def test_a_missing_prediction_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mill@1"):
        read_predictions(tmp_path, Gold((passage(),), {}))
    with pytest.raises(InputError, match="does not exist"):
        read_predictions(tmp_path / "none", Gold((passage(),), {}))


def test_another_text_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "p.jsonl", line([]).replace("The river is high", "The river is down"))
    with pytest.raises(FormatError, match="another text"):
        read_predictions(path, Gold((passage(),), {}))
    (tmp_path / "mill@1.json").write_text(dumps(builders.speech()), encoding="utf-8")
    with pytest.raises(FormatError, match="does not hold the text"):
        read_predictions(tmp_path / "mill@1.json", Gold((passage(),), {}))


def test_a_tagger_reads_the_golds_own_sentences() -> None:
    class Counting:
        def tag(self, transcript: Transcript) -> tuple[Annotation, ...]:
            assert transcript.text == TEXT
            assert len(transcript.sentences) == 4
            return ()

    assert run(Counting(), Gold((passage(),), {})) == {"mill@1": ()}
