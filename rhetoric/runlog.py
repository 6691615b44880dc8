"""What happened when: clocks, host and paths, kept out of analysis.json so that it stays reproducible."""

import json
import platform
import time
from datetime import UTC, datetime
from pathlib import Path

from rhetoric import __version__
from rhetoric.files import write_text
from rhetoric.progress import Progress


class RunLog:
    """Passes progress on and notes how long each stage took."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._begun = datetime.now(UTC)
        self._stages: list[tuple[str, float]] = []
        self._messages: list[str] = []

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage."""
        self._stages.append((name, time.monotonic()))
        self._shown.stage(name, total)

    def reach(self, done: int) -> None:
        """Pass the place on."""
        self._shown.reach(done)

    def say(self, message: str) -> None:
        """Note a message and pass it on."""
        self._messages.append(message)
        self._shown.say(message)

    def ask(self, question: str) -> bool:
        """Pass a question on and note the answer."""
        answer = self._shown.ask(question)
        self._messages.append(f"{question} {'yes' if answer else 'no'}")
        return answer

    def write(self, path: Path, source: Path) -> None:
        """Write the log of a finished run beside its results."""
        ends = [begun for _, begun in self._stages[1:]] + [time.monotonic()]
        stages = [
            {"stage": name, "seconds": round(end - begun, 3)}
            for (name, begun), end in zip(self._stages, ends, strict=True)
        ]
        log = {
            "rhetoric": __version__,
            "input": str(source.resolve()),
            "begun": self._begun.isoformat(timespec="seconds"),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            "platform": platform.platform(),
            "stages": stages,
            "messages": self._messages,
        }
        write_text(path, json.dumps(log, ensure_ascii=False, indent=1) + "\n")
