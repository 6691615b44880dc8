"""RTTM speaker segments: "SPEAKER file channel start duration <NA> <NA> name <NA> <NA>", seconds."""

import math
from pathlib import Path

from rhetoric.errors import FormatError, RhetoricError
from rhetoric.formats.encoding import decode, read_file
from rhetoric.formats.subtitles import require_times
from rhetoric.records import Analysis, Span
from rhetoric.speakers import SpeakerSegment

_LATEST = 10**10  # ms
_HINT = "a line reads: SPEAKER file 1 12.50 3.25 <NA> <NA> name <NA> <NA>"


def read_rttm(path: Path, *, recording: str | None = None) -> tuple[SpeakerSegment, ...]:
    """Return the speaker segments of an RTTM file in order of time.

    Parameters
    ----------
    path
        The file.
    recording
        Which file id to take where the RTTM holds several; by default the one called as the file is.

    Raises
    ------
    FormatError
        If a SPEAKER line cannot be read, there is none, or it is unclear which recording is meant.
    """
    text = decode(read_file(path), str(path)).text
    found: dict[str, list[SpeakerSegment]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        columns = line.split()
        if columns and columns[0].upper() == "SPEAKER":
            found.setdefault(columns[1] if len(columns) > 1 else "", []).append(_segment(columns, path, number))
    if not found:
        raise FormatError(f"{path} holds no SPEAKER line", _HINT)
    name = next(iter(found)) if len(found) == 1 and recording is None else recording or path.stem
    if name not in found:
        raise FormatError(
            f"{path} holds segments of several recordings, none of them {name!r}",
            f"it has: {', '.join(sorted(found))}",
        )
    return tuple(sorted(found[name]))


def dumps(analysis: Analysis) -> str:
    """Return the speaker turns of a timed transcript as RTTM, turns of nobody known left out.

    Raises
    ------
    RhetoricError
        If the transcript has no times or no speakers.
    """
    file_id = _column(Path(analysis.recording.name).stem if analysis.recording else "recording")
    lines = [
        f"SPEAKER {file_id} 1 {part.time.start / 1000:.3f} {part.time.length / 1000:.3f} "
        f"<NA> <NA> {_column(part.speaker)} <NA> <NA>\n"
        for part in segments_of(analysis)
    ]
    if not lines:
        raise RhetoricError(
            "this transcript names no speakers", "separate them first: --speakers, --rttm or labels"
        )
    return "".join(lines)


def segments_of(analysis: Analysis) -> tuple[SpeakerSegment, ...]:
    """Return the turns of a timed transcript as segments by the speakers' names, turns of nobody known left out.

    Raises
    ------
    RhetoricError
        If the transcript has no times.
    """
    require_times(analysis)
    found = []
    words = analysis.transcript.words
    first = 0
    for turn in analysis.transcript.turns:
        while first < len(words) and words[first].chars.end <= turn.chars.start:
            first += 1
        last = first
        while last < len(words) and words[last].chars.start < turn.chars.end:
            last += 1
        times = [word.time for word in words[first:last] if word.time is not None]
        speaker = analysis.speaker(turn.speaker)
        if times and speaker:
            end = max(time.end for time in times)
            found.append(SpeakerSegment(Span(times[0].start, end), speaker.name or speaker.id))
    return tuple(found)


def _segment(columns: list[str], path: Path, number: int) -> SpeakerSegment:
    if len(columns) < 8:
        raise FormatError(f"{path}, line {number}: {len(columns)} columns, SPEAKER lines have 8 or more", _HINT)
    start, length = _ms(columns[3]), _ms(columns[4])
    if start is None or length is None:
        raise FormatError(
            f"{path}, line {number}: start {columns[3]!r} or duration {columns[4]!r} is no number of seconds",
            _HINT,
        )
    return SpeakerSegment(Span(start, start + length), columns[7])


def _ms(string: str) -> int | None:
    try:
        number = float(string) * 1000
    except ValueError:
        return None
    return round(number) if math.isfinite(number) and 0 <= number <= _LATEST else None


def _column(name: str) -> str:
    return "_".join(name.split()) or "unknown"
