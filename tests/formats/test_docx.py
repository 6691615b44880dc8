import io
import zipfile
from pathlib import Path

import docx
import pytest

from rhetoric.errors import FormatError, InputError
from rhetoric.formats import read_transcript


def document(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def write(folder: Path, data: bytes, name: str = "a.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_paragraphs_labels_and_marks(tmp_path: Path) -> None:
    data = document("Acta", "", "MOD: Hola. (Risas)", "Sr. PAZ: No.", "Nunca.")
    analysis = read_transcript(write(tmp_path, data), language="es")
    text = analysis.transcript.text
    assert text == "Acta\n\nMOD: Hola. (Risas)\n\nSr. PAZ: No.\n\nNunca."
    spoken = [(turn.speaker, turn.chars.slice(text)) for turn in analysis.transcript.turns]
    assert spoken == [(None, "Acta"), ("S1", "Hola."), ("S2", "No.\n\nNunca.")]
    assert [sentence.slice(text) for sentence in analysis.transcript.sentences] == [
        "Acta",
        "Hola.",
        "No.",
        "Nunca.",
    ]


def test_tables_are_read_in_place_and_merged_cells_once(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Before.")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Wide."
    table.cell(1, 0).text, table.cell(1, 1).text = "Left.", "Right."
    made.add_paragraph("After.")
    made.save(tmp_path / "a.docx")
    analysis = read_transcript(tmp_path / "a.docx", language="en")
    assert analysis.transcript.text.split() == ["Before.", "Wide.", "Left.", "Right.", "After."]


def test_a_docx_is_known_by_its_content(tmp_path: Path) -> None:
    assert read_transcript(write(tmp_path, document("Hello."), "a.txt"), language="en").transcript.text == "Hello."


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (document("Hello.")[:-200], "no whole Word document"),
        (b"just text", "no whole Word document"),
        (zipped({"mimetype": "x"}), "not a Word document"),
        (zipped({"word/document.xml": b"\0" * (257 << 20)}), "unpack to 257 MiB"),
        (zipped({"word/document.xml": "<broken"}), "damaged Word document"),
    ],
)
def test_damaged_and_swollen_documents_are_errors(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message) as error:
        read_transcript(write(tmp_path, data))
    assert "a.docx" in error.value.message


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(document("Hello &amp; x."))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    doctype = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{secret}">]>'
    xml = xml.replace("?>", f"?>{doctype}", 1).replace("Hello ", "Hello &e; ")
    parts["word/document.xml"] = xml.encode()
    analysis = read_transcript(write(tmp_path, zipped(parts)), language="en")
    assert "hidden" not in analysis.transcript.text


def test_an_empty_document_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no spoken words"):
        read_transcript(write(tmp_path, document("", "  ")))
