"""Short recordings cut from the material, in any container PyAV writes."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from rhetoric.audio import decode
from rhetoric.records import Span
from tests.sounds import write_wav

RATE = 16_000


def clip(source: Path, scratch: Path, *, seconds: float) -> NDArray[np.int16]:
    """Return the first seconds of a recording as 16 kHz mono int16."""
    audio = decode(source, scratch)
    samples = audio.window(Span(0, min(round(seconds * 1000), audio.duration)))
    return np.round(samples * 32767).astype(np.int16)


def save(path: Path, samples: NDArray[np.int16]) -> Path:
    """Write samples as a .wav file."""
    return write_wav(path, samples, rate=RATE)


def encode(path: Path, samples: NDArray[np.int16], *, codec: str, video: bool = False) -> Path:
    """Write samples with a codec, in the container of the path's suffix, beside a black picture where wanted."""
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), "s16", "mono")
    frame.sample_rate = RATE
    with av.open(str(path), "w") as container:
        sound = container.add_stream(codec, rate=48_000, layout="mono")
        picture = container.add_stream("mpeg4" if path.suffix != ".webm" else "libvpx", rate=5) if video else None
        if picture is not None:
            _dark(container, picture, round(len(samples) / RATE * 5))
        fitted = av.AudioResampler(format=sound.format, layout="mono", rate=48_000, frame_size=_frame_size(sound))
        for part in (*fitted.resample(frame), *fitted.resample(None)):
            for packet in sound.encode(part):
                container.mux(packet)
        for packet in sound.encode(None):
            container.mux(packet)
    return path


def _frame_size(sound: av.AudioStream) -> int:
    return sound.codec_context.frame_size or 1024


def _dark(container: av.container.OutputContainer, stream: av.VideoStream, count: int) -> None:
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    for index in range(count):
        frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), dtype=np.uint8), format="rgb24")
        frame.pts, frame.time_base = index, Fraction(1, 5)
        for packet in stream.encode(frame):
            container.mux(packet)
    for packet in stream.encode(None):
        container.mux(packet)
