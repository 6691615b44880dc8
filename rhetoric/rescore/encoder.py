"""Candidates judged by a classifier fine-tuned on coded sentences: one output per device, each on its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from rhetoric import __version__
from rhetoric.errors import ModelUnavailableError
from rhetoric.records import Run
from rhetoric.rescore import Excerpt, RescorerOptions
from rhetoric.rescore.calibration import sigmoid
from rhetoric.rescore.folder import ModelFolder, find_model, open_folder
from rhetoric.rescore.loading import load_runner
from rhetoric.rescore.pairs import Pair, PairReader, Runner, load_reader, run

MULTI_LABEL = "multi_label_classification"


@dataclass(frozen=True, slots=True)
class EncoderRescorer:
    """A multi-label classifier whose outputs are named after devices."""

    folder: ModelFolder
    runner: Runner
    reader: PairReader
    options: RescorerOptions

    def score(self, spans: Sequence[Excerpt], device: str) -> tuple[float | None, ...]:
        """Return how probable the device is in each span, None where the model was not trained on it."""
        if device not in self.folder.labels:
            return (None,) * len(spans)
        place = self.folder.labels.index(device)
        logits = run(self.runner, self.reader, tuple(map(readings, spans)), self.options.batch)
        platt = self.folder.calibration.get(device)
        odds = [float(row[place]) for row in logits]
        return tuple(sigmoid(platt.slope * one + platt.intercept if platt else one) for one in odds)

    def calibrated(self, device: str) -> bool:
        """Tell whether the model's card holds a calibration for the device."""
        return device in self.folder.calibration

    def provenance(self) -> Run:
        """Say which model gave the probabilities, on which engine."""
        return Run(
            stage="rescore",
            backend="encoder",
            version=__version__,
            options={
                "engine": self.runner.engine,
                "hardware": self.runner.hardware,
                "batch": self.options.batch,
                "length": self.reader.length,
                "calibrated": ",".join(self.folder.calibration),
            },
            model=self.folder.name,
            model_sha256=self.folder.sha256(),
        )


def open_encoder(model: str, options: RescorerOptions) -> EncoderRescorer:
    """Load a fine-tuned classifier from its folder.

    Raises
    ------
    RhetoricError
        If the folder holds no multi-label classifier, or needs a library that is not installed.
    """
    folder = open_folder(find_model(model, "encoder"))
    if folder.problem != MULTI_LABEL:
        raise ModelUnavailableError(
            f"{folder.path} is no multi-label classifier: its problem_type is {folder.problem!r}",
            f"train one (rhetoric train), or set problem_type to {MULTI_LABEL} in its config.json; "
            "an inference model goes with nli:DIR",
        )
    return EncoderRescorer(folder, load_runner(folder, options), load_reader(folder, options.length), options)


def readings(span: Excerpt) -> tuple[Pair, ...]:
    """Return what the model may be given, fullest first: sentence and surroundings, sentence, quote."""
    around = " ".join(text for text in (span.before, span.after) if text)
    pairs: tuple[Pair, ...] = ((span.sentence, around or None), (span.sentence, span.before or None))
    return tuple(dict.fromkeys((*pairs, (span.sentence, None), (span.quote, None))))
