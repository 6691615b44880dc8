"""What stages tell, and sound without a recording, for tests."""

from pathlib import Path

import numpy as np

from rhetoric.audio import Audio
from rhetoric.records import Recording


class Told:
    """Remembers what a stage tells, and answers questions as it was told to."""

    def __init__(self, *, answer: bool = False) -> None:
        self.stages: list[str] = []
        self.totals: list[int | None] = []
        self.reached: list[int] = []
        self.said: list[str] = []
        self.asked: list[str] = []
        self._answer = answer

    def stage(self, name: str, total: int | None = None) -> None:
        self.stages.append(name)
        self.totals.append(total)

    def reach(self, done: int) -> None:
        self.reached.append(done)

    def say(self, message: str) -> None:
        self.said.append(message)

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        return self._answer


def sound(folder: Path, *, seconds: int, name: str = "a.wav") -> Audio:
    """Return a recording of faint noise, decoded."""
    pcm = folder / "sound.pcm"
    noise = np.random.default_rng(5).integers(-400, 400, seconds * 16_000, dtype=np.int16)
    pcm.write_bytes(noise.astype("<i2").tobytes())
    return Audio(Recording(name, "5" * 64, seconds * 1000, 16_000, 1), pcm, "wav", "pcm_s16le")
