"""Marks words that were probably not said: loops, stock phrases, words without speech or too fast, translations.

Pure functions over heard passages. Nothing is deleted: a word gets a reason (`HeardWord.suspect`), and what rests
on it is no tag. Figures of speech are left alone: anaphora varies what follows the repeated words, so only words
that come back *unchanged and at once* can be a loop. Short ones (a chant, "never, never, never") count only where
the voice detector hears too little speech for them, or where they come faster than anyone speaks, or so often
that no speaker would. A scrap of speech alone in a long silence is where the detector itself errs (a sung note, a
cheer), so loops and stock phrases are not believed there, nor credits ("subtitles by …") with nothing around them.
"""

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from rhetoric.language import UNDETERMINED, detect
from rhetoric.records import Span
from rhetoric.text import fold, tokens
from rhetoric.transcribe import HeardPassage, HeardWord
from rhetoric.transcribe.stock import stock_runs
from rhetoric.transcribe.times import settle

LOOP, STOCK, SILENT, FAST, TRANSLATED = "loop", "stock_phrase", "no_speech", "too_fast", "translated"
_LITTLE = 0.3  # share of a run's time with speech, below which it was hardly said
_HALF = 0.5  # the same for stock phrases and loops, which need less proof
_UNSURE = 0.5  # mean confidence below which a stock phrase is not believed
_FEWEST_SILENT = 3  # words in a row outside all speech, however near the last spoken one
_SCRAP = 5000  # ms of speech at most that may be an error of the voice detector
_DESERT = 10_000  # ms without speech on either side of a scrap; both sides together inside the file
_APART = 2000  # ms to the next word, from which a phrase stands alone
_FEWEST_FAST = 8  # words judged together; single words are placed too roughly
_FASTEST = 30.0  # characters a second; fast speakers reach 22, auctioneers 28
_LONGEST_PERIOD = 60  # words
_FEWEST_BEGUN = 3  # words of a loop that a scrap of speech may cut off
_TRANSLATED_WORDS = 20  # words from which the language of a text can be told
_SURE_LANGUAGE = 0.8  # share of the evidence


@dataclass(frozen=True, slots=True)
class Loop:
    """Words that come back unchanged: `words` is their range, `period` how many come back, `times` how often."""

    words: range
    period: int

    @property
    def times(self) -> int:
        """How often the words are there, the first time included."""
        return len(self.words) // self.period


def guard(
    passages: Iterable[HeardPassage], speech: Sequence[Span], duration: int | None = None
) -> tuple[HeardPassage, ...]:
    """Return the passages with times in order and inside the file, and doubtful words marked with their reason.

    Parameters
    ----------
    passages
        In order of time, one language each.
    speech
        Stretches in which the voice detector hears somebody, in ms, in order and apart.
    duration
        Length of the recording in ms, where it is known.
    """
    held = in_order(passages, duration)
    words = [word for passage in held for word in passage.words]
    reasons = _reasons(words, Speech(speech, duration))
    marked = iter(
        replace(word, suspect=reason) if reason else word for word, reason in zip(words, reasons, strict=True)
    )
    return tuple(
        _checked_language(replace(passage, words=tuple(itertools.islice(marked, len(passage.words)))))
        for passage in held
    )


def in_order(passages: Iterable[HeardPassage], duration: int | None = None) -> tuple[HeardPassage, ...]:
    """Return the passages with word times that never run backwards nor leave the file."""
    held = tuple(passages)
    end = duration if duration is not None else max((part.time.end for part in held), default=0)
    words = [word for passage in held for word in passage.words]
    last = max((word.time.end for word in words), default=0)
    settled = iter(settle(words, Span(0, end if duration is not None else max(end, last))))
    return tuple(replace(passage, words=tuple(itertools.islice(settled, len(passage.words)))) for passage in held)


