"""What `rhetoric record check` says of a record file: its problems, or how much it holds of each side."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rhetoric.projection.record.entries import MOST_UNEVEN, STATUSES, Record, entry_counts, one_sided
from rhetoric.projection.record.problems import Problem, plain_line
from rhetoric.projection.record.reading import Inspection


def summary(seen: Inspection, path: Path) -> str:
    """Return the lines to print: problems with line, key and remedy, warnings, then counts if it is sound."""
    return "\n".join(_lines(seen, plain_line(str(path))))


def _lines(seen: Inspection, name: str) -> Iterator[str]:
    for one in seen.problems:
        yield from _told(one, name, "")
    if seen.more:
        yield f"{name}: reading stopped at {len(seen.problems):,} problems"
    for one in seen.warnings:
        yield from _told(one, name, "warning: ")
    if seen.record is None:
        yield counted(len(seen.problems), "problem", "problems")
        return
    yield from _counts(seen.record)
    if seen.warnings:
        yield counted(len(seen.warnings), "warning", "warnings")


def _told(one: Problem, name: str, kind: str) -> Iterator[str]:
    yield f"{name}:{one.line}: {kind}{one.key}: {one.message}"
    yield f"    {one.hint}"


def _counts(record: Record) -> Iterator[str]:
    entries = counted(len(record.entries), "entry", "entries")
    yield f"{entries}, {counted(len(record.sides), 'side', 'sides')}, no problem found"
    for side in record.sides:
        found = Counter(entry.status for entry in record.entries if entry.side == side.id)
        by_status = ", ".join(f"{found[status]} {status}" for status in STATUSES if found[status])
        yield f"  {side.id}: {found.total()}{f' ({by_status})' if by_status else ''}"
    yield _balance(record)


def _balance(record: Record) -> str:
    counts = entry_counts(record)
    if len(counts) < 2:
        return "only one side: no comparison of sides can rest on this record"
    least, *_, most = sorted(counts, key=lambda side: counts[side])
    ratio = f"{most} to {least} is {counts[most]}:{counts[least]} entries, retracted ones left out"
    if one_sided(record):
        return f"one-sided: {ratio}, more than {MOST_UNEVEN:.0f}:1; no rate by side can rest on it"
    return f"balance: {ratio}, not more than {MOST_UNEVEN:.0f}:1"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
