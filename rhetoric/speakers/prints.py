"""What the engine heard of the voices in a recording, kept so that they can be told apart again in seconds.

A small file (`voices.npz`, about 10 MB an hour at most) beside analysis.json: windows, their vectors in steps of
1/400, and hashes of the recording and of the network. It holds no words and no sound, but what identifies a voice.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

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
        with np.load(path, allow_pickle=False) as found:
            kind, sha256, model = (str(one) for one in found["kind"])
            stretches = [Span(int(start), int(end)) for start, end in found["stretches"]]
            pairs = zip(found["middles"].tolist(), found["owners"].tolist(), strict=True)
            windows = tuple(Window(middle, stretches[owner]) for middle, owner in pairs)
            prints = Prints(windows, found["coarse"], found["fine"], model)
    except (OSError, ValueError, KeyError, IndexError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(f"{path} cannot be read: {type(error).__name__}", _HINT) from error
    if kind != _KIND or not _fits(prints):
        raise InputError(f"{path} holds no voices that this version knows", _HINT)
    if sha256 != recording_sha256:
        raise InputError(f"{path} belongs to another recording than the analysis beside it", _HINT)
    return prints


def _fits(prints: Prints) -> bool:
    shapes = (prints.coarse.shape, prints.fine.shape)
    kinds = (prints.coarse.dtype, prints.fine.dtype)
    return all(len(shape) == 2 and shape[0] == len(prints.windows) for shape in shapes) and all(
        kind == np.uint8 for kind in kinds
    )
