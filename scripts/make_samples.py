"""Speak the sample speeches: transcripts/<stem>.txt becomes <stem>.ogg and <stem>.vtt beside it.

Every sentence is synthesised by itself (espeak-ng, a voice per speaker), so the times in the VTT are exact.
Applause is seeded noise. The same espeak-ng and PyAV give the same bytes.

Usage: python scripts/make_samples.py [STEM…]
"""

import io
import re
import subprocess
import sys
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from rhetoric.errors import InputError, MissingDependencyError
from rhetoric.files import write_bytes, write_text
from rhetoric.text import sentences

FOLDER = Path(__file__).resolve().parent.parent / "transcripts"
RATE = 22_050  # Hz, of espeak-ng
ENCODED_RATE = 16_000  # Hz
BIT_RATE = 16_000
SENTENCE_PAUSE = 0.25  # s
TURN_PAUSES = (0.4, 0.55, 0.7, 0.5, 0.6)  # s, in turn
LEAD = 0.5  # s of silence before the first word
APPLAUSE = (2.0, 2.6, 3.0)  # s, in turn

Samples = NDArray[np.int16]
_LABEL = re.compile(r"^(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ .-]{1,40}): ", re.MULTILINE)
_MARK = re.compile(r"\((?:APPLAUSE|APLAUSOS)\)")


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of espeak-ng: its name with variant, words per minute, pitch from 0 to 99."""

    name: str
    speed: int
    pitch: int


VOICES = {
    "HELEN DARROW": Voice("en-gb-scotland+f2", 175, 62),
    "TOBIAS REEVE": Voice("en-us+m3", 165, 28),
    "MIRA ASHDOWN": Voice("en-gb+f4", 170, 48),
    "LUCÍA MONTALBÁN": Voice("es+f2", 175, 64),
    "AMPARO IRIGOYEN": Voice("es-419+f5", 168, 46),
    "ROGELIO SALVATIERRA": Voice("es+m3", 162, 26),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a speaker, or, without a speaker, a mark such as "(APPLAUSE)"."""

    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A line with its place in the recording, in ms."""

    start: int
    end: int
    line: Line


def read_lines(text: str, language: str) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of each turn; a turn begins with "NAME: " at the head of a line."""
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    return tuple(
        tuple(_turn_lines(label["name"], text[label.end() : end], language))
        for label, end in zip(labels, ends, strict=True)
    )


def _turn_lines(name: str, body: str, language: str) -> Iterator[Line]:
    place = 0
    for mark in [*_MARK.finditer(body), None]:
        piece = body[place : mark.start() if mark else len(body)]
        yield from (Line(name, " ".join(span.slice(piece).split())) for span in sentences(piece, language))
        if mark:
            yield Line(None, mark.group())
            place = mark.end()


def speak(line: Line) -> Samples:
    """Return the samples of one sentence, without the silence espeak-ng adds to its end."""
    if line.speaker not in VOICES:
        raise InputError(f"no voice for the speaker {line.speaker!r}", "add one to VOICES in this script")
    voice = VOICES[line.speaker]
    command = ["espeak-ng", "-v", voice.name, "-s", str(voice.speed), "-p", str(voice.pitch), "-z", "--stdout"]
    try:
        done = subprocess.run(command, input=line.text.encode(), capture_output=True, check=True)
    except FileNotFoundError as error:
        raise MissingDependencyError("espeak-ng is not installed", "apt-get install espeak-ng") from error
    except subprocess.CalledProcessError as error:
        raise InputError(f"espeak-ng cannot say {line.text!r}: {error.stderr.decode()}", "see --voices") from error
    with wave.open(io.BytesIO(done.stdout)) as sound:
        if (sound.getframerate(), sound.getnchannels()) != (RATE, 1):
            raise InputError(f"espeak-ng gave {sound.getframerate()} Hz", f"expected {RATE} Hz mono")
        return np.frombuffer(done.stdout[44:], dtype="<i2").astype(np.int16)


def applaud(seconds: float, seed: int) -> Samples:
    """Return the noise of many hands: short decaying bursts at random moments, swelling and fading."""
    random = np.random.default_rng(seed)
    size = round(seconds * RATE)
    sound = np.zeros(size + RATE)
    decay = np.exp(-np.arange(RATE // 40) / (RATE / 250))
    for start in random.integers(0, size, round(seconds * 180)):
        burst = random.normal(size=len(decay)) * decay * random.uniform(0.2, 1.0)
        sound[start : start + len(burst)] += burst
    swell = np.minimum(1.0, np.minimum(np.arange(size) / (0.3 * RATE), np.arange(size)[::-1] / (0.8 * RATE)))
    shaped = sound[:size] * swell
    return np.asarray(np.round(shaped / np.max(np.abs(shaped)) * 12_000), dtype=np.int16)


def perform(turns: Sequence[Sequence[Line]]) -> tuple[Samples, tuple[Cue, ...]]:
    """Return the whole recording and the cue of every line."""
    parts: list[Samples] = [_silence(LEAD)]
    cues: list[Cue] = []
    length, claps = len(parts[0]), 0
    for number, turn in enumerate(turns):
        for place, line in enumerate(turn):
            if cues:
                parts.append(_silence(SENTENCE_PAUSE if place else TURN_PAUSES[number % len(TURN_PAUSES)]))
                length += len(parts[-1])
            if line.speaker is None:
                parts.append(applaud(APPLAUSE[claps % len(APPLAUSE)], claps))
                claps += 1
            else:
                parts.append(speak(line))
            cues.append(Cue(_ms(length), _ms(length + len(parts[-1])), line))
            length += len(parts[-1])
    return np.concatenate(parts), tuple(cues)


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), dtype=np.int16)


def _ms(samples: int) -> int:
    return samples * 1000 // RATE


def encode(samples: Samples) -> bytes:
    """Return `samples` as Opus in Ogg, without anything that changes from run to run."""
    target = io.BytesIO()
    with av.open(target, "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=ENCODED_RATE, layout="mono", options={"application": "voip"})
        stream.bit_rate = BIT_RATE
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        resampler = av.AudioResampler(format="s16", layout="mono", rate=ENCODED_RATE)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return target.getvalue()


def to_vtt(cues: Sequence[Cue]) -> str:
    """Return the cues as WebVTT with a voice tag for every speaker."""
    blocks = [f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{_payload(cue.line)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def _payload(line: Line) -> str:
    text = escape(line.text, quote=False)
    return f"<v {line.speaker}>{text}</v>" if line.speaker else text


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def make(stem: str) -> tuple[bytes, str]:
    """Return recording and VTT of one speech; the language is the stem's first two letters."""
    text = (FOLDER / f"{stem}.txt").read_text(encoding="utf-8")
    samples, cues = perform(read_lines(text, stem[:2]))
    return encode(samples), to_vtt(cues)


def spoken_stems() -> tuple[str, ...]:
    """Return the speeches that name their speakers, sorted."""
    paths = sorted(FOLDER.glob("*.txt"))
    return tuple(path.stem for path in paths if _LABEL.match(path.read_text(encoding="utf-8")))


def main(stems: Sequence[str]) -> None:
    """Make the given samples, or all."""
    for stem in stems or spoken_stems():
        sound, vtt = make(stem)
        write_bytes(FOLDER / f"{stem}.ogg", sound)
        write_text(FOLDER / f"{stem}.vtt", vtt)
        print(f"{stem}: {len(sound) / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
