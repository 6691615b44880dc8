"""Recordings as samples: probing and decoding any audio or video file, in a child process.

Conventions: times are integer milliseconds; samples are 16 kHz mono. `decode` writes them to a scratch file block
by block and `Audio.window` reads stretches back, so memory does not grow with the recording's length. Codecs run
in `rhetoric._decode`: one that crashes, hangs or asks for too much memory costs that file only.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric._child import SAMPLE_BYTES, Report, run_child, shown
from rhetoric.errors import ConfigError, InputError, OutputError
from rhetoric.files import sha256_file
from rhetoric.inputs import MEDIA_SUFFIXES
from rhetoric.records import Gap, Notice, Recording, Span
from rhetoric.transcribe import SAMPLE_RATE

__all__ = ["MEDIA_SUFFIXES", "Audio", "Probe", "decode", "is_media", "probe"]

_LONGEST = 24 * 3600 * 1000  # ms; a small hostile file can claim years
_BYTES_PER_MS = SAMPLE_RATE * SAMPLE_BYTES // 1000
_MAGIC = (
    b"fLaC", b"OggS\0", b"ID3\2", b"ID3\3", b"ID3\4", b".snd\0", b"caff\0", b"#!AMR", b"FLV\1", b"wvpk",
    b"\x1a\x45\xdf\xa3", b"\x30\x26\xb2\x75",
    b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9",
)  # fmt: skip
_CHUNKED = {b"RIFF": (b"WAVE", b"AVI "), b"RF64": (b"WAVE",), b"FORM": (b"AIFF", b"AIFC")}


@dataclass(frozen=True, slots=True)
class Probe:
    """What a file's header says, nothing decoded; `duration` in ms, None where the header does not tell."""

    container: str
    codec: str
    sample_rate: int
    channels: int
    duration: int | None
    has_audio: bool
    has_video: bool


@dataclass(frozen=True, slots=True)
class Audio:
    """A decoded recording: `pcm` holds its samples, raw 16-bit little-endian, 16 kHz mono.

    `recording` has the native sample rate and channels and the duration decoded; `gaps` are stretches that could
    not be decoded and are silent in the samples, so that all times stay true. `sides` are the samples of the left
    and the right channel, where each may hold a speaker of its own.
    """

    recording: Recording
    pcm: Path
    container: str
    codec: str
    gaps: tuple[Gap, ...] = ()
    notices: tuple[Notice, ...] = ()
    sides: tuple[Path, ...] = ()

    @property
    def duration(self) -> int:
        """Length of the decoded recording, in ms."""
        return self.recording.duration

    def side(self, number: int) -> "Audio":
        """Return one channel as a recording: 0 left, 1 right."""
        return replace(self, pcm=self.sides[number], sides=())

    def window(self, time: Span) -> NDArray[np.float32]:
        """Read the samples of a stretch, float32 in [-1, 1); what leaves the recording is left out."""
        start, end = max(0, time.start), min(time.end, self.duration)
        count = max(0, end - start) * SAMPLE_RATE // 1000
        if not count:
            return np.zeros(0, np.float32)
        whole = np.fromfile(self.pcm, "<i2", count, offset=start * _BYTES_PER_MS)
        return whole.astype(np.float32) / np.float32(32768)


def is_media(path: Path) -> bool:
    """Tell whether a file is taken for audio or video: by its suffix, else by its first bytes."""
    if path.suffix.lower() in MEDIA_SUFFIXES:
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
    except OSError:  # whoever reads the file reports why it cannot be read
        return False
    return head.startswith(_MAGIC) or head[4:8] == b"ftyp" or head[8:12] in _CHUNKED.get(head[:4], ())


def probe(path: Path) -> Probe:
    """Read what a file's header says of its sound, in the child process.

    Raises
    ------
    InputError
        If the file cannot be read or is no audio or video. A video without sound is no error here.
    """
    report = run_child(path, None)
    if report["error"] not in (None, "no_audio"):
        raise failure(path, report)
    return Probe(
        container=report["container"],
        codec=report["codec"],
        sample_rate=report["sample_rate"],
        channels=report["channels"],
        duration=report["declared"],
        has_audio=report["has_audio"],
        has_video=report["has_video"],
    )


def decode(
    path: Path, scratch: Path, *, progress: Callable[[int], None] | None = None, channels: str = "mix"
) -> Audio:
    """Decode a recording into a file below `scratch`; `progress` hears the ms decoded so far.

    The sound is mono. With `channels` "split" the two channels come beside it, with "auto" where they may hold two
    people, one each.

    Raises
    ------
    InputError
        If the file cannot be read, has no sound, or its decoder fails.
    OutputError
        If the scratch folder cannot be written to.
    ConfigError
        If channels are to be split where there are not two.
    """
    pcm = _scratch_file(scratch)
    try:
        report = _fill(pcm, path, progress)
        audio = _audio(path, pcm, report)
        if _splits(path, report, channels):
            return replace(audio, sides=_sides(path, scratch))
    except BaseException:  # also Ctrl-C: nothing half decoded is left
        pcm.unlink(missing_ok=True)
        raise
    return audio


def _splits(path: Path, report: Report, channels: str) -> bool:
    if channels != "split":
        return channels == "auto" and report["apart"]
    if report["channels"] == 2:
        return True
    raise ConfigError(
        f"--channels split needs two channels, but {shown(path)} has {report['channels']}",
        "leave it out, or give the stereo recording",
    )


