"""Markdown made of text from outside: escaped, so that it shows as it is in any dialect and starts no markup."""

import re
from collections.abc import Iterable

from rhetoric.reports.tables import Table

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~$^@]|--|://|:(?=\w+:)|&(?=#?\w+;)")
_AT_START = re.compile(r"^(?:[#+\-=:]|\d+[.)](?= |$))")  # headings, lists, rules, definitions
_END_EMBEDDING, _END_ISOLATE = "\u202c", "\u2069"
_OPENERS = dict.fromkeys("\u202a\u202b\u202d\u202e", _END_EMBEDDING) | dict.fromkeys(
    "\u2066\u2067\u2068", _END_ISOLATE
)
_ADDRESS = re.compile(r"(?i)\bwww\.")


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


def table_block(table: Table) -> str:
    """Return a table as Markdown."""
    rule = ["--:" if place in table.numeric else ":--" for place in range(len(table.head))]
    rows = ([escape(cell) for cell in row] for row in table.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (list(table.head), rule, *rows))


def row_block(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose cells are Markdown already."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, [":--"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
