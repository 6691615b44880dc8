"""Texts to token ids: the fullest reading of an excerpt that fits the network, in batches of like length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerFast

from rhetoric.errors import ModelUnavailableError
from rhetoric.rescore.folder import ModelFolder
from rhetoric.rescore.quiet import quietly

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
Pair = tuple[str, str | None]  # the text, and what is set beside it
FIELDS = ("input_ids", "attention_mask", "token_type_ids")


class Runner(Protocol):
    """A loaded classifier, whatever engine runs it; `engine` and `hardware` are its names in the provenance."""

    engine: str
    hardware: str

    def logits(self, inputs: Mapping[str, Integers]) -> Floats:
        """Return the raw outputs, shape (pairs, labels), for arrays of `FIELDS`, each of shape (pairs, tokens)."""
        ...


@dataclass(frozen=True, slots=True)
class PairReader:
    """A model's tokenizer with the length it may fill."""

    tokenizer: PreTrainedTokenizerFast
    length: int

    def encode(self, readings: Sequence[Pair]) -> Mapping[str, list[int]]:
        """Return the first of `readings` that fits; where none does, the last one cut to the length."""
        encoded: Mapping[str, list[int]] = {}
        for text, beside in readings:
            encoded = self.tokenizer(text, beside, return_token_type_ids=True, verbose=False)
            if len(encoded["input_ids"]) <= self.length:
                return encoded
        text, beside = readings[-1]
        cut: Mapping[str, list[int]] = self.tokenizer(
            text, beside, return_token_type_ids=True, truncation="longest_first", max_length=self.length
        )
        return cut

    def pad(self, rows: Sequence[Mapping[str, list[int]]]) -> Mapping[str, Integers]:
        """Return the arrays of a batch, filled up on the right to its longest row."""
        width = max(len(row["input_ids"]) for row in rows)
        filler = {"input_ids": int(self.tokenizer.pad_token_id or 0)}
        return {
            name: np.array(
                [row[name] + [filler.get(name, 0)] * (width - len(row[name])) for row in rows], dtype=np.int64
            )
            for name in FIELDS
        }


def load_reader(folder: ModelFolder, length: int) -> PairReader:
    """Load the tokenizer of a model folder, from its files only; the network's own bound limits `length`.

    Raises
    ------
    ModelUnavailableError
        If tokenizer.json is missing or cannot be used.
    """
    place = next((one for one in (folder.path, folder.file.parent) if (one / "tokenizer.json").is_file()), None)
    if place is None:
        raise ModelUnavailableError(
            f"{folder.path} has no tokenizer.json",
            "save the tokenizer beside it (save_pretrained)",
        )
    tokenizer = _tokenizer(place)
    bounds = [length, int(tokenizer.model_max_length), *([folder.longest] if folder.longest else [])]
    return PairReader(tokenizer, min(bounds))


def run(runner: Runner, reader: PairReader, rows: Sequence[Sequence[Pair]], batch: int) -> Floats:
    """Return the outputs for each of `rows` (the readings of one excerpt), shape (rows, labels), in their order.

    Rows of like length share a batch, so that little is computed on padding.
    """
    encoded = [reader.encode(readings) for readings in rows]
    order = sorted(range(len(encoded)), key=lambda at: (len(encoded[at]["input_ids"]), at))
    found: dict[int, Floats] = {}
    for first in range(0, len(order), batch):
        places = order[first : first + batch]
        outputs = runner.logits(reader.pad([encoded[at] for at in places]))
        found.update(zip(places, outputs, strict=True))
    return np.stack([found[at] for at in range(len(encoded))]) if encoded else np.zeros((0, 0), dtype=np.float32)


def _tokenizer(place: Path) -> PreTrainedTokenizerFast:
    # AutoTokenizer would import torch where it is installed; the fast class reads tokenizer.json of any kind.
    try:
        with quietly():
            tokenizer = PreTrainedTokenizerFast.from_pretrained(str(place), local_files_only=True)
    except Exception as error:  # the tokenizers library raises nothing narrower for a file it cannot read
        reason = " ".join(str(error).split())[:200]
        raise ModelUnavailableError(
            f"the tokenizer in {place} cannot be read: {reason}", "fetch or copy the model again, whole"
        ) from error
    return cast("PreTrainedTokenizerFast", tokenizer)
