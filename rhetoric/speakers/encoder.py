"""The voice network: stretches of mel power in, vectors of unit length out; voices alike point the same way."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

from rhetoric.errors import ModelUnavailableError

Floats = NDArray[np.float32]

FRAMES = 160  # per window, 1.6 s: what the network was trained on
_BATCH = 128  # windows at once: more is no faster and takes more memory


@dataclass(frozen=True, slots=True)
class VoiceEncoder:
    """The network, loaded once; the same input gives the same vectors for any number of threads."""

    session: onnxruntime.InferenceSession

    def embed(self, mels: Floats, starts: NDArray[np.int64], *, frames: int = FRAMES) -> Floats:
        """Return one vector per window of `frames` that begins at a frame of `starts`, shape (windows, 256)."""
        if not len(starts):
            return np.zeros((0, self.session.get_outputs()[0].shape[1]), dtype=np.float32)
        windows = sliding_window_view(mels, frames, axis=0)
        vectors = []
        for first in range(0, len(starts), _BATCH):
            batch = windows[starts[first : first + _BATCH]].transpose(0, 2, 1)
            vectors.append(self.session.run(None, {"mels": np.ascontiguousarray(batch)})[0])
        return np.concatenate(vectors)


def load_encoder(path: Path, threads: int) -> VoiceEncoder:
    """Load the network from an ONNX file.

    Raises
    ------
    ModelUnavailableError
        If the file is not there, or is no network.
    """
    if not path.is_file():
        raise ModelUnavailableError(f"the voice network {path} is not there", "install the program again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(path, sess_options=options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf) as error:
        reason = str(error).splitlines()[0]
        raise ModelUnavailableError(
            f"the voice network {path} cannot be loaded: {reason}", "install the program again"
        ) from error
    return VoiceEncoder(session)
