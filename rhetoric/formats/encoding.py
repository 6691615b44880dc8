"""Bytes of a text file to text: Unicode first, then a detected encoding, and what was guessed is said."""

import codecs
from dataclasses import dataclass
from pathlib import Path

import charset_normalizer

from rhetoric.errors import InputError

LARGEST = 64 << 20  # bytes of a transcript file; a day of talk is about 1 MiB of text
_SAMPLE = 200_000  # bytes looked at when an encoding is guessed
_MOST_CONTROLS = 0.02  # share of control characters above which a file is not text
_LATIN = frozenset("áéíóúüñàèìòùâêîôûçãõäößëïÁÉÍÓÚÜÑÀÈÂÊÇÃÕÄÖ¿¡ºª«»“”‘’–—…€£§°·•´©\u00a0\u00ad\u2011")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KEPT = frozenset("\t\n\r\f\v\x1b\x85")
_REMEDY = "save the transcript as plain text in UTF-8, or give a .docx, .html, .srt, .vtt or .json file"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without byte-order mark; `guessed` names an encoding that had to be guessed."""

    text: str
    guessed: str | None = None


def read_file(path: Path) -> bytes:
    """Return the bytes of `path`.

    Raises
    ------
    InputError
        If the file cannot be read, is empty, or is larger than any transcript.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a file", "give a transcript file")
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(
                f"{path} has {size >> 20} MiB, more than the {LARGEST >> 20} MiB a transcript may have",
                "split it, or check that it is a transcript",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(f"cannot read {path}: {reason}", "check the name and the permissions") from error
    if not data.strip():
        raise InputError(f"{path} is empty", "give a file that holds a transcript")
    return data


def decode(data: bytes, where: str) -> Decoded:
    """Decode `data`; `where` names the file in errors.

    UTF-8, then UTF-16 or UTF-32 with a byte-order mark, then UTF-16 that its zero bytes betray, then a guess.

    Raises
    ------
    InputError
        If the bytes are no text in any encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_checked(_strict(data[len(mark) :], encoding, where), where))
    try:
        return Decoded(_checked(data.decode("utf-8"), where))
    except UnicodeDecodeError:
        return _guess(data, where)
    except InputError:
        # UTF-16 of unaccented text is valid UTF-8 full of zero characters.
        if _looks_utf16(data):
            return _guess(data, where)
        raise


def _guess(data: bytes, where: str) -> Decoded:
    if _looks_utf16(data):
        encoding = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    else:
        encoding = _single_byte(data) or _detected(data, where)
    return Decoded(_checked(_strict(data, encoding, where), where), encoding)


def _looks_utf16(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    half = max(1, len(sample) // 2)
    zeros = sorted((sample[::2].count(0) / half, sample[1::2].count(0) / half))
    return len(data) % 2 == 0 and zeros[0] < 0.1 and zeros[1] > 0.4


def _single_byte(data: bytes) -> str | None:
    """Return the Western encoding in which every accented letter makes sense, if there is one."""
    high = bytes(sorted({byte for byte in data if byte >= 0x80}))
    for encoding in ("cp1252", "mac-roman", "cp850"):
        try:
            letters = high.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _LATIN.issuperset(letters):
            return encoding
    return None


def _detected(data: bytes, where: str) -> str:
    if b"\0" in data[:_SAMPLE]:
        raise InputError(f"{where} is a binary file, not a transcript", _REMEDY)
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise InputError(f"{where} is no text in any encoding known here", _REMEDY)
    return best.encoding


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(f"{where} is not valid {encoding}: {error}", _REMEDY) from error


def _checked(text: str, where: str) -> str:
    """Return `text` unless it holds zero characters or too many control characters to be text."""
    odd = sum(1 for char in text[:_SAMPLE] if char < " " and char not in _KEPT)
    if "\0" in text or odd > _MOST_CONTROLS * min(len(text), _SAMPLE) + 3:
        raise InputError(f"{where} is a binary file, not a transcript", _REMEDY)
    return text
