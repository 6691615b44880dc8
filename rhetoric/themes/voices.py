"""Who speaks in which sentences, and who leads: what a hand-over tells about a change of subject."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rhetoric.records import Span, Transcript, Turn
from rhetoric.text import tokens
from rhetoric.themes.stems import language_code, stem

_FEWEST_FOLLOWERS = 3  # different voices that must answer somebody who leads a meeting


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences of one speaker in a row, by number."""

    sentences: Span
    speaker: str | None


def stretches(turns: Iterable[Turn], lines: Sequence[Span]) -> tuple[Stretch, ...]:
    """Return who speaks where; subtitles cut one speech into many turns, which count as one."""
    starts = np.array([line.start for line in lines], dtype=np.int64)
    found: list[Stretch] = []
    for turn in turns:
        first, end = (int(place) for place in np.searchsorted(starts, turn.chars))
        if first == end:
            continue
        if found and found[-1].speaker == turn.speaker:
            found[-1] = Stretch(Span(found[-1].sentences.start, end), turn.speaker)
        else:
            found.append(Stretch(Span(first, end), turn.speaker))
    return tuple(found)


def chair(voices: Sequence[Stretch]) -> str | None:
    """Return who gives the floor to most others, if that is somebody; nobody in a speech or a talk of two."""
    followers: defaultdict[str | None, set[str | None]] = defaultdict(set)
    sizes: Counter[str | None] = Counter()
    for before, after in pairwise(voices):
        followers[before.speaker].add(after.speaker)
    for voice in voices:
        sizes[voice.speaker] += voice.sentences.length
    named = [speaker for speaker in followers if speaker is not None]
    leader = max(named, key=lambda speaker: (len(followers[speaker]), -sizes[speaker]), default=None)
    return leader if len(followers[leader]) >= _FEWEST_FOLLOWERS else None


def voice_names(transcript: Transcript) -> frozenset[str]:
    """Return the stems of what stands between the turns: the names of the speakers, if a text has them at all."""
    text, code = transcript.text, language_code(transcript.language)
    ends = [0, *(turn.chars.end for turn in transcript.turns)]
    gaps = [Span(end, turn.chars.start) for end, turn in zip(ends, transcript.turns, strict=False)]
    found = (word for gap in gaps if gap.start < gap.end for word in tokens(text, gap))
    return frozenset(stem(text[word.start : word.end], code) for word in found)
