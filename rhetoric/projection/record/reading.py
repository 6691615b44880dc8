"""Reading a record file, YAML or its CSV twin, with every problem named by line and key."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from rhetoric.errors import ConfigError, FormatError, InputError
from rhetoric.projection.record import table
from rhetoric.projection.record.entries import Record
from rhetoric.projection.record.layout import column_of
from rhetoric.projection.record.meaning import understand
from rhetoric.projection.record.problems import Problem, Problems, TooMany, plain_line
from rhetoric.yaml_tree import Node, read_tree

LARGEST = 4 << 20  # bytes of a file; an entry with three sources has about 1,500
SUFFIXES = (".yaml", ".yml", ".csv")


@dataclass(frozen=True, slots=True)
class Inspection:
    """A record file looked at: the record if there are no problems, and all problems and warnings by line."""

    record: Record | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    more: bool = False  # there are problems beyond those listed


def shipped_acts() -> frozenset[str]:
    """Return the ids of the leaves of the shipped taxonomy of acts."""
    from rhetoric.devices import actsfile  # noqa: PLC0415 - it loads the text tools

    return frozenset(actsfile.shipped().ids)


def read_record(path: Path, *, acts: Collection[str] | None = None) -> Record:
    """Read a record from a YAML or CSV file, told apart by the suffix.

    Parameters
    ----------
    path
        The file.
    acts
        The ids of acts there are; those of the shipped taxonomy if left out.

    Raises
    ------
    InputError
        If the file cannot be read.
    FormatError
        If anything in it breaks the rules; the message has the first problem and says how many more there are.
    """
    seen = inspect_record(path, acts=acts)
    if seen.record is not None:
        return seen.record
    first, rest = seen.problems[0], len(seen.problems) - 1
    more = f" (and {rest:,}{' or more' if seen.more else ''} more)" if rest else ""
    raise FormatError(
        f"{plain_line(str(path))}, line {first.line}: {first.key}: {first.message}{more}",
        f"{first.hint}; `rhetoric record check` lists every problem",
    )


def inspect_record(path: Path, *, acts: Collection[str] | None = None) -> Inspection:
    """Read a record file and list what is wrong in it; parameters and errors as for `read_record`.

    A FormatError is raised only where nothing can be made of the file, as where it is no YAML.
    """
    name = plain_line(str(path))
    data = _bytes(path, name)
    text = _text(data, name)
    problems = Problems()
    record, more = None, False
    try:
        tree = _tree(text, suffix_of(path), name, problems)
        record = understand(tree, shipped_acts() if acts is None else acts, problems)
    except TooMany:
        more = True
    if record is not None:
        record = replace(record, sha256=hashlib.sha256(data).hexdigest())
    as_columns = path.suffix.lower() == ".csv"
    found, warnings = (_ordered(each, as_columns=as_columns) for each in (problems.found, problems.warnings))
    return Inspection(record, found, warnings, more=more)


def suffix_of(path: Path) -> str:
    """Return the suffix of a record file in small letters.

    Raises
    ------
    FormatError
        If it is none of a record file.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise FormatError(
            f"{plain_line(str(path))} is called neither .yaml nor .csv", "a record is a YAML file or its CSV twin"
        )
    return suffix


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{name} is a folder, not a file", "give a record file: .yaml or .csv")
        if path.exists() and not path.is_file():
            raise InputError(f"{name} is no plain file", "give a record file: .yaml or .csv")
        suffix_of(path)
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(f"cannot read {name}: {reason}", "check the name and the permissions") from error
    if len(data) > LARGEST:
        raise FormatError(f"{name} has more than {LARGEST >> 20} MiB", "split the record into several files")
    if not data.strip():
        raise FormatError(f"{name} is empty", "`rhetoric record new` writes a record to start from")
    return data


def _text(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(
            f"{name}, line {line}: this is not UTF-8", "save it as UTF-8; in a spreadsheet, as “CSV UTF-8”"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FormatError(f"{name}, line {line}: a zero character", "this is no text; save it as UTF-8")
    return text


def _tree(text: str, suffix: str, name: str, problems: Problems) -> Node:
    if suffix == ".csv":
        return table.read_rows(text, name, problems)
    try:
        return read_tree(
            text,
            name,
            twice=lambda key, line: problems.add(line, key, "occurs twice", "keep one of them"),
        )
    except ConfigError as error:
        raise FormatError(plain_line(error.message), error.hint) from error


def _ordered(found: list[Problem], *, as_columns: bool) -> tuple[Problem, ...]:
    """Return problems by line, each key in the words of the file: columns for a CSV file."""
    ordered = sorted(found, key=lambda one: one.line)
    return tuple(replace(one, key=_column(one.key)) if as_columns else one for one in ordered)


def _column(key: str) -> str:
    """Return the column of a key, and whose it is ("entries[r-1].sources[s1].quote" → "quote of r-1 s1")."""
    names = re.findall(r"\[([^]]*)\]", key)
    column = column_of().get(re.sub(r"\[[^]]*\]", "", key), key)
    return f"{column} of {' '.join(names)}" if names and column != key else column
