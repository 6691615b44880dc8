"""Words to speakers: each word goes to the voice heard in its time, and turns are rebuilt from the words.

The text stays as it is. A change of speaker close to the end of a sentence is moved there, since windows of sound
place it only within some tenths of a second, and people seldom stop in mid-sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rhetoric.records import Span, Speaker, Transcript, Turn, Word
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.overlaps import Timeline, find_overlaps, timeline
from rhetoric.text import segment

Labels = list[str | None]
Louder = Callable[[Span], str]

_REACH = 1000  # ms; a word outside all segments goes to the nearest within
_SNAP_WORDS = 2
_SNAP_TIME = 500  # ms of words that may change sides
_MARKS = (
    8  # characters of punctuation looked at before and after a word, so that a long row of marks costs nothing
)
_SENTENCE_END = re.compile(r"[.!?…][^\w\s]*(?=\s|\Z)")
_TRAILING = re.compile(r"(?:[^\S\n][!?:;»…]|[^\w\s(\[{¿¡«“])*")  # French puts a space before some marks
_LEADING = re.compile(r"(?:[^\w\s)\]}.,;:!?…»”]|«[^\S\n])*\Z")
_NOTICE = "speakers_not_separated"


def assign(
    transcript: Transcript,
    segments: Iterable[SpeakerSegment],
    exclusive: Iterable[SpeakerSegment] = (),
    louder: Louder | None = None,
) -> tuple[Transcript, tuple[Speaker, ...]]:
    """Return `transcript` with turns by the speakers of `segments`, and these speakers by first appearance.

    Parameters
    ----------
    transcript
        With words; without a single timed one it comes back as it is, with the speakers its turns name.
    segments
        Who speaks when, in any order; segments of several speakers may overlap.
    exclusive
        Where the engine tells it: one voice at a time, by which words go; overlaps come from `segments`.
    louder
        Tells who is the louder in a stretch of time, where that is known better than by segments.
    """
    parts = tuple(segments)
    if not parts or not transcript.timed:
        return transcript, _speakers(transcript.turns)
    if louder is None:
        labels = label_words(transcript.words, timeline(tuple(exclusive) or parts))
    else:
        labels = [word.time and louder(word.time) for word in transcript.words]
    labels = fill_untimed(transcript, labels)
    labels = snap_changes(transcript, labels)
    turns = tuple(build_turns(transcript, labels))
    assigned = replace(
        transcript,
        turns=turns,
        sentences=segment(transcript.text, transcript.language, turns, transcript.words),
        overlaps=find_overlaps(parts),
        notices=tuple(notice for notice in transcript.notices if notice.code != _NOTICE),
    )
    return assigned, _speakers(turns)


def label_words(words: Sequence[Word], line: Timeline) -> Labels:
    """Return the speaker of each word: most time shared, else nearest within 1 s; untimed words have none yet."""
    labels: Labels = []
    last: str | None = None
    for word in words:
        if word.time is None:
            labels.append(None)
            continue
        last = _speaker_at(word.time, line, last)
        labels.append(last)
    return labels


def fill_untimed(transcript: Transcript, labels: Sequence[str | None]) -> Labels:
    """Return `labels` with untimed words given to neighbours; between two speakers a sentence end decides."""
    filled = list(labels)
    words = transcript.words
    place = 0
    while place < len(words):
        if words[place].time is not None:
            place += 1
            continue
        start = place
        while place < len(words) and words[place].time is None:
            place += 1
        before = filled[start - 1] if start else None
        after = labels[place] if place < len(words) else before
        before = before if start else after
        cut = next((cut for cut in range(start, place + 1) if cut and _ends_sentence(transcript, cut)), place)
        filled[start:place] = [before] * (cut - start) + [after] * (place - cut)
    return filled


def snap_changes(transcript: Transcript, labels: Sequence[str | None]) -> Labels:
    """Return `labels` with changes of speaker moved to a sentence end up to 2 words and 0.5 s of speech away."""
    snapped = list(labels)
    changes = [place for place in range(1, len(labels)) if labels[place] != labels[place - 1]]
    bounds = [0, *changes, len(labels)]
    for index, change in enumerate(changes, start=1):
        # A turn keeps at least one word on either side.
        low, high = (
            max(bounds[index - 1] + 1, change - _SNAP_WORDS),
            min(bounds[index + 1], change + _SNAP_WORDS + 1),
        )
        target = _nearest_end(transcript, change, range(low, high))
        if target < change:
            snapped[target:change] = [labels[change]] * (change - target)
        else:
            snapped[change:target] = [labels[change - 1]] * (target - change)
        bounds[index] = target
    return snapped


def build_turns(transcript: Transcript, labels: Sequence[str | None]) -> Iterator[Turn]:
    """Yield one turn per run of words of one speaker, from its first word to the end of its punctuation.

    Text that an earlier reading left out of all turns (labels, events) stays out: a run ends before it.
    """
    words = transcript.words
    start = 0
    for place in range(1, len(words) + 1):
        if place < len(words) and labels[place] == labels[start] and not _break_before(transcript, place):
            continue
        yield Turn(labels[start], Span(_turn_start(transcript, start), _turn_end(transcript, place - 1)))
        start = place


def _speaker_at(time: Span, line: Timeline, last: str | None) -> str | None:
    """Return who shares most of `time`, the last speaker in a tie, or who is nearest."""
    shared: dict[str, int] = {}
    gaps: dict[str, int] = {}
    for part in line.near(time, _REACH):
        shared[part.speaker] = shared.get(part.speaker, 0) + part.time.overlap(time)
        gap = max(part.time.start - time.end, time.start - part.time.end, 0)
        gaps[part.speaker] = min(gap, gaps.get(part.speaker, gap))
    if not shared:
        return None
    return min(shared, key=lambda name: (-shared[name], gaps[name], name != last, name))


def _nearest_end(transcript: Transcript, change: int, places: range) -> int:
    """Return the sentence end among `places` nearest to `change` and not too long away, or `change`."""
    ends = [
        place for place in places if _ends_sentence(transcript, place) and _is_short(transcript, change, place)
    ]
    return min(ends, key=lambda place: (abs(place - change), place), default=change)


def _is_short(transcript: Transcript, change: int, place: int) -> bool:
    moved = [word.time for word in transcript.words[min(change, place) : max(change, place)]]
    times = [time for time in moved if time is not None]
    return not times or times[-1].end - times[0].start <= _SNAP_TIME


def _ends_sentence(transcript: Transcript, place: int) -> bool:
    """Tell whether a sentence ends between word `place` - 1 and word `place`."""
    words = transcript.words
    if place in {0, len(words)}:
        return place > 0
    # From inside the last word on: a recogniser's words hold their punctuation.
    end = words[place - 1].chars.end
    low, high = max(words[place - 1].chars.start, end - _MARKS), min(words[place].chars.start, end + _MARKS)
    return bool(_SENTENCE_END.search(transcript.text, low, high))


def _break_before(transcript: Transcript, place: int) -> bool:
    """Tell whether text with letters, covered by no turn, stands between word `place` - 1 and word `place`."""
    if not transcript.turns:
        return False
    gap = Span(transcript.words[place - 1].chars.end, transcript.words[place].chars.start)
    if not any(char.isalnum() for char in gap.slice(transcript.text)):
        return False
    return not any(turn.chars.contains(gap) for turn in transcript.turns)


def _turn_start(transcript: Transcript, place: int) -> int:
    start = transcript.words[place].chars.start
    floor = max(_turn_end(transcript, place - 1) if place else 0, start - _MARKS)
    opening = _LEADING.search(transcript.text, floor, start)
    return opening.start() if opening else start


def _turn_end(transcript: Transcript, place: int) -> int:
    words = transcript.words
    end = words[place].chars.end
    ceiling = words[place + 1].chars.start if place + 1 < len(words) else len(transcript.text)
    trailing = _TRAILING.match(transcript.text, end, ceiling)
    return trailing.end() if trailing else end


def _speakers(turns: Iterable[Turn]) -> tuple[Speaker, ...]:
    return tuple(Speaker(name) for name in dict.fromkeys(turn.speaker for turn in turns) if name is not None)
