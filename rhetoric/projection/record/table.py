"""The CSV twin of a record: one row per entry and source, the rest of the record in rows of their own.

A row with an `entry_id` tells of an entry, and of one source if it fills those columns; `counter_source` says that
it disputes the entry. A row without one tells of a side, of one member of it, or of the whole record. What is the
same in all rows of an entry need stand in the first only. Cells with several values part them with " | ". A cell
that a spreadsheet would take for a formula is written with an apostrophe before it, which reading takes off.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rhetoric.errors import FormatError
from rhetoric.projection.record import layout
from rhetoric.projection.record.entries import SCHEMA
from rhetoric.projection.record.found import FLAGS
from rhetoric.projection.record.layout import COUNTER, Field, Kind
from rhetoric.projection.record.problems import Problems, choose, shown
from rhetoric.yaml_tree import Node

_MOST_ROWS = 50_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cells = Mapping[str, str]


@dataclass(slots=True)
class _Part:
    """What rows say of one thing so far: nodes by path, and parts listed below it."""

    line: int
    nodes: dict[str, Node] = field(default_factory=dict)
    lists: dict[str, list["_Part"]] = field(default_factory=dict)

    def tree(self) -> Node:
        """Return the mapping the rows amount to, as a YAML file would have it."""
        found: dict[str, Node] = {}
        for path, node in self.nodes.items():
            start, _, key = path.rpartition(".")
            if not start:
                found[key] = node
                continue
            outer = found.setdefault(start, Node({}, node.line)).value
            if isinstance(outer, dict):
                outer[key] = node
        for key, parts in self.lists.items():
            found[key] = Node(tuple(part.tree() for part in parts), self.line)
        return Node(found, self.line)


def read_rows(text: str, where: str, problems: Problems) -> Node:
    """Return the tree of a CSV file; `where` names it in errors.

    Raises
    ------
    FormatError
        If it is no table with the columns of a record.
    """
    rows = _rows(text, where)
    line, header = next(rows, (1, []))
    names = [name.strip().partition("(")[0].strip() for name in header]
    if "entry_id" not in names or "side" not in names:
        raise FormatError(
            f"{where}, line {line}: the columns entry_id and side are missing",
            "the first row names the columns: `rhetoric record new NAME.csv` writes an example",
        )
    _check_header(names, line, problems)
    whole = _Part(line, {"schema": Node(SCHEMA, line)})
    sides: dict[str, _Part] = {}
    entries: dict[str, _Part] = {}
    for line, row in rows:
        cells = {name: cell for name, cell in zip(names, map(unguarded, row), strict=False) if cell.strip()}
        if any(cell.strip() for cell in row[len(names) :]):
            problems.add(line, names[-1], "the row has more cells than columns", "quote cells that hold the comma")
        if cells:
            _take(cells, line, (whole, sides, entries), problems)
    whole.lists = {"sides": list(sides.values()), "entries": list(entries.values())}
    return whole.tree()


def _rows(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells of each row; the separator is the likeliest of the first line."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    line = 1
    try:
        for number, row in enumerate(reader):
            if number > _MOST_ROWS:
                raise FormatError(
                    f"{where} has more than {_MOST_ROWS:,} rows", "split the record into several files"
                )
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"{where}, line {line}: {error}", "mend the quotes of that row") from error


def _check_header(names: Sequence[str], line: int, problems: Problems) -> None:
    known = layout.columns()
    for at, name in enumerate(names):
        if name and name not in known:
            problems.add(line, name, "unknown column", choose(name, known) or "take it out")
        elif name and name in names[:at]:
            problems.add(line, name, "the column occurs twice", "keep one of them")


def _take(
    cells: Cells, line: int, parts: tuple[_Part, dict[str, _Part], dict[str, _Part]], problems: Problems
) -> None:
    """Put what a row says into the record, its side and its entry."""
    whole, sides, entries = parts
    _fill(whole, layout.RECORD, cells, line, problems)
    side, entry = cells.get("side", "").strip(), cells.get("entry_id", "").strip()
    about_side = [column for column in ("side_label", "side_agents", "member_name") if column in cells]
    if side and (about_side or not entry):
        part = sides.setdefault(side, _Part(line))
        _fill(part, layout.SIDE, cells, line, problems)
        _append(part, "members", layout.MEMBER, cells, line)
    elif about_side:
        problems.add(line, about_side[0], "the row names no side", "fill the column side")
    if entry:
        part = entries.setdefault(entry, _Part(line, lists={"sources": []}))
        _fill(part, layout.ENTRY, cells, line, problems)
        _append(part, _kind_of_source(cells, line, problems), layout.SOURCE, cells, line)
        return
    lost = next((column for column in cells if column in _OF_ENTRIES), None)
    if lost:
        problems.add(line, lost, "the row names no entry", "fill the column entry_id")


_OF_ENTRIES = frozenset(
    {COUNTER, *(one.column for group in (layout.ENTRY, layout.SOURCE) for _, one in layout.leaves(group))}
) - {"side"}


def _kind_of_source(cells: Cells, line: int, problems: Problems) -> str:
    mark = cells.get(COUNTER, "no").strip().casefold()
    if mark not in FLAGS:
        problems.add(line, COUNTER, f"{shown(mark)} is neither yes nor no", "write yes or no")
    return "counter_sources" if FLAGS.get(mark) else "sources"


def _fill(part: _Part, fields: Iterable[Field], cells: Cells, line: int, problems: Problems) -> None:
    """Add what a row says of a thing; it may say a thing again, but not differently."""
    for path, node in _nodes(fields, cells, line):
        before = part.nodes.setdefault(path, node)
        if _plain(before) != _plain(node):
            column = next(one.column for name, one in layout.leaves(fields) if name == path)
            message = f"{shown(cells[column])} differs from what line {before.line} says of the same"
            problems.add(line, column, message, "write it once, or the same in all rows")


def _plain(node: Node) -> object:
    items = node.value
    return [item.value for item in items] if isinstance(items, tuple) else items


def _append(part: _Part, key: str, fields: Iterable[Field], cells: Cells, line: int) -> None:
    nodes = dict(_nodes(fields, cells, line))
    if nodes:
        part.lists.setdefault(key, []).append(_Part(line, nodes))


def _nodes(fields: Iterable[Field], cells: Cells, line: int) -> Iterator[tuple[str, Node]]:
    for path, one in layout.leaves(fields):
        if one.column in cells:
            cell = cells[one.column]
            listed = one.kind is Kind.TEXTS
            yield path, Node(tuple(Node(text, line) for text in split(cell)) if listed else cell.strip(), line)


def written(tree: Mapping[str, object]) -> str:
    """Return the CSV twin of a record given as plain values (see `rhetoric.projection.record.writing`)."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, layout.columns(), lineterminator="\n")
    writer.writeheader()
    for row in _all_rows(tree):
        writer.writerow({column: guarded(cell) for column, cell in row.items()})
    return buffer.getvalue()


