"""The matrix and the Mirror Index: what is counted, when there is an index, and when there is only a reason."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rhetoric.projection.index import ALL, Cell, IndexRow, matrix, mirror_index
from rhetoric.projection.parameters import shipped
from rhetoric.projection.record.entries import Record
from rhetoric.projection.study import Setting, Study, study
from rhetoric.records import Analysis
from tests.projection.cases import DDOS, HOARDING, analysis, charge, entry, note, record

BOTH = record(entry(), entry("t", "theirs", HOARDING))
TEN = [("theirs", DDOS)] * 5 + [("theirs", HOARDING)] * 5


def made(*analyses: Analysis, held: Record | None = BOTH) -> Study:
    setting = Setting(shipped(), {}, (), held)
    return study({f"s{number}": one for number, one in enumerate(analyses)}, setting)


def row(found: Sequence[IndexRow], branch: str = ALL, accuser: str = "ours") -> IndexRow:
    return next(one for one in found if one.branch == branch and one.accuser == accuser)


def test_the_matrix_counts_asserted_tags() -> None:
    unsure, denied = note(decision="candidate"), note(status=("negated",))
    charges = [charge(), charge(), charge(None, None), charge(words=unsure), charge(words=denied)]
    assert matrix(charges) == (Cell("ours", "theirs", "cyber", 2), Cell("unknown", "unknown", "cyber", 1))


def test_an_index_by_hand() -> None:
    rows = mirror_index(made(analysis(TEN), analysis(TEN, name="Bea")), rounds=300)
    whole = row(rows)
    # Half of the charges are of flooding, which our record documents; dealing anew changes nothing of the total.
    assert (whole.accusations, whole.mirrored, whole.expected, whole.index) == (20, 10, 10.0, 1.0)
    assert (whole.p, whole.q) == (1.0, 1.0)
    assert row(rows, "cyber").reason == "few_accusations"


def test_a_side_that_charges_what_it_does_is_above_1() -> None:
    mine, theirs = [("theirs", DDOS)] * 10, [("ours", DDOS)] * 10
    rows = mirror_index(
        made(*(analysis(mine, name=name) for name in ("A", "B")), *(analysis(theirs, side="theirs", name=name)
        for name in ("C", "D")), analysis([("ours", HOARDING)] * 20, side="theirs", name="E")), rounds=500,
    )  # fmt: skip
    ours = row(rows)
    assert ours.mirrored == 20
    assert ours.index is not None
    assert ours.index > 1.2
    assert ours.p is not None
    assert ours.p < 0.05
    assert ours.q is not None
    assert ours.q >= ours.p


@pytest.mark.parametrize(
    ("held", "names", "count", "reason"),
    [
        (BOTH, ("A", "B"), 9, "few_accusations"),
        (record(entry()), ("A", "B"), 10, "side_not_covered"),
        (record(*(entry(f"r{n}") for n in range(4)), entry("t", "theirs")), ("A", "B"), 10, "uneven_record"),
        (BOTH, ("A", "A"), 10, "one_speaker"),
        (record(*(entry(f"r{n}") for n in range(3)), entry("t", "theirs")), ("A", "B"), 10, None),
    ],
)
def test_when_there_is_only_a_reason(held: Record, names: tuple[str, str], count: int, reason: str | None) -> None:
    rows = mirror_index(made(*(analysis(TEN[:count], name=one) for one in names), held=held), rounds=50)
    found = row(rows)
    assert found.reason == reason
    assert (found.index is None) == (reason is not None)


def test_no_row_rests_on_one_person() -> None:
    """Another speaker of the side who charges somebody else does not make an index of one person's row."""
    alone = analysis([("theirs", DDOS)] * 20, name="A")
    other = analysis([("third", HOARDING)], name="B")
    assert row(mirror_index(made(alone, other), rounds=50)).reason == "one_speaker"


def test_retracted_entries_cover_nothing() -> None:
    held = record(entry(), entry("t", "theirs", status="retracted"))
    rows = mirror_index(made(analysis(TEN), analysis(TEN, name="B"), held=held), rounds=50)
    assert row(rows).reason == "side_not_covered"


def test_nothing_without_a_record_or_a_side() -> None:
    assert mirror_index(made(analysis(TEN), held=None)) == ()
    assert mirror_index(made(analysis([(None, DDOS)]))) == ()


def test_the_seed_decides() -> None:
    found = made(analysis(TEN), analysis(TEN, name="B"), analysis(TEN[:3], side="theirs", name="C"))
    assert mirror_index(found, rounds=99, seed=1) == mirror_index(found, rounds=99, seed=1)


def test_renaming_sides_renames_rows() -> None:
    found = made(analysis(TEN), analysis(TEN, name="B"))
    new = {"ours": "x", "theirs": "y"}
    swapped = record(entry("r-1", "x"), entry("t", "y", HOARDING), sides=("x", "y"))
    renamed = [analysis([("y", act) for _, act in TEN], side="x", name=name) for name in ("Ana", "B")]
    again = mirror_index(made(*renamed, held=swapped), rounds=99)
    first = mirror_index(found, rounds=99)
    assert [replace(one, accuser=new[one.accuser], accused=new[one.accused]) for one in first] == list(again)
