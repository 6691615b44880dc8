"""WebVTT subtitles: voice tags name speakers, timestamps inside cues time words, notes and styles are dropped."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rhetoric.errors import FormatError
from rhetoric.formats.clock import format_clock, parse_clock
from rhetoric.formats.cues import Cue, draft_cues
from rhetoric.formats.draft import Draft, Voice
from rhetoric.formats.encoding import decode
from rhetoric.formats.plain import guess_notices
from rhetoric.formats.srt import timing
from rhetoric.formats.stamps import Stamp
from rhetoric.formats.subtitles import captions
from rhetoric.notices import sentence
from rhetoric.records import Analysis, Span

_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_LANGUAGE = re.compile(r"language:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*", re.IGNORECASE)
_TAG = re.compile(r"<(?P<tag>[^<>\n]{0,500})>")
_VOICE = re.compile(r"v(?:\.[^ \t]*)?[ \t]+(?P<name>.*\S)\s*")


@dataclass(frozen=True, slots=True)
class _Payload:
    """A cue's text without tags, with what the tags said, by character."""

    text: str
    voices: tuple[Voice, ...]
    anchors: tuple[tuple[int, int], ...]  # (character, ms)


def read(data: bytes, where: str) -> Draft:
    """Read the bytes of a .vtt file; `where` names it in errors."""
    decoded = decode(data, where)
    blocks = list(_blocks(decoded.text))
    cues = tuple(_without_rolling(list(_cues(blocks, where))))
    if not cues:
        raise FormatError(f"{where} holds no cue with a time", "a cue has a line such as 00:01.000 --> 00:04.000")
    header = (_LANGUAGE.fullmatch(line) for line in blocks[0][1]) if blocks else ()
    language = next((match[1] for match in header if match), None)
    return draft_cues(cues, notices=guess_notices(decoded.guessed), language=language)


def dumps(analysis: Analysis) -> str:
    """Return WebVTT with a voice tag in every cue whose speaker is known, and the notices as comments."""
    language = analysis.transcript.language
    spoken = "es" if language == "es" else "en"
    head = f"WEBVTT\nKind: captions\nLanguage: {language}\n"
    notes = [f"NOTE {_escaped(sentence(notice, spoken))}\n" for notice in analysis.transcript.notices]
    blocks = []
    for caption in captions(analysis):
        start, end = (format_clock(edge) for edge in caption.time)
        voice = f"<v {_escaped(' '.join(caption.name.split()))}>" if caption.name else ""
        blocks.append(f"{start} --> {end}\n{voice}{_escaped(caption.text)}\n")
    return "\n".join([head, *notes, *blocks])


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the blocks between blank lines with the number of their first line."""
    block: list[str] = []
    for number, line in enumerate([*re.split(r"\r\n|\r|\n", text), ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cues(blocks: list[tuple[int, list[str]]], where: str) -> Iterator[Cue]:
    for first, block in blocks:
        if _BLOCK.match(block[0]):
            continue
        for offset, line in enumerate(block[:2]):
            time = timing(line, where, first + offset)
            if time is not None:
                yield _cue(time, block[offset + 1 :])
                break


def _cue(time: Span, lines: list[str]) -> Cue:
    payload = _payload("\n".join(" ".join(line.split()) for line in lines))
    edges = [(0, time.start), *payload.anchors, (len(payload.text), time.end)]
    stamps = []
    for (at, start), (stop, end) in pairwise(edges):
        if payload.anchors and payload.text[at:stop].strip():
            stamps.append(Stamp(Span(at, stop), Span(start, max(start, end)), exact=True))
    return Cue(time, payload.text, payload.voices, tuple(stamps))


def _payload(markup: str) -> _Payload:
    text, voices, anchors, at, size = [], [], [], 0, 0
    for match in _TAG.finditer(markup):
        text.append(html.unescape(markup[at : match.start()]))
        size += len(text[-1])
        at = match.end()
        voice = _VOICE.fullmatch(match["tag"])
        time = parse_clock(match["tag"]) if ":" in match["tag"] else None
        if voice:
            voices.append(Voice(Span(size, size), html.unescape(voice["name"])))
        elif match["tag"] == "/v":
            voices.append(Voice(Span(size, size), None))
        elif time is not None:
            anchors.append((size, time))
    text.append(html.unescape(markup[at:]))
    return _Payload("".join(text), tuple(voices), tuple(anchors))


def _without_rolling(cues: list[Cue]) -> Iterator[Cue]:
    """Drop the line that rolling captions repeat from the cue before: theirs has no timestamps of its own."""
    rolling = any(cue.stamps for cue in cues)
    last = ""
    for cue in cues:
        lines = cue.text.split("\n")
        repeated = len(lines[0]) if rolling and lines[0].strip() and lines[0].strip() == last else 0
        last = lines[-1].strip() or last
        if not repeated:
            yield cue
        elif any(stamp.chars.start > repeated for stamp in cue.stamps) or cue.text[repeated:].strip():
            yield _from(cue, repeated + 1)


def _from(cue: Cue, start: int) -> Cue:
    """Return `cue` without its first `start` characters."""
    stamps = tuple(
        Stamp(Span(max(0, stamp.chars.start - start), stamp.chars.end - start), stamp.time, exact=stamp.exact)
        for stamp in cue.stamps
        if stamp.chars.end > start
    )
    voices = tuple(
        Voice(Span(max(0, voice.chars.start - start), max(0, voice.chars.end - start)), voice.name)
        for voice in cue.voices
    )
    return Cue(cue.time, cue.text[start:], voices, stamps)
