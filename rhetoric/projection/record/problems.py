"""What is wrong in a record file: collected, each with its line, key and remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

MOST = 1000  # problems of one file; with more, reading stops
_SHOWN = 80  # characters of a value
_COMPARED = 300  # known names that a wrong one is compared with


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do; `line` counts from 1."""

    line: int
    key: str
    message: str
    hint: str


class TooMany(Exception):  # noqa: N818 - it ends the reading of a file and is no error of its own
    """Raised where a file has more problems than anybody reads."""


class Problems:
    """A list of problems and one of warnings, in the order they were found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.warnings: list[Problem] = []

    def add(self, line: int, key: str, message: str, hint: str) -> None:
        """Add a problem."""
        if len(self.found) >= MOST:
            raise TooMany
        self.found.append(Problem(line, _short(key), plain_line(message), hint))

    def warn(self, line: int, key: str, message: str, hint: str) -> None:
        """Add a warning: something to look at that makes no record unusable; only a thousand are kept."""
        if len(self.warnings) < MOST:
            self.warnings.append(Problem(line, _short(key), plain_line(message), hint))


def plain_line(text: str) -> str:
    """Return a text as one line that does nothing to a terminal: no controls, no marks that turn its direction."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def shown(value: str) -> str:
    """Return a value as a message quotes it: short, in one line."""
    return f"“{_short(value, _SHOWN)}”"


def _short(text: str, most: int = 2 * _SHOWN) -> str:
    line = plain_line(text[: most * 4])
    return line if len(line) <= most else f"{line[: most - 1]}…"


def choose(value: str, known: Iterable[str], *, most: int = 12) -> str:
    """Return the hint for a value that is not among the known ones: the nearest, and all if they are few."""
    names = list(islice(known, _COMPARED))
    close = get_close_matches(value[:_SHOWN], names, n=1, cutoff=0.6)
    meant = f"did you mean {close[0]}?" if close else ""
    listing = f"known: {', '.join(names)}" if 0 < len(names) <= most else ""
    if meant and listing:
        return f"{meant} ({listing})"
    return meant or listing
