"""Progress bars and messages on stderr; stdout is for results only."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from rhetoric.progress import SILENCE, Progress


class BarProgress:
    """One bar on stderr for one file: its name, the stage and the time left."""

    def __init__(self, bars: Bars, name: str) -> None:
        self._bars = bars
        self._name = escape(name)
        self._task: TaskID = bars.add_task(self._name, total=None, stage="")

    def stage(self, name: str, total: int | None = None) -> None:
        """Start the bar anew for a stage."""
        self._bars.reset(self._task, total=total, stage=name, completed=0)

    def reach(self, done: int) -> None:
        """Move the bar."""
        self._bars.update(self._task, completed=done)

    def say(self, message: str) -> None:
        """Print a line above the bar."""
        self._bars.console.print(escape(message), highlight=False, soft_wrap=True)

    def ask(self, question: str) -> bool:
        """Ask on the terminal, the bar out of the way."""
        self._bars.stop()
        try:
            return _ask(question)
        finally:
            self._bars.start()


class JsonProgress:
    """One JSON object a line on stderr for each stage, tenth of a stage, and message."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._stage = ""
        self._total: int | None = None
        self._tenth = 0

    def stage(self, name: str, total: int | None = None) -> None:
        """Report the beginning of a stage."""
        self._stage, self._total, self._tenth = name, total, 0
        self._write({"event": "stage", "total": total})

    def reach(self, done: int) -> None:
        """Report each tenth of the stage once."""
        tenth = done * 10 // self._total if self._total else 0
        if tenth > self._tenth:
            self._tenth = tenth
            self._write({"event": "progress", "done": done, "total": self._total})

    def say(self, message: str) -> None:
        """Report a message."""
        self._write({"event": "message", "text": message})

    def ask(self, question: str) -> bool:
        """Answer no: a program is reading."""
        return False

    def _write(self, event: dict[str, object]) -> None:
        line = {"file": self._name, "stage": self._stage, **event}
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()


class LineProgress:
    """Messages only: for a stderr that is no terminal, where a bar would be litter."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream = stream
        self._name = name

    def stage(self, name: str, total: int | None = None) -> None:
        """Print the stage."""
        self._stream.write(f"{self._name}: {name}\n")
        self._stream.flush()

    def reach(self, done: int) -> None:
        """Keep quiet about the place."""

    def say(self, message: str) -> None:
        """Print the message."""
        self._stream.write(f"{self._name}: {message}\n")
        self._stream.flush()

    def ask(self, question: str) -> bool:
        """Answer no: there is no terminal."""
        return False


@contextmanager
def progress_for(name: str, style: str) -> Iterator[Progress]:
    """Show one file's progress on stderr in a style: "bar", "json" or "quiet"; a bar needs a terminal."""
    if style == "quiet":
        yield SILENCE
    elif style == "json":
        yield JsonProgress(sys.stderr, name)
    elif not sys.stderr.isatty():
        yield LineProgress(sys.stderr, name)
    else:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[stage]}"))
        with Bars(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bars:
            yield BarProgress(bars, name)


def tell(message: str) -> None:
    """Print a line on stderr."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def _ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal; unless somebody types there, the answer is no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "s", "sí", "si"}
