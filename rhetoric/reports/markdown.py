"""The annotated transcript as Markdown: the same content in plain form, tags as numbered notes.

All text from outside is escaped, so that it shows as it is in any Markdown dialect and starts no markup.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from rhetoric.records import Analysis
from rhetoric.reports.catalogue import DeviceInfo, devices_of
from rhetoric.reports.entries import Entry
from rhetoric.reports.labels import labels
from rhetoric.reports.layout import Block, Paragraph
from rhetoric.reports.ledger import Item
from rhetoric.reports.page import Page, moment, page, printable
from rhetoric.reports.tables import Table

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~$^@]|--|://|:(?=\w+:)|&(?=#?\w+;)")
_AT_START = re.compile(r"^(?:[#+\-=:]|\d+[.)](?= |$))")  # headings, lists, rules, definitions
_END_EMBEDDING, _END_ISOLATE = "\u202c", "\u2069"
_OPENERS = dict.fromkeys("\u202a\u202b\u202d\u202e", _END_EMBEDDING) | dict.fromkeys(
    "\u2066\u2067\u2068", _END_ISOLATE
)
_ADDRESS = re.compile(r"(?i)\bwww\.")


def render_markdown(analysis: Analysis, *, devices: Mapping[str, DeviceInfo] | None = None) -> str:
    """Return the annotated transcript as Markdown.

    Parameters
    ----------
    analysis
        What to show.
    devices
        Names and counting rules of the devices; those of the shipped codebook if left out.
    """
    shown = page(analysis, devices_of(analysis) if devices is None else devices)
    return printable("\n\n".join(_sections(shown)) + "\n")


def escape(words: str) -> str:
    """Return `words` on one line, so escaped that no Markdown or HTML syntax is read into them.

    Directional overrides and isolates left open are closed, so that they turn no text but their own.
    """
    line = _ANYWHERE.sub(lambda match: f"\\{match.group()}", " ".join(words.split()))
    line = _ADDRESS.sub(lambda match: f"{match.group()[:3]}\\.", line)
    return _AT_START.sub(lambda match: f"{match.group()[:-1]}\\{match.group()[-1]}", line) + _closers(words)


def _closers(words: str) -> str:
    """Return the marks that close what is open of the Unicode bidirectional controls in `words`."""
    pending: list[str] = []
    for char in words:
        if char in _OPENERS:
            pending.append(_OPENERS[char])
        elif char == _END_ISOLATE and char in pending:
            while pending.pop() != char:
                pass
        elif char == _END_EMBEDDING and pending[-1:] == [char]:
            pending.pop()
    return "".join(reversed(pending))


def _sections(shown: Page) -> Iterator[str]:
    words = shown.words
    yield f"# {escape(shown.title)}"
    yield " · ".join(f"{label}: {escape(value)}" for label, value in shown.facts)
    yield f"*{escape(shown.disclaimer)}*"
    for notice in shown.notices:
        yield f"> **{words['notices']}:** {escape(notice)}"
    yield f"## {words['transcript']}"
    yield from _transcript(shown)
    yield f"## {words['tags']} ({len(shown.entries)})"
    yield "\n".join(_note(entry, shown.ui) for entry in shown.entries) or words["no_tags"]
    yield from _ledger(shown)
    if shown.tables:
        yield f"## {words['counts']}"
        yield words["count_rule"]
    for table in shown.tables:
        yield f"### {table.title}\n\n{_table(table)}"
    if shown.provenance.rows:
        yield f"## {words['provenance']}\n\n{_table(shown.provenance)}"
    yield f"## {words['limits']}\n\n{words['limits_text']}"
    yield f"*{escape(shown.disclaimer)}*"


def _transcript(shown: Page) -> Iterator[str]:
    if not shown.blocks:
        yield shown.words["no_text"]
    by_index = {entry.index: entry for entry in shown.entries}
    for block in shown.blocks:
        if block.theme:
            yield f"### {escape(block.theme.label)}"
        head = _speaker(shown, block)
        for place, paragraph in enumerate(block.paragraphs):
            lead = (head if place == 0 else "", moment(paragraph))
            start = " ".join(f"**{part}**" if part is head and part else f"[{part}]" for part in lead if part)
            yield f"{start} {_paragraph(shown, paragraph, by_index)}".strip()


def _speaker(shown: Page, block: Block) -> str:
    """Return the speaker's name where it has to be said: at a new voice, and under a new theme."""
    return "" if block.continued and not block.theme else escape(shown.speaker(block))


