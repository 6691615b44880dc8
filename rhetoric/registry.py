"""Names and the objects they stand for, imported only when asked for.

Built-in engines and those of third parties (entry points, one group per protocol) come through the same door.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points

from rhetoric.errors import MissingDependencyError, unknown_name


@dataclass(frozen=True, slots=True)
class Registry:
    """A table of names, each with the place of its object as "package.module:attribute".

    Parameters
    ----------
    what
        What the names stand for, as an error message would say it ("speaker engine").
    group
        Entry-point group under which third parties register more.
    builtin
        Name to place.
    """

    what: str
    group: str
    builtin: Mapping[str, str]

    def names(self) -> tuple[str, ...]:
        """Return all names, built-in first, each group sorted."""
        others = {point.name for point in entry_points(group=self.group)} - set(self.builtin)
        return (*sorted(self.builtin), *sorted(others))

    def load(self, name: str) -> object:
        """Import and return the object called `name`.

        Raises
        ------
        UnknownNameError
            If nobody registered the name.
        MissingDependencyError
            If a library the object needs is not installed.
        """
        try:
            if name in self.builtin:
                module, _, attribute = self.builtin[name].partition(":")
                return getattr(import_module(module), attribute)
            for point in entry_points(group=self.group, name=name):
                return point.load()
        except ModuleNotFoundError as error:
            raise MissingDependencyError(
                f"{self.what} {name!r} needs the library {error.name!r}, which is not installed",
                f"install it (pip install {error.name}), or run: rhetoric doctor",
            ) from error
        raise unknown_name(self.what, name, self.names())
