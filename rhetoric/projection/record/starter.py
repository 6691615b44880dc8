"""A record to start from: invented sides and acts, with a comment for every key, that passes the check."""

import tempfile
from importlib.resources import files
from pathlib import Path

from rhetoric.errors import OutputError, unknown_name
from rhetoric.files import write_text
from rhetoric.projection.record.reading import read_record, suffix_of
from rhetoric.projection.record.writing import write_csv

LANGUAGES = ("en", "es")


def start(path: Path, *, language: str = "en", force: bool = False) -> None:
    """Write the example to a new file, as a table if it is called .csv.

    Raises
    ------
    UnknownNameError
        If there is no example in the language.
    FormatError
        If the file is called neither .yaml nor .csv.
    OutputError
        If it exists and is not to be overwritten, or cannot be written.
    """
    if language not in LANGUAGES:
        raise unknown_name("language", language, LANGUAGES)
    suffix = suffix_of(path)
    refuse_existing(path, force=force)
    text = example(language)
    if suffix != ".csv":
        write_text(path, text)
        return
    with tempfile.TemporaryDirectory() as folder:
        twin = Path(folder) / "record.yaml"
        twin.write_text(text, encoding="utf-8")
        write_csv(read_record(twin), path)


def example(language: str) -> str:
    """Return the text of the example."""
    return (files("rhetoric.projection.record") / "starter_files" / f"record.{language}.yaml").read_text(
        encoding="utf-8"
    )


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise OutputError if a file is there and may not be overwritten."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder", "name a file in it")
    if path.exists() and not force:
        raise OutputError(f"{path} exists, and may hold work of yours", "choose another name, or add --force")
