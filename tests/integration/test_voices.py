"""Voices kept beside an analysis: told apart again, and named from a library."""

from pathlib import Path

import pytest

from rhetoric.records import Analysis
from tests.material import shared
from tests.program import Program, result
from tests.recordings import clip, save

pytestmark = pytest.mark.integration


@pytest.fixture
def done(rhetoric: Program, hears_english: Path, tmp_path: Path) -> Path:
    source = shared("data", "audio", "librispeech_dialogue", "ls_panel_5spk.ogg")
    panel = save(Path("panel.wav"), clip(source, tmp_path, seconds=60))
    assert rhetoric("analyze", panel, "--model", hears_english, "--speakers", "1", "--quiet").code == 0
    return Path("out/panel")


def words(analysis: Analysis) -> list[tuple[int, int]]:
    return [(word.chars.start, word.chars.end) for word in analysis.transcript.words]


def test_speakers_are_separated_again_without_transcribing(rhetoric: Program, done: Path) -> None:
    before = result(done)
    assert (done / "voices.npz").is_file()
    assert [one.id for one in before.speakers] == ["S1"]
    told = rhetoric("speakers", done, "--count", "3", "--names", "S2=Ana Ruiz")
    assert told.code == 0, told.err
    after = result(done)
    assert [(one.id, one.name) for one in after.speakers] == [("S1", None), ("S2", "Ana Ruiz"), ("S3", None)]
    assert (after.transcript.text, words(after)) == (before.transcript.text, words(before))
    assert [note.id for note in after.annotations] == [note.id for note in before.annotations]
    assert [run.options["speakers"] for run in after.runs if run.stage == "speakers"] == ["3"]
    assert rhetoric("speakers", done, "--count", "1", "--out", "other", "--quiet").code == 0
    assert result(Path("other")).transcript.turns == before.transcript.turns
    assert result(done) == after


def test_without_the_voices_there_are_two_lines(rhetoric: Program, done: Path) -> None:
    (done / "voices.npz").unlink()
    told = rhetoric("speakers", done, "--count", "2")
    assert (told.code, len(told.err.splitlines())) == (1, 2)
    assert "voices.npz is not there" in told.err
    told = rhetoric("speakers", done, "--count", "off")
    assert (told.code, len(told.err.splitlines())) == (1, 2)


def test_a_library_names_the_voice_elsewhere(rhetoric: Program, done: Path, hears_english: Path) -> None:
    assert rhetoric("speakers", done, "--count", "auto", "--quiet").code == 0
    lines = rhetoric("voices", "check", done, "--library", "v.json")
    assert (lines.code, len(lines.err.splitlines())) == (1, 2)
    added = rhetoric("voices", "add", "Ana Ruiz", done, "--speaker", "S1", "--library", "v.json")
    assert added.code == 0, added.err
    assert "Ana Ruiz\tpanel.wav" in rhetoric("voices", "list", "--library", "v.json").out
    rows = rhetoric("voices", "check", done, "--library", "v.json").out.splitlines()[1:]
    assert [row.split("\t")[2] for row in rows if row.startswith("S1")] == ["Ana Ruiz"]
    assert {row.split("\t")[2] for row in rows if not row.startswith("S1")} == {"unknown"}
    again = rhetoric("analyze", "panel.wav", "--model", hears_english, "--voices", "v.json", "--out", "named")
    assert again.code == 0, again.err
    assert [one.name for one in result(Path("named/panel")).speakers][0] == "Ana Ruiz"
    assert rhetoric("voices", "remove", "Ana Ruiz", "--library", "v.json").code == 0
    assert rhetoric("voices", "remove", "Ana Ruiz", "--library", "v.json").code == 1
