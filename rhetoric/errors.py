"""The error tree: what a user did or has that the program cannot work with.

Every error is shown as two lines: what is wrong with which value, and what to do about it.
Anything that is not a `RhetoricError` is a bug and keeps its traceback.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class RhetoricError(Exception):
    """Base of all errors meant for the user.

    Parameters
    ----------
    message
        What is wrong, naming the value and the rule it breaks.
    hint
        What the user can do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return message and hint as the two lines a user sees."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class InputError(RhetoricError):
    """A file that cannot be read, decoded or understood."""


class FormatError(InputError):
    """A file whose content breaks the rules of its format."""


class OutputError(RhetoricError):
    """A place that cannot be written to."""


class ConfigError(RhetoricError):
    """An option or a configuration key with a value that cannot be used."""


class UnknownNameError(ConfigError):
    """A name nobody registered: an engine, device, format, key."""


class MissingDependencyError(RhetoricError):
    """A library that a chosen feature needs is not installed."""


class ModelUnavailableError(RhetoricError):
    """Weights that are not on this machine, or not whole."""


class RecordError(RhetoricError, ValueError):
    """A record whose parts contradict each other (also a ValueError, so decoders name its place)."""


def unknown_name(what: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """Build the error for a name that is not among the known ones, with "did you mean"."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    listing = f"known: {', '.join(names)}" if names else "none is known here"
    hint = f"did you mean {close[0]!r}? ({listing})" if close else listing
    return UnknownNameError(f"unknown {what} {name!r}", hint)
