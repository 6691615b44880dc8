"""Voices kept beside an analysis: told apart again, and named from a library."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from rhetoric.records import Analysis
from tests.material import shared
from tests.program import Done, Program, result
from tests.recordings import RATE, clip, save

pytestmark = pytest.mark.integration


@pytest.fixture
def done(rhetoric: Program, hears_english: Path, tmp_path: Path) -> Path:
    """An analysis of a minute of a panel, its speakers left together."""
    source = shared("data", "audio", "librispeech_dialogue", "ls_panel_5spk.ogg")
    panel = save(Path("panel.wav"), clip(source, tmp_path, seconds=60))
    assert rhetoric("analyze", panel, "--model", hears_english, "--speakers", "1", "--quiet").code == 0
    return Path("out/panel")


def words(analysis: Analysis) -> list[tuple[int, int]]:
    return [(word.chars.start, word.chars.end) for word in analysis.transcript.words]


def refused(told: Done) -> str:
    """Return the first of the two lines of an error."""
    lines = [line for line in told.error if line.strip()]
    assert (told.code, len(lines)) == (1, 2), told.err
    assert "Traceback" not in told.err
    return lines[0]


def test_speakers_are_separated_again_without_transcribing(rhetoric: Program, done: Path) -> None:
    before = result(done)
    assert (done / "voices.npz").is_file()
    assert [one.id for one in before.speakers] == ["S1"]
    told = rhetoric("speakers", done, "--count", "3", "--names", "S2=Ana Ruiz")
    assert told.code == 0, told.err
    after = result(done)
    assert [(one.id, one.name) for one in after.speakers] == [("S1", None), ("S2", "Ana Ruiz"), ("S3", None)]
    assert (after.transcript.text, words(after)) == (before.transcript.text, words(before))
    assert [note.id for note in after.annotations] == [note.id for note in before.annotations]
    assert [run.options["speakers"] for run in after.runs if run.stage == "speakers"] == ["3"]
    assert rhetoric("speakers", done, "--count", "1", "--out", "other", "--quiet").code == 0
    other = result(Path("other"))
    assert other.transcript == before.transcript  # the risk of each word too
    assert other.annotations == before.annotations
    assert result(done) == after
    assert rhetoric("speakers", Path("other"), "--count", "2-3", "--quiet").code == 0
    assert 2 <= len(result(Path("other")).speakers) <= 3


def test_bounds_on_the_number_of_speakers_hold(rhetoric: Program, hears_english: Path, done: Path) -> None:
    for count, bounds in (("2", (2, 2)), ("3-4", (3, 4)), ("1", (1, 1))):
        told = rhetoric(
            "analyze", "panel.wav", "--model", hears_english, "--speakers", count, "--out", count, "--quiet"
        )
        assert told.code == 0, told.err
        with np.load(Path(count) / "panel" / "voices.npz") as kept:
            assert len(kept["middles"])
        assert len(result(Path(count) / "panel").speakers) <= bounds[1]
        rttm = rhetoric("evaluate", "speakers", reference(), "panel.wav", "--run", "--speakers", count).out
        assert bounds[0] <= int(rttm.splitlines()[-1].split("|")[-3]) <= bounds[1]
    for count in ("0", "3-2", "two", "-1"):
        assert "speaker" in refused(rhetoric("analyze", "panel.wav", f"--speakers={count}"))
        assert "speaker" in refused(rhetoric("speakers", done, f"--count={count}"))


def reference() -> Path:
    lines = shared("data", "audio", "librispeech_dialogue", "ls_panel_5spk.rttm").read_text().splitlines()
    path = Path("panel.rttm")
    path.write_text("\n".join(line for line in lines if float(line.split()[3]) < 60) + "\n", encoding="utf-8")
    return path


def test_without_the_voices_there_are_two_lines(rhetoric: Program, done: Path) -> None:
    (done / "voices.npz").unlink()
    assert "voices.npz is not there" in refused(rhetoric("speakers", done, "--count", "2"))
    refused(rhetoric("speakers", done, "--count", "off"))
    refused(rhetoric("speakers", Path("nowhere"), "--count", "2"))


def test_hostile_voices_are_refused_in_two_lines(rhetoric: Program, done: Path) -> None:
    path = done / "voices.npz"
    whole, before = path.read_bytes(), (done / "analysis.json").read_bytes()
    with np.load(io.BytesIO(whole)) as found:
        parts = {name: found[name] for name in found.files}

    def with_parts(**changed: np.ndarray) -> bytes:
        stream = io.BytesIO()
        np.savez(stream, **{**parts, **changed})
        return stream.getvalue()

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w") as archive:
        header = (
            b"\x93NUMPY\x01\x00\x76\x00{'descr': '|u1', 'fortran_order': False, 'shape': (999999999999, 256), }"
        )
        archive.writestr("coarse.npy", header.ljust(127) + b"\n")
    kind = parts["kind"]
    for content in (
        b"",
        whole[:-200],
        whole[: len(whole) // 2] + b"\0" * 400 + whole[len(whole) // 2 + 400 :],
        bomb.getvalue(),
        with_parts(kind=np.array([kind[0], "4" * 64, kind[2]])),
        with_parts(kind=np.array([{"a": 1}], dtype=object)),
        with_parts(coarse=parts["coarse"][:, :8], fine=parts["fine"][:, :8]),
        with_parts(coarse=parts["coarse"].astype(np.float32)),
        with_parts(owners=parts["owners"] + 10_000),
        with_parts(middles=parts["middles"][::-1].copy()),
        with_parts(stretches=-parts["stretches"]),
        with_parts(kind=np.array([kind[0], kind[1], "7" * 64])),
    ):
        path.write_bytes(content)
        refused(rhetoric("speakers", done, "--count", "2"))
        refused(rhetoric("voices", "check", done, "--library", library("ok.json")))
    assert (done / "analysis.json").read_bytes() == before


def library(name: str, **changed: object) -> Path:
    tree = {"kind": "rhetoric-voice-library/1", "threshold": 0.8, "model_sha256": "6" * 64}
    voice = {"name": "Ana Ruiz", "recording": "a.wav", "seconds": 20.0, "vector": [1.0] + [0.0] * 255}
    path = Path(name)
    path.write_text(json.dumps({**tree, "voices": [voice], **changed}), encoding="utf-8")
    return path


def spoken(
    rhetoric: Program, model: Path, name: str, source: Path, scratch: Path, *, since: int, until: int
) -> Path:
    """Return the analysis of a stretch of a recording."""
    samples = clip(source, scratch, seconds=until)[since * RATE :]
    told = rhetoric("analyze", save(Path(name), samples), "--model", model, "--speakers", "1", "--quiet")
    assert told.code == 0, told.err
    return Path("out") / Path(name).stem


def test_a_library_names_the_voice_elsewhere(rhetoric: Program, hears_english: Path, tmp_path: Path) -> None:
    reader = shared("data", "audio", "ljspeech", "LJ001_printing.ogg")
    other = shared("data", "audio", "librivox_es", "capitan_veneno_es.mp3")
    first = spoken(rhetoric, hears_english, "first.wav", reader, tmp_path, since=0, until=60)
    later = spoken(rhetoric, hears_english, "later.wav", reader, tmp_path, since=150, until=190)
    third = spoken(rhetoric, hears_english, "third.wav", other, tmp_path, since=0, until=40)
    assert not Path("v.json").exists()
    assert "v.json is not there" in refused(rhetoric("voices", "check", first, "--library", "v.json"))
    added = rhetoric("voices", "add", "Ana Ruiz", first, "--library", "v.json")
    assert added.code == 0, added.err
    assert "Ana Ruiz\tfirst.wav" in rhetoric("voices", "list", "--library", "v.json").out
    assert named(rhetoric("voices", "check", later, "--library", "v.json")) == ["Ana Ruiz"]
    assert named(rhetoric("voices", "check", third, "--library", "v.json")) == ["unknown"]
    strict = rhetoric("voices", "check", later, "--library", "v.json", "--threshold", "0.999")
    assert named(strict) == ["unknown"]
    kept = Path("v.json").read_bytes()
    for recording, name in (("later", "Ana Ruiz"), ("third", None)):
        again = rhetoric(
            "analyze", f"{recording}.wav", "--model", hears_english, "--voices", "v.json", "--speakers", "1",
            "--out", "named",
        )  # fmt: skip
        assert again.code == 0, again.err
        assert [one.name for one in result(Path("named") / recording).speakers] == [name]
    assert rhetoric("speakers", later, "--voices", "v.json", "--count", "1").code == 0
    assert [one.name for one in result(later).speakers] == ["Ana Ruiz"]
    options = [run.options for run in result(later).runs if run.stage == "speakers"]
    assert [len(str(told["voices_sha256"])) for told in options] == [64]
    assert Path("v.json").read_bytes() == kept  # only the user's commands change it
    assert rhetoric("voices", "remove", "Ana Ruiz", "--library", "v.json").code == 0
    assert named(rhetoric("voices", "check", later, "--library", "v.json")) == ["unknown"]
    assert "Ana Ruiz" in refused(rhetoric("voices", "remove", "Ana Ruiz", "--library", "v.json"))


def named(told: Done) -> list[str]:
    assert told.code == 0, told.err
    return [row.split("\t")[2] for row in told.out.splitlines()[1:]]


def test_what_cannot_be_a_voice_is_refused(rhetoric: Program, done: Path) -> None:
    add = ("voices", "add")
    assert "'S9'" in refused(rhetoric(*add, "Ana Ruiz", done, "--speaker", "S9", "--library", "v.json"))
    assert "is no name" in refused(rhetoric(*add, "Ana\nRuiz", done, "--library", "v.json"))
    assert "threshold" in refused(rhetoric(*add, "Ana Ruiz", done, "--library", "v.json", "--threshold", "7"))
    assert not Path("v.json").exists()
    assert "another voice network" in refused(
        rhetoric("voices", "check", done, "--library", library("network.json"))
    )


def test_hostile_libraries_are_refused_in_two_lines(rhetoric: Program, done: Path) -> None:
    voice = {"name": "Ana Ruiz", "recording": "a.wav", "seconds": 20.0, "vector": [1.0]}
    for place, changed in enumerate(
        (
            {"kind": "something"},
            {"threshold": "high"},
            {"threshold": 10**400},
            {"voices": {"a": 1}},
            {"voices": [{**voice, "name": "\x1b[2JAna"}]},
            {"voices": [{**voice, "name": None}]},
            {"voices": [{**voice, "vector": [float("nan")]}]},
            {"voices": [{**voice, "vector": [1e300]}]},
            {"voices": [{**voice, "vector": "1"}, {**voice, "vector": [0.6, 0.8]}]},
            {"voices": [{**voice, "seconds": float("inf")}]},
        )
    ):
        refused(rhetoric("voices", "list", "--library", library(f"{place}.json", **changed)))
    for content in (b"", b"\xff\xfe\0", b"[" * 100_000, b"null"):
        Path("v.json").write_bytes(content)
        for call in (("list",), ("remove", "Ana Ruiz"), ("check", done), ("add", "Ana Ruiz", done)):
            refused(rhetoric("voices", *call, "--library", "v.json"))
        refused(rhetoric("analyze", "panel.wav", "--voices", "v.json"))
        assert Path("v.json").read_bytes() == content
    refused(rhetoric("voices", "list", "--library", done))
    sha256 = rhetoric("voices", "add", "Ben Ode", done, "--library", "short.json")
    assert sha256.code == 0, sha256.err
    tree = json.loads(Path("short.json").read_text(encoding="utf-8"))
    short = library("short.json", voices=[voice], model_sha256=tree["model_sha256"])
    assert "1 numbers" in refused(rhetoric("voices", "check", done, "--library", short))
