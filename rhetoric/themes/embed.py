"""Themes by meaning: a sentence encoder from a folder says how alike the text is before and after each gap.

The folder holds tokenizer.json and model.onnx (or onnx/model.onnx), as sentence encoders are exported. It is read
from disk only. Announcements, hand-overs and names are found as without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)
from onnxruntime.capi.onnxruntime_pybind11_state import NotImplemented as UnknownOperator

from rhetoric import __version__
from rhetoric.errors import ModelUnavailableError
from rhetoric.files import sha256_file
from rhetoric.records import Run, Theme, Transcript
from rhetoric.rescore.folder import ModelFolder
from rhetoric.rescore.pairs import PairReader, load_reader
from rhetoric.themes.boundaries import Floats
from rhetoric.themes.compose import themes_of
from rhetoric.themes.options import ThemeOptions
from rhetoric.themes.stems import Content
from rhetoric.themes.topics import Topic, shipped_topics

_FAULTS = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile, UnknownOperator, RuntimeException)
_NAMES = ("model.onnx", "onnx/model.onnx")
_INPUTS = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_LONGEST = 128  # tokens of a sentence that are read
_BATCH = 32  # sentences


class EmbedThemes:
    """Cuts a transcript where the meaning of its sentences changes or a new subject is announced.

    Raises
    ------
    ModelUnavailableError
        If the folder holds no sentence encoder that can be used.
    """

    def __init__(
        self, folder: Path, options: ThemeOptions | None = None, topics: Sequence[Topic] | None = None
    ) -> None:
        self.options = options or ThemeOptions()
        self.topics = shipped_topics() if topics is None else tuple(topics)
        self._file = _find(folder)
        self._name = folder.resolve().name
        self._session = _open(self._file)
        made = ModelFolder(folder, self._file, "onnx", ("",), None, None, segments=False, calibration={})
        self._reader = load_reader(made, _LONGEST)

    def segment(self, transcript: Transcript) -> tuple[Theme, ...]:
        """Return themes as `BlockThemes` does."""
        compare = _Likeness(self._session, self._reader, self._name)
        return themes_of(transcript, compare, options=self.options, topics=self.topics)

    def provenance(self) -> Run:
        """Say which encoder, version and options produced the themes."""
        return Run(
            stage="themes",
            backend="embed",
            version=__version__,
            options=asdict(self.options),
            model=self._name,
            model_sha256=sha256_file(self._file),
        )


class _Likeness:
    """Compares blocks of one text by the mean vectors of their sentences, which are computed once."""

    def __init__(self, session: onnxruntime.InferenceSession, reader: PairReader, name: str) -> None:
        self._encode = partial(_vectors, session, reader, name)
        self._known: tuple[Content, Floats] | None = None

    def __call__(self, content: Content, block: int) -> Floats:
        """Return the cosine, cut off below 0, of the `block` words before and after each gap."""
        if self._known is None or self._known[0] is not content:
            self._known = content, self._encode([line.slice(content.text) for line in content.sentences])
        return block_likeness(self._known[1], content.lengths, block)


def block_likeness(vectors: Floats, lengths: Sequence[int], block: int) -> Floats:
    """Return how alike the sentences are that lie within `block` words before and after each gap.

    Parameters
    ----------
    vectors
        One row per sentence, shape (sentences, width).
    lengths
        Words per sentence, by which the rows are weighed.
    block
        Words on each side; at least one sentence counts.
    """
    words = np.concatenate(([0], np.cumsum(lengths)))
    sums = np.concatenate(
        (np.zeros((1, vectors.shape[1])), np.cumsum(vectors * np.array(lengths)[:, None], axis=0))
    )
    gaps = np.arange(1, len(lengths))
    first = np.minimum(np.searchsorted(words, words[gaps] - block), gaps - 1)
    end = np.maximum(np.searchsorted(words, words[gaps] + block, side="right") - 1, gaps + 1)
    left, right = sums[gaps] - sums[first], sums[end] - sums[gaps]
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    dots = np.sum(left * right, axis=1)
    return np.asarray(np.clip(dots / np.where(norms > 0, norms, 1.0), 0.0, 1.0), dtype=np.float64)


def _find(folder: Path) -> Path:
    for name in _NAMES:
        if (folder / name).is_file():
            return folder / name
    raise ModelUnavailableError(
        f"{folder} holds no sentence encoder (neither {' nor '.join(_NAMES)} is there)",
        "give the folder of an encoder exported to ONNX, with its tokenizer.json",
    )


def _open(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(str(file), sess_options=options, providers=["CPUExecutionProvider"])
    except _FAULTS as error:
        raise _unusable(file.parent.name, str(error)) from error
    for one in session.get_inputs():
        if one.type not in _INPUTS:
            raise _unusable(file.parent.name, f"it wants the input {one.name!r} ({one.type}), no token ids")
    return session


def _vectors(session: onnxruntime.InferenceSession, reader: PairReader, name: str, texts: Sequence[str]) -> Floats:
    """Return one vector of length 1 per text; texts of like length share a batch."""
    rows = [reader.encode([(text, None)]) for text in texts]
    order = sorted(range(len(rows)), key=lambda at: (len(rows[at]["input_ids"]), at))
    found: list[tuple[int, Floats]] = []
    for start in range(0, len(order), _BATCH):
        places = order[start : start + _BATCH]
        found.extend(zip(places, _batch(session, reader.pad([rows[at] for at in places]), name), strict=True))
    vectors = np.array([vector for _, vector in sorted(found, key=lambda item: item[0])], dtype=np.float64)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms > 0, norms, 1.0), dtype=np.float64)


def _batch(session: onnxruntime.InferenceSession, inputs: Mapping[str, NDArray[np.int64]], name: str) -> Floats:
    wanted = [one.name for one in session.get_outputs()]
    output = "sentence_embedding" if "sentence_embedding" in wanted else wanted[0]
    try:
        feed = {one.name: inputs[one.name].astype(_INPUTS[one.type]) for one in session.get_inputs()}
        (found,) = session.run([output], feed)
    except KeyError as error:
        raise _unusable(name, f"it wants the input {error}, which no tokenizer gives") from error
    except _FAULTS as error:
        raise _unusable(name, str(error)) from error
    values = np.asarray(found, dtype=np.float64)
    mask = inputs["attention_mask"]
    if values.ndim == 3 and values.shape[:2] == mask.shape:
        shares = mask / np.maximum(mask.sum(axis=1, keepdims=True), 1)
        values = np.einsum("btw,bt->bw", values, shares)
    if values.ndim != 2 or len(values) != len(mask) or not np.all(np.isfinite(values)):
        raise _unusable(name, f"its output {output!r} has the shape {np.shape(found)} or is not finite")
    return np.asarray(values, dtype=np.float64)


def _unusable(name: str, reason: str) -> ModelUnavailableError:
    first = (reason.splitlines() or ["it cannot be run"])[0][:300]
    return ModelUnavailableError(
        f"the sentence encoder {name!r} cannot be used: {first}",
        "give one exported with batch and length left free, or leave --themes out",
    )
