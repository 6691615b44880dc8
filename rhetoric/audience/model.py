"""The reaction model: one hidden layer over the features of a window, and its file.

The file is an npz: `head` (JSON: format, classes, the first of them a silent audience, and `sure`), `middle` and
`scale` (to standardise features), `inner`, `inner_bias`, `outer`, `outer_bias` (float16).
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric import weights
from rhetoric.arrays import write_arrays
from rhetoric.audience import KINDS
from rhetoric.audience.features import Floats, width
from rhetoric.errors import FormatError

NAME = "audience"
FORMAT = "rhetoric-audience/2"
CLASSES = ("none", *KINDS)
_ARRAYS = ("middle", "scale", "inner", "inner_bias", "outer", "outer_bias")
_FAR = 5.0  # standard deviations: features are cut there, so that strange sounds stay on known ground


@dataclass(frozen=True, slots=True)
class Model:
    """The weights; `inner` has the shape (features, hidden), `outer` (hidden, classes).

    `sure`: by kind, the mean probability of a reaction from which one is told; above 1, this kind never is.
    """

    middle: Floats
    scale: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    sure: tuple[float, ...] = (0.6,) * len(KINDS)

    def log_probabilities(self, features: Floats) -> Floats:
        """Return the logarithms of the probabilities of `CLASSES`, shape (windows, classes)."""
        known = np.clip((features - self.middle) / self.scale, -_FAR, _FAR)
        hidden = np.maximum(0, known @ self.inner + self.inner_bias)
        logits = hidden @ self.outer + self.outer_bias
        logits = logits - logits.max(axis=1, keepdims=True)
        return np.asarray(logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)), dtype=np.float32)


def shipped() -> Model:
    """Return the weights that travel with the program.

    Raises
    ------
    ModelUnavailableError
        If they are missing or damaged.
    """
    return _read(weights.find(NAME) / f"{NAME}.npz")


@lru_cache(maxsize=2)
def _read(path: Path) -> Model:
    return load(path)


def save(model: Model, path: Path) -> None:
    """Write a model as 16-bit numbers."""
    head = json.dumps({"format": FORMAT, "classes": CLASSES, "sure": model.sure}, sort_keys=True).encode()
    arrays: dict[str, NDArray[np.generic]] = {"head": np.frombuffer(head, dtype=np.uint8)}
    arrays |= {name: getattr(model, name).astype(np.float16) for name in _ARRAYS}
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
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise FormatError(
            f"{path} holds no weights for the audience: {error}", "train them again, or reinstall"
        ) from error


def _model(arrays: Mapping[str, NDArray[np.generic]]) -> Model:
    head = json.loads(arrays["head"].tobytes())
    if head["format"] != FORMAT or tuple(head["classes"]) != CLASSES:
        raise ValueError(f"format {head['format']!r}, not {FORMAT!r}")
    weights_of = {name: arrays[name].astype(np.float32) for name in _ARRAYS}
    model = Model(**weights_of, sure=tuple(map(float, head["sure"])))
    if (
        len(model.sure) != len(KINDS)
        or model.inner.shape[0] != width()
        or model.outer.shape != (model.inner.shape[1], len(CLASSES))
    ):
        raise ValueError(f"weights of shape {model.inner.shape} and {model.outer.shape}")
    return model
