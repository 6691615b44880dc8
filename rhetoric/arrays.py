"""Named arrays in one file, the same bytes for the same arrays."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric.files import write_bytes

_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip can hold: clocks are no part of a file


def write_arrays(path: Path, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Write arrays as a compressed .npz, whole or not at all; `numpy.load` reads it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            one = io.BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _FIXED), one.getvalue(), zipfile.ZIP_DEFLATED)
    write_bytes(path, out.getvalue())
