"""Small recordings made for tests."""

import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray


def tone(seconds: float, *, rate: int = 16_000, hertz: float = 440.0, level: float = 0.3) -> NDArray[np.int16]:
    """Return a sine as int16 samples."""
    time = np.arange(round(seconds * rate)) / rate
    return np.round(32767 * level * np.sin(2 * np.pi * hertz * time)).astype(np.int16)


def write_wav(path: Path, *channels: NDArray[np.int16], rate: int = 16_000) -> Path:
    """Write 16-bit samples, one array per channel."""
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(len(channels))
        stream.setsampwidth(2)
        stream.setframerate(rate)
        stream.writeframes(np.stack(channels, axis=1).astype("<i2").tobytes())
    return path


def encode(path: Path, samples: NDArray[np.int16], codec: str, *, rate: int = 48_000) -> Path:
    """Write mono samples with a codec, in the container of the path's suffix."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), "s16", "mono")
        frame.sample_rate = rate
        for packet in stream.encode(frame):
            container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return path
