"""Which format a file has: by its content first, by its name where the content could be several."""

import re
from pathlib import Path

from rhetoric.errors import InputError

_AS_TEXT = "save it as .docx or plain text in UTF-8 and give that"
_FOREIGN = (
    (b"%PDF", "a PDF", _AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document (.doc)", _AS_TEXT),
    (b"{\\rtf", "a rich-text document (.rtf)", _AS_TEXT),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"version https://git-lfs", "a Git LFS pointer, not the file itself", "fetch the file with: git lfs pull"),
)
_MEDIA = re.compile(
    rb"RIFF.{4}(?:WAVE|AVI )|FORM.{4}AIF|ID3[\x00-\x09]|OggS\x00|fLaC|\x1aE\xdf\xa3|.{4}ftyp|\xff[\xe2-\xfd]",
    re.DOTALL,
)
_TIMING = re.compile(rb"^[ \t]*\d[\d:.,]*[ \t]*-->[ \t]*\d", re.MULTILINE)
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_SCHEMA = re.compile(rb"\"schema\"\s*:\s*\"rhetoric/")
_BOM = b"\xef\xbb\xbf"
_BY_SUFFIX = {
    ".srt": "srt",
    ".vtt": "vtt",
    ".html": "html",
    ".htm": "html",
    ".json": "whisper_json",
    ".docx": "docx",
}


def sniff(data: bytes, path: Path) -> str:
    """Return the name of the reader for `data`, the content of `path`.

    Raises
    ------
    InputError
        If it is a recording or a document that no reader here understands.
    """
    _refuse_foreign(data, path)
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    head = _narrow(data[:65_536]).lstrip()
    if head.startswith(b"WEBVTT"):
        return "vtt"
    if head[:1] in (b"{", b"[") and (path.suffix.lower() == ".json" or _is_json(data, head)):
        return "rhetoric_json" if _names_schema(_narrow(data)) else "whisper_json"
    if _TIMING.search(head[:2_000]):
        return "vtt" if path.suffix.lower() == ".vtt" else "srt"
    if _MARKUP.match(head):
        return "html"
    return _BY_SUFFIX.get(path.suffix.lower(), "plain")


def _refuse_foreign(data: bytes, path: Path) -> None:
    for magic, what, remedy in _FOREIGN:
        if data.startswith(magic):
            raise InputError(f"{path} is {what}", remedy)
    if _MEDIA.match(data):
        raise InputError(f"{path} is a recording, not a transcript", "give it as the recording to analyze")


def _narrow(data: bytes) -> bytes:
    """Return `data` without byte-order mark, UTF-16 brought to single bytes, well enough to look at its syntax."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[2:].replace(b"\0", b"")
    return data.removeprefix(_BOM)


def _is_json(data: bytes, head: bytes) -> bool:
    if head.startswith(b"{"):
        return bool(re.match(rb"\{\s*(?:\"|\})", head))
    return bool(re.match(rb"\[\s*\{\s*\"", head)) and data.rstrip()[-1:] == b"]"


def _names_schema(data: bytes) -> bool:
    return bool(_SCHEMA.search(data[:4_000]) or _SCHEMA.search(data[-4_000:]))
