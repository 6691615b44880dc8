"""Classifiers that come as PyTorch weights only; needs the extra `neural`."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from transformers import AutoModelForSequenceClassification

from rhetoric.errors import ModelUnavailableError
from rhetoric.rescore.folder import ModelFolder
from rhetoric.rescore.pairs import FIELDS, Floats, Integers
from rhetoric.rescore.quiet import quietly

_FAULTS = (
    OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError, pickle.UnpicklingError, SafetensorError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TorchRunner:
    """A network in PyTorch, in evaluation mode."""

    model: Any
    names: tuple[str, ...]
    hardware: str
    engine: str = "torch"

    def logits(self, inputs: Mapping[str, Integers]) -> Floats:
        """Return the raw outputs, shape (pairs, labels)."""
        arrays = {name: torch.from_numpy(inputs[name]).to(self.hardware) for name in self.names}
        with torch.inference_mode():
            found = self.model(**arrays).logits
        return np.asarray(found.float().cpu().numpy(), dtype=np.float32)


def load(folder: ModelFolder, threads: int, compute: str) -> TorchRunner:
    """Load the PyTorch weights of a folder; on the GPU only where `compute` is "cuda" and there is one.

    Raises
    ------
    ModelUnavailableError
        If the weights are no classifier that transformers knows, or not whole.
    """
    if threads:
        torch.set_num_threads(threads)
    hardware = "cuda" if compute == "cuda" and torch.cuda.is_available() else "cpu"
    names = FIELDS if folder.segments else FIELDS[:2]
    model, missing = load_model(folder.path)
    if missing:
        raise ModelUnavailableError(
            f"the PyTorch weights of {folder.name!r} lack {missing[0]!r} ({len(missing)} tensors in all)",
            "give a model fine-tuned for classification: what is missing would be random numbers",
        )
    return TorchRunner(model.to(hardware).eval(), names, hardware)


def load_model(path: Path, config: object = None) -> tuple[Any, tuple[str, ...]]:
    """Return a folder's network as transformers builds it, and the tensors its weights lack (made at random).

    Parameters
    ----------
    path
        The folder.
    config
        A configuration of transformers to use instead of the folder's own.

    Raises
    ------
    ModelUnavailableError
        If the weights are no classifier that transformers knows, or not whole.
    """
    try:
        with quietly():
            model, report = AutoModelForSequenceClassification.from_pretrained(
                str(path),
                config=config,
                local_files_only=True,
                trust_remote_code=False,
                dtype=torch.float32,
                ignore_mismatched_sizes=config is not None,
                output_loading_info=True,
            )
    except _FAULTS as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelUnavailableError(
            f"the PyTorch weights in {path} cannot be used: {reason}",
            "give a folder that transformers saved for sequence classification, or fetch it again",
        ) from error
    return model, tuple(sorted(report["missing_keys"]))
