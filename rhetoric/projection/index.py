"""Accusations across a corpus: who charges whom with what, and the Mirror Index of sides, never of persons.

The index of a pair and a branch of acts is the number of accusations that the accusers' own record mirrors
(grade 3 or 4), divided by the number expected if the acts were dealt out anew among all accusations of the corpus.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rhetoric.metrics.ranks import adjusted
from rhetoric.projection.charges import Charge
from rhetoric.projection.grades import grade
from rhetoric.projection.record.entries import MOST_UNEVEN, Record, entry_counts
from rhetoric.projection.strength import match_weight
from rhetoric.projection.study import Setting, Study

ALL = "all"
ENOUGH = 20  # accusations of a row
ROUNDS = 5000
DOCUMENTED = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a side charges another with acts of a branch; branch "" where the act is unknown."""

    accuser: str
    accused: str
    branch: str
    count: int


@dataclass(frozen=True, slots=True)
class IndexRow:
    """The index of one pair and branch, or the `reason` why none is given.

    `mirrored` of `accusations` have a documented mirror; `expected` is the mean over permutations, `p` the share
    of permutations with at least as many, `q` adjusted for the number of rows.
    """

    accuser: str
    accused: str
    branch: str
    accusations: int
    mirrored: int | None = None
    expected: float | None = None
    index: float | None = None
    p: float | None = None
    q: float | None = None
    reason: str | None = None


def matrix(charges: Iterable[Charge]) -> tuple[Cell, ...]:
    """Return the reciprocal accusations of a corpus, tags only; a side nobody told is "unknown"."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for charge in charges:
        one = charge.accusation
        if _counts(charge):
            sides = (one.accuser_side or "unknown", one.accused_side or "unknown")
            counted[*sides, (one.act or "").partition(".")[0]] += 1
    return tuple(Cell(*key, count) for key, count in sorted(counted.items()))


def mirror_index(found: Study, *, rounds: int = ROUNDS, seed: int = 0) -> tuple[IndexRow, ...]:
    """Return a row for each pair of sides and branch, and for each pair over all branches.

    Parameters
    ----------
    found
        The study; without a record there are no rows.
    rounds
        Permutations of the acts among the accusations.
    seed
        Of the permutations.
    """
    record = found.setting.record
    used = [
        charge for charge in found.charges
        if _counts(charge) and charge.accusation.act and charge.accusation.accuser_side
        and charge.accusation.accused_side
    ]  # fmt: skip
    if record is None or not used:
        return ()
    acts = sorted({charge.accusation.act or "" for charge in used})
    table = _documented(used, acts, found.setting)
    given = np.array([acts.index(charge.accusation.act or "") for charge in used])
    chance = np.random.default_rng(seed)
    dealt = chance.permuted(np.tile(given, (rounds, 1)), axis=1)
    hits = table[np.arange(len(used)), dealt]
    branch_of = np.array([act.partition(".")[0] for act in acts])
    rows = [
        _row(key, members, used, (table, given, dealt, hits, branch_of), _obstacle(key, members, used, record))
        for key, members in sorted(_rows(used).items())
    ]
    return _with_q(rows)


def _counts(charge: Charge) -> bool:
    return charge.asserted and charge.note.decision == "tag"


def _rows(used: Sequence[Charge]) -> Mapping[tuple[str, str, str], list[int]]:
    rows: dict[tuple[str, str, str], list[int]] = {}
    for at, charge in enumerate(used):
        one = charge.accusation
        pair = (one.accuser_side or "", one.accused_side or "")
        if pair[0] != pair[1]:
            for branch in (ALL, (one.act or "").partition(".")[0]):
                rows.setdefault((*pair, branch), []).append(at)
    return rows


def _obstacle(
    key: tuple[str, str, str], members: Sequence[int], used: Sequence[Charge], record: Record
) -> str | None:
    """Return why a row gets no index, or None."""
    counts = entry_counts(record)
    if len(members) < ENOUGH:
        return "few_accusations"
    sides = key[:2]
    covered = [counts.get(side, 0) if side in record.coverage.sides else 0 for side in sides]
    if not all(covered):
        return "side_not_covered"
    if max(covered) > MOST_UNEVEN * min(covered):
        return "uneven_record"
    speakers = {used[at].speaker for at in members}
    return "one_speaker" if len(speakers) < 2 else None


_Tables = tuple[
    NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_], NDArray[np.str_]
]  # documented by act, acts given, acts dealt, documented as dealt, branch of each act


def _row(
    key: tuple[str, str, str], members: Sequence[int], used: Sequence[Charge], tables: _Tables, reason: str | None
) -> IndexRow:
    table, given, dealt, hits, branch_of = tables
    if reason:
        return IndexRow(*key, len(members), reason=reason)
    pair = [
        at for at, charge in enumerate(used)
        if (charge.accusation.accuser_side, charge.accusation.accused_side) == key[:2]
    ]  # fmt: skip
    counted = hits[:, pair]
    if key[2] != ALL:
        counted = counted & (branch_of[dealt[:, pair]] == key[2])
    drawn = counted.sum(axis=1)
    mirrored = int(table[members, given[members]].sum())
    expected = float(drawn.mean())
    p = float((1 + (drawn >= mirrored).sum()) / (1 + len(drawn)))
    return IndexRow(*key, len(members), mirrored, expected, mirrored / expected if expected else None, p)


def _with_q(rows: Sequence[IndexRow]) -> tuple[IndexRow, ...]:
    tested = [row for row in rows if row.p is not None]
    found = dict(zip(map(id, tested), adjusted([row.p or 0.0 for row in tested]), strict=True))
    return tuple(
        IndexRow(
            row.accuser, row.accused, row.branch, row.accusations, row.mirrored, row.expected, row.index, row.p,
            found.get(id(row)), row.reason,
        )
        for row in rows
    )  # fmt: skip


def _documented(used: Sequence[Charge], acts: Sequence[str], setting: Setting) -> NDArray[np.bool_]:
    """Return whether the accuser's record documents each act, by charge and act; shape (charges, acts)."""
    known: dict[tuple[str, str], bool] = {}
    record = setting.record
    sides = {charge.accusation.accuser_side or "" for charge in used}
    for side in sides:
        entries = [entry for entry in (record.entries if record else ()) if entry.side == side]
        for act in acts:
            alike = [
                entry for entry in entries
                if not entry.retracted and match_weight(act, entry.act, setting.equivalents, setting.parameters)
            ]  # fmt: skip
            known[side, act] = grade((), alike) >= DOCUMENTED
    return np.array([[known[charge.accusation.accuser_side or "", act] for act in acts] for charge in used])
