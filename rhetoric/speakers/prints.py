"""What the engine heard of the voices in a recording, kept so that they can be told apart again in seconds.

A small file (`voices.npz`, about 10 MB an hour at most) beside analysis.json: windows, their vectors in steps of
1/400, and hashes of the recording and of the network. It holds no words and no sound, but what identifies a voice.
"""

import io
import itertools
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rhetoric.errors import InputError
from rhetoric.files import write_bytes
from rhetoric.records import Span
from rhetoric.speakers.windows import Window

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

VOICES = "voices.npz"
_KIND = "rhetoric-voices/1"
_WIDTH = 256  # of a vector
_LARGEST = 1 << 30  # bytes unpacked; a week of speech has less
_FAULTS = (
    OSError, ValueError, KeyError, IndexError, TypeError, EOFError, OverflowError, MemoryError, RuntimeError,
    NotImplementedError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_STEPS = 400  # per unit; the network's outputs are 0 or more and seldom above 0.6
_HINT = "separate the speakers anew: rhetoric analyze RECORDING --speakers N"


@dataclass(frozen=True, slots=True)
class Prints:
    """Windows over the speech of a recording: `coarse` vectors tell voices apart, `fine` ones place the changes.

    Both have the shape (windows, 256), in steps of 1/400.
    """

    windows: tuple[Window, ...]
    coarse: Bytes
    fine: Bytes
    model_sha256: str


def pack(vectors: Floats) -> Bytes:
    """Return vectors in steps of 1/400."""
    packed: Bytes = np.clip(np.round(vectors * _STEPS), 0, 255).astype(np.uint8)
    return packed


def unpack(packed: Bytes) -> Floats:
    """Return unit vectors from their steps."""
    vectors = packed.astype(np.float32)
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def save_prints(prints: Prints, path: Path, *, recording_sha256: str) -> None:
    """Write the prints of a recording to `path`, whole or not at all."""
    stretches = tuple(dict.fromkeys(window.speech for window in prints.windows))
    places = {stretch: place for place, stretch in enumerate(stretches)}
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        kind=np.array([_KIND, recording_sha256, prints.model_sha256]),
        stretches=np.array([(one.start, one.end) for one in stretches], dtype=np.int64).reshape(-1, 2),
        owners=np.array([places[window.speech] for window in prints.windows], dtype=np.int64),
        middles=np.array([window.middle for window in prints.windows], dtype=np.int64),
        coarse=prints.coarse,
        fine=prints.fine,
    )
    write_bytes(path, stream.getvalue())


def load_prints(path: Path, *, recording_sha256: str | None) -> Prints:
    """Return the prints in `path`.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, or it belongs to another recording.
    """
    if not path.is_file():
        raise InputError(f"{path} is not there: the voices of this recording were not kept", _HINT)
    try:
        found = _arrays(path.read_bytes())
        kind, sha256, model = (str(one) for one in found["kind"])
        stretches = [Span(int(start), int(end)) for start, end in found["stretches"]]
        pairs = zip(found["middles"].tolist(), found["owners"].tolist(), strict=True)
        windows = tuple(Window(int(middle), stretches[owner]) for middle, owner in pairs)
        prints = Prints(windows, found["coarse"], found["fine"], model)
        known = kind == _KIND and _fits(prints)
    except _FAULTS as error:
        raise InputError(f"{path} cannot be read: {type(error).__name__}", _HINT) from error
    if not known:
        raise InputError(f"{path} holds no voices that this version knows", _HINT)
    if sha256 != recording_sha256:
        raise InputError(f"{path} belongs to another recording than the analysis beside it", _HINT)
    return prints


def _arrays(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays in a file whose parts are no larger than any recording's could be."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST:
            raise ValueError("larger than any recording's voices")
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        return {name: found[name] for name in ("kind", "stretches", "middles", "owners", "coarse", "fine")}


def _fits(prints: Prints) -> bool:
    places = [window.middle for window in prints.windows]
    return (
        prints.coarse.dtype == prints.fine.dtype == np.uint8
        and prints.coarse.shape == prints.fine.shape == (len(prints.windows), _WIDTH)
        and all(window.speech.start <= window.middle <= window.speech.end for window in prints.windows)
        and all(before <= after for before, after in itertools.pairwise(places))
    )
