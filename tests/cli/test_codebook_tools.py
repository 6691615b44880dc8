"""`rhetoric codebook new` and `diff`."""

import json
from pathlib import Path

import pytest

from rhetoric.devices.diff import Diff, Row, compare, to_markdown
from rhetoric.formats.rhetoric_json import dumps
from rhetoric.pipeline import tag_text
from rhetoric.records import Analysis, Transcript
from tests.devices.speech import shipped
from tests.program import Program

TEXT = "The bridge is old. All our neighbours agree that the bridge is safe."


@pytest.mark.parametrize("base", ["shipped", "nothing"])
def test_a_new_codebook_passes_its_check(rhetoric: Program, tmp_path: Path, base: str) -> None:
    folder = tmp_path / 'my "book": {x}'
    assert rhetoric("codebook", "new", folder, "--from", base).code == 0
    said = rhetoric("codebook", "check", "--codebook", folder, "--actors", folder / "actors.yaml")
    assert said.code == 0, said.out


def test_an_existing_folder_is_refused(rhetoric: Program, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    said = rhetoric("codebook", "new", tmp_path / "old")
    assert (said.code, len(said.error)) == (1, 2)
    assert list((tmp_path / "old").iterdir()) == []
    assert len(rhetoric("codebook", "new", tmp_path / "a", "--from", "shiped").error) == 2


def test_a_changed_codebook_adds_and_loses(rhetoric: Program, tmp_path: Path) -> None:
    (tmp_path / "analysis.json").write_text(dumps(tag_text(TEXT, "en")), encoding="utf-8")
    book = tmp_path / "mine"
    rhetoric("codebook", "new", book)
    forth = json.loads(rhetoric("codebook", "diff", "shipped", book, tmp_path, "--format", "json").out)
    back = json.loads(rhetoric("codebook", "diff", book, "shipped", tmp_path, "--format", "json").out)
    assert forth["totals"]["added"] == back["totals"]["lost"] == 1
    [change] = forth["analyses"][0]["changes"]
    assert (change["device"], change["before"], change["after"], change["sentence"]) == (
        "appeal_to_neighbours", None, "tag", 2,
    )  # fmt: skip
    page = rhetoric("codebook", "diff", "shipped", book, tmp_path).out
    assert "1 added, 0 lost" in page


def test_nothing_differs_from_itself() -> None:
    same = compare([("a", Analysis(Transcript("", "en"))), ("b", tag_text(TEXT, "en"))], shipped(), shipped())
    assert same.rows == ()
    assert "0 added, 0 lost" in to_markdown(same)


def test_a_wrong_format_or_folder_is_two_lines(rhetoric: Program, tmp_path: Path) -> None:
    assert len(rhetoric("codebook", "diff", "shipped", "shipped", tmp_path, "--format", "mdd").error) == 2
    assert len(rhetoric("codebook", "diff", "shipped", tmp_path / "none", tmp_path).error) == 2


def test_hostile_words_stay_in_their_cell() -> None:
    row = Row("a", "added", "anaphora", None, "tag", 1, 1500, "x | <b>\n`y`")
    page = to_markdown(Diff("one", "two", ("a",), (row,)))
    assert "| added | anaphora | nothing | tag | 1 | 1.5 s | x \\| &lt;b> \\`y\\` |" in page
