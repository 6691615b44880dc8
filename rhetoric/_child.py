"""Starts the decoding process, reads its samples, and turns what can go wrong into errors."""

import json
import os
import selectors
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypedDict, cast

from rhetoric.errors import InputError, MissingDependencyError

SAMPLE_BYTES = 2
_STALL = 60.0  # seconds without a byte
_BLOCK = 1 << 16  # bytes
_DAMAGED = "the file is damaged or of an unusual kind: convert it to WAV or FLAC with another program"


class Report(TypedDict):
    """The line of JSON the child writes: `rhetoric._decode.Report`."""

    container: str
    codec: str
    sample_rate: int
    channels: int
    has_audio: bool
    has_video: bool
    declared: int | None
    estimated: bool
    decoded: int
    packets: int
    bad_packets: int
    gaps: list[tuple[int, int, str]]
    one_channel: int
    apart: bool
    nonfinite: int
    silent_bytes: int
    error: str | None
    detail: str


def shown(path: Path) -> str:
    """Return a path for a message of one line: characters that do not print are escaped."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in str(path))


def run_child(path: Path, keep: Callable[[bytes], None] | None, *, sides: bool = False) -> Report:
    """Decode `path` in a child process, handing blocks of samples to `keep` (None: only probe).

    With `sides` the samples of two channels come in turns, else they are mixed.

    Raises
    ------
    InputError
        If the file cannot be opened, or the child crashes or stalls.
    MissingDependencyError
        If the child has no PyAV.
    """
    _check_readable(path)
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(
            command(path, probe=keep is None, sides=sides),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=messages,
            env=_environment(),
        )
        try:
            for block in _blocks(path, process):
                if keep is not None:
                    keep(block)
            code = process.wait(_STALL)
        except subprocess.TimeoutExpired as error:
            raise _stalled(path) from error
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        return _report(path, code, messages)


def command(path: Path, *, probe: bool, sides: bool = False) -> list[str]:
    """Return the argument list of the child; the path is absolute, so it never looks like an option."""
    options = ["--probe"] if probe else ["--sides"] if sides else []
    return [sys.executable, "-P", "-m", "rhetoric._decode", *options, str(path.absolute())]


def _environment() -> dict[str, str]:
    """Let the child import from where this process does, and keep its libraries to one thread."""
    places = [place for place in sys.path if place and Path(place).is_absolute()]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(places),
        "OPENBLAS_NUM_THREADS": "1",  # each thread takes address space, which is limited
        "OMP_NUM_THREADS": "1",
    }


def _check_readable(path: Path) -> None:
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
        if regular:  # opening a named pipe would wait for its writer
            path.open("rb").close()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot read {shown(path)}: {reason}", "check the name and the permissions") from error
    if not regular:
        raise InputError(f"{shown(path)} is not a file", "give a recording as an ordinary file")


def _blocks(path: Path, process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    output = cast("IO[bytes]", process.stdout).fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while selector.select(_STALL):
            block = os.read(output, _BLOCK)
            if not block:
                return
            yield block
    raise _stalled(path)


def _stalled(path: Path) -> InputError:
    return InputError(f"decoding {shown(path)} stood still for {_STALL:.0f} s and was stopped", _DAMAGED)


def _report(path: Path, code: int, messages: IO[bytes]) -> Report:
    if code < 0:
        raise InputError(f"the decoder crashed on {shown(path)} ({_signal_name(-code)})", _DAMAGED)
    last = _last_line(messages)
    try:
        return cast("Report", json.loads(last))
    except ValueError as error:
        if last.startswith("ModuleNotFoundError"):
            raise MissingDependencyError(f"decoding needs a library: {last}", "run: pip install av") from error
        raise InputError(
            f"the decoder failed on {shown(path)}: {last or f'exit code {code}'}", _DAMAGED
        ) from error


def _signal_name(number: int) -> str:
    return signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"


def _last_line(messages: IO[bytes]) -> str:
    end = messages.seek(0, os.SEEK_END)
    messages.seek(max(0, end - (1 << 20)))
    lines = messages.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else ""
