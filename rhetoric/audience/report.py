"""Devices before the audience as Markdown and CSV, and the reactions with what they answer as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from rhetoric.audience import KINDS, STAGE
from rhetoric.audience.answered import sentences
from rhetoric.audience.figures import Row
from rhetoric.audience.link import links
from rhetoric.formats.csv import safe_cell
from rhetoric.metrics.intervals import Estimate
from rhetoric.notices import disclaimer
from rhetoric.records import Analysis, Reaction
from rhetoric.reports.catalogue import devices_of
from rhetoric.reports.labels import labels, number, word_for
from rhetoric.reports.markup import table_block
from rhetoric.reports.page import printable
from rhetoric.reports.tables import Table

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
FIGURES = ("share", "usual", "difference", "latency", "length")
COLUMNS = (
    "device", "speaker", "speeches", "sentences", "answered", "compared",
    *(f"{name}{end}" for name in FIGURES for end in ("", "_low", "_high")),
)  # fmt: skip
LINK_COLUMNS = (
    "speech", "kind", "start_s", "end_s", "strength_db", "chars", "annotation", "device", "speaker", "latency_s",
    "quote",
)  # fmt: skip


def render_audience(
    rows: Sequence[Row], analyses: Mapping[str, Analysis], kinds: Sequence[str], *, ui: str
) -> str:
    """Return the reactions by kind and the figures by device and speaker as Markdown."""
    words = labels(ui)
    named = {info.id: info.name for one in analyses.values() for info in devices_of(one).values()}
    shown = ", ".join(word_for(kind, ui) for kind in kinds)
    blocks = [f"# {words['audience_title']}", f"*{disclaimer(ui)}*", table_block(_reactions(analyses, ui))]
    said = [one for name, read in analyses.items() for one in sentences(name, read, devices_of(read), kinds)]
    answered = sum(one.answered for one in said)
    blocks.append(words["audience_base"].format(answered=answered, sentences=len(said), kinds=shown))
    if any(run.stage == STAGE for one in analyses.values() for run in one.runs):
        blocks.append(words["audience_heard"])
    if rows:
        blocks += [f"## {words['audience_devices']} ({shown})", words["audience_rule"]]
        blocks.append(table_block(_devices(rows, named, ui)))
    else:
        blocks.append(words["audience_nothing"])
    return printable("\n\n".join(blocks) + "\n")


def figures_csv(rows: Iterable[Row]) -> str:
    """Return the figures as CSV, shares from 0 to 1, times in s."""
    return _csv(COLUMNS, map(_cells, rows))


def links_csv(analyses: Mapping[str, Analysis]) -> str:
    """Return each reaction with each annotation it answers as CSV; without one, a line of its own."""
    return _csv(LINK_COLUMNS, (row for name, one in analyses.items() for row in _linked(name, one)))


def _linked(speech: str, analysis: Analysis) -> Iterable[tuple[str, ...]]:
    found = links(analysis, devices_of(analysis))
    for reaction in analysis.reactions:
        if reaction.kind not in KINDS:
            continue
        head = (speech, *_reaction_cells(reaction))
        own = [link for link in found if link.reaction is reaction]
        for link in own:
            note = link.annotation
            who = analysis.speaker(note.speaker)
            late = "" if link.latency is None else f"{link.latency / 1000:.2f}"
            yield (*head, note.id, note.device, (who.name or who.id) if who else "", late, note.quote)
        if not own:
            yield (*head, "", "", "", "", "")


def _reaction_cells(reaction: Reaction) -> tuple[str, ...]:
    time, chars = reaction.time, reaction.chars
    return (
        reaction.kind,
        f"{time.start / 1000:.2f}" if time else "",
        f"{time.end / 1000:.2f}" if time else "",
        "" if reaction.strength is None else f"{reaction.strength:.1f}",
        f"{chars.start}:{chars.end}" if chars else "",
    )


def _reactions(analyses: Mapping[str, Analysis], ui: str) -> Table:
    words = labels(ui)
    rows = []
    for speech, analysis in analyses.items():
        for kind in KINDS:
            own = [one for one in analysis.reactions if one.kind == kind]
            heard = [one.time.length / 1000 for one in own if one.time]
            if own:
                seconds = number(sum(heard), ui) if heard else "–"
                rows.append((speech, word_for(kind, ui), str(len(own)), str(len(heard)), seconds))
    head = ("audience_speech", "audience_kind", "audience_events", "audience_timed", "audience_seconds")
    return Table("", tuple(words[key] for key in head), tuple(rows), frozenset({2, 3, 4}))


def _devices(rows: Sequence[Row], named: Mapping[str, Mapping[str, str]], ui: str) -> Table:
    words = labels(ui)
    keys = (
        "device", "speaker", "audience_sentences", "audience_share", "audience_compared", "audience_usual",
        "audience_difference", "audience_latency", "audience_length",
    )  # fmt: skip
    body = tuple(
        (
            named.get(one.device, {}).get(ui, one.device), one.speaker or words["audience_all"], str(one.n),
            _figure(one.share, ui, percent=True), str(one.compared), _figure(one.usual, ui, percent=True),
            _figure(one.difference, ui, percent=True), _figure(one.latency, ui), _figure(one.length, ui),
        )
        for one in rows
    )  # fmt: skip
    return Table("", tuple(words[key] for key in keys), body, frozenset(range(2, len(keys))))


def _figure(found: Estimate, ui: str, *, percent: bool = False) -> str:
    if found.value is None:
        return "–"
    scale, digits = (100, 0) if percent else (1, 1)
    text = number(found.value * scale, ui, digits=digits)
    if found.low is None or found.high is None:
        return text
    low, high = (number(edge * scale, ui, digits=digits) for edge in (found.low, found.high))
    return f"{text} [{low}; {high}]"


def _cells(row: Row) -> tuple[str, ...]:
    edges = (
        "" if value is None else f"{value:.4f}"
        for name in FIGURES
        for found in (getattr(row, name),)
        for value in (found.value, found.low, found.high)
    )
    counts = (str(row.speeches), str(row.n), str(row.answered), str(row.compared))
    return (row.device, row.speaker, *counts, *edges)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell if _NUMBER.fullmatch(cell) else safe_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()
