"""Accusations paired with evidence: own words (M1), the same charge by others (M2), a record's entries (M3).

A pair says that citable words or entries show the accuser's side at an act of the same kind. It does not say who
is right, and the accused side may have done it too: what the record holds on that is put beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rhetoric.projection.charges import Charge, acts_of
from rhetoric.projection.grades import flags, grade
from rhetoric.projection.parameters import Parameters
from rhetoric.projection.record import Entry, Record, Source, one_sided
from rhetoric.projection.sides import OTHERS
from rhetoric.projection.stems import content_stems
from rhetoric.projection.strength import (
    Equivalents,
    best_match,
    combined,
    link_weight,
    product,
    source_quality,
    time_weight,
)
from rhetoric.records import (
    Annotation,
    CitedSource,
    MirrorEvidence,
    OwnAct,
    Projection,
)

_MOST = 0.5  # of an accusation's words


@dataclass(frozen=True, slots=True)
class Ledger:
    """What accusations are held against: a record, charges of all speeches, and how acts are matched."""

    parameters: Parameters
    equivalents: Equivalents
    record: Record | None = None
    charges: Sequence[Charge] = ()
    by_side: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, parameters: Parameters, equivalents: Equivalents, record: Record | None = None,
        charges: Sequence[Charge] = (),
    ) -> "Ledger":  # fmt: skip
        """Return a ledger with the record's entries sorted by side."""
        by_side: dict[str, list[Entry]] = {}
        for entry in record.entries if record else ():
            by_side.setdefault(entry.side, []).append(entry)
        return cls(parameters, equivalents, record, charges, by_side)


def project(charges: Iterable[Charge], own_acts: Sequence[OwnAct], ledger: Ledger) -> tuple[Projection, ...]:
    """Return one case per charge of a speech: with its evidence, or with the reason why there is none.

    Parameters
    ----------
    charges
        The accusations of one speech.
    own_acts
        What its speakers announce, threaten or admit in it.
    ledger
        The record and the charges of all speeches.
    """
    return tuple(_case(charge, own_acts, ledger) for charge in charges)


def _case(charge: Charge, own_acts: Sequence[OwnAct], ledger: Ledger) -> Projection:
    accusation = charge.accusation
    case = Projection(accusation.annotation, 0, accusation.act, accusation.accuser_side, accusation.accused_side)
    reason = _unpaired(charge, own_acts)
    if reason:
        return replace(case, reason=reason)
    own = [item for item in (_own_words(one, charge, ledger) for one in own_acts) if item]
    mutual = [item for item in own if "mutual_acknowledged" in item.flags]
    alone = [item for item in own if item not in mutual]
    entries = [(entry, item) for entry, item in _recorded(charge, accusation.accuser_side, ledger)]
    counting = [(entry, item) for entry, item in entries if not entry.retracted]
    evidence = (*alone, *_reciprocal(charge, ledger), *(item for _, item in counting))
    counter = tuple(item for _, item in _recorded(charge, accusation.accused_side, ledger))
    found = tuple(sorted(evidence, key=lambda item: (-item.strength, item.kind, item.reference)))
    if not found:
        return replace(
            case, reason="mutual_acknowledged" if mutual else "no_entry", counter=counter,
            flags=_marks((), counter, ledger, charge, mutual=bool(mutual)),
        )  # fmt: skip
    together = combined(found, ledger.parameters)
    probability = _probability(charge.note, ledger.parameters)
    return replace(
        case,
        grade=grade(found, [entry for entry, _ in counting]),
        evidence=found,
        counter=counter,
        flags=_marks(found, counter, ledger, charge, mutual=bool(mutual)),
        factors={"probability": probability, "combined": together},
        score=probability * together,
    )


def _unpaired(charge: Charge, own_acts: Sequence[OwnAct]) -> str | None:
    """Return why an accusation is not paired at all, or None."""
    accusation = charge.accusation
    if any(_tells(own, charge) for own in own_acts):
        return "own_act"
    if not charge.asserted:
        return "not_asserted"
    if accusation.accuser_side is None or accusation.accused_side is None:
        return "side_unknown"
    if accusation.accuser_side == accusation.accused_side:
        return "own_side"
    return None if acts_of(accusation) else "act_unknown"


def _tells(own: OwnAct, charge: Charge) -> bool:
    """Tell whether an accusation's words are those of an own act: "I order the site blocked" blames nobody."""
    words = sum(part.length for part in charge.note.parts)
    shared = sum(own.chars.overlap(part) for part in charge.note.parts)
    same = own.act in acts_of(charge.accusation) and own.speaker == charge.accusation.accuser
    return same and shared >= _MOST * words


def _own_words(own: OwnAct, charge: Charge, ledger: Ledger) -> MirrorEvidence | None:
    """Return own words as evidence: of the same speaker, outside the accusation, an act of the same kind."""
    note, parameters = charge.note, ledger.parameters
    if own.speaker != charge.accusation.accuser or any(own.chars.overlap(part) for part in note.parts):
        return None
    match, _ = best_match(acts_of(charge.accusation), own.act, ledger.equivalents, parameters)
    if not match:
        return None
    inferred = charge.accusation.accused_side == OTHERS
    factors = {
        "match": match,
        "link": parameters("link", "inferred" if inferred else "alias"),
        "quality": parameters("quality", "own_words"),
        "time": 1.0,
        "specificity": _specificity(note.quote, own.quote, charge.language, parameters),
    }
    return MirrorEvidence(
        "M1", own.kind, own.act, charge.accusation.accuser_side, own.quote, own.rule, chars=own.chars,
        time=own.time, flags=("mutual_acknowledged",) if own.retaliation else (), factors=factors,
        strength=product(factors),
    )  # fmt: skip


