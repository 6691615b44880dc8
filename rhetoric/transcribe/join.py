"""Gives an untimed transcript the times of what was heard, or estimates them where nothing was.

Words are compared folded and cut at hyphens and apostrophes, since recognisers write them in many ways. A word
with a match has the time it was heard at. Words between matches share the time of what was heard between them, by
length, and are marked estimated; where that leaves less time than speech takes, they were not spoken and stay
untimed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rhetoric.notices import with_notice
from rhetoric.records import Analysis, Notice, Span, Transcript, Word
from rhetoric.text import fold, tokens
from rhetoric.transcribe import HeardWord
from rhetoric.transcribe.match import align, credible
from rhetoric.transcribe.times import spread

LEAST_SHARE = 0.2  # of the words matched; below it the transcript is probably of another speech
ESTIMATED, MISMATCH = "time_estimated", "transcript_mismatch"  # codes of notices
_NOWHEN = Span(0, 0)
_FASTEST = 25  # ms per character; nobody speaks faster
_SLOWEST = 160  # ms per character, with
_PAUSE = 300  # ms more, is the longest an estimated word lasts
# Thai, Lao, Khmer, kana and Han are written without blanks: each of their signs is compared by itself.
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_KEY = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Which words of a transcript were heard: for each one, its place in ms or None, and the share matched."""

    words: tuple[Word, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Key:
    """A part of a word as it is compared; `word` is the word's index."""

    norm: str
    word: int
    time: Span = _NOWHEN


def join(official: Analysis | Transcript, heard: Sequence[HeardWord]) -> Transcript:
    """Return the official transcript with the times of the words heard.

    A transcript that has times stays as it is. Else notices say how many times are estimated, and whether so few
    words match that transcript and recording seem to be of different speeches.
    """
    transcript = official.transcript if isinstance(official, Analysis) else official
    if transcript.timed:
        return transcript
    found = match(transcript, heard)
    joined = replace(transcript, words=found.words)
    if found.share < LEAST_SHARE:
        joined = with_notice(joined, Notice(MISMATCH, percent(found.share, 1.0)))
    return noting_estimates(joined)


def match(transcript: Transcript, heard: Sequence[HeardWord]) -> Match:
    """Give the words of a transcript the times of the words heard, and say which share of them matched."""
    words = words_of(transcript)
    ours = _keys(word.chars.slice(transcript.text) for word in words)
    theirs = _heard_keys(heard)
    norms = [key.norm for key in ours]
    pairs = credible(align(norms, [key.norm for key in theirs]), norms)
    timed: list[Word] = list(words)
    for index, place in pairs:
        timed[ours[index].word] = _heard_at(timed[ours[index].word], theirs[place].time, heard[theirs[place].word])
    _fill(timed, _gaps(ours, pairs, len(theirs)), theirs)
    return Match(_in_order(timed), len(pairs) / len(ours) if ours else 0.0)


def estimate(transcript: Transcript, speech: Sequence[Span]) -> Transcript:
    """Return the transcript with its words spread over the stretches of speech (ms), all marked estimated."""
    words = words_of(transcript)
    if transcript.timed or not words or not any(stretch.length > 0 for stretch in speech):
        return transcript
    times = spread([word.chars.length + 1 for word in words], speech)
    timed = tuple(replace(word, time=time, estimated=True) for word, time in zip(words, times, strict=True))
    return noting_estimates(replace(transcript, words=timed))


def words_of(transcript: Transcript) -> tuple[Word, ...]:
    """Return the words of a transcript; where it has none, those of its turns' text, untimed."""
    if transcript.words:
        return transcript.words
    stretches = [turn.chars for turn in transcript.turns] or [Span(0, len(transcript.text))]
    return tuple(
        Word(Span(token.start, token.end)) for chars in stretches for token in tokens(transcript.text, chars)
    )


def percent(part: float, whole: float) -> str:
    """Return a share for a notice; one that is not nothing is at least 1 %."""
    share = 100 * part / whole if whole else 0.0
    return f"{max(share, 1.0) if part else 0.0:.0f} %"


def noting_estimates(transcript: Transcript) -> Transcript:
    """Return the transcript with the share of its words whose times are estimated told anew."""
    others = tuple(notice for notice in transcript.notices if notice.code != ESTIMATED)
    count = sum(word.estimated for word in transcript.words)
    told = (Notice(ESTIMATED, percent(count, len(transcript.words))),) if count else ()
    return replace(transcript, notices=(*others, *told))


def _keys(strings: Iterable[str]) -> list[_Key]:
    return [_Key(norm, index) for index, string in enumerate(strings) for norm in _KEY.findall(fold(string))]


def _heard_keys(heard: Sequence[HeardWord]) -> list[_Key]:
    keys: list[_Key] = []
    for index, word in enumerate(heard):
        norms = _KEY.findall(fold(word.text))
        times = spread([len(norm) for norm in norms], (word.time,))
        keys += [_Key(norm, index, time) for norm, time in zip(norms, times, strict=True)]
    return keys


def _heard_at(word: Word, time: Span, heard: HeardWord) -> Word:
    hull = word.time.hull(time) if word.time else time
    return replace(word, time=hull, confidence=heard.confidence, estimated=heard.estimated)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words without a match, and the heard keys between the matches around them."""

    words: range
    heard: range


def _gaps(ours: Sequence[_Key], pairs: Sequence[tuple[int, int]], heard: int) -> list[_Gap]:
    """Return the gaps between matches, ascending; a word counts as matched if any part of it is."""
    gaps: list[_Gap] = []
    word, place = -1, -1
    total = ours[-1].word + 1 if ours else 0
    for after, after_place in [*((ours[i].word, j) for i, j in pairs), (total, heard)]:
        if after - word > 1:
            gaps.append(_Gap(range(word + 1, after), range(place + 1, after_place)))
        word, place = after, after_place
    return gaps


def _fill(words: list[Word], gaps: Iterable[_Gap], heard: Sequence[_Key]) -> None:
    for gap in gaps:
        weights = [words[index].chars.length for index in gap.words]
        stretches = _stretches(words, gap, [heard[place].time for place in gap.heard], sum(weights))
        if not stretches:
            continue
        for index, weight, time in zip(gap.words, weights, spread(weights, stretches), strict=True):
            end = min(time.end, time.start + _SLOWEST * weight + _PAUSE)
            words[index] = replace(words[index], time=Span(time.start, end), estimated=True)


def _stretches(words: Sequence[Word], gap: _Gap, heard: Sequence[Span], chars: int) -> tuple[Span, ...]:
    """Return where the words of a gap may have been spoken: where something else was heard, else in the pause."""
    if sum(time.length for time in heard) >= _FASTEST * chars:
        return tuple(heard)
    before = words[gap.words.start - 1].time if gap.words.start else None
    after = words[gap.words.stop].time if gap.words.stop < len(words) else None
    if before is None or after is None or after.start - before.end < _FASTEST * chars:
        return ()
    return (Span(before.end, after.start),)


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    last = 0
    ordered: list[Word] = []
    for word in words:
        if word.time is None:
            ordered.append(word)
            continue
        start = max(word.time.start, last)
        ordered.append(replace(word, time=Span(start, max(word.time.end, start))))
        last = start
    return tuple(ordered)
