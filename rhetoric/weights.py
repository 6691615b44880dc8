"""Trained weights: which there are, where they lie on this machine, and whether they are whole.

Places are searched in this order: a folder given as such, `RHETORIC_MODELS`, models/downloaded of a checkout, the
user's cache (~/.cache/rhetoric/models), and the Hugging Face cache. Only `fetch` opens the network.
"""

import json
import os
import struct
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import cast

import msgspec

from rhetoric.errors import ModelUnavailableError, unknown_name
from rhetoric.files import sha256_file

SOURCE = "source.json"  # beside fetched weights: where they came from, with sizes and hashes
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
_WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json")
_WHISPER_SPEC = "WhisperSpec"  # the name CTranslate2 writes at the head of model.bin


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model of the manifest; `path` is set for those that travel with the program, `repo` for the others.

    `cost` is processor time relative to the model `small`.
    """

    name: str
    kind: str
    purpose: str
    licence: str
    languages: str
    size_mb: int
    files: tuple[str, ...]
    repo: str | None = None
    revision: str | None = None
    path: str | None = None
    sha256: str | None = None
    aliases: tuple[str, ...] = ()
    cost: float | None = None


def shipped() -> Path:
    """Return the folder of the weights and the manifest that travel with the program."""
    package = Path(__file__).resolve().parent
    inside = package / "_weights"
    return inside if inside.is_dir() else package.parent / "models"


def manifest() -> tuple[ModelEntry, ...]:
    """Return every model the program knows, in the order of the manifest."""
    with (shipped() / "manifest.toml").open("rb") as stream:
        tables = tomllib.load(stream)["model"]
    return msgspec.convert(tables, tuple[ModelEntry, ...])


def entry(name: str) -> ModelEntry:
    """Return the manifest's entry for a name or alias.

    Raises
    ------
    UnknownNameError
        If the manifest has no such model.
    """
    known = manifest()
    for model in known:
        if name == model.name or name in model.aliases:
            return model
    raise unknown_name("model", name, (model.name for model in known))


def find(name: str) -> Path:
    """Return the folder of a model, given by its name or as a folder of this machine.

    Raises
    ------
    UnknownNameError
        If it is neither a folder nor a name of the manifest.
    ModelUnavailableError
        If the weights are not here, or not whole.
    """
    folder = Path(name).expanduser()
    if _is_path(name) or (folder.is_dir() and not _known(name)):
        return _given(folder)
    model = entry(name)
    damaged: list[str] = []
    for place in _places(model):
        if place.is_dir():
            problems = check(place, model)
            if not problems:
                return place
            damaged.append(f"{place}: {problems[0]}")
    raise _unavailable(model, damaged)


def locate(name: str) -> Path | None:
    """Return the folder of a model of the manifest, or None where it is not here or not whole."""
    try:
        return find(name)
    except ModelUnavailableError:
        return None


def check(path: Path, model: ModelEntry | None = None) -> tuple[str, ...]:
    """Say what is wrong with the weights in a folder, worst first; nothing where they are whole.

    Parameters
    ----------
    path
        The folder.
    model
        What it should hold; without it, a Whisper model of any size.
    """
    if not path.is_dir():
        return (f"{path} is not a folder",)
    whisper = model is None or model.kind == "whisper"
    needed = _WHISPER_FILES if whisper or model is None else model.files
    problems = [f"{name} is missing" for name in needed if not (path / name).is_file()]
    problems += [f"{name} is empty" for name in needed if (path / name).is_file() and not _size(path / name)]
    if not problems and whisper:
        problems += _whisper_problems(path)
    if not problems:
        problems += _source_problems(path)
    return tuple(problems)


def verify(path: Path, model: ModelEntry | None = None) -> tuple[str, ...]:
    """Do what `check` does, and compare hashes as well; reads every byte."""
    problems = check(path, model)
    if problems:
        return problems
    hashes = {name: str(facts["sha256"]) for name, facts in _source(path).items() if facts.get("sha256")}
    if model is not None and model.sha256:
        hashes[model.files[0]] = model.sha256
    return tuple(
        f"{name} has another content than when it was fetched or released"
        for name, expected in sorted(hashes.items())
        if sha256(path / name) != expected
    )


def require_whole(path: Path) -> None:
    """Raise ModelUnavailableError unless the folder holds a whole Whisper model."""
    problems = check(path)
    if problems:
        raise ModelUnavailableError(
            f"{path} is no usable Whisper model: {problems[0]}",
            "give a folder in CTranslate2 form with --model, or get one: rhetoric models fetch NAME",
        )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, computed once per process while the file stays as it is."""
    facts = path.stat()
    return _sha256(path, facts.st_mtime_ns, facts.st_size)


def fetch(name: str, *, progress: Callable[[int, int], None] | None = None) -> Path:
    """Download a model of the manifest and return its folder. The only function that opens the network.

    Parameters
    ----------
    name
        A name of the manifest.
    progress
        Called with the bytes that are here and the bytes expected.

    Raises
    ------
    ModelUnavailableError
        If the download fails; what came stays and is continued the next time.
    """
    model = entry(name)
    if model.path is not None:
        return shipped() / model.path
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"  # the hub library reads it when it is imported
    download = import_module("rhetoric.fetching").download
    return cast(Path, download(model, downloads(), progress=progress))


