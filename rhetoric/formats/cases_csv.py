"""Cases of accusation and evidence as CSV: a line per item of evidence, or per accusation that has none."""

import csv
import io
from collections.abc import Iterable

from rhetoric.formats.csv import safe_cell
from rhetoric.projection.charges import Charge
from rhetoric.projection.study import Study
from rhetoric.records import MirrorEvidence, Projection

COLUMNS = (
    "speech", "date", "accusation", "decision", "accuser_side", "accused_side", "act", "quote", "start_s", "end_s",
    "grade", "flags", "reason", "score", "column", "kind", "subtype", "evidence_act", "evidence_side", "from",
    "to", "evidence", "reference", "document", "sources", "groups", "strength", "factors",
)  # fmt: skip


def cases_csv(found: Study) -> str:
    """Return all cases of a study; `column` tells evidence from the counter-record."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for charge, case in found.pairs():
        items = [*(("evidence", item) for item in case.evidence), *(("counter", item) for item in case.counter)]
        for row in _rows(charge, case, items or [("", None)]):
            writer.writerow([safe_cell(cell) for cell in row])
    return buffer.getvalue()


def _rows(
    charge: Charge, case: Projection, items: Iterable[tuple[str, MirrorEvidence | None]]
) -> Iterable[tuple[str, ...]]:
    note = charge.note
    head = (
        charge.document, str(charge.speech or ""), case.accusation, note.decision, case.accuser_side or "",
        case.accused_side or "", case.act or "", note.quote, f"{note.time.start / 1000:.3f}" if note.time else "",
        f"{note.time.end / 1000:.3f}" if note.time else "", str(case.grade), " ".join(case.flags),
        case.reason or "", "" if case.score is None else f"{case.score:.4f}",
    )  # fmt: skip
    for column, item in items:
        yield (*head, column, *(_evidence(item) if item else [""] * (len(COLUMNS) - len(head) - 1)))


def _evidence(item: MirrorEvidence) -> tuple[str, ...]:
    return (
        item.kind, item.subtype, item.act, item.side or "", item.first, item.last, item.quote, item.reference,
        item.document or "", "; ".join(f"{one.publisher} {one.date} {one.url}".strip() for one in item.sources),
        " ".join(sorted({one.group for one in item.sources})), f"{item.strength:.4f}",
        "; ".join(f"{name}={value:.2f}" for name, value in item.factors.items()),
    )  # fmt: skip
