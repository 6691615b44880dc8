"""Rescoring: a neural second opinion on candidates the rules found; it never looks for devices by itself.

`open_rescorer("nli:NAME")` asks a language-inference model whether a candidate's passage entails the device's
hypothesis; `open_rescorer("encoder:DIR")` asks a classifier fine-tuned with `rhetoric train`. Both read local
files only. A *device* is a rhetorical device here too; CPU and GPU are hardware.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from rhetoric.errors import ConfigError, unknown_name
from rhetoric.records import Run
from rhetoric.registry import Registry
from rhetoric.rescore.hypotheses import Hypotheses

RESCORERS = Registry(
    what="rescorer",
    group="rhetoric.rescorers",
    builtin={
        "encoder": "rhetoric.rescore.encoder:open_encoder",
        "nli": "rhetoric.rescore.nli:open_nli",
    },
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is read of a candidate: its sentences, the same speaker's words around them, and its own words."""

    sentence: str
    quote: str
    language: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RescorerOptions:
    """How excerpts are read: pairs at once, tokens a pair, processor threads (0: as the engine likes), hardware.

    `hypotheses` are what an inference model is asked; without any, those of the shipped codebook.

    Raises
    ------
    ConfigError
        If a number is out of range.
    """

    batch: int = 16
    length: int = 256
    threads: int = 0
    compute: str = "auto"
    hypotheses: Hypotheses | None = None

    def __post_init__(self) -> None:
        """Refuse sizes with which nothing can be read."""
        if not 1 <= self.batch <= 1024:
            raise ConfigError(f"the batch is {self.batch}, but must be from 1 to 1024", "16 suits most machines")
        if not 16 <= self.length <= 8192:
            raise ConfigError(
                f"the length is {self.length} tokens, but must be from 16 to 8192", "256 holds three sentences"
            )


class Rescorer(Protocol):
    """Gives candidates a probability; model and options go to what opens it."""

    def score(self, spans: Sequence[Excerpt], device: str) -> tuple[float | None, ...]:
        """Return the probability of `device` in each span, None where the model knows nothing of it."""
        ...

    def calibrated(self, device: str) -> bool:
        """Tell whether the probabilities of `device` were calibrated on held-out speakers."""
        ...

    def provenance(self) -> Run:
        """Say which model, on which engine and with which options, gave the probabilities."""
        ...


def check_spec(spec: str) -> tuple[str, str]:
    """Split "nli:NAME" into kind and model, loading nothing.

    Raises
    ------
    ConfigError
        If the model is missing.
    UnknownNameError
        If nobody registered the kind.
    """
    kind, _, model = spec.partition(":")
    if kind not in RESCORERS.names():
        raise unknown_name("rescorer", kind, RESCORERS.names())
    if not model.strip():
        raise ConfigError(f"the rescorer {spec!r} names no model", "write nli:NAME, nli:DIR or encoder:DIR")
    return kind, model.strip()


def open_rescorer(spec: str, options: RescorerOptions | None = None) -> Rescorer:
    """Load the rescorer that `spec` names, such as "nli:nli-small" or "encoder:DIR".

    Raises
    ------
    RhetoricError
        If the kind is unknown, the model is not here or not whole, or a library it needs is missing.
    """
    kind, model = check_spec(spec)
    opener = cast("Callable[[str, RescorerOptions], Rescorer]", RESCORERS.load(kind))
    return opener(model, options or RescorerOptions())
