"""A trained PyTorch classifier to an ONNX file, held against the original before it is trusted."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch

from rhetoric.errors import RhetoricError

_OPSET = 17  # the newest that every onnxruntime since 1.20 runs in full
_TOLERANCE = 1e-3  # of a logit
_SHAPES = ((2, 9), (1, 16), (3, 31))  # pairs × tokens: the first is traced, the others must come out right as well


def write_onnx(model: Any, path: Path) -> None:  # noqa: ANN401 - transformers gives its models no common type
    """Write a sequence classifier to `path`, batch and length left free.

    Raises
    ------
    RhetoricError
        If the exported network does not give what the original gives.
    """
    model = model.to("cpu").eval()
    samples = [_sample(model.config, *shape) for shape in _SHAPES]
    names = list(samples[0])
    free = {name: {0: "pairs", 1: "tokens"} for name in names} | {"logits": {0: "pairs"}}
    with warnings.catch_warnings():
        # The tracing exporter calls itself old and its constants suspicious; it needs no further library, and what
        # it writes is checked below.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            tuple(samples[0].values()),
            str(path),
            input_names=names,
            output_names=["logits"],
            dynamic_axes=free,
            opset_version=_OPSET,
            dynamo=False,
        )
    _check(model, path, samples)


def _sample(config: Any, pairs: int, tokens: int) -> dict[str, torch.Tensor]:  # noqa: ANN401 - any architecture's
    """Return inputs with a shorter last row, in the order in which classifiers take them."""
    numbers = torch.arange(pairs * tokens).reshape(pairs, tokens)
    mask = torch.ones((pairs, tokens), dtype=torch.int64)
    mask[-1, tokens - 3 :] = 0
    low = min(5, config.vocab_size - 1)
    made = {"input_ids": numbers % (config.vocab_size - low) + low, "attention_mask": mask}
    if (getattr(config, "type_vocab_size", 0) or 0) > 1:
        made["token_type_ids"] = (numbers % tokens > tokens // 2).to(torch.int64)
    return made


def _check(model: Any, path: Path, samples: list[dict[str, torch.Tensor]]) -> None:  # noqa: ANN401 - see write_onnx
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    for sample in samples:
        with torch.inference_mode():
            expected = model(**sample).logits.numpy()
        (found,) = session.run(["logits"], {name: array.numpy() for name, array in sample.items()})
        worst = float(np.abs(found - expected).max())
        if not worst <= _TOLERANCE:
            raise RhetoricError(
                f"the ONNX file {path} gives other outputs than the network it was made from (by {worst:.2g})",
                "use the PyTorch weights beside it, and please report the architecture",
            )
