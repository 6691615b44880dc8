"""The commands `evaluate tags`, `evaluate external` and `agree`, end to end on small files."""

import json
from pathlib import Path

from rhetoric.evaluate.plot import write_plot
from rhetoric.evaluate.reliability import Bin
from tests.evaluate.codings import line, mark, write
from tests.program import Program


def test_tags_of_the_shipped_tagger(tmp_path: Path, rhetoric: Program) -> None:
    gold = write(tmp_path / "g.jsonl", line([mark("rhetorical_question", "Who pays for it?")]))
    done = rhetoric("evaluate", "tags", str(gold), "--run", "--coders", "one person", "--rounds", "100")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "one person"
    assert any(row.startswith("| rhetorical_question") for row in lines)
    again = rhetoric("evaluate", "tags", str(gold), "--run", "--coders", "one person", "--rounds", "100")
    assert again.out == done.out


def test_tags_of_a_file_as_json_to_a_file(tmp_path: Path, rhetoric: Program) -> None:
    gold = write(tmp_path / "g.jsonl", line([mark("accusation", "They stole")]))
    found = write(tmp_path / "p.jsonl", line([mark("accusation", "the mill", score=0.8)]))
    plot, out = tmp_path / "plot.svg", tmp_path / "report.json"
    done = rhetoric(
        "evaluate", "tags", str(gold), str(found), "--format", "json", "--out", str(out), "--plot", str(plot)
    )
    assert (done.code, done.out) == (0, "")
    rows = json.loads(out.read_text())["rows"]
    one = next(row for row in rows if (row["unit"], row["level"]) == ("accusation", "tag"))
    assert one["figures"]["f1"]["value"] == 1.0
    assert plot.read_text().startswith("<?xml")


def test_predictions_or_a_run_but_not_both(tmp_path: Path, rhetoric: Program) -> None:
    gold = str(write(tmp_path / "g.jsonl", line([])))
    for words in ([gold], [gold, gold, "--run"]):
        done = rhetoric("evaluate", "tags", *words)
        assert done.code == 1
        assert "one of them" in done.err


def test_a_device_the_codebook_lacks_is_named(tmp_path: Path, rhetoric: Program) -> None:
    gold = str(write(tmp_path / "g.jsonl", line([mark("anafora", "We built")])))
    done = rhetoric("evaluate", "tags", gold, "--run")
    assert done.code == 1
    assert "did you mean 'anaphora'" in done.err


def test_no_scores_no_plot(tmp_path: Path, rhetoric: Program) -> None:
    gold = str(write(tmp_path / "g.jsonl", line([])))
    done = rhetoric("evaluate", "tags", gold, gold, "--plot", str(tmp_path / "plot.svg"))
    assert done.code == 1
    assert "no reliability" in done.err


def test_a_plot_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    bins = (Bin(0.2, 0.3, 40, 0.25, 0.3, 0.18, 0.45), Bin(0.9, 1.0, 10, 0.95, 1.0, 0.72, 1.0))
    for name in ("a.svg", "b.svg", "a.png", "b.png"):
        write_plot(bins, tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_agree(tmp_path: Path, rhetoric: Program) -> None:
    first = write(tmp_path / "ana.jsonl", line([mark("anaphora", "We built")]))
    second = write(tmp_path / "bea.jsonl", line([mark("anaphora", "We built"), mark("accusation", "They stole")]))
    done = rhetoric("agree", str(first), str(second), "--rounds", "100")
    assert done.code == 0
    assert "ana – bea" in done.out
