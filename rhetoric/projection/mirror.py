"""Accusations paired with evidence: own words (M1), the same charge by others (M2), a record's entries (M3).

A pair says that citable words or entries show the accuser's side at an act of the same kind. It does not say who
is right, and the accused side may have done it too: what the record holds on that is put beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from rhetoric.projection.charges import Charge, acts_of
from rhetoric.projection.grades import flags, grade
from rhetoric.projection.parameters import Parameters
from rhetoric.projection.record.entries import Entry, Record, Source, one_sided
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
class Held:
    """An entry with what is the same beside every accusation: its words, sources, and the quality by group."""

    entry: Entry
    detail: str
    link: float
    best: float
    qualities: Mapping[str, float]
    sources: tuple[CitedSource, ...]
    counter_sources: tuple[CitedSource, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What accusations are held against: a record, charges of all speeches, and how acts are matched."""

    parameters: Parameters
    equivalents: Equivalents
    record: Record | None = None
    charges: Sequence[Charge] = ()
    by_side: Mapping[str, Sequence["Held"]] = field(default_factory=dict)
    against: Mapping[str, Sequence[Charge]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, parameters: Parameters, equivalents: Equivalents, record: Record | None = None,
        charges: Sequence[Charge] = (),
    ) -> "Ledger":  # fmt: skip
        """Return a ledger with the record's entries and the asserted charges sorted by the side they speak of."""
        by_side: dict[str, list[Held]] = {}
        for entry in record.entries if record else ():
            by_side.setdefault(entry.side, []).append(_held(entry, parameters))
        against: dict[str, list[Charge]] = {}
        for charge in charges:
            side = charge.accusation.accused_side
            if side is not None and charge.accusation.accuser_side is not None and charge.asserted:
                against.setdefault(side, []).append(charge)
        return cls(parameters, equivalents, record, charges, by_side, against)


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
    if own.kind == "admit" and charge.accusation.accused_side not in {None, OTHERS}:
        return False  # a past act told of a named side is that side's
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
    """Yield the strongest charge of the same kind in each speech of another side against the accuser's side.

    However often a speech repeats a charge, it counts once: repetition is no further evidence.
    """
    side, parameters, acts = charge.accusation.accuser_side, ledger.parameters, acts_of(charge.accusation)
    weights: dict[tuple[str, ...], tuple[float, str]] = {}
    found: dict[tuple[str, str | None], tuple[float, Charge, str, dict[str, float]]] = {}
    for other in ledger.against.get(side or "", ()):
        theirs = acts_of(other.accusation)
        if other.accusation.accuser_side == side:
            continue
        if theirs not in weights:
            weights[theirs] = max(
                (best_match(acts, act, ledger.equivalents, parameters)[0], act) for act in theirs or ("",)
            )
        match, act = weights[theirs]
        key = (other.document, other.accusation.accuser_side)
        if not match:
            continue
        factors = {
            "match": match,
            "link": parameters("link", "alias"),
            "quality": parameters("quality", "opponent_statement"),
            "specificity": _specificity(charge.note.quote, other.note.quote, charge.language, parameters),
        }
        strength = product(factors)
        if key not in found or strength > found[key][0]:
            found[key] = (strength, other, act, factors)
    for strength, other, act, factors in found.values():
        yield _charge_evidence(other, act, factors, strength, here=other.document == charge.document)


def _charge_evidence(
    other: Charge, act: str, factors: Mapping[str, float], strength: float, *, here: bool
) -> MirrorEvidence:
    day, single = str(other.speech or ""), len(other.note.parts) == 1
    return MirrorEvidence(
        "M2", "charge", act, other.accusation.accuser_side, other.note.quote, other.accusation.annotation,
        document=None if here else other.document, chars=other.note.hull if here and single else None,
        time=other.note.time if here else None, first=day, last=day, factors=factors, strength=strength,
    )  # fmt: skip


def _recorded(charge: Charge, side: str | None, ledger: Ledger) -> Iterable[tuple[Entry, MirrorEvidence]]:
    """Yield a side's record entries of the same kind of act, with the evidence each makes."""
    parameters, acts = ledger.parameters, acts_of(charge.accusation)
    weights: dict[str, float] = {}
    for held in ledger.by_side.get(side or "", ()):
        act = held.entry.act
        if act not in weights:
            weights[act] = best_match(acts, act, ledger.equivalents, parameters)[0]
        if weights[act]:
            yield held.entry, _entry_evidence(held, weights[act], charge, parameters)


def _held(entry: Entry, parameters: Parameters) -> Held:
    qualities: dict[str, float] = {}
    for source in entry.sources:
        quality = 0.0 if entry.retracted else source_quality(entry, source, parameters)
        qualities[source.group] = max(quality, qualities.get(source.group, 0.0))
    return Held(
        entry,
        detail=f"{entry.summary} {entry.target.detail or '' if entry.target else ''}",
        link=link_weight(entry, parameters),
        best=max(qualities.values(), default=0.0),
        qualities={f"quality:{group}": quality for group, quality in sorted(qualities.items())},
        sources=tuple(map(_cited, entry.sources)),
        counter_sources=tuple(map(_cited, entry.counter_sources)),
    )


def _entry_evidence(held: Held, match: float, charge: Charge, parameters: Parameters) -> MirrorEvidence:
    entry = held.entry
    factors = {
        "match": match,
        "link": held.link,
        "time": time_weight(entry.when.first, entry.when.last, charge.speech, parameters),
        "specificity": _specificity(charge.note.quote, held.detail, charge.language, parameters),
    }
    return MirrorEvidence(
        "M3", entry.status, entry.act, entry.side, entry.summary, entry.id, first=str(entry.when.first),
        last=str(entry.when.last), status=entry.status, sources=held.sources,
        counter_sources=held.counter_sources, flags=_entry_flags(entry, charge.speech),
        factors={**factors, **held.qualities}, strength=product(factors) * held.best,
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


@lru_cache(maxsize=1 << 14)
def _cited(source: Source) -> CitedSource:
    return CitedSource(
        source.id, source.type, source.group, source.publisher, str(source.date), source.url or "",
        source.title or "", source.reliability, source.credibility, source.quote or "", source.locator or "",
    )  # fmt: skip
