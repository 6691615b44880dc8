"""Turn the voice encoder inside the resemblyzer package into models/dvector/model.onnx, without torch.

    pip download --no-deps --dest . resemblyzer==0.1.4
    python scripts/convert_dvector.py Resemblyzer-0.1.4-py3-none-any.whl models/dvector/model.onnx

The checkpoint is in torch's old format: five pickles (magic number, protocol, machine, content, storage keys),
then each storage as its length and raw float32. Content is read by an unpickler that knows three names and
runs nothing else. The same input gives the same bytes.
"""

import argparse
import hashlib
import io
import math
import pickle
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from rhetoric.errors import FormatError, RhetoricError
from rhetoric.files import write_bytes

Weights = Mapping[str, NDArray[np.float32]]

MEMBER = "resemblyzer/pretrained.pt"
FRAMES = 160  # of 10 ms, in every window the network was trained on
_MAGIC = 0x1950A86A20F9469CFC6C
_OPSET = 17
_IR_VERSION = 8


@dataclass(frozen=True, slots=True)
class Storage:
    """A block of floats that comes later in the file."""

    key: str


@dataclass(frozen=True, slots=True)
class TensorPlan:
    """Where a tensor lies in its storage, in floats."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


def read_checkpoint(data: bytes) -> dict[str, NDArray[np.float32]]:
    """Return the tensors of `model_state` in a checkpoint of torch's old format, by name.

    Raises
    ------
    FormatError
        If it is no such checkpoint, is cut short, or names anything but tensors of floats.
    """
    stream = io.BytesIO(data)
    try:
        if _Unpickler(stream).load() != _MAGIC:
            raise FormatError("the checkpoint does not start with torch's magic number", "use resemblyzer 0.1.4")
        _Unpickler(stream).load()  # protocol version
        _Unpickler(stream).load()  # byte order and sizes of the machine that wrote it
        content = _Unpickler(stream).load()
        keys = _Unpickler(stream).load()
        storages = {key: _read_storage(stream, key) for key in keys}
        plans = {name: plan for name, plan in content["model_state"].items() if isinstance(plan, TensorPlan)}
    except (pickle.UnpicklingError, EOFError, LookupError, TypeError, AttributeError, ValueError) as error:
        raise FormatError(f"not a readable checkpoint: {error}", "download resemblyzer 0.1.4 again") from error
    return {name: _tensor(name, plan, storages) for name, plan in plans.items()}


class _Unpickler(pickle.Unpickler):
    """Builds tensors' plans and plain containers; refuses every other name."""

    def find_class(self, module: str, name: str) -> object:
        known = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch", "FloatStorage"): "FloatStorage",
            ("torch._utils", "_rebuild_tensor_v2"): _plan_tensor,
        }
        if (module, name) not in known:
            raise pickle.UnpicklingError(f"it names {module}.{name}, which no voice encoder needs")
        return known[module, name]

    def persistent_load(self, pid: tuple[object, ...]) -> Storage:
        kind, dtype, key = pid[:3]
        if kind != "storage" or dtype != "FloatStorage" or not isinstance(key, str):
            raise pickle.UnpicklingError(f"it holds {kind!r} of {dtype!r} instead of floats")
        return Storage(key)


def _plan_tensor(
    storage: Storage, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_unused: object
) -> TensorPlan:
    return TensorPlan(storage, offset, tuple(shape), tuple(stride))


def _read_storage(stream: io.BytesIO, key: str) -> NDArray[np.float32]:
    count = int.from_bytes(stream.read(8), "little")
    raw = stream.read(4 * count)
    if len(raw) != 4 * count:
        raise EOFError(f"storage {key} ends after {len(raw)} of {4 * count} bytes")
    return np.frombuffer(raw, dtype="<f4")


def _tensor(name: str, plan: TensorPlan, storages: Weights) -> NDArray[np.float32]:
    rows = [math.prod(plan.shape[place + 1 :]) for place in range(len(plan.shape))]
    block = storages[plan.storage.key][plan.offset :][: math.prod(plan.shape)]
    if list(plan.stride) != rows or block.size != math.prod(plan.shape):
        raise FormatError(f"tensor {name!r} does not lie in one piece in its storage", "use resemblyzer 0.1.4")
    return np.ascontiguousarray(block.reshape(plan.shape), dtype=np.float32)


def build_model(weights: Weights) -> onnx.ModelProto:
    """Build the graph: mels (windows, frames, bands) → LSTM layers → linear, ReLU, unit length.

    Raises
    ------
    FormatError
        If a weight is missing or its shape does not fit the others.
    """
    layers = sum(name.startswith("lstm.weight_ih_l") for name in weights)
    bands, size = check_shapes(weights, layers)
    nodes = [helper.make_node("Transpose", ["mels"], ["hidden0"], perm=[1, 0, 2])]
    constants = []
    for layer in range(layers):
        nodes += _lstm_nodes(layer, weights["linear.weight"].shape[1])
        constants += _lstm_constants(layer, weights)
    nodes += _head_nodes(layers)
    constants += [
        numpy_helper.from_array(weights["linear.weight"], "linear_weight"),
        numpy_helper.from_array(weights["linear.bias"], "linear_bias"),
        numpy_helper.from_array(np.array([0], dtype=np.int64), "first"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "directions"),
        numpy_helper.from_array(np.array(1e-12, dtype=np.float32), "smallest"),
    ]
    mels = helper.make_tensor_value_info("mels", TensorProto.FLOAT, ["windows", "frames", bands])
    voices = helper.make_tensor_value_info("voices", TensorProto.FLOAT, ["windows", size])
    graph = helper.make_graph(nodes, "voice_encoder", [mels], [voices], constants)
    opset = [helper.make_opsetid("", _OPSET)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=_IR_VERSION, producer_name="rhetoric")
    onnx.checker.check_model(model, full_check=True)
    return model


