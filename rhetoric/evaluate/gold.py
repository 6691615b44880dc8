"""Coded passages: what a coder marked in a text, and which of it is firm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rhetoric.errors import RecordError
from rhetoric.records import Span, check_ordered

Level = Literal["tag", "found"]
LEVELS: tuple[Level, ...] = ("tag", "found")  # tagged; tagged or shown as a candidate


@dataclass(frozen=True, slots=True)
class Label:
    """One mark of a coder; a doubtful one takes its cell out of scoring. `act` is the coder's word for it."""

    device: str
    span: Span
    doubtful: bool = False
    act: str | None = None
    decision: Literal["tag", "candidate"] = "tag"
    score: float | None = None


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A text with its sentences and labels; `coded` names the devices the coder looked for.

    Raises
    ------
    RecordError
        If a sentence or a label leaves the text.
    """

    id: str
    language: str
    text: str
    sentences: tuple[Span, ...]
    labels: tuple[Label, ...]
    speech: str
    coded: frozenset[str]
    speaker: str | None = None
    home: str | None = None  # country the speaker speaks for

    def __post_init__(self) -> None:
        """Check that all ranges lie in the text."""
        check_ordered(f"passage {self.id!r}: sentence", self.sentences, len(self.text))
        for label in self.labels:
            check_ordered(f"passage {self.id!r}: {label.device} label", (label.span,), len(self.text))


@dataclass(frozen=True, slots=True)
class Gold:
    """Coded passages; `joint` says which devices a label of a coarser manual stands for."""

    passages: tuple[CodedPassage, ...]
    joint: dict[str, frozenset[str]]

    def __post_init__(self) -> None:
        """Check that no passage id occurs twice."""
        seen: set[str] = set()
        for passage in self.passages:
            if passage.id in seen:
                raise RecordError(f"passage id {passage.id!r} occurs twice", "give each passage an id of its own")
            seen.add(passage.id)

    @property
    def units(self) -> tuple[str, ...]:
        """What is scored: the devices and joint labels coded anywhere, sorted."""
        return tuple(sorted(set().union(*(passage.coded for passage in self.passages))))

    def devices_of(self, unit: str) -> frozenset[str]:
        """Return the devices whose tags count for `unit`: itself, and those it joins."""
        return self.joint.get(unit, frozenset()) | {unit}


def sentences_at(sentences: Iterable[Span], span: Span) -> Iterator[int]:
    """Yield the numbers of the sentences that share characters with `span`."""
    return (number for number, sentence in enumerate(sentences) if sentence.overlap(span))
