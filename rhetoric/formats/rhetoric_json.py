"""The project's own JSON: one `Analysis`, complete, in bytes that are the same for the same analysis.

Records stand one per line, so that a difference between two files is a difference between records. What is None,
empty or false is left out. Keys that a newer minor version wrote are kept and written again.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path

import msgspec

from rhetoric.errors import FormatError, InputError
from rhetoric.formats.encoding import decode, read_file
from rhetoric.formats.unknown import merge, without
from rhetoric.records import SCHEMA, Analysis, Span

_VERSION = re.compile(r"rhetoric/(\d{1,9})(?:\.\d{1,9})?")
_PLACE = re.compile(r" - at `\$?\.?(?P<place>[^`]*)`$")
_MAJOR = SCHEMA.removeprefix("rhetoric/")


def dumps(analysis: Analysis) -> str:
    """Return `analysis` as JSON text that ends with a newline.

    Raises
    ------
    FormatError
        If a number in it is not finite, which JSON cannot say.
    """
    known = {"schema": analysis.schema, **_fields(analysis, skip=("schema", "unknown"))}
    tree = merge(known, analysis.unknown)
    return f"{_block(tree, 0)}\n"


def read_analysis(path: Path) -> Analysis:
    """Return the analysis of an analysis.json, or of the folder it is in.

    Raises
    ------
    InputError
        If there is no such file.
    FormatError
        If it is no analysis.
    """
    file = path / "analysis.json" if path.is_dir() else path
    if not file.is_file():
        raise InputError(f"{file} is not a file", "give an analysis.json, or the folder analyze wrote it into")
    return loads(read_file(file), where=str(file))


def loads(data: bytes | str, *, where: str) -> Analysis:
    """Return the analysis in `data`; `where` names the file in errors.

    Raises
    ------
    FormatError
        If it is no JSON, is cut off, has another major version, or its parts contradict each other.
    """
    text = data if isinstance(data, str) else decode(data, where).text
    tree = _parsed(text, where)
    _check_version(tree, where)
    try:
        analysis = msgspec.convert({key: value for key, value in tree.items() if key != "unknown"}, Analysis)
    except (msgspec.ValidationError, RecursionError) as error:
        raise _misfit(error, where) from error
    extra = without(tree, analysis)
    return replace(analysis, unknown=extra) if extra else analysis


def _parsed(text: str, where: str) -> Mapping[str, object]:
    try:
        tree = msgspec.json.decode(text.encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise FormatError(
            f"{where} is not whole JSON: {error}",
            "the file is cut off or was edited by hand; make it again from its transcript",
        ) from error
    if not isinstance(tree, dict):
        raise FormatError(f"{where} holds a {type(tree).__name__}, not an analysis", "give an analysis.json")
    return tree


def _check_version(tree: Mapping[str, object], where: str) -> None:
    schema = tree.get("schema")
    found = _VERSION.fullmatch(schema) if isinstance(schema, str) else None
    if found is None:
        raise FormatError(
            f"{where} has the schema {schema!r}, not {SCHEMA!r}", "give an analysis.json of rhetoric"
        )
    if found[1] != _MAJOR:
        raise FormatError(
            f"{where} has the schema {schema!r}; this version reads {SCHEMA!r} and its minor versions",
            "read it with the version of rhetoric that wrote it, or analyze the recording again",
        )


def _misfit(error: Exception, where: str) -> FormatError:
    message = str(error)
    place = _PLACE.search(message)
    first, _, rest = (message[: place.start()] if place else message).partition("\n")
    at = f" at {place['place']}" if place and place["place"] else ""
    return FormatError(
        f"{where} breaks the schema{at}: {first}", rest or "correct that place, or make the file again"
    )


def _fields(record: object, skip: Sequence[str] = ()) -> dict[str, object]:
    """Return the fields of a record in order, without those that say nothing."""
    if not is_dataclass(record):
        raise FormatError(f"cannot write a {type(record).__name__} as JSON", "use records of rhetoric.records")
    found = {}
    for field in fields(record):
        value = getattr(record, field.name)
        required = field.default is MISSING and field.default_factory is MISSING
        if field.name not in skip and (required or not _says_nothing(value)):
            found[field.name] = _plain(value)
    return found


def _says_nothing(value: object) -> bool:
    return value is None or value is False or (isinstance(value, tuple | Mapping) and not value)


def _plain(value: object) -> object:
    match value:
        case Span(start, end):
            return [start, end]
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
        case float() if not math.isfinite(value):
            raise FormatError(f"cannot write the number {value} as JSON", "scores are finite numbers")
        case None | str() | int() | float():
            return value
        case _:
            return _fields(value)


def _block(value: object, depth: int) -> str:
    """Return JSON with objects of the two outer levels spread, one line per list element, all else compact."""
    if isinstance(value, dict) and value and depth < 2:
        return _spread("{}", depth, (f"{_line(key)}: {_block(item, depth + 1)}" for key, item in value.items()))
    if isinstance(value, list) and value and isinstance(value[0], dict | list):
        return _spread("[]", depth, map(_line, value))
    return _line(value)


def _spread(brackets: str, depth: int, items: Iterator[str]) -> str:
    pad = "  " * (depth + 1)
    body = f",\n{pad}".join(items)
    return f"{brackets[0]}\n{pad}{body}\n{'  ' * depth}{brackets[1]}"


def _line(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Two line ends that JSON allows raw but JavaScript and line-based tools do not.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