def _reciprocal(charge: Charge, ledger: Ledger) -> Iterable[MirrorEvidence]:
    """Yield charges of the same kind that other sides level at the accuser's side."""
    side, parameters = charge.accusation.accuser_side, ledger.parameters
    for other in ledger.charges:
        theirs = other.accusation
        if theirs.accused_side != side or theirs.accuser_side in {None, side} or not other.asserted:
            continue
        match, act = max(
            (best_match(acts_of(charge.accusation), act, ledger.equivalents, parameters)[0], act)
            for act in acts_of(theirs) or ("",)
        )
        if not match:
            continue
        here = other.document == charge.document
        factors = {
            "match": match,
            "link": parameters("link", "alias"),
            "quality": parameters("quality", "opponent_statement"),
            "specificity": _specificity(charge.note.quote, other.note.quote, charge.language, parameters),
        }
        single = len(other.note.parts) == 1
        yield MirrorEvidence(
            "M2", "charge", act, theirs.accuser_side, other.note.quote, theirs.annotation,
            document=None if here else other.document, chars=other.note.hull if here and single else None,
            time=other.note.time if here else None, first=str(other.speech or ""), last=str(other.speech or ""),
            factors=factors, strength=product(factors),
        )  # fmt: skip


def _recorded(charge: Charge, side: str | None, ledger: Ledger) -> Iterable[tuple[Entry, MirrorEvidence]]:
    """Yield a side's record entries of the same kind of act, with the evidence each makes."""
    parameters = ledger.parameters
    for entry in ledger.by_side.get(side or "", ()):
        match, _ = best_match(acts_of(charge.accusation), entry.act, ledger.equivalents, parameters)
        if match:
            yield entry, _entry_evidence(entry, match, charge, parameters)


def _entry_evidence(entry: Entry, match: float, charge: Charge, parameters: Parameters) -> MirrorEvidence:
    qualities: dict[str, float] = {}
    for source in entry.sources:
        quality = 0.0 if entry.retracted else source_quality(entry, source, parameters)
        qualities[source.group] = max(quality, qualities.get(source.group, 0.0))
    detail = f"{entry.summary} {entry.target.detail or '' if entry.target else ''}"
    factors = {
        "match": match,
        "link": link_weight(entry, parameters),
        "time": time_weight(entry.when.first, entry.when.last, charge.speech, parameters),
        "specificity": _specificity(charge.note.quote, detail, charge.language, parameters),
    }
    strength = product(factors) * max(qualities.values(), default=0.0)
    by_group = {f"quality:{group}": quality for group, quality in sorted(qualities.items())}
    return MirrorEvidence(
        "M3", entry.status, entry.act, entry.side, entry.summary, entry.id, first=str(entry.when.first),
        last=str(entry.when.last), status=entry.status, sources=tuple(map(_cited, entry.sources)),
        counter_sources=tuple(map(_cited, entry.counter_sources)), flags=_entry_flags(entry, charge.speech),
        factors={**factors, **by_group}, strength=strength,
    )  # fmt: skip


def _entry_flags(entry: Entry, speech: date | None) -> tuple[str, ...]:
    found = []
    if entry.status == "disputed" or entry.counter_sources:
        found.append("contested")
    if speech is not None:
        found.append("subsequent" if entry.when.first > speech else "prior")
    if entry.retracted:
        found.append("retracted")
    return tuple(sorted(found))


def _marks(
    evidence: Sequence[MirrorEvidence], counter: Sequence[MirrorEvidence], ledger: Ledger, charge: Charge,
    *, mutual: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Return the flags of a case: those of its evidence, and what holds for the record as a whole."""
    found = set(flags(evidence, dated=charge.speech is not None or ledger.record is None))
    if any(item.status != "retracted" for item in counter):
        found.add("counter_record")
    if mutual:
        found.add("mutual_acknowledged")
    record = ledger.record
    if record and any(item.kind == "M3" for item in evidence):
        covered = set(record.coverage.sides)
        sides = {charge.accusation.accuser_side, charge.accusation.accused_side}
        if record.coverage.asymmetric or one_sided(record) or not sides <= covered:
            found.add("asymmetric_record")
    return tuple(sorted(found))


def _probability(note: Annotation, parameters: Parameters) -> float:
    return note.score if note.score is not None else parameters("probability", note.decision)


def _specificity(one: str, other: str, language: str, parameters: Parameters) -> float:
    shared = content_stems(one, language) & content_stems(other, language)
    return parameters("specificity", "same" if shared else "other")


def _cited(source: Source) -> CitedSource:
    return CitedSource(
        source.id, source.type, source.group, source.publisher, str(source.date), source.url or "",
        source.title or "", source.reliability, source.credibility, source.quote or "", source.locator or "",
    )  # fmt: skip
