"""The record of acts of sides: what a user says was done, by which side, when, and by which sources.

The program checks the form of a record and nothing else; `reading` beside it reads one from a file.
A field that is None was not given. Ranges of days include both ends.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rhetoric.projection.record import days

SCHEMA = "mirror-record/1.0"
STATUSES = ("alleged", "documented", "adjudicated", "admitted", "disputed", "retracted")
SOURCE_TYPES = (
    "court", "intergovernmental", "election_observer", "academic_dataset", "ngo_technical", "ngo_report",
    "platform_report", "press", "self_statement", "opponent_statement", "anonymous",
)  # fmt: skip
PRECISIONS = days.PRECISIONS
RELIABILITIES = ("A", "B", "C", "D", "E", "F")  # of a source, as in the Admiralty grid; F: cannot be judged
CREDIBILITIES = (1, 2, 3, 4, 5, 6)  # of what it says; 6: cannot be judged
LEVELS = ("high", "medium", "low")
LONGEST_QUOTE = 300  # characters
MOST_UNEVEN = 3.0  # entries of one side to those of another, above which a record is called one-sided


@dataclass(frozen=True, slots=True)
class When:
    """The days from `first` to `last`, and how exactly they are known: day, month, quarter, half-year or year."""

    first: dt.date
    last: dt.date
    precision: str

    def __str__(self) -> str:
        """Return the date as a record writes it: "2024-08" is the whole month; else "2024-08-08 to 2024-08-18"."""
        return days.written(self.first, self.last, self.precision)


@dataclass(frozen=True, slots=True)
class Source:
    """One source of an entry; sources of one `group` repeat one another and count as one.

    `date` is the day or period of publication as far as it is known: 2024-08 has first, last and precision month,
    and `str(source.date)` is "2024-08" again. `reliability` (A–F) is the source's, `credibility` (1–6) is that
    of what it says here.
    """

    id: str
    type: str
    group: str
    publisher: str
    date: When
    reliability: str
    credibility: int
    url: str | None = None
    title: str | None = None
    quote: str | None = None
    locator: str | None = None
    language: str | None = None
    archived_url: str | None = None
    accessed: dt.date | None = None

    @property
    def grade(self) -> str:
        """The two grades as they are usually written ("B2")."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom the act was done to: a side or a plain word such as "public", and particulars."""

    side: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """How surely the act is the side's (high, medium, low), and why."""

    level: str
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of one side; `act` is a leaf of the taxonomy, `rests_on` names entries it takes for granted."""

    id: str
    side: str
    act: str
    summary: str
    when: When
    status: str
    sources: tuple[Source, ...]
    target: Target | None = None
    attribution: Attribution | None = None
    counter_sources: tuple[Source, ...] = ()
    rests_on: tuple[str, ...] = ()
    coded_by: tuple[str, ...] = ()
    coded_on: dt.date | None = None
    coded_agreed: bool | None = None

    @property
    def retracted(self) -> bool:
        """Whether the entry was taken back: shown, and evidence of nothing."""
        return self.status == "retracted"

    @property
    def groups(self) -> frozenset[str]:
        """The independence groups of the sources that support the entry."""
        return frozenset(source.group for source in self.sources)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a side, from the first to the last day if they are known."""

    name: str
    aliases: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RecordSide:
    """A side; `agents` are bodies that act for it."""

    id: str
    label: str
    members: tuple[Member, ...] = ()
    agents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched: for which sides and days, and how; `asymmetric` owns up to unequal search."""

    sides: tuple[str, ...]
    first: dt.date
    last: dt.date
    search_protocol: str
    asymmetric: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record; `sha256` is that of the file it was read from, and two records are equal without it."""

    title: str
    sides: tuple[RecordSide, ...]
    entries: tuple[Entry, ...]
    coverage: Coverage
    sha256: str = field(default="", compare=False)

    def side(self, name: str) -> RecordSide | None:
        """Return the side of an id, or None."""
        return next((side for side in self.sides if side.id == name), None)


def entry_counts(record: Record) -> Mapping[str, int]:
    """Return how many entries each side has, those not retracted; sides in the order of the record."""
    counted = Counter(entry.side for entry in record.entries if not entry.retracted)
    return {side.id: counted[side.id] for side in record.sides}


def one_sided(record: Record) -> bool:
    """Tell whether a side has more than three times the entries of another, or is the only one with any."""
    counts = entry_counts(record).values()
    return len(counts) < 2 or max(counts) > MOST_UNEVEN * min(counts)
