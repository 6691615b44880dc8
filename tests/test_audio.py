import errno
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rhetoric import _child, audio
from rhetoric.audio import Audio, decode, is_media, probe
from rhetoric.errors import InputError, MissingDependencyError, OutputError
from rhetoric.records import Notice, Recording, Span
from tests.sounds import encode, tone, write_wav


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "sound.wav", tone(2.5))


def child_running(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put another program in the decoder's place."""
    monkeypatch.setattr(_child, "command", lambda path, *, probe, sides: [sys.executable, "-c", program])


def test_decoding_describes_the_recording(tmp_path: Path, sound: Path) -> None:
    decoded = decode(sound, tmp_path / "scratch")
    assert decoded.recording == Recording(
        name="sound.wav",
        sha256="09a7f20096291f3444ed3c1962b3deb570fd24159b8c9bd61bfff314aefe382a",
        duration=2500,
        sample_rate=16_000,
        channels=1,
    )
    assert (decoded.duration, decoded.container, decoded.codec) == (2500, "wav", "pcm_s16le")
    assert decoded.notices == decoded.gaps == ()
    assert decoded.pcm.parent == tmp_path / "scratch"


def test_a_window_holds_the_samples_of_its_time(tmp_path: Path, sound: Path) -> None:
    decoded = decode(sound, tmp_path)
    expected = tone(2.5).astype(np.float32) / 32768
    window = decoded.window(Span(1000, 2000))
    assert window.dtype == np.float32
    np.testing.assert_array_equal(window, expected[16_000:32_000])
    np.testing.assert_array_equal(decoded.window(Span(-5, 9999)), expected)


@pytest.mark.parametrize("time", [Span(10, 10), Span(20, 10), Span(2500, 9999), Span(-20, -10)])
def test_a_window_outside_is_empty(tmp_path: Path, sound: Path, time: Span) -> None:
    assert decode(sound, tmp_path).window(time).size == 0


def test_nothing_recorded_is_an_empty_recording(tmp_path: Path) -> None:
    decoded = decode(write_wav(tmp_path / "a.wav", np.zeros(0, np.int16)), tmp_path / "scratch")
    assert decoded.duration == 0
    assert decoded.window(Span(0, 1000)).size == 0


def test_progress_hears_the_time_decoded(tmp_path: Path, sound: Path) -> None:
    heard: list[int] = []
    decode(sound, tmp_path, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 2500


def test_channels_that_cancel_are_told(tmp_path: Path) -> None:
    samples = tone(2.0)
    decoded = decode(write_wav(tmp_path / "a.wav", samples, -samples), tmp_path / "scratch")
    assert decoded.notices == (Notice("channels_cancel", "2.0 s of 2.0 s"),)
    assert np.abs(decoded.window(Span(0, 2000))).max() > 0.29


def test_a_recording_cut_short_is_told(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", tone(10.0))
    path.write_bytes(path.read_bytes()[: 44 + 32_000 * 4])
    assert decode(path, tmp_path / "scratch").notices == (Notice("damaged_audio", "decoded 4.0 s of 10.0 s"),)


def test_a_shortfall_below_half_a_second_is_not_told(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", tone(10.0))
    path.write_bytes(path.read_bytes()[:-12_800])
    assert decode(path, tmp_path / "scratch").notices == ()


def test_a_file_mostly_without_sound_is_told(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", tone(4.0, rate=48_000), "mp3")
    path.write_bytes(path.read_bytes() + b"\0" * 200_000)
    (notice,) = decode(path, tmp_path / "scratch").notices
    assert notice.code == "damaged_audio"
    assert "% of the file gave no sound" in notice.detail


def test_probing_decodes_nothing(sound: Path) -> None:
    assert probe(sound) == audio.Probe("wav", "pcm_s16le", 16_000, 1, 2500, has_audio=True, has_video=False)


def error_of(path: Path, scratch: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        decode(path, scratch)
    assert len(str(caught.value).splitlines()) == 2
    assert not list(scratch.iterdir())
    return caught.value


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"", "empty"),
        (b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        (b"Ladies and gentlemen\n" * 30, "it holds text"),
        (b"\0\1\2\3" * 30, "convert it"),
    ],
)
def test_what_is_no_recording_is_named_with_a_remedy(tmp_path: Path, content: bytes, hint: str) -> None:
    path = tmp_path / "speech.mp3"
    path.write_bytes(content)
    error = error_of(path, tmp_path / "scratch")
    assert error.message == f"{path} is not a recording that can be decoded"
    assert hint in error.hint


def test_a_playlist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")
    assert "is a playlist" in error_of(path, tmp_path / "scratch").message


@pytest.mark.parametrize("name", ["missing.wav", "folder", "pipe", "nul\0.wav"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    error = error_of(tmp_path / name, tmp_path / "scratch")
    assert name.replace("\0", "\\x00") in error.message


def test_a_name_with_line_breaks_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m.wav"
    path.write_bytes(b"")
    assert "a\\nb\\x1b[31m.wav" in error_of(path, tmp_path / "scratch").message


def test_a_crash_costs_the_file_and_names_the_signal(
    tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_running("import os; os.write(1, b'xx'); os.kill(os.getpid(), 11)", monkeypatch)
    error = error_of(sound, tmp_path / "scratch")
    assert error.message == f"the decoder crashed on {sound} (SIGSEGV)"


def test_a_child_that_stalls_is_stopped(tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_child, "_STALL", 0.2)
    child_running("import time; time.sleep(600)", monkeypatch)
    assert "stood still" in error_of(sound, tmp_path / "scratch").message


def test_a_child_that_closes_its_output_and_stays_is_stopped(
    tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_child, "_STALL", 0.2)
    child_running("import os, time; os.close(1); time.sleep(600)", monkeypatch)
    assert "stood still" in error_of(sound, tmp_path / "scratch").message


def test_an_unexpected_failure_is_told_in_its_words(
    tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_running("raise ValueError('odd frame')", monkeypatch)
    assert error_of(sound, tmp_path / "scratch").message == f"the decoder failed on {sound}: ValueError: odd frame"


def test_without_pyav_the_library_is_named(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child_running("import no_such_library_at_all", monkeypatch)
    with pytest.raises(MissingDependencyError, match="no_such_library_at_all"):
        probe(sound)


def test_ctrl_c_stops_the_child_and_leaves_no_samples(
    tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def remember(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_child.subprocess, "Popen", remember)
    with pytest.raises(KeyboardInterrupt):
        decode(sound, tmp_path / "scratch", progress=interrupt)
    assert started[0].returncode is not None
    assert not list((tmp_path / "scratch").iterdir())


def test_more_than_a_day_is_refused(tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "_LONGEST", 2000)
    assert "longer than 24 hours" in error_of(sound, tmp_path / "scratch").message


def test_a_scratch_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path, sound: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match=os.strerror(errno.EEXIST)):
        decode(sound, tmp_path / "taken")


def test_a_library_beside_the_recording_is_not_imported(
    tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "av.py").write_text("raise SystemExit('imported from the working folder')")
    monkeypatch.chdir(tmp_path)
    assert decode(Path(sound.name), tmp_path / "scratch").duration == 2500


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.MP3", b"", True),
        ("a", b"fLaC....", True),
        ("a", b"RIFF\0\0\0\0WAVEfmt ", True),
        ("a.bin", b"\0\0\0\x20ftypM4A ", True),
        ("a.txt", b"FORMER ministers speak.", False),
        ("a.txt", b"RIFF and RAFF were here", False),
        ("a.txt", "\ufeffUna charla".encode("utf-16-le"), False),
        ("a.json", b"{}", False),
    ],
)
def test_media_are_known_by_suffix_or_content(tmp_path: Path, name: str, content: bytes, media: bool) -> None:  # noqa: FBT001
    (tmp_path / name).write_bytes(content)
    assert is_media(tmp_path / name) is media


def test_what_is_not_there_is_no_media(tmp_path: Path) -> None:
    assert is_media(tmp_path / "none") is False


def test_importing_loads_no_codecs() -> None:
    program = (
        "import sys, rhetoric.audio; print(*sorted({'av', 'onnxruntime', 'faster_whisper'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []


def test_an_audio_is_a_record(tmp_path: Path) -> None:
    record = Audio(Recording("a", "0", 0, 16_000, 1), tmp_path / "a.pcm", "wav", "pcm_s16le")
    with pytest.raises(AttributeError):
        record.codec = "mp3"  # type: ignore[misc]