def _paragraph(shown: Page, paragraph: Paragraph, by_index: Mapping[int, Entry]) -> str:
    """Return the words of a paragraph with a number in brackets after the last word of each tag."""
    text = shown.analysis.transcript.text
    found = []
    for piece in paragraph.pieces:
        if piece.event is not None:
            found.append(f" *\\[{escape(piece.event)}\\]* ")
            continue
        words = piece.chars.slice(text)
        numbers = "".join(f"\\[{by_index[index].symbol}{by_index[index].number}\\]" for index in piece.ends)
        found.append(
            f"{' ' if words[:1].isspace() else ''}{escape(words)}{numbers}{' ' if words[-1:].isspace() else ''}"
        )
    return re.sub(r" {2,}", " ", "".join(found)).strip()


def _note(entry: Entry, ui: str) -> str:
    words = labels(ui)
    decision = words["candidate"] if entry.candidate else words["tag"]
    head = [decision, entry.status, words["counted"] if entry.counts else words["uncounted"]]
    where = [part for part in (entry.speaker, entry.time, entry.theme, entry.subtype) if part]
    details = (
        (words["fired"], entry.fired),
        (words["slots"], entry.slots),
        (words["against"], entry.against),
        (words["risks"], entry.risks),
        (words["score"], (entry.score,) if entry.score else ()),
        (words["source"], (f"{entry.source} · {entry.id}",)),
    )
    lines = [
        f"- {entry.symbol}{entry.number} **{escape(entry.title)}**: “{escape(entry.quote)}”",
        f"  - {escape(' · '.join([*head, *where]))}",
        *(f"  - {label}: {_list(values)}" for label, values in details if values),
    ]
    if entry.stale:
        lines.append(f"  - {words['stale']}")
    return "\n".join(lines)


def _ledger(shown: Page) -> Iterator[str]:
    """Yield what was said beside what is documented, a table per case, then what has no entry."""
    words, found = shown.words, shown.ledger
    if found.empty:
        return
    yield f"## {words['projection']}"
    yield words["projection_rule"]
    for case in found.cases:
        yield f"### {escape(case.title)}"
        head = [f"{words['grade']}: {escape(case.grade)}", *map(escape, case.marks)]
        yield " · ".join(head)
        said = f"“{escape(case.said)}”" + (f"<br>{escape(case.where)}" if case.where else "")
        cells = [said, "<br><br>".join(map(_item, case.evidence))]
        yield _rows((words["said"], words["on_record"]), (cells,))
        beside = "<br><br>".join(map(_item, case.counter)) or words["no_counter"]
        yield f"{words['counter_record']}: {beside}"
        yield f"*{words['factors']}: {escape(case.factors)}*"
    if found.controls:
        yield "\n".join(f"- {escape(line)}" for line in found.controls)
    if found.uncompared:
        yield f"{words['not_compared']}: {'; '.join(map(escape, found.uncompared))}."


def _item(item: Item) -> str:
    return "<br>".join((f"**{escape(item.head)}**", f"“{escape(item.words)}”", *map(escape, item.details)))


def _rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, [":--"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _list(values: Iterable[str]) -> str:
    return "; ".join(escape(value) for value in values)


def _table(table: Table) -> str:
    rule = ["--:" if place in table.numeric else ":--" for place in range(len(table.head))]
    rows = ([escape(cell) for cell in row] for row in table.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (list(table.head), rule, *rows))
