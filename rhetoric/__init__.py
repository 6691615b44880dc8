"""Hear a speech and show how it persuades: form, never truth.

>>> import rhetoric
>>> analysis = rhetoric.tag("They want to steal our water. They want to steal our votes.", language="en")
>>> analysis.transcript.language
'en'
"""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast

from rhetoric.config import Options
from rhetoric.errors import RhetoricError
from rhetoric.records import Analysis

__version__ = "0.1.0"

__all__ = ["Analysis", "Options", "RhetoricError", "__version__", "analyze", "tag"]


def analyze(path: str | Path, options: Options | None = None, *, language: str | None = None) -> Analysis:
    """Analyse one recording, transcript or earlier analysis.json.

    Parameters
    ----------
    path
        The file.
    options
        Everything that can be chosen; the defaults if left out.
    language
        Shorthand for `Options(language=…)`.

    Raises
    ------
    RhetoricError
        If the file cannot be read, decoded or transcribed with what is on this machine.
    """
    chosen = options or Options()
    if language is not None:
        chosen = replace(chosen, language=language)
    return cast("Analysis", _stages().analyze_file(Path(path), chosen))


def tag(text: str, language: str | None = None) -> Analysis:
    """Tag the devices of a text; "NAME:" at the head of a paragraph is its speaker."""
    return cast("Analysis", _stages().tag_text(text, language))


def _stages() -> ModuleType:
    """Import the stages when the first one is needed: they bring every heavy library."""
    return import_module("rhetoric.pipeline")
