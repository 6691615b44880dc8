"""A run that is stopped keeps what it has done, and the next one goes on from there."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.material import ROOT
from tests.program import result
from tests.recordings import clip, save

pytestmark = pytest.mark.integration

SCRIPT = Path(__file__).with_name("short_windows.py")
STOPPED_IN = 2  # number of the window, from 0: two are done


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    return save(
        tmp_path / "debate.wav", clip(ROOT / "transcripts" / "en_harbour_debate.ogg", tmp_path, seconds=25)
    )


def start(
    folder: Path, speech: Path, weights: Path, *, stop: int, flags: tuple[str, ...] = (), command: str = "analyze"
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, SCRIPT, "marker", str(stop), command, speech, "--model", weights, *flags],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def stop(process: subprocess.Popen[str], folder: Path, number: signal.Signals) -> tuple[str, str]:
    while not (folder / "marker").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(number)
    return process.communicate(timeout=60)


@pytest.fixture
def undisturbed(speech: Path, hears_english: Path, tmp_path: Path) -> bytes:
    folder = tmp_path / "undisturbed"
    folder.mkdir()
    process = start(folder, speech, hears_english, stop=-1)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (0, ""), err
    assert "going on" not in err
    return (folder / "out/debate/analysis.json").read_bytes()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_stopped_run_goes_on(
    speech: Path, hears_english: Path, tmp_path: Path, undisturbed: bytes, number: signal.Signals, code: int
) -> None:
    first = start(tmp_path, speech, hears_english, stop=STOPPED_IN)
    out, err = stop(first, tmp_path, number)
    assert (first.returncode, out) == (code, "")
    assert "Traceback" not in err
    if number == signal.SIGINT:
        assert err.splitlines()[-2:] == [
            f"rhetoric: {speech}: interrupted; 2 finished passages are kept",
            "run the same command again to go on",
        ]
    folder = tmp_path / "out/debate"
    assert [path.name for path in folder.iterdir()] == [".partial"]
    assert sorted(path.name for path in folder.glob(".partial/*/*")) == ["0000.json", "0001.json"]

    second = start(tmp_path, speech, hears_english, stop=-1)
    _, err = second.communicate(timeout=120)
    assert second.returncode == 0
    assert "debate: going on after 2 finished passages of an earlier run" in err.splitlines()
    assert (folder / "analysis.json").read_bytes() == undisturbed
    assert not (folder / ".partial").exists()
    result(folder)


def test_other_options_do_not_go_on_from_there(speech: Path, hears_english: Path, tmp_path: Path) -> None:
    stop(start(tmp_path, speech, hears_english, stop=STOPPED_IN), tmp_path, signal.SIGINT)
    again = start(tmp_path, speech, hears_english, stop=-1, flags=("--beam", "1"))
    _, err = again.communicate(timeout=120)
    assert again.returncode == 0
    assert "going on" not in err
    assert not (tmp_path / "out/debate/.partial").exists()


def test_an_interruption_is_one_json_line_where_asked_for(
    speech: Path, hears_english: Path, tmp_path: Path
) -> None:
    process = start(tmp_path, speech, hears_english, stop=STOPPED_IN, flags=("--json-log",))
    _, err = stop(process, tmp_path, signal.SIGINT)
    assert process.returncode == 130
    events = [json.loads(line) for line in err.splitlines()]
    assert (events[-1]["event"], events[-1]["file"]) == ("interrupted", "debate")


def test_a_killed_transcription_into_a_file_goes_on(speech: Path, hears_english: Path, tmp_path: Path) -> None:
    flags = ("--out", "debate.json", "--format", "json")
    whole = tmp_path / "whole"
    whole.mkdir()
    undisturbed = start(whole, speech, hears_english, stop=-1, flags=flags, command="transcribe")
    assert undisturbed.communicate(timeout=120)[0] == ""
    stop(
        start(tmp_path, speech, hears_english, stop=STOPPED_IN, flags=flags, command="transcribe"),
        tmp_path,
        signal.SIGKILL,
    )
    assert not (tmp_path / "debate.json").exists()
    assert len(list(tmp_path.glob(".debate.json.partial/*/0*.json"))) == STOPPED_IN
    _, err = start(tmp_path, speech, hears_english, stop=-1, flags=flags, command="transcribe").communicate(
        timeout=120
    )
    assert "going on after 2 finished passages" in err
    assert (tmp_path / "debate.json").read_bytes() == (whole / "debate.json").read_bytes()
    assert not list(tmp_path.glob(".debate.json*"))
