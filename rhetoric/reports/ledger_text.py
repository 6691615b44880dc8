"""The projection ledger as Markdown: what was said beside what is documented, a table per case."""

from collections.abc import Iterator, Mapping

from rhetoric.reports.ledger import Item, Ledger
from rhetoric.reports.markup import escape, row_block


def ledger_blocks(found: Ledger, words: Mapping[str, str], *, level: int = 3) -> Iterator[str]:
    """Yield the blocks of a ledger; `level` is that of the cases' headings."""
    yield words["projection_rule"]
    for case in found.cases:
        yield f"{'#' * level} {escape(case.title)}"
        yield " · ".join([f"{words['grade']}: {escape(case.grade)}", *map(escape, case.marks)])
        said = f"“{escape(case.said)}”" + (f"<br>{escape(case.where)}" if case.where else "")
        yield row_block((words["said"], words["on_record"]), ((said, "<br><br>".join(map(_item, case.evidence))),))
        beside = "<br><br>".join(map(_item, case.counter)) or words["no_counter"]
        yield f"{words['counter_record']}: {beside}"
        yield f"*{words['factors']}: {escape(case.factors)}*"
    if found.controls:
        yield "\n".join(f"- {escape(line)}" for line in found.controls)
    if found.uncompared:
        yield f"{words['not_compared']}: {'; '.join(map(escape, found.uncompared))}."


def _item(item: Item) -> str:
    return "<br>".join((f"**{escape(item.head)}**", f"“{escape(item.words)}”", *map(escape, item.details)))
