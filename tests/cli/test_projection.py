"""`rhetoric projection`: show, chart and test on analyses of the invented example, and on hostile input."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from rhetoric.formats.rhetoric_json import loads
from tests.program import Done, Program
from tests.projection.records import SMALL

MIRROR = Path(__file__).resolve().parents[2] / "transcripts" / "mirror"
RECORD, ACTORS = MIRROR / "record.yaml", MIRROR / "actors.yaml"
SPEECHES = {"en": ("en_government", "en_alliance"), "es": ("es_gobierno", "es_alianza")}


def tagged(rhetoric: Program, language: str) -> list[Path]:
    """Tag the speeches of the example in one language, and return their analyses."""
    found = []
    for name in SPEECHES[language]:
        for suffix in ("txt", "yaml"):
            shutil.copy(MIRROR / f"{name}.{suffix}", ".")
        said = rhetoric(
            "tag",
            f"{name}.txt",
            "--actors",
            ACTORS,
            "--record",
            RECORD,
            "--format",
            "json",
            "--out",
            f"{name}.json",
        )
        assert said.code == 0, said.err
        found.append(Path(f"{name}.json"))
    return found


def refused(said: Done) -> bool:
    """Tell whether the program ended with an error of two lines."""
    return said.code != 0 and len(said.error) == 2 and "Traceback" not in said.err


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_example_from_end_to_end(rhetoric: Program, language: str) -> None:
    files = tagged(rhetoric, language)
    assert len(files) == 2
    with_files = (*files, "--record", RECORD, "--actors", ACTORS)
    report = rhetoric("projection", "show", *with_files, "--ui", language, "--rounds", "50")
    assert report.code == 0, report.err
    assert report.out.startswith("# ")

    listed = rhetoric("projection", "show", *with_files, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(listed.out)))
    censor = [
        row for row in rows
        if row["accuser_side"] == "gobierno" and row["accused_side"] == "skywire"
        and row["act"].startswith("censorship.") and row["column"] == "evidence"
    ]  # fmt: skip
    assert any(row["kind"] == "M1" and row["evidence_act"] == "censorship.block_platform" for row in censor)
    assert any(row["kind"] == "M3" and row["reference"] == "r-01" for row in censor)
    hard = ("iron fist", "mano de hierro")
    assert not any(word in row["evidence"] for row in rows if row["kind"] == "M1" for word in hard)
    assert not any(row["reference"] == "r-04" for row in rows if row["column"] == "evidence")  # retracted

    before = [file.read_bytes() for file in files]
    assert rhetoric("projection", "show", *with_files, "--save", "--rounds", "50").out
    saved = [file.read_bytes() for file in files]
    assert loads(saved[0], where="x").projections
    assert rhetoric("projection", "show", *with_files, "--save", "--rounds", "50").code == 0
    assert [file.read_bytes() for file in files] == saved
    assert len(before) == len(saved)
    assert rhetoric("projection", "show", *with_files, "--format", "csv").out == listed.out

    for suffix in ("svg", "png"):
        for number in (1, 2):
            said = rhetoric("projection", "chart", *with_files, "--out", f"{number}.{suffix}", "--ui", language)
            assert said.code == 0, said.err
        assert Path(f"1.{suffix}").read_bytes() == Path(f"2.{suffix}").read_bytes()

    plain = rhetoric("projection", "test", *with_files, "--ui", language)
    Path("other.yaml").write_text(SMALL, encoding="utf-8")
    other = rhetoric("projection", "test", *with_files, "--placebo", "other.yaml", "--ui", language)
    assert (plain.code, other.code) == (0, 0), other.err
    assert plain.out != other.out


def test_hostile_input_is_refused_in_two_lines(rhetoric: Program) -> None:
    (file, _) = tagged(rhetoric, "en")
    show = ("projection", "show")
    assert refused(rhetoric(*show, "missing.json"))
    assert refused(rhetoric(*show, file, "--format", "xml"))
    for command in (show, ("projection", "test"), ("projection", "chart")):
        extra = ("--out", "x.svg") if command[1] == "chart" else ()
        assert refused(rhetoric(*command, file, "--record", RECORD, "--ui", "fr", *extra)), command
    assert refused(rhetoric("projection", "chart", file, "--out", "x.pdf"))
    assert refused(rhetoric(*show, file, "--record", "missing.yaml"))
    Path("bad.yaml").write_text(SMALL.replace("status: documented", "status: proven"), encoding="utf-8")
    said = rhetoric(*show, file, "--record", "bad.yaml")
    assert said.code != 0
    assert "Traceback" not in said.err
    raw = json.loads(file.read_text(encoding="utf-8"))
    Path("new.json").write_text(json.dumps(raw | {"schema": "rhetoric/9"}), encoding="utf-8")
    assert refused(rhetoric(*show, "new.json"))
    Path("no.json").write_text("{]", encoding="utf-8")
    assert refused(rhetoric(*show, "no.json"))
    Path("actors.yaml").write_text("actors: [{name: Somebody, side: [1, 2]}]", encoding="utf-8")
    assert refused(rhetoric(*show, file, "--actors", "actors.yaml"))


def test_markup_and_formulas_of_a_record_are_shown_as_text(rhetoric: Program) -> None:
    (file, _) = tagged(rhetoric, "en")
    text = RECORD.read_text(encoding="utf-8")
    text = text.replace("summary: Sixty-one news", 'summary: "=1+1 <script>alert(1)</script> \\u202E"\n    #')
    text = text.replace("title: Sixty-one names that do not resolve", 'title: "<script>x"')
    Path("evil.yaml").write_text(text, encoding="utf-8")
    report = rhetoric("projection", "show", file, "--record", "evil.yaml", "--actors", ACTORS)
    assert report.code == 0, report.err
    assert not re.search(r"(?<!\\)<script", report.out)
    listed = rhetoric("projection", "show", file, "--record", "evil.yaml", "--actors", ACTORS, "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(listed.out)) for cell in row]
    assert any("1+1" in cell for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)


def test_without_a_record_no_search_is_claimed(rhetoric: Program) -> None:
    for suffix in ("txt", "yaml"):
        shutil.copy(MIRROR / f"en_government.{suffix}", ".")
    bare = rhetoric("tag", "en_government.txt", "--actors", ACTORS, "--format", "md")
    held = rhetoric("tag", "en_government.txt", "--actors", ACTORS, "--record", RECORD, "--format", "md")
    assert "No record file was given" in bare.out
    assert "No entry found for" not in bare.out
    assert "No entry found for" in held.out
    assert "No record file was given" not in held.out


def test_the_same_speech_never_counts_twice(rhetoric: Program) -> None:
    first, _ = tagged(rhetoric, "en")
    shutil.copy(first, "again.json")
    for command in (("projection", "show"), ("audience",)):
        said = rhetoric(*command, first, "again.json")
        assert (said.code, said.out) == (1, "")
        assert (
            said.err.splitlines()[0]
            == f"rhetoric: again.json holds the same words as {first}: they would count twice"
        )
