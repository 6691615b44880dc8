from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rhetoric.audio import Audio, decode
from rhetoric.errors import ConfigError
from rhetoric.formats.rhetoric_json import loads
from rhetoric.records import Span
from rhetoric.speakers.channels import hear_channels
from tests.material import ROOT
from tests.program import Program
from tests.recordings import RATE, clip
from tests.sounds import tone, write_wav

Samples = NDArray[np.int16]


@pytest.fixture
def voices(tmp_path: Path) -> tuple[Samples, Samples]:
    """Eight seconds left, then eight seconds right, that overlap for one."""
    left = clip(ROOT / "transcripts" / "en_harbour_debate.ogg", tmp_path, seconds=8)
    right = clip(ROOT / "transcripts" / "es_plaza_mayor.ogg", tmp_path, seconds=8)
    rest = np.zeros(7 * RATE, np.int16)
    return np.concatenate([left, rest]), np.concatenate([rest, right])


@pytest.fixture
def interview(tmp_path: Path, voices: tuple[Samples, Samples]) -> Path:
    left, right = voices
    return write_wav(tmp_path / "interview.wav", left + right // 10, right + left // 10)


def split(path: Path, scratch: Path, channels: str = "auto") -> Audio:
    return decode(path, scratch / "scratch", channels=channels)


def test_each_channel_is_a_speaker(interview: Path, tmp_path: Path) -> None:
    heard = hear_channels(split(interview, tmp_path))
    assert heard.both
    times = dict(heard.shares())
    assert times.keys() == {"S1", "S2"}
    assert all(5000 < time <= 8400 for time in times.values())
    assert max(part.time.end for part in heard.segments if part.speaker == "S1") < 8400
    assert min(part.time.start for part in heard.segments if part.speaker == "S2") > 6600


def test_words_go_to_the_louder_channel(interview: Path, tmp_path: Path) -> None:
    heard = hear_channels(split(interview, tmp_path))
    assert heard.louder(Span(2000, 3000)) == "S1"
    assert heard.louder(Span(10_000, 11_000)) == "S2"
    assert heard.louder(Span(99_000, 99_500)) in {"S1", "S2"}
    assert heard.louder(Span(2500, 2500)) in {"S1", "S2"}


def test_a_faint_channel_counts_as_much(voices: tuple[Samples, Samples], tmp_path: Path) -> None:
    left, right = voices
    heard = hear_channels(split(write_wav(tmp_path / "a.wav", left, right // 12), tmp_path))
    assert heard.both
    assert heard.louder(Span(10_000, 11_000)) == "S2"


def test_the_same_sound_in_both_channels_is_not_split(voices: tuple[Samples, Samples], tmp_path: Path) -> None:
    both = voices[0] + voices[1]
    assert split(write_wav(tmp_path / "a.wav", both, both), tmp_path).sides == ()
    assert split(write_wav(tmp_path / "b.wav", both, -both), tmp_path).sides == ()
    assert split(write_wav(tmp_path / "c.wav", both), tmp_path).sides == ()


def test_nothing_is_split_unasked(interview: Path, tmp_path: Path) -> None:
    assert decode(interview, tmp_path / "scratch").sides == ()
    assert split(interview, tmp_path, "mix").sides == ()


def test_sides_are_the_channels_sample_by_sample(voices: tuple[Samples, Samples], tmp_path: Path) -> None:
    audio = split(write_wav(tmp_path / "a.wav", *voices), tmp_path, "split")
    for number, samples in enumerate(voices):
        np.testing.assert_array_equal(np.fromfile(audio.side(number).pcm, "<i2"), samples)


def test_tones_in_turns_are_nobody(tmp_path: Path) -> None:
    rest = np.zeros(3 * RATE, np.int16)
    left, right = np.concatenate([tone(3), rest]), np.concatenate([rest, tone(3)])
    audio = split(write_wav(tmp_path / "a.wav", left, right), tmp_path, "split")
    heard = hear_channels(audio)
    assert (heard.segments, heard.both, heard.shares()) == ((), False, [])


def test_one_channel_cannot_be_split(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="needs two channels"):
        split(write_wav(tmp_path / "a.wav", tone(1)), tmp_path, "split")


def test_the_run_says_that_channels_told_speakers_apart(
    rhetoric: Program, interview: Path, hears_english: Path
) -> None:
    flags = ("--model", hears_english, "--compute", "cpu", "--no-delivery")
    assert rhetoric("analyze", interview, *flags).code == 0
    analysis = loads(Path("out/interview/analysis.json").read_bytes(), where="")
    assert [run.backend for run in analysis.runs if run.stage == "speakers"] == ["channels"]
    assert "speakers_by_channel" in {notice.code for notice in analysis.transcript.notices}
    assert {speaker.id for speaker in analysis.speakers} <= {"S1", "S2"}
    assert analysis.speakers

    assert rhetoric("analyze", interview, *flags, "--channels", "mix", "--out", "mixed").code == 0
    mixed = loads(Path("mixed/interview/analysis.json").read_bytes(), where="")
    assert [run.backend for run in mixed.runs if run.stage == "speakers"] == ["dvector"]
    assert mixed.transcript.text == analysis.transcript.text

    assert rhetoric("analyze", interview, *flags, "--speakers", "3", "--out", "three").code == 0
    three = loads(Path("three/interview/analysis.json").read_bytes(), where="")
    assert [run.backend for run in three.runs if run.stage == "speakers"] != ["channels"]
