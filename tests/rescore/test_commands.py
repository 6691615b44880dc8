"""`--rescorer` and `rhetoric train` on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from rhetoric.formats import rhetoric_json
from rhetoric.records import Analysis
from rhetoric.rescore.encoder import MULTI_LABEL
from tests.program import Program
from tests.rescore.models import save
from tests.train.gold import write_base, write_gold

# Rules of the tests' own, so that what is a tag and what a candidate never changes under them.
SPEECH = "ANA RUIZ: The zebra stands in the road. If the zebra ran away, we would see it. The lion is asleep.\n"
CODEBOOK = {
    "codebook.yaml": 'name: zoo\nversion: "1"\n',
    "devices/accusation.yaml": "id: accusation\nfamily: A framing\ndefinition: Animals that are named.\n",
    "devices/accusation.en.yaml": """name: Accusation
rules:
  - {id: doubtful, patterns: ["zebra"], doubtful: true, span: sentence}
  - {id: certain, patterns: ["lion"], span: sentence}
""",
}
QUIET = ("--quiet", "--format", "json", "--language", "en")


def loads(content: str) -> Analysis:
    return rhetoric_json.loads(content.encode(), where="stdout")


@pytest.fixture
def zoo(tmp_path: Path) -> Path:
    folder = tmp_path / "zoo"
    for name, content in CODEBOOK.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    path = tmp_path / "speech.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return save(tmp_path / "models" / "tiny", "deberta", onnx="onnx/model.onnx")


def test_candidates_get_scores_and_nothing_else_changes(
    rhetoric: Program, speech: Path, zoo: Path, model: Path, no_network: None
) -> None:
    plain = loads(rhetoric("tag", speech, *QUIET, "--codebook", zoo).out)
    done = rhetoric("tag", speech, *QUIET, "--codebook", zoo, "--rescorer", f"nli:{model}")
    assert done.code == 0, done.err
    assert done.err == ""
    scored = loads(done.out)
    assert [one.id for one in scored.annotations] == [one.id for one in plain.annotations]
    assert [one.decision for one in scored.annotations] == [one.decision for one in plain.annotations]
    found = [one for one in scored.annotations if one.score is not None]
    assert found
    assert all(one.decision == "candidate" for one in found)
    assert all(one.evidence[-1].rule == "rescorer.nli" for one in found)
    assert [run.stage for run in scored.runs] == ["themes", "devices", "rescore", "projection"]
    assert str(model.parent) not in done.out


def test_the_same_input_gives_the_same_bytes_and_another_tagging_forgets_the_scores(
    rhetoric: Program, speech: Path, zoo: Path, model: Path
) -> None:
    first = rhetoric("tag", speech, *QUIET, "--codebook", zoo, "--rescorer", f"nli:{model}")
    again = rhetoric("tag", speech, *QUIET, "--codebook", zoo, "--rescorer", f"nli:{model}")
    assert first.out == again.out
    analysis = speech.with_name("analysis.json")
    analysis.write_text(first.out, encoding="utf-8")
    bare = loads(rhetoric("tag", analysis, *QUIET, "--codebook", zoo).out)
    assert all(one.score is None for one in bare.annotations)
    assert [run.stage for run in bare.runs] == ["themes", "devices", "projection"]


def test_thresholds_make_tags_of_candidates_and_drop_others(
    rhetoric: Program, speech: Path, zoo: Path, model: Path
) -> None:
    call = ("tag", speech, *QUIET, "--codebook", zoo, "--rescorer", f"nli:{model}")
    plain = loads(rhetoric(*call).out).annotations
    assert [(one.decision, one.score is None) for one in plain] == [
        ("candidate", False), ("candidate", False), ("tag", True),
    ]  # fmt: skip
    bold = loads(rhetoric(*call, "--rescorer-tag-at", "0.000001").out).annotations
    assert [one.decision for one in bold] == ["tag", "candidate", "tag"]  # the second is hypothetical
    strict = loads(rhetoric(*call, "--rescorer-drop-below", "1").out).annotations
    assert [one.quote for one in strict] == ["The lion is asleep"]


def test_analyze_checks_the_rescorer_before_it_works_and_tells_its_speed(
    rhetoric: Program, speech: Path, zoo: Path, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    refused = rhetoric("analyze", speech, "--out", out, "--rescorer", "nli:./nowhere")
    assert refused.code == 1
    assert "there is no model folder nowhere" in refused.err
    assert "reading" not in refused.err
    done = rhetoric(
        "analyze",
        speech,
        "--out",
        out,
        "--language",
        "en",
        "--codebook",
        zoo,
        "--json-log",
        "--rescorer",
        f"nli:{model}",
    )
    assert done.code == 0, done.err
    said = [json.loads(line).get("text", "") for line in done.err.splitlines()]
    assert any(text.startswith("rescored ") and "batches of 16" in text for text in said)
    rows = list(csv.DictReader(io.StringIO((out / "speech" / "annotations.csv").read_text(encoding="utf-8-sig"))))
    assert any(row["score"] for row in rows)


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--rescorer", "nly:x"), "unknown rescorer 'nly'"),
        (("--rescorer", "nli"), "names no model"),
        (("--rescorer", "nli:MODEL", "--rescorer-batch", "0"), "the batch is 0"),
        (("--rescorer", "nli:MODEL", "--rescorer-tag-at", "2"), "tag_at is 2"),
        (("--rescorer", "encoder:MODEL"), "is no multi-label classifier"),
    ],
)
def test_what_cannot_be_used_is_said_in_two_lines(
    rhetoric: Program, speech: Path, model: Path, flags: tuple[str, ...], message: str
) -> None:
    done = rhetoric("tag", speech, "--quiet", *(flag.replace("MODEL", str(model)) for flag in flags))
    assert done.code == 1
    assert message in done.err
    assert len(done.err.splitlines()) == 2


def test_training_is_a_command_whose_result_rescores(
    rhetoric: Program, speech: Path, zoo: Path, tmp_path: Path
) -> None:
    gold, base, out = (
        write_gold(tmp_path / "gold.jsonl", speakers=5),
        write_base(tmp_path / "base"),
        tmp_path / "mine",
    )
    done = rhetoric("train", "--gold", gold, "--base", base, "--out", out, "--epochs", "1", "--quiet")
    assert done.code == 0, done.err
    assert (done.out.strip(), done.err) == (str(out), "")
    assert json.loads((out / "config.json").read_text(encoding="utf-8"))["problem_type"] == MULTI_LABEL
    tagged = rhetoric("tag", speech, *QUIET, "--codebook", zoo, "--rescorer", f"encoder:{out}")
    runs = {run.stage: run for run in loads(tagged.out).runs}
    assert runs["rescore"].backend == "encoder"
    assert runs["rescore"].options["engine"] == "onnx"
