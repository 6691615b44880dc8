"""Writing files whole or not at all, and hashing them."""

import hashlib
import os
import tempfile
from pathlib import Path

from rhetoric.errors import OutputError

_BLOCK = 1 << 20  # bytes


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` under a temporary name, then rename; a failure leaves the old file.

    Raises
    ------
    OutputError
        If the folder cannot be made or written to, or the disk is full.
    """
    scratch: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(scratch).chmod(0o666 & ~_umask())
        Path(scratch).replace(path)
        scratch = None
    except OSError as error:
        raise OutputError(
            f"cannot write {path}: {error.strerror or error}",
            "choose another folder with --out, or free space",
        ) from error
    finally:
        if scratch is not None:
            Path(scratch).unlink(missing_ok=True)


def write_text(path: Path, content: str) -> None:
    """Write `content` as UTF-8, whole or not at all; line ends stay as they are."""
    write_bytes(path, content.encode("utf-8"))


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sha256_text(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
