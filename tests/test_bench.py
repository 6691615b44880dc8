import sys
from pathlib import Path

import pytest

from rhetoric.audio import decode
from scripts import bench
from scripts.bench_sound import INVENTED
from scripts.benching import Bench, clip, there
from tests.heard import sound


def test_an_unknown_part_is_refused_with_those_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "wholly"])
    with pytest.raises(SystemExit):
        bench.main()
    assert "no such part: wholly" in capsys.readouterr().err


def test_lines_name_the_weights(tmp_path: Path) -> None:
    assert Bench(tmp_path).weights == "scripted weights"
    real = Bench(tmp_path, tmp_path / "mine")
    assert real.weights == "weights mine"
    assert real.model("invents", INVENTED["a loop"][1]) == tmp_path / "mine"


def test_material_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert there("lost", tmp_path)
    assert not there("lost", tmp_path, tmp_path / "a.ogg")
    assert "lost: skipped" in capsys.readouterr().out


def test_a_clip_is_the_beginning(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    path = clip(sound(tmp_path, seconds=5), 2000, tmp_path / "clip.wav")
    assert decode(path, tmp_path / "scratch").duration == 2000
