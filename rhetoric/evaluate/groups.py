"""Groups of speeches for a breakdown, from a table of the user's: who governs, which camp, which floor.

A CSV whose first column is `speech` or `speaker` and whose other columns are groupings; an empty cell leaves the
speech out of that grouping.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rhetoric.errors import FormatError
from rhetoric.evaluate.cells import Counts, Speech
from rhetoric.evaluate.score import Sampling, Scope, scope
from rhetoric.formats.encoding import decode, read_file


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to divide the speeches: its name, and the group of each key (a speech's id or a speaker's name)."""

    name: str
    key: str
    groups: Mapping[str, str]

    def of(self, speech: Speech) -> str | None:
        """Return the group of a speech, or None where the table says nothing."""
        name = speech.id if self.key == "speech" else speech.speaker
        return self.groups.get(name) if name else None


def read_groups(path: Path) -> tuple[Grouping, ...]:
    """Read a table of groups.

    Raises
    ------
    FormatError
        If the first column is neither `speech` nor `speaker`, there is no other, or a key occurs twice.
    """
    rows = list(csv.reader(io.StringIO(decode(read_file(path), str(path)).text, newline="")))
    head = [cell.strip() for cell in rows[0]]
    if head[0] not in {"speech", "speaker"} or len(head) < 2:
        raise FormatError(
            f"{path} begins with the columns {', '.join(head)}",
            "the first is speech or speaker, the others are groupings",
        )
    body = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    keys = [row[0].strip() for row in body]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise FormatError(f"{path} names {twice!r} twice", f"one row per {head[0]}")
    return tuple(
        Grouping(
            name, head[0], {key: row[at].strip() for key, row in zip(keys, body, strict=True) if _has(row, at)}
        )
        for at, name in enumerate(head)
        if at > 0
    )


def group_scopes(counts: Counts, grouping: Grouping, sampling: Sampling) -> tuple[Scope, ...]:
    """Return one scope per group, in the order of their names, called "grouping: group"."""
    groups = [grouping.of(speech) for speech in counts.speeches]
    names: Iterable[str] = sorted({group for group in groups if group})
    return tuple(
        scope(counts, f"{grouping.name}: {name}", (group == name for group in groups), sampling) for name in names
    )


def _has(row: list[str], at: int) -> bool:
    return at < len(row) and bool(row[at].strip())
