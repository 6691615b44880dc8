"""SubRip subtitles (.srt): numbered cues; styling tags are dropped, labels and dashes name speakers."""

import re
from collections.abc import Iterator

from rhetoric.errors import FormatError
from rhetoric.formats.clock import format_clock, parse_clock
from rhetoric.formats.cues import Cue, draft_cues
from rhetoric.formats.draft import Draft
from rhetoric.formats.encoding import decode
from rhetoric.formats.plain import guess_notices
from rhetoric.formats.subtitles import captions
from rhetoric.records import Analysis, Span

TIMING = re.compile(r"[ \t]*(?P<start>\d[\d:.,]*)[ \t]*-->[ \t]*(?P<end>\d[\d:.,]*)(?:[ \t].*)?")
_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>\n]{0,200})?>|\{\\[^{}\n]{1,200}\}", re.IGNORECASE)


def read(data: bytes, where: str) -> Draft:
    """Read the bytes of a .srt file; `where` names it in errors."""
    decoded = decode(data, where)
    cues = tuple(_cues(decoded.text, where))
    if not cues:
        raise FormatError(
            f"{where} holds no cue with a time", "a cue has a line such as 00:00:01,000 --> 00:00:04,000"
        )
    return draft_cues(cues, notices=guess_notices(decoded.guessed))


def dumps(analysis: Analysis) -> str:
    """Return subtitles, one cue per sentence or less; a change of speaker is written as "NAME: "."""
    blocks, last = [], None
    for number, caption in enumerate(captions(analysis), start=1):
        label = f"{caption.name}: " if caption.name and caption.name != last else ""
        last = caption.name
        start, end = (format_clock(edge, mark=",") for edge in caption.time)
        blocks.append(f"{number}\n{start} --> {end}\n{label}{caption.text.replace('-->', '→')}\n")
    return "\n".join(blocks)


def timing(line: str, where: str, number: int) -> Span | None:
    """Return the times of a cue's timing line, None if the line is none; an end before its start stays so.

    Raises
    ------
    FormatError
        If the line has the arrow between two times of which one cannot be read.
    """
    match = TIMING.fullmatch(line)
    if match is None:
        return None
    start, end = parse_clock(match["start"]), parse_clock(match["end"])
    if start is None or end is None:
        raise FormatError(
            f"{where}, line {number}: {line.strip()[:60]!r} is no pair of times",
            "write times as hours:minutes:seconds,milliseconds",
        )
    return Span(start, end)


def _cues(text: str, where: str) -> Iterator[Cue]:
    lines = text.splitlines()
    starts = [(at, time) for at, line in enumerate(lines) if (time := timing(line, where, at + 1))]
    for index, (at, time) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(lines)
        body = lines[at + 1 : stop]
        if index + 1 < len(starts):
            body = _without_number(body)
        kept = (" ".join(_TAG.sub("", line).split()) for line in body)
        yield Cue(time, "\n".join(line for line in kept if line))


def _without_number(body: list[str]) -> list[str]:
    """Drop the next cue's number, and the blank lines before it, from the end of a cue's lines."""
    trimmed = list(body)
    if trimmed and trimmed[-1].strip().isdigit():
        trimmed.pop()
    return trimmed
