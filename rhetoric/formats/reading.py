"""From a file of any transcript format to an `Analysis` without annotations."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from rhetoric.errors import InputError
from rhetoric.formats.draft import Draft, build
from rhetoric.formats.encoding import read_file as read_bytes
from rhetoric.formats.plain import draft_text
from rhetoric.formats.rhetoric_json import loads
from rhetoric.formats.sniff import sniff
from rhetoric.language import detect, normalise
from rhetoric.records import Analysis, Notice, Recording

_READERS: Mapping[str, str] = {
    "docx": "rhetoric.formats.docx",
    "html": "rhetoric.formats.html",
    "plain": "rhetoric.formats.plain",
    "srt": "rhetoric.formats.srt",
    "vtt": "rhetoric.formats.vtt",
    "whisper_json": "rhetoric.formats.whisper_json",
}


def read_file(path: Path, *, language: str | None = None) -> Analysis:
    """Read a transcript file; see `rhetoric.formats.read_transcript`."""
    data = read_bytes(path)
    kind = sniff(data, path)
    where = str(path)
    if kind == "rhetoric_json":
        analysis = loads(data, where=where)
    else:
        read = cast("Callable[[bytes, str], Draft]", import_module(_READERS[kind]).read)
        analysis = _analysis(read(data, where), language, where)
    if analysis.recording is not None:
        return analysis
    ends = [word.time.end for word in analysis.transcript.words if word.time is not None]
    digest = hashlib.sha256(data).hexdigest()
    recording = Recording(path.name, digest, duration=max(ends, default=0), sample_rate=0, channels=0)
    return replace(analysis, recording=recording)


def read_string(text: str, *, language: str | None = None) -> Analysis:
    """Read a transcript given as text; see `rhetoric.formats.read_text`."""
    return _analysis(draft_text(text), language, "the text")


def _analysis(draft: Draft, language: str | None, where: str) -> Analysis:
    known = language or draft.language
    if known:
        analysis = build(draft, normalise(known))
    else:
        code, _ = detect(draft.text)
        analysis = build(draft, code, (Notice("language_guessed", code),))
    if not analysis.transcript.words:
        raise InputError(f"{where} holds no spoken words", "give a transcript with text in it")
    return analysis
