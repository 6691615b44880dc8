"""The weights of the learned decision and their file: one npz with int8 n-gram weights and named weights.

The file holds `head` (JSON: format, codebook name and hash, per device its calibration and thresholds), `names`
(JSON: the known signs), `signs` (devices x names, float32), `grams` (int8) at the `buckets` kept, and their
`scale` per device.
"""

import io
import json
import math
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from rhetoric.arrays import write_arrays
from rhetoric.devices.codebook import Codebook
from rhetoric.devices.learned.features import BUCKETS
from rhetoric.errors import FormatError

FORMAT = "rhetoric-tagger/1"
_LARGEST = 127  # of int8
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Head:
    """One device's calibration: probability = logistic(slope * logit + shift), and where decisions change.

    `tag` is None where no threshold reached the precision asked for; `drop` is the probability under which what
    only a rule found is no longer shown, 0 where rules keep their word. `tag` is for what a rule found without
    being sure, `alone` for what only the model found. `positives` is how many the gold held.
    """

    device: str
    bias: float
    slope: float
    shift: float
    candidate: float
    tag: float | None = None
    drop: float = 0.0
    positives: int = 0
    alone: float | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """All devices' weights; `signs` has the shape (devices, names), `grams` (devices, BUCKETS)."""

    codebook: str
    codebook_sha256: str
    heads: tuple[Head, ...]
    names: Mapping[str, int]
    signs: Floats
    grams: Floats

    def logits(
        self, buckets: Sequence[NDArray[np.intp]], signs: Sequence[Sequence[Mapping[str, float]]]
    ) -> Floats:
        """Return the logits, shape (devices, sentences).

        Parameters
        ----------
        buckets
            Per sentence its n-gram buckets, repeats counted once.
        signs
            Per device and sentence its signs; unknown ones count nothing.
        """
        found = np.array([[head.bias] for head in self.heads]) + np.zeros((len(self.heads), len(buckets)))
        for at, own in enumerate(buckets):
            if own.size:
                found[:, at] += self.grams[:, own].sum(axis=1) / math.sqrt(own.size)
        for row, of_device in enumerate(signs):
            weights = self.signs[row]
            for at, named in enumerate(of_device):
                known = ((self.names[name], value) for name, value in named.items() if name in self.names)
                found[row, at] += sum(weights[place] * value for place, value in known)
        return found

    def probability(self, row: int, logits: Floats) -> Floats:
        """Return calibrated probabilities of the device in a row."""
        head = self.heads[row]
        return np.asarray(0.5 * (1 + np.tanh(0.5 * (head.slope * logits + head.shift))))


def save(model: Model, path: Path) -> None:
    """Write a model; only buckets any device uses are stored."""
    used = np.flatnonzero(np.abs(model.grams).max(axis=0, initial=0.0))
    scale = np.abs(model.grams).max(axis=1, initial=0.0) / _LARGEST
    safe = np.where(scale > 0, scale, 1.0)
    head = {
        "format": FORMAT,
        "codebook": model.codebook,
        "codebook_sha256": model.codebook_sha256,
        "heads": [asdict(one) for one in model.heads],
    }
    arrays = {
        "head": _text(head),
        "names": _text(list(model.names)),
        "signs": model.signs.astype(np.float32),
        "buckets": used.astype(np.int32),
        "grams": np.rint(model.grams[:, used] / safe[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
    }
    write_arrays(path, arrays)


def load(path: Path) -> Model:
    """Read a model.

    Raises
    ------
    FormatError
        If the file is no model of this program.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            return _model({name: file[name] for name in file.files})
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        IndexError,
        zipfile.BadZipFile,
        msgspec.MsgspecError,
    ) as error:
        raise FormatError(f"{path} holds no tagger weights: {error}", "train them again, or reinstall") from error


def fit(model: Model | None, codebook: Codebook) -> str:
    """Say for the run record how the weights and the codebook belong together."""
    if model is None:
        return "none"
    return "same codebook" if model.codebook_sha256 == codebook.sha256 else "other version of the codebook"


def _model(arrays: Mapping[str, NDArray[np.generic]]) -> Model:
    head = json.loads(arrays["head"].tobytes())
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']!r}, not {FORMAT!r}")
    names = msgspec.json.decode(arrays["names"].tobytes(), type=list[str])
    heads = msgspec.convert(head["heads"], tuple[Head, ...])
    kept = arrays["grams"].astype(np.float64) * arrays["scale"].astype(np.float64)[:, None]
    grams = np.zeros((len(heads), BUCKETS))
    grams[:, arrays["buckets"].astype(np.intp)] = kept
    signs = arrays["signs"].astype(np.float64)
    if signs.shape != (len(heads), len(names)):
        raise ValueError(f"weights of shape {signs.shape} for {len(heads)} devices and {len(names)} signs")
    return Model(
        str(head["codebook"]),
        str(head["codebook_sha256"]),
        heads,
        {name: at for at, name in enumerate(names)},
        signs,
        grams,
    )


def _text(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False, sort_keys=True).encode(), dtype=np.uint8)


def distinct(buckets: Iterable[int]) -> NDArray[np.intp]:
    """Return buckets sorted, each once."""
    return np.unique(np.fromiter(buckets, dtype=np.intp))
