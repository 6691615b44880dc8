"""A study of accusations as Markdown: every speech's ledger, who charges whom, the index, and what was refuted."""

from collections.abc import Iterator, Sequence

from rhetoric.notices import disclaimer
from rhetoric.projection.index import ALL, IndexRow, matrix, mirror_index
from rhetoric.projection.refute import Fall, Placebo, SideSwap
from rhetoric.projection.sensitivity import Stability, stability
from rhetoric.projection.study import Study
from rhetoric.reports.labels import labels, number
from rhetoric.reports.ledger import ledger, side_name
from rhetoric.reports.ledger_text import ledger_blocks
from rhetoric.reports.markup import escape, table_block
from rhetoric.reports.page import printable
from rhetoric.reports.tables import Table


def render_study(found: Study, *, ui: str, rounds: int, seed: int) -> str:
    """Return the ledgers of all speeches, and where there are several, what holds across them."""
    words = labels(ui)
    blocks = [f"# {words['study_title']}", f"*{disclaimer(ui)}*", *_cases(found, ui)]
    if len(found.analyses) > 1:
        blocks += [*_matrix(found, ui), *_index(found, ui, rounds=rounds, seed=seed)]
    blocks.append(order_line(stability(found), ui))
    return printable("\n\n".join(blocks) + "\n")


def render_tests(
    placebo: Placebo, swaps: Sequence[SideSwap], falls: Sequence[Fall], renamed: int, *, ui: str
) -> str:
    """Return what the refutation tests changed; `renamed` counts the cases that renaming the sides changed."""
    words = labels(ui)
    key = "placebo_other" if placebo.rounds == 1 else "placebo_dealt"
    numbers = {"true": placebo.true, "n": placebo.accusations, "rounds": placebo.rounds}
    swapped = [
        words["swap_row"].format(
            accuser=escape(one.accuser),
            accused=escape(one.accused),
            true=one.true,
            n=one.accusations,
            swapped=one.swapped,
        )
        for one in swaps
    ]
    fallen = [
        words["leave_row"].format(
            document=escape(one.document), accusation=one.accusation, grade=one.grade, without=one.without,
            group=escape(one.group),
        )
        for one in falls
    ]  # fmt: skip
    same = words["renamed_differs"].format(n=renamed) if renamed else words["renamed_same"]
    blocks = [
        f"# {words['test_title']}",
        f"## {words['placebo_title']}",
        words[key].format(other=number(placebo.documented, ui), **numbers)
        if placebo.rounds
        else words["no_record"],
        f"## {words['swap_title']}",
        _listed(swapped) or words["swap_none"],
        same,
        f"## {words['leave_title']}",
        _listed(fallen) or words["leave_none"],
    ]
    return printable("\n\n".join(blocks) + "\n")


def order_line(found: Stability, ui: str) -> str:
    """Return whether the order of cases holds when the numbers behind it are varied."""
    words, worst = labels(ui), found.worst
    if worst is None:
        return words["order_none"]
    key = "order_stable" if found.stable else "order_unstable"
    name = f"{worst.group}.{worst.name} × {number(worst.factor, ui)}"
    return words[key].format(tau=number(worst.tau, ui, digits=2), name=name, n=found.cases)


def _cases(found: Study, ui: str) -> Iterator[str]:
    for name, analysis in found.analyses.items():
        yield f"## {escape(name)}"
        yield from ledger_blocks(ledger(analysis, ui), labels(ui))


def _matrix(found: Study, ui: str) -> Iterator[str]:
    words = labels(ui)
    yield f"## {words['matrix_title']}"
    yield words["matrix_rule"]
    rows = tuple(
        (_side(cell.accuser, ui), _side(cell.accused, ui), cell.branch or words["act_unknown"], str(cell.count))
        for cell in matrix(found.charges)
    )
    head = (words["accuser"], words["accused"], words["branch"], words["accusations"])
    yield table_block(Table("", head, rows, frozenset({3})))


def _index(found: Study, ui: str, *, rounds: int, seed: int) -> Iterator[str]:
    words = labels(ui)
    yield f"## {words['index_title']}"
    yield words["index_rule"]
    if found.setting.record is None:
        yield words["no_record"]
        return
    rows = tuple(_index_row(row, ui) for row in mirror_index(found, rounds=rounds, seed=seed))
    head = ("accuser", "accused", "branch", "accusations", "mirrored", "expected", "index")
    columns = (*(words[key] for key in head), "p", "q", words["why_not"])
    yield table_block(Table("", columns, rows, frozenset(range(3, 9))))


def _index_row(row: IndexRow, ui: str) -> tuple[str, ...]:
    words = labels(ui)

    def shown(value: float | None, digits: int = 2) -> str:
        return "" if value is None else number(value, ui, digits=digits)

    return (
        _side(row.accuser, ui), _side(row.accused, ui),
        words["branch_all"] if row.branch == ALL else row.branch, str(row.accusations),
        "" if row.mirrored is None else str(row.mirrored), shown(row.expected), shown(row.index),
        shown(row.p, 4), shown(row.q, 4), words[f"why_{row.reason}"] if row.reason else "",
    )  # fmt: skip


def _side(side: str, ui: str) -> str:
    return side_name(None if side == "unknown" else side, ui)


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
