"""An English layer beside the words that were said, aligned by time; never in their place."""

from collections.abc import Sequence
from dataclasses import replace

from rhetoric.records import Span, Transcript, TranslatedPassage, Translation


def with_translation(transcript: Transcript, english: Sequence[tuple[Span, str]]) -> Transcript:
    """Return the transcript with its translation: each piece stands beside the words said in its time (ms).

    A piece without words of its own in its time joins the piece before it.
    """
    found: list[TranslatedPassage] = []
    place = 0
    words = transcript.words
    for time, text in english:
        start = place
        while place < len(words) and _said_by(words[place].time, time.end):
            place += 1
        if place > start:
            chars = Span(words[start].chars.start, words[place - 1].chars.end)
            found.append(TranslatedPassage(chars, text, time))
        elif found:
            last = found.pop()
            hull = last.time.hull(time) if last.time else time
            found.append(replace(last, text=f"{last.text} {text}", time=hull))
    return replace(transcript, translation=Translation("en", tuple(found))) if found else transcript


def _said_by(time: Span | None, end: int) -> bool:
    return time is None or (time.start + time.end) // 2 < end
