"""How many of the codebook's own hits are found, and how many of its hard negatives are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rhetoric.devices.check import Report, Row
from rhetoric.metrics.intervals import Estimate, wilson

Kind = Literal["hit", "negative"]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """Examples of one kind in one language: shares tagged, and tagged or shown as a candidate, of `n`."""

    kind: Kind
    language: str
    n: int
    tagged: Estimate
    found: Estimate


def example_rows(report: Report) -> tuple[ExampleRow, ...]:
    """Return hits and hard negatives, per language and together; devices without rules in a language are out."""
    tested = [row for row in report.rows if row.passed is not None]
    languages = [*sorted({row.language for row in tested}), "all"]
    kinds: tuple[Kind, ...] = ("hit", "negative")
    return tuple(
        _row(kind, language, [row for row in tested if row.kind == kind and language in {row.language, "all"}])
        for kind in kinds
        for language in languages
    )


def _row(kind: Kind, language: str, rows: list[Row]) -> ExampleRow:
    return ExampleRow(kind, language, len(rows), _share(rows, {"tag"}), _share(rows, {"tag", "candidate"}))


def _share(rows: Iterable[Row], decisions: set[str]) -> Estimate:
    outcomes = [row.decision in decisions for row in rows]
    if not outcomes:
        return Estimate(None)
    return Estimate(sum(outcomes) / len(outcomes), *wilson(sum(outcomes), len(outcomes)))