def _sides(path: Path, scratch: Path) -> tuple[Path, Path]:
    """Decode the two channels of a file, each into a file of its own below `scratch`."""
    left, right = _scratch_file(scratch), _scratch_file(scratch)
    with left.open("wb") as first, right.open("wb") as second:
        rest = b""

        def keep(block: bytes) -> None:
            nonlocal rest
            block = rest + block
            whole = len(block) - len(block) % (2 * SAMPLE_BYTES)
            rest = block[whole:]
            both = np.frombuffer(block[:whole], "<i2").reshape(-1, 2)
            try:
                first.write(both[:, 0].tobytes())
                second.write(both[:, 1].tobytes())
            except OSError as error:
                raise _unwritable(scratch, error) from error

        report = run_child(path, keep, sides=True)
    if report["error"] is not None:
        raise failure(path, report)
    return left, right


def _scratch_file(scratch: Path) -> Path:
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=scratch, suffix=".pcm")
    except OSError as error:
        raise _unwritable(scratch, error) from error
    os.close(handle)
    return Path(name)


def _fill(pcm: Path, path: Path, progress: Callable[[int], None] | None) -> Report:
    with pcm.open("wb") as stream:
        written = 0

        def keep(block: bytes) -> None:
            nonlocal written
            try:
                stream.write(block)
            except OSError as error:
                raise _unwritable(pcm.parent, error) from error
            written += len(block)
            if written > _LONGEST * _BYTES_PER_MS:
                raise InputError(f"{shown(path)} lasts longer than 24 hours", "cut it into shorter files")
            if progress is not None:
                progress(written // _BYTES_PER_MS)

        return run_child(path, keep)


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot write decoded samples to {folder}: {error.strerror or error}",
        "free space (115 MB for an hour), or name another folder",
    )


def _audio(path: Path, pcm: Path, report: Report) -> Audio:
    if report["error"] is not None:
        raise failure(path, report)
    recording = Recording(
        name=path.name,
        sha256=sha256_file(path),
        duration=report["decoded"],
        sample_rate=report["sample_rate"],
        channels=report["channels"],
    )
    return Audio(
        recording=recording,
        pcm=pcm,
        container=report["container"],
        codec=report["codec"],
        gaps=tuple(Gap(Span(start, end), reason) for start, end, reason in report["gaps"] if start < end),
        notices=_notices(report, path.stat().st_size),
    )


def _notices(report: Report, size: int) -> tuple[Notice, ...]:
    notices = []
    damage = _damage(report, size)
    if damage:
        notices.append(Notice("damaged_audio", "; ".join(damage)))
    if report["one_channel"] >= min(1000, max(1, report["decoded"] // 2)):
        detail = f"{report['one_channel'] / 1000:.1f} s of {report['decoded'] / 1000:.1f} s"
        notices.append(Notice("channels_cancel", detail))
    return tuple(notices)


def _damage(report: Report, size: int) -> list[str]:
    """Say what of the file gave no sound; a duration the demuxer only estimated is no promise."""
    damage = []
    decoded, declared = report["decoded"], report["declared"] or 0
    short = declared - decoded
    if short > 500 and short * 50 > declared and not report["estimated"]:
        damage.append(f"decoded {decoded / 1000:.1f} s of {declared / 1000:.1f} s")
    if report["bad_packets"]:
        damage.append(f"{report['bad_packets']} of {report['packets']} packets could not be decoded")
    missing = sum(end - start for start, end, _ in report["gaps"])
    if missing:
        damage.append(f"{missing / 1000:.1f} s filled with silence")
    if report["silent_bytes"] > max(1 << 14, size // 4):
        damage.append(f"{100 * report['silent_bytes'] // size} % of the file gave no sound")
    if report["nonfinite"]:
        damage.append(f"{report['nonfinite']} samples were not numbers and are silent")
    return damage


def failure(path: Path, report: Report) -> InputError:
    """Build the error for a file the child refused."""
    name, detail = shown(path), report["detail"]
    error = report["error"] or ""
    if error == "invalid":
        return InputError(f"{name} is not a recording that can be decoded", _advice(path))
    message, hint = _REFUSALS[error]
    return InputError(message.format(name=name, detail=detail), hint)


_CONVERT = "check that the file is whole, or convert it to WAV or FLAC with another program"
_REFUSALS = {
    "refused": (
        "{name} is a playlist or another kind of file without sound of its own",
        "give the recording itself; files that point to others are never followed",
    ),
    "no_audio": ("{name} has no audio stream", "give the file with the sound, or a transcript"),
    "no_decoder": ("{name} holds audio in a format without a decoder here", _CONVERT),
    "rate": ("{name} has a sample rate of {detail}; 2,000 to 768,000 Hz are read", _CONVERT),
    "undecodable": ("{name} holds no sound that can be decoded ({detail})", _CONVERT),
    "memory": ("{name} needs more memory to decode than the 4 GiB allowed", _CONVERT),
}


def _advice(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(512)
    if not head:
        return "the file is empty: copy or download it again"
    if head.startswith(b"version https://git-lfs"):
        return "it is a Git LFS pointer, not the recording: run `git lfs pull` where it came from"
    if head.isascii() and b"\0" not in head:
        return "it holds text: a transcript needs a name ending in .txt, .srt, .vtt, .json or .html"
    return _CONVERT
