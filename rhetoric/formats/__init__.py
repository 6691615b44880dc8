"""File formats in and out: one module each, around the `Analysis` record.

Importing this package loads no format; a reader or writer is imported when it is used.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from rhetoric.records import Analysis
from rhetoric.registry import Registry

TRANSCRIPT_SUFFIXES = (".txt", ".text", ".md", ".docx", ".html", ".htm", ".srt", ".vtt", ".json")

Writer = Callable[[Analysis], str]
WRITERS = Registry(
    what="export format",
    group="rhetoric.writers",
    builtin={
        "csv": "rhetoric.formats.csv:annotations_csv",
        "delivery": "rhetoric.formats.delivery_csv:delivery_csv",
        "html": "rhetoric.reports.html:render_html",
        "json": "rhetoric.formats.rhetoric_json:dumps",
        "md": "rhetoric.reports.markdown:render_markdown",
        "rttm": "rhetoric.formats.rttm:dumps",
        "srt": "rhetoric.formats.srt:dumps",
        "txt": "rhetoric.formats.plain:dumps",
        "vtt": "rhetoric.formats.vtt:dumps",
    },
)


def read_transcript(path: Path, *, language: str | None = None) -> Analysis:
    """Read a transcript file of any known format, told by its content first, then by its name.

    Parameters
    ----------
    path
        The file.
    language
        Its language, where the caller knows it; else the file's own word, else a guess with a notice.
        A rhetoric analysis keeps the language it was made with.

    Raises
    ------
    InputError
        If the file cannot be read, is not a transcript, or holds no words.
    FormatError
        If it breaks the rules of its format.
    """
    read = cast("Callable[..., Analysis]", import_module("rhetoric.formats.reading").read_file)
    return read(path, language=language)


def read_text(text: str, *, language: str | None = None) -> Analysis:
    """Return the analysis of a transcript given as text, labels and marks found as in a .txt file."""
    read = cast("Callable[..., Analysis]", import_module("rhetoric.formats.reading").read_string)
    return read(text, language=language)


def write(analysis: Analysis, name: str) -> str:
    """Return `analysis` in the format called `name`.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    RhetoricError
        If the format needs what the analysis lacks, such as times.
    """
    writer = cast("Writer", WRITERS.load(name))
    return writer(analysis)
