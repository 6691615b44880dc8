"""The one place that says which annotations count, and per how many words and minutes.

Words are the tokens of `rhetoric.text` inside turns, so that a recognised speech and a typed one are measured
alike. Times are ms, rates are per 1,000 words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from rhetoric.records import Analysis, Annotation, Span, Transcript, Turn
from rhetoric.reports.catalogue import DeviceInfo, lookup
from rhetoric.text import tokens

TOO_SHORT = 500  # words; below this a speaker's rate says little


def counted(note: Annotation, info: DeviceInfo) -> bool:
    """Tell whether `note` counts: tagged, not stale, and asserted as far as its device asks for."""
    return note.decision == "tag" and not note.stale and info.counts_as_asserted.issuperset(note.status)


def charted(note: Annotation, info: DeviceInfo) -> bool:
    """Tell whether `note` counts and its device, in this subtype, belongs in default charts."""
    return counted(note, info) and info.charted and note.subtype not in info.uncharted_subtypes


def counted_notes(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> tuple[Annotation, ...]:
    """Return the annotations that count, in their order."""
    return tuple(note for note in analysis.annotations if counted(note, lookup(devices, note.device)))


def charted_notes(analysis: Analysis, devices: Mapping[str, DeviceInfo]) -> tuple[Annotation, ...]:
    """Return the annotations that default charts show, in their order."""
    return tuple(note for note in analysis.annotations if charted(note, lookup(devices, note.device)))


def separated(analysis: Analysis) -> bool:
    """Tell whether the speech is attributed to speakers, so that by-speaker figures may be shown."""
    if any(notice.code == "speakers_not_separated" for notice in analysis.transcript.notices):
        return False
    return any(turn.speaker is not None for turn in analysis.transcript.turns)


def spoken(transcript: Transcript) -> tuple[Turn, ...]:
    """Return the turns; a transcript without any is one turn of nobody known."""
    if transcript.turns or not transcript.text.strip():
        return transcript.turns
    return (Turn(None, Span(0, len(transcript.text))),)


def count_words(transcript: Transcript) -> int:
    """Return the number of words spoken."""
    return sum(len(tokens(transcript.text, turn.chars)) for turn in spoken(transcript))


def words_by_speaker(transcript: Transcript) -> dict[str, int]:
    """Return words per speaker id, in order of first turn; words of nobody known are left out."""
    totals: Counter[str] = Counter()
    for turn in transcript.turns:
        if turn.speaker is not None:
            totals[turn.speaker] += len(tokens(transcript.text, turn.chars))
    return dict(totals)


def time_by_speaker(transcript: Transcript) -> dict[str, int]:
    """Return ms of speech per speaker id: from the first to the last timed word of each turn."""
    totals: Counter[str] = Counter()
    for turn, time in zip(transcript.turns, turn_times(transcript), strict=True):
        if turn.speaker is not None and time is not None:
            totals[turn.speaker] += time.length
    return dict(totals)


def turn_times(transcript: Transcript) -> tuple[Span | None, ...]:
    """Return when each turn was spoken, or None where none of its words has a time."""
    return times_of(transcript, [turn.chars for turn in transcript.turns])


def times_of(transcript: Transcript, spans: Iterable[Span]) -> tuple[Span | None, ...]:
    """Return when each of `spans` (ascending, apart) was spoken, or None where no word has a time."""
    found: list[Span | None] = []
    words = [word for word in transcript.words if word.time is not None]
    index = 0
    for span in spans:
        while index < len(words) and words[index].chars.end <= span.start:
            index += 1
        time: Span | None = None
        while index < len(words) and words[index].chars.start < span.end:
            heard = words[index].time
            time = time.hull(heard) if time and heard else heard
            index += 1
        found.append(time)
    return tuple(found)


def words_by_theme(analysis: Analysis) -> dict[str, int]:
    """Return words per theme id, in order of the themes."""
    text = analysis.transcript.text
    return {theme.id: sum(len(tokens(text, part)) for part in theme.parts) for theme in analysis.main_themes}


def rate(count: int, words: int) -> float:
    """Return `count` per 1,000 of `words`; 0 where there are no words."""
    return 1000 * count / words if words else 0.0