def _all_rows(tree: Mapping[str, object]) -> Iterator[dict[str, str]]:
    yield _flat(layout.RECORD, tree)
    for side in _items(tree, "sides"):
        yield _flat(layout.SIDE, side)
        for member in _items(side, "members"):
            yield {"side": str(side["id"]), **_flat(layout.MEMBER, member)}
    for entry in _items(tree, "entries"):
        for key, mark in (("sources", ""), ("counter_sources", "yes")):
            for source in _items(entry, key):
                yield {**_flat(layout.ENTRY, entry), COUNTER: mark, **_flat(layout.SOURCE, source)}


def _items(tree: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = tree.get(key)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _flat(fields: Iterable[Field], tree: Mapping[str, object]) -> dict[str, str]:
    found = {}
    for path, one in layout.leaves(fields):
        start, _, key = path.rpartition(".")
        holder = tree.get(start) if start else tree
        value = holder.get(key) if isinstance(holder, Mapping) else None
        if value is not None:
            found[one.column] = _cell(value)
    return found


def _cell(value: object) -> str:
    if isinstance(value, list):
        return joined(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def joined(texts: Iterable[str]) -> str:
    """Return several texts as one cell."""
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def split(cell: str) -> tuple[str, ...]:
    r"""Return the texts of a cell that are parted by |; a text writes \| for the sign itself, and \\ for \."""
    parts = re.findall(r"((?:\\[\\|]|[^|])*)(?:\||$)", cell)
    return tuple(re.sub(r"\\([\\|])", r"\1", part).strip() for part in parts if part.strip())


def _starts_formula(cell: str) -> bool:
    first = unicodedata.normalize("NFKC", cell.lstrip(" \u00a0\ufeff\u200b")[:1])
    return first.startswith(_FORMULA) or cell.startswith(_FORMULA)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula."""
    return f"'{cell}" if _starts_formula(cell.lstrip("'")) else cell


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell.startswith("'") and _starts_formula(cell.lstrip("'")) else cell
