"""The numbers behind the order of cases, read from parameters.yaml; every one of them can be varied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rhetoric.devices import yamlfile
from rhetoric.errors import FormatError, unknown_name

SHIPPED = Path(__file__).with_name("parameters.yaml")
_UNBOUNDED = frozenset({("time", "years"), ("time", "decay")})  # years, not shares


@dataclass(frozen=True, slots=True)
class Parameters:
    """Factors by group and name; shares in [0, 1] except two numbers of years."""

    values: Mapping[str, Mapping[str, float]]

    def __call__(self, group: str, name: str) -> float:
        """Return one number."""
        return self.values[group][name]

    def varied(self, group: str, name: str, factor: float) -> "Parameters":
        """Return these numbers with one of them multiplied, shares kept at most 1."""
        value = self.values[group][name] * factor
        if (group, name) not in _UNBOUNDED:
            value = min(value, 1.0)
        return Parameters({**self.values, group: {**self.values[group], name: value}})

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield group and name of every number, in the order of the file."""
        for group, table in self.values.items():
            for name in table:
                yield group, name


@cache
def shipped() -> Parameters:
    """Return the numbers that come with the program."""
    return _read(SHIPPED)


def read_parameters(path: Path | None) -> Parameters:
    """Read a parameters file; numbers it leaves out keep their shipped value, without a file all do.

    Raises
    ------
    InputError
        If the file cannot be read.
    FormatError
        If a value is no number, negative, or a share above 1.
    UnknownNameError
        If a group or name is none of the shipped ones.
    """
    if path is None:
        return shipped()
    own = _read(path)
    base = shipped().values
    for group, table in own.values.items():
        if group not in base:
            raise unknown_name(f"group of {path.name}", group, base)
        for name in table:
            if name not in base[group]:
                raise unknown_name(f"{group} of {path.name}", name, base[group])
    return Parameters({group: {**table, **own.values.get(group, {})} for group, table in base.items()})


def _read(path: Path) -> Parameters:
    found: dict[str, dict[str, float]] = {}
    for group, table in yamlfile.mapping(path).items():
        if not isinstance(table, dict):
            raise FormatError(f"{path}: {group!r} is {str(table)[:60]!r}", "write NAME: NUMBER lines below it")
        found[group] = {str(name): _number(value, (group, str(name)), path) for name, value in table.items()}
    return Parameters(found)


def _number(value: object, key: tuple[str, str], path: Path) -> float:
    above = key in _UNBOUNDED
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= (1e6 if above else 1):
        hint = "write years, 0 or more" if above else "write a share from 0 to 1"
        raise FormatError(f"{path}: {'.'.join(key)} is {value!r}", hint)
    return float(value)
