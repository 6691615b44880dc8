"""The training loop: a pretrained encoder with a new head, one output per device, doubtful cells masked."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig

from rhetoric.errors import ModelUnavailableError, RhetoricError
from rhetoric.rescore.encoder import MULTI_LABEL, readings
from rhetoric.rescore.pairs import FIELDS, PairReader
from rhetoric.rescore.torch_runner import load_model
from rhetoric.train.cells import Example
from rhetoric.train.options import TrainOptions

_WARM_UP = 0.1  # share of the steps over which the rate rises
_DECAY = 0.01
_CLIP = 1.0
_MOST_WEIGHT = 20.0  # a rare device's positives count at most this much


@dataclass(frozen=True, slots=True)
class Batch:
    """Token arrays with targets and mask, both of shape (sentences, devices)."""

    inputs: Mapping[str, torch.Tensor]
    target: torch.Tensor
    mask: torch.Tensor


def new_classifier(base: Path, labels: Sequence[str], seed: int) -> Any:  # noqa: ANN401 - any architecture
    """Return the encoder in `base` with a fresh head whose outputs are named `labels`.

    Raises
    ------
    ModelUnavailableError
        If the folder holds no PyTorch weights of an encoder that transformers knows.
    """
    try:
        config = AutoConfig.from_pretrained(str(base), local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnavailableError(
            f"{base} has no configuration that transformers knows: {' '.join(str(error).split())[:200]}",
            "give the folder of an encoder, such as a multilingual BERT, XLM-R or DeBERTa",
        ) from error
    config.id2label = dict(enumerate(labels))
    config.label2id = {name: at for at, name in enumerate(labels)}
    config.problem_type = MULTI_LABEL
    torch.manual_seed(seed)
    model, missing = load_model(base, config)
    body = [name for name in missing if "classifier" not in name and "pooler" not in name and "score" not in name]
    if body:
        raise ModelUnavailableError(
            f"the weights in {base} lack {body[0]!r} ({len(body)} tensors in all)",
            "fetch or copy the encoder again",
        )
    return model


def tune(
    model: Any,  # noqa: ANN401 - any architecture
    reader: PairReader,
    examples: Sequence[Example],
    *,
    options: TrainOptions,
    reached: Callable[[int], None],
) -> tuple[float, ...]:
    """Train `model` in place and return the mean loss of each epoch; `reached` hears the steps done.

    Raises
    ------
    RhetoricError
        If the loss is no number any more.
    """
    hardware = hardware_for(options.compute)
    labels = [model.config.id2label[at] for at in range(model.config.num_labels)]
    weight = positive_weights(examples, labels).to(hardware)
    model.to(hardware).train()
    torch.manual_seed(options.seed)  # dropout draws from the global generator
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=_DECAY)
    steps = steps_in(len(examples), options)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate_at(step, steps))
    shuffler = torch.Generator().manual_seed(options.seed)
    losses = []
    done = 0
    for _ in range(options.epochs):
        total = 0.0
        order = torch.randperm(len(examples), generator=shuffler).tolist()
        for batch in batches([examples[at] for at in order], reader, labels, options.batch):
            loss = _loss(model, batch, weight, hardware)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), _CLIP)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(batch.target)
            done += 1
            reached(done)
        losses.append(total / len(examples))
        if not math.isfinite(losses[-1]):
            raise RhetoricError(
                f"training failed: the loss is {losses[-1]} after epoch {len(losses)}", "give a lower --rate"
            )
    model.to("cpu").eval()
    return tuple(losses)


def predict(model: Any, reader: PairReader, examples: Sequence[Example], batch: int) -> list[list[float]]:  # noqa: ANN401
    """Return the raw outputs of a trained model on the CPU, one row per example."""
    labels = [model.config.id2label[at] for at in range(model.config.num_labels)]
    rows: list[list[float]] = []
    with torch.inference_mode():
        for each in batches(examples, reader, labels, batch):
            rows.extend(model(**_inputs(model, each, "cpu")).logits.tolist())
    return rows


def batches(examples: Sequence[Example], reader: PairReader, labels: Sequence[str], size: int) -> Iterator[Batch]:
    """Yield the examples in order, `size` at once, with targets and mask."""
    for first in range(0, len(examples), size):
        chunk = examples[first : first + size]
        arrays = reader.pad([reader.encode(readings(example.excerpt)) for example in chunk])
        target = [[float(example.known.get(label, False)) for label in labels] for example in chunk]
        mask = [[float(label in example.known) for label in labels] for example in chunk]
        inputs = {name: torch.from_numpy(array) for name, array in arrays.items()}
        yield Batch(inputs, torch.tensor(target), torch.tensor(mask))


def positive_weights(examples: Sequence[Example], labels: Sequence[str]) -> torch.Tensor:
    """Return how much a positive of each device counts: the root of negatives over positives, at most 20."""
    found = []
    for label in labels:
        known = [example.known[label] for example in examples if label in example.known]
        positives = sum(known)
        found.append(min(_MOST_WEIGHT, math.sqrt((len(known) - positives) / max(positives, 1))))
    return torch.tensor([max(1.0, one) for one in found])


def steps_in(examples: int, options: TrainOptions) -> int:
    """Return how many steps all epochs take."""
    return options.epochs * math.ceil(examples / options.batch)


def hardware_for(compute: str) -> str:
    """Return "cuda" where there is a GPU and it is not declined, else "cpu"."""
    return "cuda" if compute != "cpu" and torch.cuda.is_available() else "cpu"


def _loss(model: Any, batch: Batch, weight: torch.Tensor, hardware: str) -> torch.Tensor:  # noqa: ANN401
    logits = model(**_inputs(model, batch, hardware)).logits
    mask = batch.mask.to(hardware)
    each = torch.nn.functional.binary_cross_entropy_with_logits(
        logits, batch.target.to(hardware), reduction="none", pos_weight=weight
    )
    return (each * mask).sum() / mask.sum().clamp(min=1)


def _inputs(model: Any, batch: Batch, hardware: str) -> dict[str, torch.Tensor]:  # noqa: ANN401
    names = FIELDS if (getattr(model.config, "type_vocab_size", 0) or 0) > 1 else FIELDS[:2]
    return {name: batch.inputs[name].to(hardware) for name in names}


def _rate_at(step: int, steps: int) -> float:
    """Return the share of the full rate: a linear rise, then a linear fall to 0."""
    rise = max(1, round(_WARM_UP * steps))
    return (step + 1) / rise if step < rise else max(0.0, (steps - step) / max(1, steps - rise))
