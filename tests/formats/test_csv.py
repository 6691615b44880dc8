import csv
import io
from dataclasses import replace

import pytest

from rhetoric.formats import write
from rhetoric.formats.csv import COLUMNS
from rhetoric.records import Analysis, Speaker
from tests.formats.build import full


def rows(analysis: Analysis) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write(analysis, "csv"))))


def test_one_line_per_annotation_with_everything_in_it() -> None:
    (row,) = rows(full())
    assert row == {
        "id": "a1", "device": "name_calling", "subtype": "bare", "decision": "tag", "status": "negated reported",
        "score": "0.7500", "calibration": "rule", "speaker": "S1", "speaker_name": "Ana", "side": "left",
        "theme": "t1", "theme_label": "hold", "start_s": "0.900", "end_s": "1.500", "start_char": "9",
        "end_char": "17", "parts": "9:13 14:17", "quote": "They […] lie", "rule": "r1", "cues": "lie",
        "slots": "target=They", "risks": "short", "stale": "stale", "source": "rule core 1",
        "note": "Marks how something is said, not whether it is true. "
        "Draft transcript: made by a small recogniser, many words are wrong. (x)",
    }  # fmt: skip


def test_the_note_is_in_the_language_of_the_transcript() -> None:
    analysis = full()
    spanish = replace(analysis, transcript=replace(analysis.transcript, language="es", notices=()))
    assert rows(spanish)[0]["note"] == "Señala la forma del discurso, no si es verdad."


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0="])
def test_no_cell_starts_a_formula(start: str) -> None:
    analysis = replace(full(), speakers=(Speaker("S1", f'{start}HYPERLINK("x")', side="ok"),))
    (row,) = rows(analysis)
    assert row["speaker_name"] == f'\'{start}HYPERLINK("x")'
    assert row["side"] == "ok"


def test_an_analysis_without_annotations_has_a_header() -> None:
    bare = replace(full(), annotations=(), accusations=(), projections=())
    assert write(bare, "csv") == ",".join(COLUMNS) + "\n"
