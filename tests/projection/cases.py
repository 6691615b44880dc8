"""Accusations, own acts and record entries for tests, each with defaults that a test overrides by name."""

from collections.abc import Iterable, Sequence
from datetime import date

from rhetoric.projection.charges import Charge
from rhetoric.projection.mirror import Ledger, project
from rhetoric.projection.parameters import shipped
from rhetoric.projection.record.entries import Attribution, Coverage, Entry, Record, RecordSide, Source, When
from rhetoric.records import (
    Accusation,
    Analysis,
    Annotation,
    OwnAct,
    Projection,
    Recording,
    Span,
    Speaker,
    Transcript,
)
from rhetoric.records import Source as Coder

SPEECH = date(2031, 7, 28)
DDOS, INTRUSION, HOARDING = "cyber.ddos", "cyber.intrusion", "economy.hoarding"
BLOCK, SITE = "censorship.block_platform", "censorship.block_site"


def source(group: str = "g-1", kind: str = "press", *, reliability: str = "B", credibility: int = 2) -> Source:
    """Return a source of a group."""
    day = When(SPEECH, SPEECH, "day")
    return Source(f"s-{group}-{kind}", kind, group, "The Quay Herald", day, reliability, credibility)


def entry(
    name: str = "r-1", side: str = "ours", act: str = DDOS, *sources: Source, status: str = "documented",
    first: date = date(2030, 5, 2), last: date | None = None, precision: str = "day", summary: str = "Qqq",
    level: str | None = None, counter: Sequence[Source] = (),
) -> Entry:  # fmt: skip
    """Return an entry; without sources it has one press report."""
    return Entry(
        name, side, act, summary, When(first, last or first, precision), status, sources or (source(),),
        attribution=Attribution(level) if level else None, counter_sources=tuple(counter),
    )  # fmt: skip


def record(*entries: Entry, sides: Sequence[str] = ("ours", "theirs"), asymmetric: bool = False) -> Record:
    """Return a record of entries that covers its sides."""
    named = tuple(RecordSide(side, f"Label {side}") for side in sides)
    coverage = Coverage(tuple(sides), date(2025, 1, 1), date(2032, 1, 1), "two papers", asymmetric)
    return Record("A record", named, entries, coverage)


def note(
    name: str = "a1", quote: str = "They flooded the port", *, start: int = 0, decision: str = "tag",
    status: tuple[str, ...] = (), score: float | None = None, speaker: str | None = "S1",
) -> Annotation:  # fmt: skip
    """Return the annotation of an accusation."""
    return Annotation(
        name, "accusation", (Span(start, start + len(quote)),), quote, decision, Coder("rule", "test"),  # type: ignore[arg-type]
        status=status, score=score, speaker=speaker,  # type: ignore[arg-type]
    )  # fmt: skip


def charge(
    accuser: str | None = "ours", accused: str | None = "theirs", *acts: str, document: str = "one",
    speaker: str = "Ana", speech: date | None = SPEECH, words: Annotation | None = None,
) -> Charge:  # fmt: skip
    """Return a charge; without acts it is one of flooding pages."""
    words = words or note()
    leaves = acts or (DDOS,)
    accusation = Accusation(words.id, words.speaker, accuser, "them", accused, leaves[0] or None, acts)
    return Charge(document, speaker, speech, "en", accusation, words)


def own(act: str = DDOS, kind: str = "announce", *, start: int = 100, speaker: str | None = "S1",
        quote: str = "we will do so", retaliation: bool = False) -> OwnAct:  # fmt: skip
    """Return an own act, told outside the accusation's words."""
    return OwnAct(act, kind, Span(start, start + len(quote)), quote, speaker, rule="r", retaliation=retaliation)  # type: ignore[arg-type]


def case(
    one: Charge, *entries: Entry, own_acts: Sequence[OwnAct] = (), charges: Sequence[Charge] = (),
    equivalents: dict[frozenset[str], float] | None = None, whole: Record | None = None,
) -> Projection:  # fmt: skip
    """Return the case of one charge against entries, own acts and other charges."""
    held = whole or (record(*entries) if entries else None)
    (found,) = project((one,), own_acts, Ledger.of(shipped(), equivalents or {}, held, charges))
    return found


def analysis(
    charged: Iterable[tuple[str | None, str]], *, side: str = "ours", name: str = "Ana", own_acts: Sequence[str] = (),  # noqa: E501
    day: str = "2031-07-28",
) -> Analysis:  # fmt: skip
    """Return an analysis of a speaker of a side who charges sides with acts, a sentence each."""
    text, notes, accusations = "", [], []
    for number, (accused, act) in enumerate(charged, 1):
        quote = f"Charge {number} is made."
        notes.append(note(f"a{number}", quote, start=len(text)))
        accusations.append(Accusation(f"a{number}", "S1", side, "them", accused, act, (act,)))
        text += quote + " "
    told = []
    for number, act in enumerate(own_acts, 1):
        quote = f"Deed {number} is ours."
        told.append(own(act, quote=quote, start=len(text)))
        text += quote + " "
    return Analysis(
        Transcript(text, "en"), recording=Recording("a.txt", "0" * 64, 0, 0, 0, date=day), speakers=(Speaker("S1", name, side),),  # noqa: E501
        annotations=tuple(notes), accusations=tuple(accusations), own_acts=tuple(told),
    )  # fmt: skip
