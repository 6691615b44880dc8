"""Fetching weights: the one place that opens a network connection."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import huggingface_hub
from huggingface_hub.errors import HfHubHTTPError

from rhetoric.errors import ModelUnavailableError
from rhetoric.files import sha256_file, write_text
from rhetoric.weights import SOURCE, ModelEntry, check

_EXTRA = ("preprocessor_config.json", "vocabulary.*")  # some repositories have them, some not
# The hub's own error derives from its HTTP library's error, whichever library that is in this version.
_NETWORK_ERRORS: tuple[type[Exception], ...] = (
    OSError,
    *(base for base in HfHubHTTPError.__mro__ if base.__name__ == "HTTPError" and issubclass(base, Exception)),
)
_POLL = 0.5  # s between two looks at how much has come


def download(model: ModelEntry, folder: Path, *, progress: Callable[[int, int], None] | None = None) -> Path:
    """Download `model` into `folder`/NAME, whole or not at all; an unfinished download is continued.

    Raises
    ------
    ModelUnavailableError
        If the source cannot be reached, refuses, or what came is not whole.
    """
    target = folder / model.name
    scratch = folder / f".{model.name}.part"
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        with _watched(scratch, model.size_mb * 1_000_000, progress):
            revision = _snapshot(model, scratch)
        problems = check(scratch, model)
        if problems:
            raise ModelUnavailableError(
                f"what came from {model.repo} is not whole: {problems[0]}",
                f"try again: rhetoric models fetch {model.name}",
            )
        shutil.rmtree(scratch / ".cache", ignore_errors=True)
        _record(model, scratch, revision)
        if target.exists():
            shutil.rmtree(target)
        scratch.rename(target)
    except OSError as error:
        raise _failed(model, folder, error) from error
    return target


def _snapshot(model: ModelEntry, scratch: Path) -> str | None:
    """Let huggingface_hub copy the files to `scratch`; return the revision they are of, where it says so."""
    repo = model.repo or model.name
    try:
        huggingface_hub.snapshot_download(
            repo,
            revision=model.revision,
            local_dir=scratch,
            allow_patterns=[*model.files, *_EXTRA],
        )
    except _NETWORK_ERRORS as error:
        raise OSError(str(error)) from error
    return model.revision or _revision(scratch)


def _revision(scratch: Path) -> str | None:
    """Return the commit that the download notes name (their first line)."""
    for note in sorted((scratch / ".cache" / "huggingface" / "download").glob("*.metadata")):
        lines = note.read_text(encoding="utf-8", errors="replace").splitlines()
        if lines:
            return lines[0].strip()
    return None


def _record(model: ModelEntry, scratch: Path, revision: str | None) -> None:
    files = {
        path.relative_to(scratch).as_posix(): {"bytes": path.stat().st_size, "sha256": sha256_file(path)}
        for path in sorted(scratch.rglob("*"))
        if path.is_file() and path.name != SOURCE
    }
    facts = {"repo": model.repo, "revision": revision, "licence": model.licence, "files": files}
    write_text(scratch / SOURCE, json.dumps(facts, indent=2, ensure_ascii=False) + "\n")


def _failed(model: ModelEntry, folder: Path, error: OSError) -> ModelUnavailableError:
    reason = " ".join((str(error).splitlines() or [type(error).__name__])[0].split())[:200]
    return ModelUnavailableError(
        f"cannot fetch {model.name!r} from {model.repo}: {reason}",
        f"check the connection and the space in {folder} and run it again (it continues); or copy the folder "
        "from another machine and name it with --model DIR",
    )


@contextmanager
def _watched(folder: Path, expected: int, progress: Callable[[int, int], None] | None) -> Iterator[None]:
    """Report the bytes in `folder` while the body runs; watching files works with every hub version."""
    if progress is None:
        yield
        return
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(_POLL):
            progress(_bytes(folder), expected)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
        progress(_bytes(folder), expected)


def _bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # renamed while looking
            continue
    return total
