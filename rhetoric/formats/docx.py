"""Word documents (.docx): body paragraphs and table cells in order; labels and marks as in plain text."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table, _Cell

from rhetoric.errors import FormatError
from rhetoric.formats.draft import Draft
from rhetoric.formats.plain import draft_text

_LARGEST = 256 << 20  # bytes a document may unpack to
_MOST_PARTS = 10_000
_MOST_NESTED = 20  # tables within tables


def read(data: bytes, where: str) -> Draft:
    """Read the bytes of a .docx file; `where` names it in errors.

    Raises
    ------
    FormatError
        If it is no Word document, is damaged, or would unpack to more than any transcript.
    """
    _check_container(data, where)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = [_clean(paragraph) for paragraph in _paragraphs(document, 0)]
    except (
        AttributeError, IndexError, KeyError, OSError, RuntimeError, SyntaxError, TypeError, ValueError,
        zipfile.BadZipFile, zlib.error, OpcError,
    ) as error:  # fmt: skip
        raise FormatError(
            f"{where} is a damaged Word document: {error}", "open it in Word and save it anew"
        ) from error
    return draft_text("\n\n".join(paragraph for paragraph in paragraphs if paragraph))


def _check_container(data: bytes, where: str) -> None:
    """Look at the names and declared sizes before anything is unpacked; unpacking stops at the declared size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FormatError(
            f"{where} is no whole Word document: {error}", "save it anew as .docx or as text"
        ) from error
    if not any(part.filename == "word/document.xml" for part in parts):
        raise FormatError(
            f"{where} is a zip archive, but not a Word document", "save the document as .docx or text"
        )
    size = sum(part.file_size for part in parts)
    if size > _LARGEST or len(parts) > _MOST_PARTS:
        raise FormatError(
            f"{where} would unpack to {size >> 20} MiB in {len(parts)} parts, more than any transcript",
            "copy its text into a new document",
        )


def _paragraphs(container: Document | _Cell, depth: int) -> Iterator[str]:
    for block in container.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
        elif depth < _MOST_NESTED:
            yield from _cells(block, depth)


def _cells(table: Table, depth: int) -> Iterator[str]:
    for row in table.rows:
        seen: list[object] = []
        for cell in row.cells:
            # A merged cell is listed once per column it covers.
            if not any(cell._tc is other for other in seen):  # noqa: SLF001 - the only identity a cell has
                seen.append(cell._tc)  # noqa: SLF001
                yield from _paragraphs(cell, depth + 1)


def _clean(paragraph: str) -> str:
    lines = (" ".join(line.split()) for line in paragraph.splitlines())
    return "\n".join(line for line in lines if line)
