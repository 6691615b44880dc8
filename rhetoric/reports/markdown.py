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
from rhetoric.reports.ledger_text import ledger_blocks
from rhetoric.reports.markup import escape, table_block
from rhetoric.reports.page import Page, moment, page, printable


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
    if not shown.ledger.empty:
        yield f"## {words['projection']}"
        yield from ledger_blocks(shown.ledger, words)
    if shown.tables:
        yield f"## {words['counts']}"
        yield words["count_rule"]
    for table in shown.tables:
        yield f"### {table.title}\n\n{table_block(table)}"
    if shown.delivery.rows:
        yield f"## {words['delivery']}"
        yield words["delivery_rule"]
        yield table_block(shown.delivery)
    if shown.provenance.rows:
        yield f"## {words['provenance']}\n\n{table_block(shown.provenance)}"
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


def _list(values: Iterable[str]) -> str:
    return "; ".join(escape(value) for value in values)
