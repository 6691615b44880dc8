"""What the parts of the bench share: where material lies, which weights are used, and the clock."""

import os
import time
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from rhetoric.audio import Audio
from rhetoric.records import Span
from rhetoric.transcribe import SAMPLE_RATE
from tests.scripted_whisper import SMALL, TINY, Dims, Line, build

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RHETORIC_SHARED", ROOT.parent / "shared"))
SOUNDS = SHARED / "data" / "audio"
LONG = SOUNDS / "long" / "ls_roll_call_a.ogg"  # 27 min
THREADS = 2
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Bench:
    """How to measure: a folder for scratch files, weights the user has, rounds, and minutes of speech."""

    scratch: Path
    whisper: Path | None = None
    rounds: int = 3
    minutes: int = 10

    @property
    def weights(self) -> str:
        """What stands in every line whose figure depends on the recogniser."""
        return f"weights {self.whisper.name}" if self.whisper else "scripted weights"

    def model(self, name: str, script: Sequence[Line], *, language: str = "en", dims: Dims = TINY) -> Path:
        """Return the user's weights, or scripted ones that hear `script` in every half minute."""
        if self.whisper:
            return self.whisper
        folder = self.scratch / name
        if not folder.exists():
            build(folder, list(script), language=language, dims=dims)
        return folder

    def small(self, script: Sequence[Line]) -> Path:
        """Return the user's weights, or scripted ones in the shapes of `small`."""
        return self.model("small-scripted", script, dims=SMALL)


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds `work` takes, and what it gives."""
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def clocked(work: Callable[[], Result]) -> tuple[float, float, Result]:
    """Return the seconds `work` takes, those of the processor in this process, and what it gives.

    On a machine that others use, only the latter can be compared.
    """
    begun = time.process_time()
    seconds, result = timed(work)
    return seconds, time.process_time() - begun, result


def clip(audio: Audio, length: int, path: Path) -> Path:
    """Write the first `length` ms of a recording to `path` as WAV; return `path`."""
    samples = audio.window(Span(0, min(length, audio.duration)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def there(part: str, *paths: Path) -> bool:
    """Tell whether the material of a part is there; say so where it is not."""
    lacking = [path for path in paths if not path.exists()]
    for path in lacking:
        print(f"{part}: skipped, {path} is not there")
    return not lacking
