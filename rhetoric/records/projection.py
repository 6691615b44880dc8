"""Accusations, what the accuser's own side does of the same kind, and the citable evidence for it; no verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rhetoric.errors import RecordError
from rhetoric.records.annotation import Status
from rhetoric.records.span import Span

OwnActKind = Literal["announce", "threaten", "admit"]
MirrorKind = Literal["M1", "M2", "M3"]
HIGHEST_GRADE = 4


@dataclass(frozen=True, slots=True)
class Accusation:
    """Who accuses whom of which act; `annotation` is the id of the tag it was read from.

    `act` is the leaf of the act taxonomy its words name best, `acts` all they name. A side nobody told is None.
    """

    annotation: str
    accuser: str | None = None
    accuser_side: str | None = None
    accused: str | None = None
    accused_side: str | None = None
    act: str | None = None
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnAct:
    """Words in which a speaker announces, threatens or admits an act of the speaker's own side.

    `retaliation` says that the words answer the other side's act in kind, as warring parties do openly.
    """

    act: str
    kind: OwnActKind
    chars: Span
    quote: str
    speaker: str | None = None
    time: Span | None = None
    rule: str = ""
    status: tuple[Status, ...] = ()
    retaliation: bool = False


@dataclass(frozen=True, slots=True)
class CitedSource:
    """Where a record entry has it from; reliability A to F and credibility 1 to 6 as in the Admiralty grid."""

    id: str
    type: str
    group: str
    publisher: str
    date: str
    url: str = ""
    title: str = ""
    reliability: str = ""
    credibility: int | None = None
    quote: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class MirrorEvidence:
    """One item beside an accusation: own words (M1), another side's charge (M2), or a record entry (M3).

    `quote` is the text at `chars` for words of the same analysis (`document` None), words of another speech for
    M2, and the summary of an entry for M3. `factors` multiply to `strength`, which orders and proves nothing.
    """

    kind: MirrorKind
    subtype: str
    act: str
    side: str | None
    quote: str
    reference: str = ""
    document: str | None = None
    chars: Span | None = None
    time: Span | None = None
    first: str = ""
    last: str = ""
    status: str = ""
    sources: tuple[CitedSource, ...] = ()
    counter_sources: tuple[CitedSource, ...] = ()
    flags: tuple[str, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class Projection:
    """An accusation beside citable evidence about the accuser's own side; never a verdict.

    `accusation` is the id of its annotation. `counter` is what the record holds for the accused side: the
    accusation may be true as well. `reason` says why there is no evidence: "no_entry", "side_unknown", "own_side",
    "own_act", "act_unknown", "not_asserted", "mutual_acknowledged". `score` orders cases, nothing else.
    """

    accusation: str
    grade: int
    act: str | None = None
    accuser_side: str | None = None
    accused_side: str | None = None
    evidence: tuple[MirrorEvidence, ...] = ()
    counter: tuple[MirrorEvidence, ...] = ()
    flags: tuple[str, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)
    score: float | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        """Check the grade, that it rests on evidence, and that flags are sorted and single."""
        if not 0 <= self.grade <= HIGHEST_GRADE:
            raise RecordError(f"projection has grade {self.grade}", f"grades run from 0 to {HIGHEST_GRADE}")
        if self.grade and not self.evidence:
            raise RecordError(f"projection has grade {self.grade} without evidence", "only grade 0 has none")
        if list(self.flags) != sorted(set(self.flags)):
            raise RecordError(f"projection has unsorted flags {self.flags}", "sort the flags")
