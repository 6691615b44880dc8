"""Every recording of the material decodes as its manifest row says, and every broken one is named."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rhetoric.audio import decode
from rhetoric.errors import InputError
from rhetoric.records import Span
from rhetoric.vad import speech
from tests.material import shared

pytestmark = pytest.mark.integration

# file -> (ms, codes of the notices); the tolerance is 150 ms
DECODED: dict[str, tuple[int, tuple[str, ...]]] = {
    "header_only.wav": (0, ()),
    "one_sample.wav": (0, ()),
    "flac_bad_packet.flac": (8990, ("damaged_audio",)),
    "eight_channels.m4a": (8060, ()),
    "stereo_speaker_per_channel.wav": (5000, ()),
    "mulaw.wav": (2030, ()),
    "digital_silence.wav": (620, ()),
    "adts.aac": (9010, ()),
    "flac_24bit_44k.flac": (2740, ()),
    "be.aiff": (2740, ()),
    "radio_8k_apollo11.mp3": (89_210, ()),
    "truncated.mp3": (6520, ("damaged_audio",)),
    "garbage_in_middle.mp3": (10_850, ("damaged_audio",)),
    "flac_named.wav": (11_000, ()),
    "wav_size_lies.wav": (11_000, ()),
    "nan_inf_float.wav": (11_000, ("damaged_audio",)),
    "dc_offset.wav": (11_000, ()),
    "rate_96k_24bit.wav": (2000, ()),
    'name with spaces, ñandú & "quotes" 😀.wav': (5000, ()),
    "antiphase_stereo.wav": (6000, ("channels_cancel",)),
    "silence_20min.flac": (1_200_000, ()),
    "white_noise_10s.wav": (5000, ()),
    "tone_440.wav": (5000, ()),
}
REFUSED = {
    "zero_bytes.wav": "the file is empty",
    "short_garbage.wav": "check that the file is whole",
    "bad.wav": "check that the file is whole",
    "git_lfs_pointer.mp3": "git lfs pull",
    "text_named.mp3": "it holds text",
    "video_without_audio.mp4": "give the file with the sound",
}
NO_SPEECH = (
    "header_only.wav", "one_sample.wav", "digital_silence.wav", "silence_20min.flac", "white_noise_10s.wav",
    "tone_440.wav",
)  # fmt: skip


def rows() -> list[dict[str, Any]]:
    manifest = shared("data", "audio", "manifest.json")
    listed: list[dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
    return listed


def test_every_hostile_row_is_tried_here() -> None:
    hostile = {Path(row["file"]).name for row in rows() if row["kind"] == "hostile"}
    assert hostile == DECODED.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", DECODED)
def test_what_can_be_decoded_is(tmp_path: Path, name: str) -> None:
    duration, codes = DECODED[name]
    audio = decode(shared("data", "audio", "hostile", name), tmp_path)
    assert abs(audio.duration - duration) <= 150
    assert tuple(notice.code for notice in audio.notices) == codes
    if name in NO_SPEECH:
        assert speech(audio) == ()
    else:
        assert np.abs(audio.window(Span(0, audio.duration))).max() > 0.05
        assert speech(audio)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_decoded_is_named_in_two_lines(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(shared("data", "audio", "hostile", name), tmp_path)
    message, hint = str(caught.value).splitlines()
    assert name in message
    assert hint.startswith(REFUSED[name]) or REFUSED[name] in hint
    assert not list(tmp_path.iterdir())


def test_garbage_in_the_middle_is_placed(tmp_path: Path) -> None:
    audio = decode(shared("data", "audio", "hostile", "garbage_in_middle.mp3"), tmp_path)
    (gap,) = audio.gaps
    assert 4000 < gap.time.start < gap.time.end < 4400
    assert gap.reason == "undecodable"


def test_a_truncated_file_says_how_much_is_missing(tmp_path: Path) -> None:
    audio = decode(shared("data", "audio", "hostile", "truncated.mp3"), tmp_path)
    assert [notice.detail for notice in audio.notices] == ["decoded 6.5 s of 11.0 s"]


def test_every_other_recording_has_the_length_of_its_row(tmp_path: Path) -> None:
    wrong = {}
    for row in rows():
        if row["kind"] == "hostile":
            continue
        audio = decode(shared("data", "audio", *row["file"].split("/")), tmp_path)
        audio.pcm.unlink()
        tolerance = max(100, row["seconds"] * 10)
        if abs(audio.duration - row["seconds"] * 1000) > tolerance or audio.notices:
            wrong[row["file"]] = (audio.duration, audio.notices)
    assert wrong == {}
