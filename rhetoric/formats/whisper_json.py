"""JSON of speech recognisers: openai-whisper, faster-whisper, whisper.cpp, WhisperX; segments, words, speakers."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from rhetoric.errors import FormatError
from rhetoric.formats.clock import parse_clock
from rhetoric.formats.cues import Cue, draft_cues
from rhetoric.formats.draft import Draft, Voice
from rhetoric.formats.encoding import decode
from rhetoric.formats.plain import draft_text, guess_notices
from rhetoric.formats.stamps import Stamp
from rhetoric.records import Notice, Span

_HINT = 'a recogniser writes {"segments": [{"start": 0.0, "end": 2.5, "text": "..."}]}'
_LATEST = 10**10  # ms; a larger time is a mistake


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word as the file has it; its place in the segment's text is found by search."""

    text: str
    time: Span | None
    confidence: float | None
    speaker: str | None


def read(data: bytes, where: str) -> Draft:
    """Read the bytes of a recogniser's JSON; `where` names the file in errors."""
    decoded = decode(data, where)
    notices = guess_notices(decoded.guessed)
    try:
        tree = msgspec.json.decode(decoded.text.encode())
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise FormatError(f"{where} is not whole JSON: {error}", "it may be cut off; write it again") from error
    segments = _segments(tree, where)
    language = _language(tree)
    if not segments and isinstance(tree, Mapping) and isinstance(tree.get("text"), str):
        return draft_text(tree["text"], notices=notices, language=language)
    cues = [_cue(segment, where, index) for index, segment in enumerate(segments)]
    if cues and not any(cue.time.end for cue in cues):
        return _untimed(cues, notices, language)
    return draft_cues(cues, notices=notices, language=language)


def _segments(tree: object, where: str) -> Sequence[Mapping[str, object]]:
    found: object = tree
    if isinstance(tree, Mapping):
        found = next((tree[key] for key in ("segments", "transcription", "word_segments") if key in tree), None)
        if found is None and isinstance(tree.get("text"), str):
            return ()
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise FormatError(f"{where} is JSON, but holds no transcript", _HINT)
    return found


def _language(tree: object) -> str | None:
    if not isinstance(tree, Mapping):
        return None
    result = tree.get("result")
    info = tree.get("info")
    for place in (tree, result, info):
        if isinstance(place, Mapping) and isinstance(place.get("language"), str):
            return str(place["language"]) or None
    return None


def _untimed(cues: Sequence[Cue], notices: tuple[Notice, ...], language: str | None) -> Draft:
    """Keep the segments and their speakers, without inventing times."""
    draft = draft_cues(cues, notices=notices, language=language)
    return Draft(draft.text, draft.voices, draft.reactions, draft.breaks, notices=notices, language=language)


def _cue(segment: Mapping[str, object], where: str, index: int) -> Cue:
    heard = tuple(_words(segment, where, index))
    text = segment.get("text", segment.get("word"))
    if text is None:
        text = "".join(word.text for word in heard)
    if not isinstance(text, str):
        raise FormatError(f"{where}, segment {index}: the text is a {type(text).__name__}, not a string", _HINT)
    text = " ".join(text.split())
    time = _time(segment, where, index) or _hull(heard)
    places = _places(text, heard)
    if heard and places is None:
        text = " ".join(" ".join(word.text.split()) for word in heard)
        places = _places(text, heard)
    speaker = segment.get("speaker")
    voices = _voices(_name(speaker), heard, places or ())
    return Cue(time, text, voices, tuple(_stamps(heard, places or (), time)))


def _words(segment: Mapping[str, object], where: str, index: int) -> Iterator[_Heard]:
    words = segment.get("words")
    if not isinstance(words, list):
        return
    for word in words:
        text = word.get("word", word.get("text")) if isinstance(word, dict) else None
        if not isinstance(text, str):
            raise FormatError(f"{where}, segment {index}: a word without text", _HINT)
        score = word.get("probability", word.get("score", word.get("confidence")))
        speaker = word.get("speaker")
        if text.strip():
            yield _Heard(
                text,
                _time(word, where, index),
                float(score) if isinstance(score, int | float) and 0 <= score <= 1 else None,
                _name(speaker),
            )


def _name(speaker: object) -> str | None:
    return None if speaker is None else str(speaker).strip() or None


def _time(item: Mapping[str, object], where: str, index: int) -> Span | None:
    """Return start and end in ms, from seconds, or from the ms offsets of whisper.cpp; None if not given."""
    offsets, stamps = item.get("offsets"), item.get("timestamps")
    if isinstance(offsets, Mapping):
        edges = [_ms(offsets.get(key), 1, where, index) for key in ("from", "to")]
    elif isinstance(stamps, Mapping):
        edges = [parse_clock(str(stamps.get(key))) for key in ("from", "to")]
    else:
        edges = [_ms(item.get(key), 1000, where, index) for key in ("start", "end")]
    start, end = edges
    return None if start is None or end is None else Span(start, max(start, end))


def _ms(value: object, scale: int, where: str, index: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and ":" in value and (clock := parse_clock(value)) is not None:
        return clock
    try:
        number = float(value) * scale if isinstance(value, int | float | str) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    if not 0 <= number < _LATEST:
        if -1000 < number < 0:
            return 0
        raise FormatError(
            f"{where}, segment {index}: {str(value)[:40]!r} is no time", "times are seconds, 0 or more"
        )
    return round(number)


def _hull(heard: Sequence[_Heard]) -> Span:
    times = [word.time for word in heard if word.time is not None]
    return Span(min(time.start for time in times), max(time.end for time in times)) if times else Span(0, 0)


def _places(text: str, heard: Sequence[_Heard]) -> tuple[Span, ...] | None:
    """Return where each word stands in `text`, in order; None if one is not there."""
    places, at = [], 0
    for word in heard:
        bare = " ".join(word.text.split())
        start = text.find(bare, at)
        if start < 0:
            return None
        at = start + len(bare)
        places.append(Span(start, at))
    return tuple(places)


def _voices(speaker: str | None, heard: Sequence[_Heard], places: Sequence[Span]) -> tuple[Voice, ...]:
    """Return the changes of speaker: words that name one win over the segment; words that name none follow."""
    voices = [Voice(Span(0, 0), speaker)] if speaker is not None else []
    for word, place in zip(heard, places, strict=False):
        if word.speaker is None or (voices and voices[-1].name == word.speaker):
            continue
        at = place.start if voices else 0
        if voices and voices[-1].chars.start == at:
            voices.pop()
        voices.append(Voice(Span(at, at), word.speaker))
    return tuple(voices)


def _stamps(heard: Sequence[_Heard], places: Sequence[Span], time: Span) -> Iterator[Stamp]:
    """Yield a stamp per timed word, and one, inexact, per run of words without times ("1,500" in WhisperX)."""
    run: list[Span] = []
    clock = time.start
    for word, place in zip(heard, places, strict=False):
        if word.time is None:
            run.append(place)
            continue
        if run:
            yield Stamp(Span(run[0].start, run[-1].end), Span(clock, max(clock, word.time.start)))
            run = []
        yield Stamp(place, word.time, word.confidence, exact=True)
        clock = word.time.end
    if run:
        yield Stamp(Span(run[0].start, run[-1].end), Span(clock, max(clock, time.end)))
