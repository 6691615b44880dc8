"""A model folder as transformers writes it: config.json, tokenizer, weights; and the card that training adds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rhetoric import weights
from rhetoric.errors import ModelUnavailableError, unknown_name
from rhetoric.rescore.calibration import Platt, read_calibration

CARD = "card.json"
# The exact network comes before a quantised one, since DeBERTa loses much when quantised.
_NAMES = ("model.onnx", "model_quantized.onnx", "model_int8.onnx")
_ONNX = tuple(f"{folder}{name}" for name in _NAMES for folder in ("", "onnx/"))
_TORCH = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")
_LARGEST_CONFIG = 1 << 22  # bytes


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A sequence classifier on disk: where its weights are, what its outputs mean, how much text it takes.

    `longest` is in tokens, None where the network itself sets no bound.
    """

    path: Path
    file: Path
    form: Literal["onnx", "torch"]
    labels: tuple[str, ...]
    problem: str | None
    longest: int | None
    segments: bool
    calibration: Mapping[str, Platt]

    @property
    def name(self) -> str:
        """The folder's own name, without its place."""
        return self.path.resolve().name

    def sha256(self) -> str:
        """Return the hash of the weights file (of the index, where the weights are in several files)."""
        return weights.sha256(self.file)


def find_model(name: str, kind: str) -> Path:
    """Return the folder of a model: a folder of this machine, or a name of that kind in the manifest.

    Raises
    ------
    UnknownNameError
        If it is neither.
    ModelUnavailableError
        If the folder is not there, or the named model is not here or not whole.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    known = [entry for entry in weights.manifest() if entry.kind == kind]
    for entry in known:
        if name == entry.name or name in entry.aliases:
            return weights.find(entry.name)
    if "/" in name or "\\" in name or name.startswith((".", "~")) or not known:
        raise ModelUnavailableError(f"there is no model folder {folder}", "give the folder of a classifier")
    raise unknown_name(f"{kind} model", name, (entry.name for entry in known))


def open_folder(path: Path, *, to_train: bool = False) -> ModelFolder:
    """Read what a model folder says of itself; an ONNX file is preferred to PyTorch weights.

    A model `to_train` must have PyTorch weights, and need not name its outputs yet.

    Raises
    ------
    ModelUnavailableError
        If the weights or config.json are missing, or config.json does not describe a classifier.
    """
    config = _config(path)
    onnx = None if to_train else _first(path, _ONNX)
    wanted = () if to_train else _ONNX
    file = onnx or _first(path, _TORCH)
    if file is None:
        raise ModelUnavailableError(
            f"{path} holds no weights (none of {', '.join((*wanted[:2], *_TORCH[:1]))} is there)",
            "give a folder that transformers saved" + ("" if to_train else ", or that has an ONNX file"),
        )
    types = config.get("type_vocab_size")
    return ModelFolder(
        path,
        file,
        "onnx" if onnx else "torch",
        () if to_train else _labels(config, path),
        problem if isinstance(problem := config.get("problem_type"), str) else None,
        _longest(config),
        isinstance(types, int) and types > 1,
        read_calibration(path / CARD),
    )


def pick(labels: Sequence[str], start: str) -> int | None:
    """Return the place of the one label that begins with `start`, whatever its case; None if none or several."""
    found = [place for place, label in enumerate(labels) if label.casefold().startswith(start)]
    return found[0] if len(found) == 1 else None


def _first(path: Path, names: Sequence[str]) -> Path | None:
    return next((path / name for name in names if (path / name).is_file() and (path / name).stat().st_size), None)


def _config(path: Path) -> Mapping[str, object]:
    file = _first(path, ("config.json", "onnx/config.json"))
    if file is None:
        raise ModelUnavailableError(f"{path} has no config.json", "give a folder that transformers saved")
    try:
        with file.open("rb") as stream:
            config = json.loads(stream.read(_LARGEST_CONFIG))
    except (OSError, ValueError, RecursionError) as error:
        raise _no_config(file, str(error)) from error
    if not isinstance(config, dict):
        raise _no_config(file, "it is no JSON object")
    return config


def _no_config(file: Path, reason: str) -> ModelUnavailableError:
    return ModelUnavailableError(f"{file} is no configuration: {reason}", "fetch or copy the model again")


def _labels(config: Mapping[str, object], path: Path) -> tuple[str, ...]:
    table = config.get("id2label")
    if isinstance(table, dict) and table:
        names = [table.get(str(number)) for number in range(len(table))]
        if all(isinstance(name, str) for name in names):
            return tuple(str(name) for name in names)
    raise ModelUnavailableError(
        f"{path}: config.json does not name the outputs (id2label from 0 on)",
        "give a sequence classifier; a model that was only pretrained has no labels",
    )


def _longest(config: Mapping[str, object]) -> int | None:
    positions = config.get("max_position_embeddings")
    if not isinstance(positions, int) or positions < 8:
        return None
    # RoBERTa and its kin count positions from the padding token's id on, so two places are never used.
    return positions - 2 if "roberta" in str(config.get("model_type")) else positions
