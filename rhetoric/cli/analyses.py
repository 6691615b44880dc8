"""Several analyses given on the command line: each under a name, none of them twice."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rhetoric.records import Analysis


def named(paths: list[Path]) -> dict[str, Path]:
    """Return analysis files by the name of their folder, equal names told apart by a number."""
    found: dict[str, Path] = {}
    for path in paths:
        file = path / "analysis.json" if path.is_dir() else path
        stem = file.resolve().parent.name if file.name == "analysis.json" else file.stem
        name, number = stem, 2
        while name in found:
            name, number = f"{stem} {number}", number + 1
        found[name] = file
    return found


def read_named(paths: dict[str, Path]) -> "dict[str, Analysis]":
    """Read analyses by name.

    Raises
    ------
    InputError
        If one cannot be read, or two hold the same words: they would count twice.
    """
    from rhetoric.errors import InputError
    from rhetoric.formats.rhetoric_json import read_analysis

    found: dict[str, Analysis] = {}
    known: dict[str, Path] = {}
    for name, path in paths.items():
        analysis = read_analysis(path)
        words = analysis.transcript.text
        if words and words in known:
            raise InputError(
                f"{path} holds the same words as {known[words]}: they would count twice", "leave one of them out"
            )
        known[words] = path
        found[name] = analysis
    return found