def downloads() -> Path:
    """Return the folder that `fetch` downloads into."""
    if given := os.environ.get("RHETORIC_MODELS"):
        return Path(given).expanduser()
    checkout = shipped()
    if checkout.name == "models" and os.access(checkout, os.W_OK):
        return checkout / "downloaded"
    return _user_cache()


def _user_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rhetoric" / "models"


def _is_path(name: str) -> bool:
    return name.startswith((".", "~")) or "/" in name or os.sep in name


def _known(name: str) -> bool:
    return any(name == model.name or name in model.aliases for model in manifest())


def _given(folder: Path) -> Path:
    if not folder.is_dir():
        raise ModelUnavailableError(
            f"there is no model folder {folder}",
            f"give a folder that exists, or a name: {', '.join(model.name for model in manifest())}",
        )
    require_whole(folder)
    return folder


def _places(model: ModelEntry) -> Iterator[Path]:
    if model.path is not None:
        yield shipped() / model.path
        return
    if given := os.environ.get("RHETORIC_MODELS"):
        yield Path(given).expanduser() / model.name
    yield shipped() / "downloaded" / model.name
    yield _user_cache() / model.name
    if model.repo:
        yield from _snapshots(model.repo, model.revision)


def _snapshots(repo: str, revision: str | None) -> Iterator[Path]:
    """Yield the folders in which the Hugging Face cache holds a repository, its current revision first."""
    base = _hub_cache() / f"models--{repo.replace('/', '--')}"
    current = base / "refs" / "main"
    names = [revision] if revision else []
    if current.is_file():
        names.append(current.read_text(encoding="utf-8", errors="replace").strip())
    if (base / "snapshots").is_dir():
        names += sorted(folder.name for folder in (base / "snapshots").iterdir())
    yield from (base / "snapshots" / name for name in dict.fromkeys(names) if name)


def _hub_cache() -> Path:
    environment = os.environ
    if given := environment.get("HF_HUB_CACHE") or environment.get("HUGGINGFACE_HUB_CACHE"):
        return Path(given).expanduser()
    cache = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(environment.get("HF_HOME") or cache / "huggingface").expanduser() / "hub"


def _unavailable(model: ModelEntry, damaged: list[str]) -> ModelUnavailableError:
    if model.path is not None:
        what = damaged[0] if damaged else f"{shipped() / model.path} is missing"
        return ModelUnavailableError(
            f"the model {model.name!r} that travels with the program is not whole: {what}",
            "install rhetoric again",
        )
    state = f"not whole here ({damaged[0]})" if damaged else "not on this machine"
    other = f"or give a folder: {model.kind}:DIR"
    if model.kind == "whisper":
        other = "or name a folder with --model DIR; or give the words with --transcript FILE"
    return ModelUnavailableError(
        f"the weights of {model.name!r} ({model.size_mb} MB) are {state}",
        f"get them: rhetoric models fetch {model.name}; {other}",
    )


def _size(path: Path) -> int:
    return path.stat().st_size


def _whisper_problems(path: Path) -> list[str]:
    problems = []
    if not any((path / name).is_file() for name in _VOCABULARIES):
        problems.append("vocabulary.json or vocabulary.txt is missing")
    if _spec_name(path / "model.bin") != _WHISPER_SPEC:
        problems.append("model.bin is no Whisper model of CTranslate2 (a pointer file, or another format?)")
    for name in ("config.json", "tokenizer.json"):
        try:
            json.loads((path / name).read_bytes())
        except ValueError:
            problems.append(f"{name} is no JSON")
    return problems


def _spec_name(path: Path) -> str:
    """Return the model's kind as its first bytes name it: version, length, name, a zero."""
    with path.open("rb") as stream:
        head = stream.read(6)
        if len(head) < 6:
            return ""
        _, length = struct.unpack("<IH", head)
        return stream.read(min(length, 64)).rstrip(b"\0").decode("latin-1")


def _source(path: Path) -> dict[str, dict[str, object]]:
    """Return the recorded facts of each fetched file: bytes and sha256."""
    try:
        files = json.loads((path / SOURCE).read_text(encoding="utf-8"))["files"]
        return {str(name): dict(facts) for name, facts in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # weights that came another way have no record


def _source_problems(path: Path) -> list[str]:
    problems = []
    for name, facts in sorted(_source(path).items()):
        if not (path / name).is_file():
            problems.append(f"{name} is missing")
        elif _size(path / name) != facts.get("bytes"):
            problems.append(f"{name} has {_size(path / name)} bytes, but {facts.get('bytes')} were fetched")
    return problems


@lru_cache(maxsize=64)
def _sha256(path: Path, _mtime_ns: int, _size: int) -> str:
    return sha256_file(path)
