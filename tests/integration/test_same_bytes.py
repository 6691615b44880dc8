"""The same input and options give the same bytes, and nothing in them says where or when they were made."""

import platform
from datetime import datetime
from pathlib import Path

import pytest

from tests.material import ROOT, shared
from tests.program import Program, result

pytestmark = pytest.mark.integration


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "run.log.json")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def check_nothing_of_here(files: dict[str, bytes], tmp_path: Path) -> None:
    today = datetime.now().astimezone().strftime("%Y-%m-%d")
    for name, data in files.items():
        for word in (str(tmp_path), str(ROOT), str(Path.home()) + "/", platform.node() + ".", today):
            if len(word) > 3:
                assert word.encode() not in data, (name, word)


def test_a_recording_twice(rhetoric: Program, hears_english: Path, tmp_path: Path) -> None:
    jfk = shared("data", "audio", "jfk", "jfk.mp3")
    for out in ("one", "two"):
        assert rhetoric("analyze", jfk, "--model", hears_english, "--out", out).code == 0
    first, second = contents(Path("one")), contents(Path("two"))
    assert first == second
    assert {"jfk/analysis.json", "jfk/charts/timeline.svg", "jfk/charts/timeline.png"} <= first.keys()
    check_nothing_of_here(first, tmp_path)
    assert any(run.stage == "speakers" for run in result(Path("one/jfk")).runs)


@pytest.mark.parametrize("name", ["en_harbour_debate", "es_plaza_mayor"])
def test_a_sample_twice_by_other_paths(
    rhetoric: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = ROOT / "transcripts"
    flags = ("--transcript", folder / f"{name}.vtt")
    assert rhetoric("analyze", folder / f"{name}.ogg", *flags, "--out", tmp_path / "one").code == 0
    monkeypatch.chdir(folder)
    assert rhetoric("analyze", f"{name}.ogg", "--transcript", f"{name}.vtt", "--out", tmp_path / "two").code == 0
    first, second = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert first == second
    check_nothing_of_here(first, tmp_path)
    analysis = result(tmp_path / "one" / name)
    assert len({note.device for note in analysis.annotations}) >= 4
    assert len(analysis.themes) >= 2
    assert {path for path in first if path.endswith(".svg")} == {
        f"{name}/charts/{chart}.svg" for chart in ("rates", "themes", "timeline")
    }


def test_the_log_says_where_and_when(rhetoric: Program, tmp_path: Path) -> None:
    Path("a.txt").write_text("We came. We saw. We won.", encoding="utf-8")
    assert rhetoric("analyze", "a.txt", "--language", "en").code == 0
    log = Path("out/a/run.log.json").read_text(encoding="utf-8")
    assert str(Path("a.txt").resolve()) in log
    assert platform.node() in log
