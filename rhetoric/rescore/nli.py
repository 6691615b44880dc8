"""Candidates judged by language inference: whether the passage entails the device's hypothesis.

The probability is that of entailment among the model's classes (entailment, neutral, contradiction, or
entailment and its opposite). It is a model's opinion on a sentence about form, not calibrated for any device.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rhetoric import __version__
from rhetoric.errors import ModelUnavailableError
from rhetoric.records import Run
from rhetoric.rescore import Excerpt, RescorerOptions
from rhetoric.rescore.folder import ModelFolder, find_model, open_folder, pick
from rhetoric.rescore.hypotheses import Hypotheses, shipped
from rhetoric.rescore.loading import load_runner
from rhetoric.rescore.pairs import Floats, Pair, PairReader, Runner, load_reader, run


@dataclass(frozen=True, slots=True)
class NliRescorer:
    """A language-inference model with a hypothesis per device and language."""

    folder: ModelFolder
    runner: Runner
    reader: PairReader
    options: RescorerOptions
    hypotheses: Hypotheses
    entailment: int

    def score(self, spans: Sequence[Excerpt], device: str) -> tuple[float | None, ...]:
        """Return how probably each span entails the device's hypothesis, None where it has none."""
        asked = [(at, self.hypotheses.find(device, span.language)) for at, span in enumerate(spans)]
        rows = {at: _readings(spans[at], hypothesis) for at, hypothesis in asked if hypothesis}
        logits = run(self.runner, self.reader, tuple(rows.values()), self.options.batch)
        found = dict(zip(rows, _entailed(logits, self.entailment), strict=True))
        return tuple(found.get(at) for at in range(len(spans)))

    def calibrated(self, device: str) -> bool:  # noqa: ARG002 - the protocol asks per device
        """Answer no: no inference model comes with a calibration for devices."""
        return False

    def provenance(self) -> Run:
        """Say which model gave the probabilities, from which hypotheses, on which engine."""
        return Run(
            stage="rescore",
            backend="nli",
            version=__version__,
            options={
                "engine": self.runner.engine,
                "hardware": self.runner.hardware,
                "batch": self.options.batch,
                "length": self.reader.length,
                "hypotheses": self.hypotheses.sha256[:12],
            },
            model=self.folder.name,
            model_sha256=self.folder.sha256(),
        )


def open_nli(model: str, options: RescorerOptions) -> NliRescorer:
    """Load an inference model by its name in the manifest, or from a folder.

    Raises
    ------
    RhetoricError
        If the model is not here, is no inference model, or needs a library that is not installed.
    """
    folder = open_folder(find_model(model, "nli"))
    place = pick(folder.labels, "entail")
    if place is None or len(folder.labels) < 2:
        raise ModelUnavailableError(
            f"{folder.path} is no inference model: its outputs are {', '.join(folder.labels)[:200]}",
            "its config.json must name one of two or more outputs entailment; or did you mean encoder:DIR?",
        )
    reader = load_reader(folder, options.length)
    asked = options.hypotheses or shipped()
    return NliRescorer(folder, load_runner(folder, options), reader, options, asked, place)


def _readings(span: Excerpt, hypothesis: str) -> tuple[Pair, ...]:
    """Return what the model may be given, fullest first: with its surroundings, alone, only the quote."""
    texts = (_joined(span.before, span.sentence, span.after), _joined(span.before, span.sentence), span.sentence)
    return tuple((text, hypothesis) for text in dict.fromkeys((*texts, span.quote)))


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _entailed(logits: Floats, entailment: int) -> list[float]:
    if not len(logits):
        return []
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    return [float(one) for one in powers[:, entailment] / powers.sum(axis=1)]
