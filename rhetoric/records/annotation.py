"""What was found in a text: devices and reactions, each with its words and its reasons."""

from dataclasses import dataclass
from typing import Literal

from rhetoric.errors import RecordError
from rhetoric.records.span import Span, check_ordered

Status = Literal["future", "historical", "hypothetical", "literal", "negated", "question", "quoted", "reported"]
Decision = Literal["tag", "candidate"]
Calibration = Literal["model", "rule", "none"]
DeliveryKind = Literal["sentence", "turn"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A role of a device's frame, filled: by words of the text, or by a value inferred from them."""

    name: str
    value: str
    chars: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for an annotation: the rule and the words it fired on; below 0 it speaks against."""

    rule: str
    cue: str
    chars: Span | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who annotated: a rule pack, a model, or a human coder with that coder's verdict and reason."""

    kind: Literal["rule", "model", "human"]
    name: str
    version: str = ""
    verdict: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A rhetorical device found: exact words, how asserted, how sure, and why.

    `parts` are ranges of the text in order (figures are discontinuous); `quote` equals the text there.
    An empty `status` means asserted. `time`, in ms, spans the words of all parts.
    """

    id: str
    device: str
    parts: tuple[Span, ...]
    quote: str
    decision: Decision
    source: Source
    calibration: Calibration = "none"
    score: float | None = None
    subtype: str | None = None
    status: tuple[Status, ...] = ()
    slots: tuple[Slot, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    time: Span | None = None
    speaker: str | None = None
    theme: str | None = None
    risks: tuple[str, ...] = ()
    stale: bool = False

    def __post_init__(self) -> None:
        """Check that there are parts, in order, and that status flags are sorted and single."""
        if not self.parts:
            raise RecordError(f"annotation {self.id!r} has no parts", "give at least one span")
        check_ordered(f"annotation {self.id!r} part", self.parts, self.parts[-1].end)
        if list(self.status) != sorted(set(self.status)):
            raise RecordError(f"annotation {self.id!r} has unsorted status {self.status}", "sort the flags")

    @property
    def hull(self) -> Span:
        """From the first character of the first part to the last of the last."""
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(frozen=True, slots=True)
class Reaction:
    """Audience heard in the recording (`time`), or noted in the transcript (`chars`)."""

    kind: str
    time: Span | None = None
    strength: float | None = None
    chars: Span | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a stretch was spoken: words per minute, ms of pause, dB below full scale, Hz, semitones of range."""

    chars: Span
    kind: DeliveryKind = "sentence"
    rate: float | None = None
    pause: int | None = None
    loudness: float | None = None
    pitch: float | None = None
    pitch_range: float | None = None