class Speech:
    """Stretches of speech; tells how much of a time is spoken, and what lies in a scrap of it."""

    def __init__(self, stretches: Sequence[Span], duration: int | None = None) -> None:
        self._stretches = sorted(stretches)
        self._ends = [stretch.end for stretch in self._stretches]
        self._scraps = _scraps(self._stretches, duration)

    def share(self, times: Iterable[Span]) -> float:
        """Return the share of these times, together, in which somebody speaks."""
        total = spoken = 0
        for time in times:
            total += max(time.length, 1)
            spoken += self._spoken(time)
        return spoken / total if total else 0.0

    def lonely(self, time: Span) -> bool:
        """Tell whether a time begins in a short scrap of speech with a long silence around it."""
        return any(scrap.start <= time.start < scrap.end for scrap in self._scraps)

    def _spoken(self, time: Span) -> int:
        place = bisect_left(self._ends, time.start + 1)
        spoken = 0
        around = Span(time.start, max(time.end, time.start + 1))
        while place < len(self._stretches) and self._stretches[place].start < around.end:
            spoken += self._stretches[place].overlap(around)
            place += 1
        return spoken


def _scraps(stretches: Sequence[Span], duration: int | None) -> list[Span]:
    """Return groups of stretches, near each other, that are short and have a long silence around them."""
    groups: list[list[Span]] = []
    for stretch in stretches:
        if groups and stretch.start - groups[-1][-1].end < _DESERT:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    ends = [group[-1].end for group in groups]
    last = duration if duration is not None else max(ends, default=0)
    found = []
    for at, group in enumerate(groups):
        hull = Span(group[0].start, group[-1].end)
        before = hull.start - (ends[at - 1] if at else 0)
        after = (groups[at + 1][0].start if at + 1 < len(groups) else last) - hull.end
        if hull.length <= _SCRAP and before + after >= _DESERT:
            found.append(hull)
    return found


def find_loops(norms: Sequence[str], rounds: float = 2) -> list[Loop]:
    """Return the stretches in which words come back unchanged and at once, in order and apart.

    They are there `rounds` times or more: 1.5 for words of which half have come back.

    The shortest period that explains most words is taken; what follows the last full return belongs to it as far
    as it goes on the same.
    """
    loops: list[Loop] = []
    place = 0
    while place < len(norms):
        best = _loop_at(norms, place, rounds)
        if best is not None:
            loops.append(best)
        place = best.words.stop if best is not None else place + 1
    return loops


def looping(norms: Sequence[str], words: Sequence[HeardWord], speech: Speech) -> list[Loop]:
    """Return the loops that no speaker would say, by their length, how often they come, and their time.

    A scrap of speech may cut a loop off, so half a return is enough there.
    """
    whole = [loop for loop in find_loops(norms) if _invented(loop, norms, words, speech)]
    begun = (loop for loop in find_loops(norms, 1.5) if loop.period >= _FEWEST_BEGUN)
    return [*whole, *(loop for loop in begun if speech.lonely(words[loop.words.start].time))]


def norm(word: HeardWord) -> str:
    """Return a word as it is compared: folded, without punctuation."""
    return " ".join(token.norm for token in tokens(word.text))


def _reasons(words: Sequence[HeardWord], speech: Speech) -> list[str | None]:
    """Return why each word is suspect, or None; the strongest reason is given where there are several."""
    reasons: list[str | None] = [None] * len(words)
    norms = [norm(word) for word in words]
    for reason, runs in (
        (FAST, _too_fast(words)),
        (SILENT, _unspoken(words, speech)),
        (STOCK, _stock(norms, words, speech)),
        (LOOP, [loop.words for loop in looping(norms, words, speech)]),
    ):
        for run in runs:
            reasons[run.start : run.stop] = [reason] * len(run)
    return reasons


def _loop_at(norms: Sequence[str], place: int, rounds: float) -> Loop | None:
    best: Loop | None = None
    for period in range(1, min(_LONGEST_PERIOD, int((len(norms) - place) / rounds)) + 1):
        if norms[place] != norms[place + period]:
            continue
        end = place + period
        while end < len(norms) and norms[end] == norms[end - period]:
            end += 1
        if end - place >= rounds * period and (best is None or end > best.words.stop):
            best = Loop(range(place, end), period)
    return best