def check_shapes(weights: Weights, layers: int) -> tuple[int, int]:
    """Return the number of mel bands and the size of a voice vector, after checking every shape."""
    try:
        hidden = weights["lstm.weight_hh_l0"].shape[-1]
        bands = weights["lstm.weight_ih_l0"].shape[-1]
        size = weights["linear.bias"].shape[0]
        wanted = {"linear.weight": (size, hidden), "linear.bias": (size,)}
        for layer in range(layers):
            wanted[f"lstm.weight_ih_l{layer}"] = (4 * hidden, hidden if layer else bands)
            wanted[f"lstm.weight_hh_l{layer}"] = (4 * hidden, hidden)
            wanted[f"lstm.bias_ih_l{layer}"] = wanted[f"lstm.bias_hh_l{layer}"] = (4 * hidden,)
        found = {name: weights[name].shape for name in wanted}
    except (KeyError, IndexError) as error:
        raise FormatError(f"the checkpoint lacks the weight {error}", "use resemblyzer 0.1.4") from error
    wrong = [f"{name} is {found[name]}, not {shape}" for name, shape in wanted.items() if found[name] != shape]
    if wrong:
        raise FormatError(f"weights do not fit together: {'; '.join(wrong)}", "use resemblyzer 0.1.4")
    return bands, size


def _lstm_nodes(layer: int, hidden: int) -> list[onnx.NodeProto]:
    inputs = [f"hidden{layer}", f"w{layer}", f"r{layer}", f"b{layer}"]
    outputs = [f"all{layer}", f"last{layer}"]
    squeeze = helper.make_node("Squeeze", [f"all{layer}", "directions"], [f"hidden{layer + 1}"])
    return [helper.make_node("LSTM", inputs, outputs, hidden_size=hidden), squeeze]


def _lstm_constants(layer: int, weights: Weights) -> list[TensorProto]:
    bias = np.concatenate([_reorder(weights[f"lstm.bias_{part}_l{layer}"]) for part in ("ih", "hh")])
    return [
        numpy_helper.from_array(_reorder(weights[f"lstm.weight_ih_l{layer}"])[None], f"w{layer}"),
        numpy_helper.from_array(_reorder(weights[f"lstm.weight_hh_l{layer}"])[None], f"r{layer}"),
        numpy_helper.from_array(bias[None], f"b{layer}"),
    ]


def _reorder(gates: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the four gates in ONNX's order (in, out, forget, cell) from torch's (in, forget, cell, out)."""
    enter, forget, cell, out = np.split(gates, 4)
    return np.concatenate([enter, out, forget, cell])


def _head_nodes(layers: int) -> list[onnx.NodeProto]:
    return [
        helper.make_node("Squeeze", [f"last{layers - 1}", "first"], ["last"]),
        helper.make_node("Gemm", ["last", "linear_weight", "linear_bias"], ["linear"], transB=1),
        helper.make_node("Relu", ["linear"], ["positive"]),
        helper.make_node("ReduceL2", ["positive"], ["norm"], axes=[1], keepdims=1),
        helper.make_node("Max", ["norm", "smallest"], ["length"]),
        helper.make_node("Div", ["positive", "length"], ["voices"]),
    ]


def read_source(path: Path) -> bytes:
    """Return the checkpoint's bytes from a wheel, or from the .pt file itself."""
    try:
        if not zipfile.is_zipfile(path):
            return path.read_bytes()
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(MEMBER)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise FormatError(f"cannot read {path}: {error}", "give the wheel of resemblyzer 0.1.4") from error


def main(arguments: list[str]) -> int:
    """Convert, write, and print shapes and checksums; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="the wheel of resemblyzer 0.1.4, or its pretrained.pt")
    parser.add_argument("target", type=Path, help="the ONNX file to write")
    options = parser.parse_args(arguments)
    try:
        checkpoint = read_source(options.source)
        weights = read_checkpoint(checkpoint)
        content = build_model(weights).SerializeToString(deterministic=True)
        write_bytes(options.target, content)
    except RhetoricError as error:
        print(error, file=sys.stderr)
        return 1
    for name, tensor in weights.items():
        print(f"{name}  {'x'.join(map(str, tensor.shape)) or 'scalar'}")
    print(f"checkpoint  {hashlib.sha256(checkpoint).hexdigest()}")
    print(f"model       {hashlib.sha256(content).hexdigest()}  {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
