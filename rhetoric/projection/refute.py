"""Tests that a finding must survive: another record, the sides changed over, each source left out.

They run the same code on changed input and say what changed; none of them proves a case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rhetoric.projection.record.entries import Entry, Record
from rhetoric.projection.study import Study, judged, study
from rhetoric.records import Projection
from rhetoric.text import fold

DOCUMENTED = 3
ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Placebo:
    """Cases at grade 3 or more with the true record, and with one that has nothing to do with the speeches.

    Without a record given for it, the acts of the true one are dealt out anew among its entries, `rounds` times;
    `documented` is then the mean.
    """

    accusations: int
    true: int
    documented: float
    rounds: int


@dataclass(frozen=True, slots=True)
class SideSwap:
    """Cases of one pair of sides at grade 3 or more, with the record and with the entries of the two exchanged."""

    accuser: str
    accused: str
    accusations: int
    true: int
    swapped: int


@dataclass(frozen=True, slots=True)
class Fall:
    """A case whose grade falls when all sources of one independence group are left out."""

    document: str
    accusation: str
    group: str
    grade: int
    without: int


def placebo(found: Study, other: Record | None = None, *, rounds: int = ROUNDS, seed: int = 0) -> Placebo:
    """Return how many cases another record documents: it should be no more than chance.

    Parameters
    ----------
    found
        The study under test.
    other
        A record of other sides; its sides stand in for the true ones, in order.
    rounds
        How often the acts are dealt out anew if no other record is given.
    seed
        Of the dealing.
    """
    paired = sum(case.reason in {None, "no_entry", "mutual_acknowledged"} for _, case in found.pairs())
    true = _documented(found.cases)
    record = found.setting.record
    if record is None:
        return Placebo(paired, true, 0.0, 0)
    if other is not None:
        return Placebo(paired, true, float(_documented(_under(found, _with_sides_of(other, record)))), 1)
    chance = np.random.default_rng(seed)
    acts = [entry.act for entry in record.entries]
    counts = []
    for _ in range(rounds):
        dealt = chance.permutation(len(acts))
        entries = tuple(replace(entry, act=acts[at]) for entry, at in zip(record.entries, dealt, strict=True))
        counts.append(_documented(_under(found, replace(record, entries=entries))))
    return Placebo(paired, true, float(np.mean(counts)) if counts else 0.0, rounds)


def side_swap(found: Study) -> tuple[SideSwap, ...]:
    """Return per pair of sides what is found when the entries of the accuser and the accused are exchanged.

    The same code then looks at the same acts under the other name; where the figure does not move, the case rests
    on the matcher and not on the record.
    """
    record = found.setting.record
    if record is None:
        return ()
    declared = {side.id for side in record.sides}
    pairs = sorted({(case.accuser_side or "", case.accused_side or "") for _, case in found.pairs()})
    rows = []
    for accuser, accused in pairs:
        if accuser == accused or not {accuser, accused} <= declared:
            continue
        other = {accuser: accused, accused: accuser}
        entries = tuple(replace(entry, side=other.get(entry.side, entry.side)) for entry in record.entries)
        again = _under(found, replace(record, entries=entries))
        mine = [case for cases in found.cases.values() for case in cases if _of(case, accuser, accused)]
        theirs = [case for cases in again.values() for case in cases if _of(case, accuser, accused)]
        true, swapped = sum(map(_is_documented, mine)), sum(map(_is_documented, theirs))
        rows.append(SideSwap(accuser, accused, len(mine), true, swapped))
    return tuple(rows)


def _of(case: Projection, accuser: str, accused: str) -> bool:
    return (case.accuser_side, case.accused_side) == (accuser, accused)


def leave_one_out(found: Study) -> tuple[Fall, ...]:
    """Return the cases whose grade falls without one independence group of sources."""
    record = found.setting.record
    if record is None:
        return ()
    groups = sorted({source.group for entry in record.entries for source in entry.sources})
    falls: list[Fall] = []
    for group in groups:
        entries = tuple(_without(record.entries, group))
        again = _under(found, replace(record, entries=entries))
        for document, cases in found.cases.items():
            falls.extend(
                Fall(document, before.accusation, group, before.grade, after.grade)
                for before, after in zip(cases, again[document], strict=True)
                if after.grade < before.grade
            )
    return tuple(sorted(falls, key=lambda one: (one.document, one.accusation, one.group)))


def changed_by_renaming(found: Study) -> int:
    """Return how many cases come out differently when the sides are called by other names: it should be none."""
    record = found.setting.record
    if record is None:
        return 0
    names = {side.id: f"side-{number}" for number, side in enumerate(record.sides, 1)}
    other = renamed(found, names)
    return sum(
        (one.grade, one.reason, one.score) != (two.grade, two.reason, two.score)
        for (_, one), (_, two) in zip(found.pairs(), other.pairs(), strict=True)
    )


def renamed(found: Study, names: Mapping[str, str]) -> Study:
    """Return the study with its sides renamed throughout: only the names may differ.

    Raises
    ------
    KeyError
        If a side has no new name.
    """
    record = found.setting.record
    if record is None:
        return found
    coverage = replace(record.coverage, sides=tuple(names[side] for side in record.coverage.sides))
    sides = tuple(replace(side, id=names[side.id]) for side in record.sides)
    entries = tuple(replace(entry, side=names[entry.side]) for entry in record.entries)
    analyses = {
        name: replace(
            analysis,
            speakers=tuple(replace(one, side=_new_name(one.side, record, names)) for one in analysis.speakers),
            accusations=tuple(
                replace(
                    one,
                    accuser_side=names.get(one.accuser_side or "", one.accuser_side),
                    accused_side=names.get(one.accused_side or "", one.accused_side),
                )
                for one in analysis.accusations
            ),
        )
        for name, analysis in found.analyses.items()
    }
    actors = tuple(replace(one, side=names.get(one.side, one.side)) for one in found.setting.actors)
    changed = replace(record, sides=sides, entries=entries, coverage=coverage)
    return study(analyses, replace(found.setting, record=changed, actors=actors))


def _new_name(side: str | None, record: Record, names: Mapping[str, str]) -> str | None:
    """Return the new name of a side told by its id or label in any spelling; of a side of no record, its own."""
    for one in record.sides:
        if side and fold(side) in {fold(one.id), fold(one.label)}:
            return names[one.id]
    return side


def _with_sides_of(other: Record, record: Record) -> Record:
    """Return a record whose sides, in order, answer to the ids of ours; further sides keep theirs."""
    known = dict(zip((side.id for side in other.sides), (side.id for side in record.sides), strict=False))
    entries = tuple(replace(entry, side=known.get(entry.side, entry.side)) for entry in other.entries)
    return replace(record, entries=entries)


def _under(found: Study, record: Record) -> Mapping[str, Sequence[Projection]]:
    """Return the cases as another record makes them."""
    return judged(found.analyses, found.charges, replace(found.setting, record=record))


def _documented(cases: Mapping[str, Sequence[Projection]]) -> int:
    return sum(_is_documented(case) for listed in cases.values() for case in listed)


def _is_documented(case: Projection) -> bool:
    return case.grade >= DOCUMENTED and any(item.kind == "M3" for item in case.evidence)


def _without(entries: Iterable[Entry], group: str) -> Iterable[Entry]:
    """Yield the entries that still have a source when one group is left out."""
    for entry in entries:
        kept = tuple(source for source in entry.sources if source.group != group)
        if kept:
            yield replace(entry, sources=kept)
