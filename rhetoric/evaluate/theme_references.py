"""Reading texts whose subjects people marked: meetings with a topic list, debates with a topic per turn, our own.

A boundary is a sentence with which a marked stretch begins. What lies between two marked stretches belongs to the
one before. Texts without marks are named, not scored.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rhetoric.errors import FormatError, InputError, RhetoricError
from rhetoric.formats import read_transcript
from rhetoric.language import detect
from rhetoric.records import Analysis, Span, Transcript, Turn
from rhetoric.text import segment

Row = tuple[str, str]  # speaker, words


@dataclass(frozen=True, slots=True)
class ThemeReference:
    """A text and the sentences, by number, with which a new subject begins."""

    name: str
    transcript: Transcript
    cuts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ThemeReferences:
    """The texts of a folder in order of their names, and the names of those without marks."""

    marked: tuple[ThemeReference, ...]
    unmarked: tuple[str, ...]


def read_references(place: Path, *, part: str = "all") -> ThemeReferences:
    """Read a file, or every .json file of a folder.

    Parameters
    ----------
    place
        A file or a folder.
    part
        "all", or the files at "even" or "odd" positions of the sorted names, the first being 0.

    Raises
    ------
    InputError
        If there is nothing to read, or nothing in it is marked.
    """
    paths = sorted(place.glob("*.json")) if place.is_dir() else [place]
    first, step = {"all": (0, 1), "even": (0, 2), "odd": (1, 2)}[part]
    found = [_read(path) for path in paths[first::step]]
    marked = tuple(one for one in found if one.cuts)
    if not marked:
        raise InputError(
            f"{place}: no text in it has its subjects marked",
            "give .json files: meetings with topic_list, debates with a topic per turn, or analyses",
        )
    return ThemeReferences(marked, tuple(one.name for one in found if not one.cuts))


def _read(path: Path) -> ThemeReference:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path} cannot be read: {error}", "give a JSON file in UTF-8") from error
    try:
        if isinstance(content, dict) and "topic_list" in content:
            return _meeting(path.stem, content)
        if isinstance(content, list):
            return _debate(path.stem, content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, RhetoricError):
            raise
        raise FormatError(
            f"{path}: not a marked meeting or debate ({type(error).__name__}: {error})",
            "a meeting has turns and topic_list, a debate a list of rows with speaker, topic and text",
        ) from error
    return _own(path.stem, read_transcript(path))


def _meeting(name: str, content: Mapping[str, object]) -> ThemeReference:
    turns, topics = content.get("turns", content.get("meeting_transcripts")), content["topic_list"]
    if not isinstance(turns, list) or not isinstance(topics, list):
        raise TypeError("turns and topic_list must be lists")
    rows = [(str(turn["speaker"]), str(turn["content"])) for turn in turns]
    opens = {int(start) for topic in topics for start, _ in topic["relevant_text_span"]}
    return _assemble(name, rows, opens)


def _debate(name: str, content: Sequence[Mapping[str, object]]) -> ThemeReference:
    """Read rows of one speaker each, put in order of their starting times where they have any."""
    rows = sorted(content, key=lambda row: _seconds(str(row.get("start", ""))))
    changes = {
        number
        for number, (before, after) in enumerate(pairwise(rows), start=1)
        if before.get("topic") != after.get("topic")
    }
    return _assemble(name, [(str(row["speaker"]), str(row["text"])) for row in rows], changes)


def _seconds(stamp: str) -> int:
    total = 0
    for number in re.findall(r"\d+", stamp):
        total = total * 60 + int(number)
    return total


def _assemble(name: str, rows: Iterable[Row], opens: set[int]) -> ThemeReference:
    """Join the rows to one text; `opens` numbers the rows that begin a subject."""
    ids: dict[str, str] = {}
    pieces: list[str] = []
    turns: list[Turn] = []
    starts: set[int] = set()
    length, pending = 0, False
    for number, (speaker, words) in enumerate(rows):
        pending = pending or number in opens
        if not (stripped := words.strip()):
            continue
        if pending:
            starts.add(length)
            pending = False
        turns.append(Turn(ids.setdefault(speaker, f"S{len(ids) + 1}"), Span(length, length + len(stripped))))
        pieces.append(stripped)
        length += len(stripped) + 1
    text = "\n".join(pieces)
    language, _ = detect(text)
    lines = segment(text, language, turns)
    cuts = tuple(number for number, line in enumerate(lines) if number and line.start in starts)
    return ThemeReference(name, Transcript(text, language, sentences=lines, turns=tuple(turns)), cuts)


def _own(name: str, analysis: Analysis) -> ThemeReference:
    starts = {part.start for theme in analysis.themes for part in theme.parts}
    lines = analysis.transcript.sentences
    cuts = tuple(number for number, line in enumerate(lines) if number and line.start in starts)
    return ThemeReference(name, analysis.transcript, cuts)
