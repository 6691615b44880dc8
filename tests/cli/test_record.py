"""`rhetoric record`: check, new, show, convert, acts."""

from pathlib import Path

import pytest

from rhetoric.projection.record.reading import read_record
from tests.program import Program
from tests.projection.records import SMALL


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("suffix", ["yaml", "csv"])
def test_a_new_record_passes_its_check(rhetoric: Program, tmp_path: Path, language: str, suffix: str) -> None:
    file = tmp_path / f"mi registro ñ.{suffix}"
    assert rhetoric("record", "new", file, "--language", language).code == 0
    said = rhetoric("record", "check", file)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "3 entries, 2 sides, no problem found"
    assert lines[2].endswith(": 2 (1 adjudicated, 1 retracted)")
    assert lines[3].startswith("balance: ")
    assert rhetoric("record", "show", file, "--ui", language).code == 0


def test_both_forms_of_a_new_record_are_the_same(rhetoric: Program) -> None:
    for name in ("a.yaml", "a.csv"):
        rhetoric("record", "new", name)
    assert read_record(Path("a.yaml")) == read_record(Path("a.csv"))
    assert rhetoric("record", "convert", "a.csv", "b.yml").out == "b.yml\n"
    assert read_record(Path("b.yml")) == read_record(Path("a.yaml"))


def test_nothing_is_overwritten_unasked(rhetoric: Program) -> None:
    Path("a.yaml").write_text(SMALL, encoding="utf-8")
    for command in (("new", "a.yaml"), ("convert", "a.yaml", "a.yaml")):
        said = rhetoric("record", *command)
        assert (said.code, len(said.error)) == (1, 2)
        assert "a.yaml exists" in said.error[0]
    assert Path("a.yaml").read_text(encoding="utf-8") == SMALL
    assert rhetoric("record", "new", "a.yaml", "--force").code == 0
    assert "Harbour example" in Path("a.yaml").read_text(encoding="utf-8")


def test_problems_are_listed_with_what_to_do(rhetoric: Program) -> None:
    text = SMALL.replace("cyber.ddos", "cyber.dos").replace("from: 2031-02", "from: 1999-02")
    Path("a.yaml").write_text(text.replace("F,", "G,"), encoding="utf-8")
    said = rhetoric("record", "check", "a.yaml")
    assert said.code == 1
    assert said.out.splitlines() == [
        "a.yaml:10: entries[r-1].act: unknown act “cyber.dos”",
        "    did you mean cyber.ddos?",
        "a.yaml:30: entries[r-2].sources[s1].reliability: “G” is not among the values it may have",
        "    known: A, B, C, D, E, F",
        "a.yaml:27: warning: entries[r-2].when: 1999-02 is outside the coverage",
        "    widen coverage, if it was searched",
        "2 problems",
    ]
    said = rhetoric("record", "show", "a.yaml")
    assert (said.code, said.out, len(said.error)) == (1, "", 2)


def test_a_one_sided_record_is_called_so(rhetoric: Program) -> None:
    Path("a.yaml").write_text(SMALL.replace("alleged", "retracted"), encoding="utf-8")
    said = rhetoric("record", "check", "a.yaml")
    assert said.code == 0
    assert "one-sided: ours to theirs is 1:0 entries" in said.out


def test_a_taxonomy_of_ones_own(rhetoric: Program) -> None:
    Path("acts.yaml").write_text('port.closing:\n  name: {en: "Closing a\\u001b port"}\n', encoding="utf-8")
    Path("a.yaml").write_text(
        SMALL.replace("cyber.ddos", "port.closing").replace("economy.hoarding", "port.closing"), encoding="utf-8"
    )
    assert rhetoric("record", "check", "a.yaml").code == 1
    assert rhetoric("record", "check", "a.yaml", "--acts", "acts.yaml").code == 0
    assert "Closing a port (port.closing)" in rhetoric("record", "show", "a.yaml", "--acts", "acts.yaml").out
    assert rhetoric("record", "acts", "--acts", "acts.yaml").out.split() == [
        "port.closing",
        "Closing",
        "a",
        "port",
    ]
    assert "Inundar" not in rhetoric("record", "acts", "--ui", "es").err


@pytest.mark.parametrize(
    "args",
    [
        ("check", "none.yaml"),
        ("check", "."),
        ("show", "a.yaml", "--side", "their"),
        ("show", "a.yaml", "--act", "cybre"),
        ("show", "a.yaml", "--ui", "fr"),
        ("acts", "--ui", "fr"),
        ("new", "b.yaml", "--language", "fr"),
        ("new", "b.txt"),
        ("new", "a.yaml/b.yaml"),
        ("convert", "a.yaml", "b.json"),
        ("convert", "a.yaml", "."),
    ],
)
def test_wrong_use_is_two_lines(rhetoric: Program, args: tuple[str, ...]) -> None:
    Path("a.yaml").write_text(SMALL, encoding="utf-8")
    said = rhetoric("record", *args)
    assert (said.code, said.out, len(said.error)) == (1, "", 2)
