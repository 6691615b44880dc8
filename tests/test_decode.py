import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.sounds import encode, tone, write_wav


def run(path: Path | str, *options: str, cwd: Path | None = None) -> tuple[NDArray[np.int16], dict[str, Any]]:
    command = [sys.executable, "-P", "-m", "rhetoric._decode", *options, str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, cwd=cwd)
    report: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    assert done.returncode == (0 if report["error"] is None else 1)
    return np.frombuffer(done.stdout, "<i2"), report


def test_16_khz_mono_comes_out_as_it_went_in(tmp_path: Path) -> None:
    samples = tone(2.0)
    out, report = run(write_wav(tmp_path / "a.wav", samples))
    np.testing.assert_array_equal(out, samples)
    assert (report["container"], report["codec"], report["channels"]) == ("wav", "pcm_s16le", 1)
    assert (report["declared"], report["decoded"], report["gaps"]) == (2000, 2000, [])


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp3", "mp3"), ("a.ogg", "libopus"), ("a.webm", "libopus"), ("a.flac", "flac"), ("a.m4a", "aac"),
     ("a.mp4", "aac"), ("a.mkv", "aac"), ("a.aac", "aac"), ("a.aiff", "pcm_s16be")],
)  # fmt: skip
def test_common_formats_decode(tmp_path: Path, name: str, codec: str) -> None:
    out, report = run(encode(tmp_path / name, tone(3.0, rate=48_000), codec))
    assert report["error"] is None
    assert report["sample_rate"] == 48_000
    assert abs(out.size - 48_000) <= 1600
    middle = out[16_000:32_000].astype(float)
    spectrum = np.abs(np.fft.rfft(middle))
    assert int(spectrum.argmax()) == 440


def test_a_header_alone_gives_no_samples(tmp_path: Path) -> None:
    out, report = run(write_wav(tmp_path / "a.wav", np.zeros(0, np.int16)))
    assert out.size == 0
    assert report["error"] is None


def test_probing_gives_no_samples(tmp_path: Path) -> None:
    out, report = run(write_wav(tmp_path / "a.wav", tone(1.0)), "--probe")
    assert out.size == 0
    assert (report["declared"], report["decoded"]) == (1000, 0)


@pytest.mark.parametrize(
    "name", ["-i", "--probe", "http:a", "concat:a|b", "%d.wav", "pipe:0", "a\nb.wav", "ñ 😀.wav"]
)
def test_a_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    write_wav(tmp_path / "plain.wav", tone(1.0)).rename(tmp_path / name)
    out, _ = run(tmp_path / name)
    assert out.size == 16_000
    if name != "--probe":
        assert run(name, cwd=tmp_path)[0].size == 16_000


def test_bytes_of_a_name_need_not_be_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.wav"))
    try:
        write_wav(tmp_path / "a.wav", tone(1.0)).rename(path)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert run(path)[0].size == 16_000


def listening() -> tuple[socket.socket, int]:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    return server, server.getsockname()[1]


@pytest.mark.parametrize("suffix", [".m3u8", ".mp3"])
@pytest.mark.parametrize(
    "template",
    [
        (
            "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:{port}/a.ts\n#EXTINF:9,\n{secret}\n"
            "#EXT-X-ENDLIST\n"
        ),
        "ffconcat version 1.0\nfile '{secret}'\nfile 'http://127.0.0.1:{port}/a.wav'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio {port} RTP/AVP 0\n",
        (
            '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet>'
            "<Representation><BaseURL>http://127.0.0.1:{port}/a.mp4</BaseURL></Representation></AdaptationSet>"
            "</Period></MPD>"
        ),
    ],
    ids=["hls", "concat", "sdp", "dash"],
)
def test_a_file_that_points_to_others_is_refused(tmp_path: Path, template: str, suffix: str) -> None:
    secret = write_wav(tmp_path / "secret.wav", tone(1.0))
    server, port = listening()
    with server:
        path = tmp_path / f"list{suffix}"
        path.write_text(template.format(port=port, secret=secret))
        out, report = run(path)
        assert out.size == 0
        assert report["error"] in {"refused", "invalid"}
        with pytest.raises(TimeoutError):
            server.accept()


def damage(path: Path) -> Path:
    """Overwrite 2,000 bytes at a third of the file."""
    whole = path.read_bytes()
    cut = len(whole) // 3
    path.write_bytes(whole[:cut] + np.random.default_rng(3).bytes(2000) + whole[cut + 2000 :])
    return path


def test_a_bad_stretch_keeps_what_follows_at_its_place(tmp_path: Path) -> None:
    noise = (np.random.default_rng(2).normal(0, 300, 48_000 * 4)).astype(np.int16)
    samples = np.concatenate([noise, tone(2.0, rate=48_000)])
    out, report = run(damage(encode(tmp_path / "a.m4a", samples, "aac")))
    assert report["bad_packets"] > 0
    assert [reason for _, _, reason in report["gaps"]] == ["undecodable"] * len(report["gaps"]) != []
    assert abs(report["decoded"] - 6000) < 50
    start, end, _ = report["gaps"][0]
    assert not out[start * 16 + 16 : end * 16 - 16].any()
    loud_from = 16_000 + int(np.flatnonzero(np.abs(out[56_000:]) > 6000)[0]) + 40_000
    assert abs(loud_from - 64_000) < 800


def test_garbage_inside_a_stream_is_not_its_end(tmp_path: Path) -> None:
    _, report = run(damage(encode(tmp_path / "a.mp3", tone(6.0, rate=48_000), "mp3")))
    assert report["bad_packets"] > 0
    assert 5500 <= report["decoded"] <= 6100


def test_a_wav_cut_short_still_declares_its_length(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", tone(10.0))
    path.write_bytes(path.read_bytes()[:160_000])
    _, report = run(path)
    assert (report["declared"], report["estimated"]) == (10_000, False)
    assert report["decoded"] == 4998


def test_what_is_not_a_number_is_silent(tmp_path: Path) -> None:
    samples = np.full(16_000, 0.25, "<f4")
    samples[100:110] = np.nan
    samples[200] = np.inf
    data = samples.tobytes()
    form = struct.pack("<HHIIHH", 3, 1, 16_000, 64_000, 4, 32)
    head = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data))
    path = tmp_path / "a.wav"
    path.write_bytes(b"RIFF" + struct.pack("<I", len(head) + len(data)) + head + data)
    out, report = run(path)
    assert report["nonfinite"] == 11
    assert sorted(set(out.tolist())) == [0, 8192]
    assert np.flatnonzero(out == 0).tolist() == [*range(100, 110), 200]


def test_a_sample_rate_no_recorder_has_is_refused(tmp_path: Path) -> None:
    _, report = run(write_wav(tmp_path / "a.wav", tone(1.0), rate=100))
    assert (report["error"], report["detail"]) == ("rate", "100 Hz")


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"RIFF", b"plain words " * 900, b"OggS" + b"\xff" * 300])
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    out, report = run(path)
    assert out.size == 0
    assert report["error"] in {"invalid", "undecodable", "no_audio", "refused"}


def test_eight_channels_become_one(tmp_path: Path) -> None:
    samples = tone(1.0)
    out, report = run(write_wav(tmp_path / "a.wav", *[samples] * 8))
    assert report["channels"] == 8
    assert out.size == 16_000
    assert np.abs(out).max() > 3000
