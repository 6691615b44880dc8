"""Classifiers on onnxruntime, which the base install brings; no torch."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)
from onnxruntime.capi.onnxruntime_pybind11_state import NotImplemented as UnknownOperator

from rhetoric.errors import ModelUnavailableError
from rhetoric.rescore.folder import ModelFolder
from rhetoric.rescore.pairs import FIELDS, Floats, Integers

_DTYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_FAULTS = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile, UnknownOperator, RuntimeException)


@dataclass(frozen=True, slots=True)
class OnnxRunner:
    """A network in an onnxruntime session, always on the CPU, where results repeat to the last bit."""

    session: onnxruntime.InferenceSession
    labels: int
    name: str
    engine: str = "onnx"
    hardware: str = "cpu"

    def logits(self, inputs: Mapping[str, Integers]) -> Floats:
        """Return the raw outputs, shape (pairs, labels)."""
        feed = {one.name: inputs[one.name].astype(_DTYPES[one.type]) for one in self.session.get_inputs()}
        outputs = [one.name for one in self.session.get_outputs()]
        wanted = "logits" if "logits" in outputs else outputs[0]
        try:
            (found,) = self.session.run([wanted], feed)
        except _FAULTS as error:
            raise _unusable(self.name, str(error)) from error
        expected = (len(inputs["input_ids"]), self.labels)
        if np.shape(found) != expected:
            raise _unusable(self.name, f"its output has the shape {np.shape(found)}, not {expected}")
        return np.asarray(found, dtype=np.float32)


def load(folder: ModelFolder, threads: int) -> OnnxRunner:
    """Load the ONNX network of a folder.

    Raises
    ------
    ModelUnavailableError
        If the file is no network, or not one that takes token ids.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(folder.file), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except _FAULTS as error:
        raise _unusable(folder.name, str(error)) from error
    for one in session.get_inputs():
        if one.name not in FIELDS or one.type not in _DTYPES:
            raise _unusable(folder.name, f"it wants the input {one.name!r} ({one.type}), which no tokenizer gives")
    return OnnxRunner(session, len(folder.labels), folder.name)


def _unusable(name: str, reason: str) -> ModelUnavailableError:
    first = (reason.splitlines() or ["it cannot be run"])[0][:300]
    return ModelUnavailableError(
        f"the network of {name!r} cannot be used: {first}",
        "give a text classifier exported with batch and length left free, or fetch it again",
    )