def _invented(loop: Loop, norms: Sequence[str], words: Sequence[HeardWord], speech: Speech) -> bool:
    if not any(norms[loop.words.start : loop.words.stop]):
        return False
    if loop.times >= _most_said(loop.period):
        return True
    if loop.times < 3:
        return False
    run = words[loop.words.start : loop.words.stop]
    if speech.lonely(run[0].time):
        return True
    return speech.share(word.time for word in run) < _HALF or _pace(run) > _FASTEST


def _most_said(period: int) -> int:
    """Return how often no speaker says these words again unchanged: chants are short, sentences seldom return."""
    if period >= 12:
        return 3
    return 5 if period >= 5 else 8


def _pace(words: Sequence[HeardWord]) -> float:
    """Return characters a second from the first word to the last."""
    chars = sum(len(word.text.strip()) for word in words)
    return 1000 * chars / max(words[-1].time.end - words[0].time.start, 1)


def _too_fast(words: Sequence[HeardWord]) -> list[range]:
    """Return runs of words faster than anyone speaks."""
    runs: list[range] = []
    for start in range(len(words) - _FEWEST_FAST + 1):
        run = words[start : start + _FEWEST_FAST]
        if _pace(run) > _FASTEST and not all(word.estimated for word in run):
            first = runs.pop().start if runs and runs[-1].stop >= start else start
            runs.append(range(first, start + _FEWEST_FAST))
    return runs


def _unspoken(words: Sequence[HeardWord], speech: Speech) -> list[range]:
    """Return runs of words in whose time nobody speaks.

    The words between two pauses are judged together, and several in a row by themselves: invented ones may follow
    spoken ones at once. In a scrap of speech, words the recogniser is unsure of are not believed either.
    """
    runs = []
    for run in _phrases(words):
        times = [word.time for word in words[run.start : run.stop]]
        unsure = speech.lonely(times[0]) and _unsure(words[run.start : run.stop])
        if unsure or speech.share(times) < _LITTLE:
            runs.append(run)
    silent = [speech.share([word.time]) < _LITTLE for word in words]
    for quiet, places in itertools.groupby(range(len(words)), silent.__getitem__):
        found = tuple(places)
        if quiet and len(found) >= _FEWEST_SILENT:
            runs.append(range(found[0], found[-1] + 1))
    return runs


def _phrases(words: Sequence[HeardWord], pause: int = 600) -> list[range]:
    cuts = [
        place for place in range(1, len(words)) if words[place].time.start - words[place - 1].time.end >= pause
    ]
    return [range(a, b) for a, b in itertools.pairwise([0, *cuts, len(words)]) if b > a]


def _stock(norms: Sequence[str], words: Sequence[HeardWord], speech: Speech) -> list[range]:
    """Return stock phrases where there is little speech, the recogniser was unsure, or they stand alone."""
    runs = []
    for run, credit in stock_runs(norms):
        part = words[run.start : run.stop]
        alone = speech.lonely(part[0].time) or (credit and _alone(run, words))
        if _unsure(part) or alone or speech.share(word.time for word in part) < _HALF:
            runs.append(run)
    return runs


def _unsure(words: Sequence[HeardWord]) -> bool:
    known = [word.confidence for word in words if word.confidence is not None]
    return bool(known) and fmean(known) < _UNSURE


def _alone(run: range, words: Sequence[HeardWord]) -> bool:
    """Tell whether no other word is near."""
    before = run.start == 0 or words[run.start].time.start - words[run.start - 1].time.end >= _APART
    after = run.stop == len(words) or words[run.stop].time.start - words[run.stop - 1].time.end >= _APART
    return before and after


def _checked_language(passage: HeardPassage) -> HeardPassage:
    """Mark a passage whose text is clearly in another language than was heard: it was translated."""
    if len(passage.words) < _TRANSLATED_WORDS or passage.language == UNDETERMINED:
        return passage
    language, share = detect(fold("".join(word.text for word in passage.words)))
    if language in {UNDETERMINED, passage.language} or share < _SURE_LANGUAGE:
        return passage
    words = tuple(replace(word, suspect=word.suspect or TRANSLATED) for word in passage.words)
    return replace(passage, words=words)
