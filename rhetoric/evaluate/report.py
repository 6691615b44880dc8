"""A report of tags as text: Markdown that also reads well on a terminal, JSON, or CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from rhetoric.errors import unknown_name
from rhetoric.evaluate.gold import Level
from rhetoric.evaluate.measure import TagReport
from rhetoric.metrics.intervals import Estimate

_LEVEL_NAMES: Mapping[Level, str] = {"tag": "tag", "found": "tag or candidate"}
_ROW = ("precision", "recall", "f1", "mcc", "span_f1", "ap", "ece")
_SET = ("macro_f1", "precision", "recall", "f1", "fpr", "span_f1")
_HEADS = {
    "f1": "F1", "mcc": "MCC", "span_f1": "span F1", "ap": "AP", "ece": "calibration error",
    "macro_f1": "macro F1", "fpr": "false-positive rate",
}  # fmt: skip
_RULES = (
    "Unit: sentence × device. Cells in which the coder was in doubt are out, and so are devices a file was not "
    "coded for. Intervals are 95 %: percentile bootstrap over speeches, Wilson's where a share is 0 or 1; a dash "
    "where a figure is undefined, and no interval where resampling cannot give one. `all+ F1` is the F1 of "
    "finding the device everywhere."
)


def render(report: TagReport, form: str) -> str:
    """Return a report in a form: md, json or csv.

    Raises
    ------
    UnknownNameError
        If there is no such form.
    """
    forms: dict[str, Callable[[TagReport], str]] = {"md": to_markdown, "json": to_json, "csv": to_csv}
    if form not in forms:
        raise unknown_name("report format", form, forms)
    return forms[form](report)


def to_json(report: TagReport) -> str:
    """Return the report as JSON; undefined figures are null."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def to_csv(report: TagReport) -> str:
    """Return the figures per device as CSV, one line per device, scope, level and figure."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("device", "scope", "level", "cells", "positives", "found", "figure", "value", "low", "high"))
    for row in report.rows:
        for name, one in row.figures.items():
            head = (row.unit, row.scope, row.level, row.cells, row.positives, row.found, name)
            writer.writerow((*head, *(_plain(number) for number in (one.value, one.low, one.high))))
    return buffer.getvalue()


def to_markdown(report: TagReport) -> str:
    """Return the report as Markdown; its first line says by whom the gold was coded."""
    facts = report.facts
    size = (
        f"{facts['passages']} passages, {facts['sentences']} sentences, {facts['speeches']} speeches; "
        f"{facts['rounds']} bootstrap rounds, seed {facts['seed']}."
    )
    blocks = [report.coders, size, f"Tagger: {report.tagger}." if report.tagger else "", _RULES]
    if report.uncoded:
        blocks.append(f"Tagged but never looked for by the coders, hence not scored: {', '.join(report.uncoded)}.")
    blocks += [*_sets(report), *_examples(report), *_devices(report), *_groups(report), *_scores(report)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table with columns of even width."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    padded = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    return "\n".join([padded[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *padded[1:]])


def shown(one: Estimate | None, *, places: int = 2) -> str:
    """Return a figure with its interval, "0.45 [0.33, 0.58]", or a dash."""
    if one is None or one.value is None:
        return "–"
    value, low, high = (None if x is None else f"{x:z.{places}f}" for x in (one.value, one.low, one.high))
    return f"{value}" if low is None or high is None else f"{value} [{low}, {high}]"


def _sets(report: TagReport) -> list[str]:
    head = ("devices", "language", "level", "n devices", "positives", *(_HEADS.get(key, key) for key in _SET))
    rows = [
        (
            row.name,
            row.scope,
            _LEVEL_NAMES[row.level],
            str(len(row.units)),
            str(row.positives),
            *_cells(row.figures, _SET),
        )
        for row in report.sets
    ]
    gaps = [
        (gap.name, f"{gap.first} − {gap.second}", _LEVEL_NAMES[gap.level], shown(gap.value)) for gap in report.gaps
    ]
    dense = [(one.name, one.scope, *_cells(one.figures, ("tags", "candidates"))) for one in report.densities]
    blocks = [
        "## Sets of devices",
        "Precision, recall, F1 and span F1 are pooled over the devices; macro F1 is their mean.",
        table(head, rows),
    ]
    if gaps:
        blocks += ["Macro F1 apart:", table(("devices", "languages", "level", "difference"), gaps)]
    blocks += ["Per 100 sentences:", table(("devices", "language", "tags", "candidates"), dense)]
    return blocks


def _devices(report: TagReport) -> list[str]:
    names = [key for key in _ROW if any(key in row.figures for row in report.rows)]
    blocks = []
    for level, title in _LEVEL_NAMES.items():
        head = ("device", "language", "cells", "positives", "prevalence", "doubtful", "found", "all+ F1")
        rows = [
            (
                row.unit, row.scope, str(row.cells), str(row.positives), f"{row.prevalence:.2%}",
                str(row.doubtful), str(row.found), f"{row.all_positive_f1:.2f}", *_cells(row.figures, names),
            )
            for row in report.rows
            if row.level == level and (row.positives or row.found)
        ]  # fmt: skip
        blocks += [f"## Per device: {title}", table((*head, *(_HEADS.get(key, key) for key in names)), rows)]
    return blocks


def _examples(report: TagReport) -> list[str]:
    if not report.examples:
        return []
    rows = [
        (
            "hits" if one.kind == "hit" else "hard negatives",
            one.language,
            str(one.n),
            shown(one.tagged),
            shown(one.found),
        )
        for one in report.examples
    ]
    head = ("examples of the codebook", "language", "n", "tagged", "tagged or candidate")
    return ["## The codebook's own examples", table(head, rows)]


def _groups(report: TagReport) -> list[str]:
    if not report.groups:
        return []
    head = ("group", "devices", "level", "positives", *(_HEADS.get(key, key) for key in _SET))
    rows = [
        (row.scope, row.name, _LEVEL_NAMES[row.level], str(row.positives), *_cells(row.figures, _SET))
        for row in report.groups
    ]
    return ["## By group", table(head, rows)]


def _scores(report: TagReport) -> list[str]:
    blocks = []
    if report.acts:
        keys = ("precision", "recall", "f1")
        rows = [
            (one.scope, one.depth, str(one.coded), str(one.given), *_cells(one.figures, keys))
            for one in report.acts
        ]
        note = "Of accusations whose coded act is in the taxonomy; `given` have an act in the output."
        blocks += ["## Acts of accusations", note, table(("language", "depth", "coded", "given", *keys), rows)]
    if report.reliability:
        bins = [
            (
                f"{b.low:.1f}–{b.high:.1f}",
                str(b.n),
                f"{b.score:.2f}",
                f"{b.true:.2f} [{b.true_low:.2f}, {b.true_high:.2f}]",
            )
            for b in report.reliability
        ]
        blocks += ["## Reliability of scores", table(("score", "cells", "mean score", "share true"), bins)]
    return blocks


def _cells(figures: Mapping[str, Estimate], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown(figures.get(key), places=3 if key == "fpr" else 2) for key in keys)


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:.4f}"
