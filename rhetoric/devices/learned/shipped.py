"""The weights that travel with the program, and whether they fit a codebook."""

from functools import lru_cache
from pathlib import Path

from rhetoric import weights
from rhetoric.devices.codebook import Codebook
from rhetoric.devices.learned.model import Model, load

NAME = "tagger"


def model_for(codebook: Codebook) -> Model | None:
    """Return the shipped weights if they were trained for a codebook of this name, else None.

    Raises
    ------
    ModelUnavailableError
        If the weights are missing or damaged.
    """
    model = _read(weights.find(NAME) / f"{NAME}.npz")
    return model if model.codebook == codebook.name else None


@lru_cache(maxsize=2)
def _read(path: Path) -> Model:
    return load(path)
