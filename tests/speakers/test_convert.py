"""The converter: torch's old format is read without torch, and the graph computes what the network computes."""

import io
import pickle
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from rhetoric.errors import FormatError
from rhetoric.weights import find
from scripts.convert_dvector import MEMBER, build_model, main, read_checkpoint, read_source

Floats = NDArray[np.float32]


def _weights(bands: int = 3, hidden: int = 4, layers: int = 2, size: int = 5) -> dict[str, Floats]:
    rng = np.random.default_rng(5)
    shapes: dict[str, tuple[int, ...]] = {"linear.weight": (size, hidden), "linear.bias": (size,)}
    for layer in range(layers):
        shapes[f"lstm.weight_ih_l{layer}"] = (4 * hidden, hidden if layer else bands)
        shapes[f"lstm.weight_hh_l{layer}"] = (4 * hidden, hidden)
        shapes[f"lstm.bias_ih_l{layer}"] = shapes[f"lstm.bias_hh_l{layer}"] = (4 * hidden,)
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-values))


def _reference(weights: dict[str, Floats], mels: Floats) -> NDArray[np.float64]:
    """Compute the network frame by frame, gates in torch's order: in, forget, cell, out."""
    sequence = mels.astype(np.float64).transpose(1, 0, 2)
    for layer in range(sum(name.startswith("lstm.weight_ih") for name in weights)):
        into, again = weights[f"lstm.weight_ih_l{layer}"], weights[f"lstm.weight_hh_l{layer}"]
        bias = weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]
        hidden = cell = np.zeros((mels.shape[0], again.shape[1]))
        outputs = []
        for frame in sequence:
            enter, forget, new, out = np.split(frame @ into.T + hidden @ again.T + bias, 4, axis=1)
            cell = _sigmoid(forget) * cell + _sigmoid(enter) * np.tanh(new)
            hidden = _sigmoid(out) * np.tanh(cell)
            outputs.append(hidden)
        sequence = np.stack(outputs)
    positive = np.maximum(sequence[-1] @ weights["linear.weight"].T + weights["linear.bias"], 0)
    return positive / np.linalg.norm(positive, axis=1, keepdims=True)


def _run(model: bytes, mels: Floats) -> Floats:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    voices: Floats = session.run(None, {"mels": mels})[0]
    return voices


class _Stub:
    """Pickles as a call of a function of torch, without torch."""

    def __init__(self, place: str, *arguments: object) -> None:
        self.place, self.arguments = place, arguments


class _Storage:
    def __init__(self, key: str) -> None:
        self.key = key


def _dump(content: object) -> bytes:
    """Pickle as torch does: calls by name, storages as persistent ids."""
    stream = io.BytesIO()

    class Pickler(pickle._Pickler):
        def persistent_id(self, item: object) -> object:
            return (
                ("storage", _Stub("torch FloatStorage"), item.key, "cpu", 0, None)
                if isinstance(item, _Storage)
                else None
            )

        def save(self, item: object, save_persistent_id: bool = True) -> None:  # noqa: FBT001, FBT002 - its signature
            if not isinstance(item, _Stub):
                super().save(item, save_persistent_id)
                return
            self.write(b"c" + item.place.replace(" ", "\n").encode() + b"\n")
            if item.arguments:
                super().save(item.arguments)
                self.write(b"R")

    Pickler(stream, 2).dump(content)
    return stream.getvalue()


def _checkpoint(weights: dict[str, Floats]) -> bytes:
    state: OrderedDict[str, object] = OrderedDict()
    for name, tensor in weights.items():
        strides = tuple(step // 4 for step in tensor.strides)
        plan = (_Storage(name), 0, tensor.shape, strides, False, OrderedDict())
        state[name] = _Stub("torch._utils _rebuild_tensor_v2", *plan)
    heads = b"".join(_dump(item) for item in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}))
    keys = sorted(weights)
    blocks = b"".join(struct.pack("<q", weights[key].size) + weights[key].tobytes() for key in keys)
    return heads + _dump({"model_state": state, "step": 3}) + _dump(keys) + blocks


