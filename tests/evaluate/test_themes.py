"""Themes against marked texts: the measures by hand, the readers, the command."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rhetoric.cli.main import app
from rhetoric.errors import RhetoricError
from rhetoric.evaluate.segmentation import even_cuts, match, pk, random_cuts, window_diff
from rhetoric.evaluate.theme_references import read_references
from rhetoric.evaluate.themes import FIGURES, evaluate_themes
from rhetoric.themes.blocks import BlockThemes
from tests.themes.examples import FERRY, SCHOOL, WATER


def debate() -> list[dict[str, str]]:
    return [
        {"start": f"00:0{at}:00", "speaker": who, "topic": topic, "text": " ".join(subject)}
        for at, (who, topic, subject) in enumerate(
            (("Ada", "water", WATER), ("Ben", "schools", SCHOOL), ("Ada", "ferry", FERRY)), start=1
        )
    ]


def test_measures_of_worked_examples() -> None:
    assert pk((4,), (4,), 8) == 0.0
    assert pk((4,), (), 8) == pytest.approx(2 / 6)
    assert window_diff((4,), (), 8) == pytest.approx(2 / 6)
    hits = match((10, 20), (12, 40), tolerance=2)
    assert (hits.hit, hits.false, hits.missed) == (1, 1, 1)
    assert hits.f1 == pytest.approx(0.5)
    assert even_cuts(2, 9) == (3, 6)
    assert random_cuts(3, 20, seed=1) == random_cuts(3, 20, seed=1)


def test_a_debate_with_topics_is_read_and_its_cuts_found(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_text(json.dumps(debate()[::-1]), "utf-8")
    references = read_references(tmp_path)
    (one,) = references.marked
    assert one.cuts == (10, 20)
    scores = evaluate_themes(references, BlockThemes(), rounds=100)
    assert scores.figures["themes"]["Pk"].mean == 0.0
    assert scores.figures["themes"]["boundary F1"].mean == 1.0
    assert scores.figures["no boundaries"]["Pk"].mean > 0.3
    assert set(scores.figures["themes"]) == set(FIGURES)


def test_a_meeting_with_a_topic_list_is_read(tmp_path: Path) -> None:
    turns = [{"speaker": row["speaker"], "content": row["text"]} for row in debate()]
    spans = [{"topic": "x", "relevant_text_span": [[str(at), str(at)]]} for at in range(3)]
    content = {"topic_list": spans, "meeting_transcripts": turns}
    (tmp_path / "meeting.json").write_text(json.dumps(content), "utf-8")
    assert read_references(tmp_path / "meeting.json").marked[0].cuts == (10, 20)


@pytest.mark.parametrize("content", ["", "{", "[]", "[1]", "{}", '{"topic_list": 3}', '[{"text": "a"}]', "null"])
def test_nonsense_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content, "utf-8")
    with pytest.raises(RhetoricError):
        read_references(tmp_path)
    ran = CliRunner().invoke(app, ["evaluate", "themes", str(tmp_path)])
    assert ran.exit_code != 0
    assert "Traceback" not in ran.output


def test_the_command_prints_k_and_the_baselines(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_text(json.dumps(debate()), "utf-8")
    ran = CliRunner().invoke(app, ["evaluate", "themes", str(tmp_path), "--rounds", "100"])
    assert ran.exit_code == 0, ran.output
    assert "| Pk | 0.000 [0.000, 0.000] |" in ran.stdout
    for word in ("no boundaries", "even spacing", "random", "| k |", "WindowDiff", "count error"):
        assert word in ran.stdout
    ran = CliRunner().invoke(app, ["evaluate", "themes", str(tmp_path), "--rounds", "100", "--format", "json"])
    assert json.loads(ran.stdout)["figures"]["themes"]["boundary F1"]["mean"] == 1.0
