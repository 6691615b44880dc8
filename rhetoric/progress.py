"""What a stage tells while it works; the command line shows it, a library call keeps silent."""

from typing import Protocol


class Progress(Protocol):
    """Listens to one file's work."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage; `total` is in the units of `reach` (ms of recording, say), None if unknown."""
        ...

    def reach(self, done: int) -> None:
        """Tell how far the stage is, from 0 to its total."""
        ...

    def say(self, message: str) -> None:
        """Tell something a user should know now."""
        ...

    def ask(self, question: str) -> bool:
        """Ask a yes-or-no question; where nobody can answer, the answer is no."""
        ...


class Silence:
    """Listens and says nothing."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Ignore the stage."""

    def reach(self, done: int) -> None:
        """Ignore the place."""

    def say(self, message: str) -> None:
        """Ignore the message."""

    def ask(self, question: str) -> bool:
        """Answer no."""
        return False


SILENCE = Silence()