def test_reads_the_weights_back() -> None:
    weights = _weights()
    found = read_checkpoint(_checkpoint(weights))
    assert list(found) == list(weights)
    assert all(np.array_equal(found[name], tensor) for name, tensor in weights.items())


def test_refuses_any_other_name() -> None:
    harmful = _checkpoint({}).replace(b"ccollections\nOrderedDict\n", b"cos\nsystem\n")
    assert harmful != _checkpoint({})
    with pytest.raises(FormatError, match=r"os\.system"):
        read_checkpoint(harmful)


@pytest.mark.parametrize("size", [0, 1, 40, 600, -1])
def test_a_cut_file_is_an_error(size: int) -> None:
    with pytest.raises(FormatError):
        read_checkpoint(_checkpoint(_weights())[:size])


def test_the_graph_computes_the_network() -> None:
    weights = _weights()
    mels = np.random.default_rng(6).normal(size=(7, 11, 3)).astype(np.float32)
    voices = _run(build_model(weights).SerializeToString(), mels)
    np.testing.assert_allclose(voices, _reference(weights, mels), atol=2e-6)


def test_weights_that_do_not_fit_are_an_error() -> None:
    weights = _weights()
    with pytest.raises(FormatError, match=r"lstm\.bias_hh_l1"):
        build_model({name: tensor for name, tensor in weights.items() if name != "lstm.bias_hh_l1"})
    with pytest.raises(FormatError, match=r"linear\.bias is \(5,\)|linear\.weight is \(5, 3\)"):
        build_model(weights | {"linear.weight": weights["linear.weight"][:, :3]})


def test_the_same_checkpoint_gives_the_same_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheel = tmp_path / "voice.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(MEMBER, _checkpoint(_weights()))
    assert main([str(wheel), str(tmp_path / "one.onnx")]) == 0
    assert main([str(wheel), str(tmp_path / "two.onnx")]) == 0
    assert (tmp_path / "one.onnx").read_bytes() == (tmp_path / "two.onnx").read_bytes()
    assert "lstm.weight_ih_l0  16x3" in capsys.readouterr().out


def test_what_is_no_source_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FormatError):
        read_source(tmp_path / "missing.whl")
    (tmp_path / "text.pt").write_text("not a checkpoint")
    assert main([str(tmp_path / "text.pt"), str(tmp_path / "out.onnx")]) == 1
    assert "resemblyzer 0.1.4" in capsys.readouterr().err


def test_the_shipped_network_computes_what_its_weights_say() -> None:
    import onnx

    path = find("dvector") / "model.onnx"
    model = onnx.load(path)
    stored = {constant.name: onnx.numpy_helper.to_array(constant) for constant in model.graph.initializer}
    weights = {"linear.weight": stored["linear_weight"], "linear.bias": stored["linear_bias"]}
    for layer in range(3):
        for short, part in (("w", "weight_ih"), ("r", "weight_hh")):
            enter, out, forget, new = np.split(stored[f"{short}{layer}"][0], 4)
            weights[f"lstm.{part}_l{layer}"] = np.concatenate([enter, forget, new, out])
        halves = np.split(stored[f"b{layer}"][0], 2)
        for half, part in zip(halves, ("bias_ih", "bias_hh"), strict=True):
            enter, out, forget, new = np.split(half, 4)
            weights[f"lstm.{part}_l{layer}"] = np.concatenate([enter, forget, new, out])
    mels = np.random.default_rng(7).exponential(size=(2, 160, 40)).astype(np.float32)
    voices = _run(path.read_bytes(), mels)
    assert voices.shape == (2, 256)
    np.testing.assert_allclose(voices, _reference(weights, mels), atol=1e-5)
