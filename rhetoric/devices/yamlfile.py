"""Reading YAML files of a codebook or actors list, with errors that name the file, the key and the rule."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import cast, get_args

import yaml

from rhetoric.errors import FormatError, InputError, unknown_name
from rhetoric.records import Status
from rhetoric.yaml_safe import LOADER, hostile_yaml

LARGEST = 1_000_000  # characters of one file
LONGEST_SENTENCE = 40  # words
DEEPEST = 100  # levels of nesting
_STATUSES = frozenset(get_args(Status))


def document(path: Path) -> object:
    """Return the one document of a YAML file."""
    try:
        content = path.read_text(encoding="utf-8")
        _refuse_hostile(content, path)
        return yaml.load(content, Loader=LOADER)  # noqa: S506 - it is a safe loader
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}", "check the path, and that the file is UTF-8") from error
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise FormatError(
            f"{path}{line}: {problem}", "mend the YAML there (quotes, colons, indentation)"
        ) from error


def _refuse_hostile(content: str, path: Path) -> None:
    """Refuse what could use up memory or stack: a huge file, anchors that multiply, very deep nesting."""
    if len(content) > LARGEST:
        raise FormatError(f"{path} has {len(content):,} characters", f"keep to {LARGEST:,}; split the file")
    found = hostile_yaml(content, DEEPEST)
    if found and found.anchor:
        raise FormatError(f"{path} uses a YAML alias (*{found.anchor})", "write the text out instead")
    if found:
        raise FormatError(f"{path} nests deeper than {DEEPEST} levels", "a codebook needs five or six")


def mapping(path: Path) -> Mapping[str, object]:
    """Return the mapping a YAML file holds."""
    return _as_mapping(document(path), path)


def check_keys(raw: Mapping[str, object], known: Collection[str], path: Path) -> None:
    """Raise UnknownNameError for a key nobody knows."""
    for key in raw:
        if key not in known:
            raise unknown_name(f"key of {path.name}", str(key), known)


def text(raw: Mapping[str, object], key: str, path: Path) -> str:
    """Return a key's string, which must be there."""
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise FormatError(f"{path}: {key!r} is {value!r}, not a text", f"write {key}: followed by some words")
    return value


def sentence(raw: Mapping[str, object], key: str, path: Path) -> str:
    """Return a key's sentence, which ends with a full stop and is of one line; empty where the key is missing."""
    if key not in raw:
        return ""
    value = text(raw, key, path).strip()
    if not value.endswith(".") or "\n" in value or len(value.split()) > LONGEST_SENTENCE:
        raise FormatError(
            f"{path}: {key!r} is {value[:60]!r}, not one sentence",
            f"write a statement of at most {LONGEST_SENTENCE} words that ends with a full stop",
        )
    return value


def strings(raw: Mapping[str, object], key: str, path: Path) -> tuple[str, ...]:
    """Return a key's list of strings; a single string is a list of one, a missing key an empty one."""
    value = raw.get(key, [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        wrong = (
            next((one for one in listed if not isinstance(one, str)), value) if isinstance(listed, list) else value
        )
        raise FormatError(f"{path}: {key!r} holds {wrong!r}, not a text", "make it a list of texts, quoted")
    return tuple(listed)


def flag(raw: Mapping[str, object], key: str, path: Path, *, default: bool) -> bool:
    """Return a key's true or false, or the default where the key is missing."""
    value = raw.get(key, default)
    if not isinstance(value, bool):
        raise FormatError(f"{path}: {key!r} is {value!r}", "write true or false")
    return value


def statuses(raw: Mapping[str, object], key: str, path: Path) -> tuple[Status, ...]:
    """Return a key's list of status flags, sorted."""
    found = strings(raw, key, path)
    for flag in found:
        if flag not in _STATUSES:
            raise unknown_name(f"status in {path.name}", flag, _STATUSES)
    return cast("tuple[Status, ...]", tuple(sorted(set(found))))


def mappings(raw: Mapping[str, object], key: str, path: Path) -> tuple[Mapping[str, object], ...]:
    """Return a key's list of mappings, empty where the key is missing."""
    value = raw.get(key) or []
    if not isinstance(value, list):
        raise FormatError(f"{path}: {key!r} is {value!r}, not a list", "start each entry with a dash")
    return tuple(_as_mapping(one, path) for one in value)


def _as_mapping(value: object, path: Path) -> Mapping[str, object]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise FormatError(f"{path}: {str(value)[:60]!r} is not a list of keys", "write key: value lines")
    return value
