"""Every broken recording of the material through `rhetoric analyze`, as one batch."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from rhetoric.records import Analysis
from tests.integration.test_hostile import DECODED, NO_SPEECH, REFUSED
from tests.material import shared
from tests.program import Done, Program, notices, result

pytestmark = pytest.mark.integration


@dataclass(frozen=True)
class Batch:
    done: Done
    out: Path


@pytest.fixture(scope="module")
def folder() -> Path:
    return shared("data", "audio", "hostile")


def stem(name: str) -> str:
    return Path(name).stem


@pytest.fixture
def one(rhetoric: Program, hears_english: Path) -> Program:
    def call(*args: str | Path) -> Done:
        return rhetoric("analyze", *args, "--model", hears_english, "--quiet")

    return call


def test_a_batch_does_what_can_be_done_and_names_the_rest(
    rhetoric: Program, hears_english: Path, folder: Path
) -> None:
    done = rhetoric("analyze", folder, "--model", hears_english, "--out", "out")
    assert done.code == 3
    assert done.out == ""
    assert "Traceback" not in done.err
    made = {path.name for path in Path("out").iterdir()}
    assert made == {stem(name) for name in DECODED}
    for name, (duration, codes) in DECODED.items():
        _check(result(Path("out") / stem(name)), name, duration, set(codes))
    assert not [path for path in Path("out").rglob("*") if path.name.endswith(".part") or ".partial" in path.parts]
    _check_table(done.err, folder)


def _check(analysis: Analysis, name: str, duration: int, codes: set[str]) -> None:
    assert analysis.recording is not None
    assert analysis.recording.name == name
    assert abs(analysis.recording.duration - duration) <= 150
    assert codes <= notices(analysis)
    if name in NO_SPEECH:
        assert analysis.transcript.words == ()
        assert "no_speech" in notices(analysis)
    else:
        assert analysis.transcript.words
        assert analysis.transcript.words[-1].time is not None


def _check_table(err: str, folder: Path) -> None:
    lines = err.split(f"\n{len(REFUSED)} of {len(DECODED) + len(REFUSED)} failed:\n")[1].splitlines()
    assert [line.strip() for line in lines[::3]] == [str(folder / name) for name in sorted(REFUSED)]
    for name, message, hint in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        assert Path(name).name in message
        assert REFUSED[Path(name).name] in hint


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_one_broken_file_is_two_lines_and_leaves_nothing(one: Program, folder: Path, name: str) -> None:
    done = one(folder / name, "--out", "out")
    message, hint = done.err.splitlines()
    assert done.code == 1
    assert message.startswith("rhetoric: ")
    assert name in message
    assert REFUSED[name] in hint
    assert list(Path("out").iterdir()) == []


def test_garbage_in_the_middle_shortens_nothing(one: Program, folder: Path) -> None:
    done = one(folder / "garbage_in_middle.mp3", "--out", "out")
    assert done == Done(0, "", "")
    analysis = result(Path("out/garbage_in_middle"))
    assert analysis.recording is not None
    assert 10_700 <= analysis.recording.duration <= 11_000
    assert [gap.reason for gap in analysis.transcript.gaps] == ["undecodable"]
    page = Path("out/garbage_in_middle/transcript.html").read_text(encoding="utf-8")
    assert "Parts of the recording could not be decoded." in page


def test_an_odd_name_stays_itself(one: Program, folder: Path) -> None:
    name = 'name with spaces, ñandú & "quotes" 😀.wav'
    assert one(folder / name, "--out", "out").code == 0
    page = Path("out", stem(name), "transcript.html").read_text(encoding="utf-8")
    assert "ñandú &amp; " in page
    assert '& "quotes"' not in page


def test_a_crash_in_one_file_of_a_batch_costs_one_file(
    one: Program, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    from rhetoric import pipeline

    def crash(path: Path, *_: object, **__: object) -> Analysis:
        if path.stem == "b":
            raise ZeroDivisionError("a bug")
        return real(path, *_, **__)  # type: ignore[arg-type]

    real = pipeline.analyze_file
    monkeypatch.setattr(pipeline, "analyze_file", crash)
    for name in "abc":
        Path(f"{name}.txt").write_text("We came. We saw.", encoding="utf-8")
    done = one("a.txt", "b.txt", "c.txt", "--out", "out", "--language", "en")
    assert done.code == 3
    assert "a bug in rhetoric stopped b.txt" in done.err
    assert "ZeroDivisionError: a bug" in Path("out/b/bug.txt").read_text(encoding="utf-8")
    assert {path.name for path in Path("out").iterdir()} == {"a", "b", "c"}
