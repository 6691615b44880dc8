"""Home countries of the speeches of a gold, from a CSV file with the columns speech and home."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from rhetoric.errors import FormatError
from rhetoric.evaluate.gold import Gold
from rhetoric.formats.encoding import decode, read_file

_COLUMNS = ("speech", "home")


def read_homes(path: Path) -> Mapping[str, str]:
    """Return the home country by speech; lines without one are left out.

    Raises
    ------
    FormatError
        If a column is missing, or a speech is given two homes.
    """
    text = decode(read_file(path), str(path)).text
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        raise FormatError(f"{path} lacks a column speech or home", "begin with the line: speech,home")
    homes: dict[str, str] = {}
    try:
        for row in rows:
            speech, home = (str(row[column] or "").strip() for column in _COLUMNS)
            if speech and home and homes.setdefault(speech, home) != home:
                raise FormatError(f"{path} gives {speech!r} two homes", "keep one line per speech")
    except csv.Error as error:
        raise FormatError(f"{path}, line {rows.line_num}: {error}", "write plain CSV: speech,home") from error
    return homes


def with_homes(gold: Gold, homes: Mapping[str, str]) -> Gold:
    """Return the gold with the homes of its speeches; passages of others keep what the gold says.

    Raises
    ------
    FormatError
        If no speech of the gold is in the list.
    """
    if gold.passages and not any(passage.speech in homes for passage in gold.passages):
        raise FormatError(
            f"none of the {len(homes)} homes is of a speech of the gold, such as {gold.passages[0].speech!r}",
            "write the speech as the gold does: its `speech`, or its id before the @",
        )
    return replace(
        gold, passages=tuple(replace(one, home=homes.get(one.speech, one.home)) for one in gold.passages)
    )
