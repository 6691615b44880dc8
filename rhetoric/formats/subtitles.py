"""Captions cut from an analysis for subtitle files: a sentence each, or less where it is long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rhetoric.errors import RhetoricError
from rhetoric.records import Analysis, Span, Word
from rhetoric.reports.labels import word_for

_LONGEST = 7000  # ms a caption stays
_WIDEST = 84  # characters: two lines of 42
_SHORTEST = 1  # ms; a caption that ends when it starts is not shown


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of subtitles: when, who, what; `text` has no line ends."""

    time: Span
    name: str | None
    text: str


def captions(analysis: Analysis) -> tuple[Caption, ...]:
    """Return the captions of a timed transcript in order, with a line for each reaction heard but not noted.

    Raises
    ------
    RhetoricError
        If no word has a time.
    """
    require_times(analysis)
    return tuple(sorted((*_captions(analysis), *_reactions(analysis)), key=lambda caption: caption.time))


def require_times(analysis: Analysis) -> None:
    """Raise RhetoricError unless the transcript has times."""
    if not analysis.transcript.timed:
        raise RhetoricError(
            "this transcript has no times, which subtitles and speaker segments need",
            "join it with its recording (rhetoric analyze AUDIO --transcript FILE), or export txt, md or html",
        )


def _reactions(analysis: Analysis) -> Iterator[Caption]:
    language = analysis.transcript.language
    for reaction in analysis.reactions:
        if reaction.time is not None and reaction.chars is None:
            yield Caption(reaction.time, None, f"({word_for(reaction.kind, language).capitalize()})")


def _captions(analysis: Analysis) -> Iterator[Caption]:
    transcript = analysis.transcript
    first, turn, clock = 0, 0, 0
    for sentence in transcript.sentences:
        while turn + 1 < len(transcript.turns) and transcript.turns[turn].chars.end <= sentence.start:
            turn += 1
        speaker = analysis.speaker(transcript.turns[turn].speaker) if transcript.turns else None
        name = (speaker.name or speaker.id) if speaker else None
        while first < len(transcript.words) and transcript.words[first].chars.end <= sentence.start:
            first += 1
        last = first
        while last < len(transcript.words) and transcript.words[last].chars.start < sentence.end:
            last += 1
        for chars, words in _pieces(sentence, transcript.words[first:last]):
            time = _hull(words, clock)
            clock = time.end
            yield Caption(time, name, " ".join(chars.slice(transcript.text).split()))


def _pieces(sentence: Span, words: Sequence[Word]) -> Iterator[tuple[Span, Sequence[Word]]]:
    """Cut a sentence before the word with which it would get too wide or too long."""
    start, first = sentence.start, 0
    for index in range(1, len(words)):
        wide = words[index].chars.end - start > _WIDEST
        if wide or _lasts(words[first : index + 1]) > _LONGEST:
            yield Span(start, words[index].chars.start), words[first:index]
            start, first = words[index].chars.start, index
    yield Span(start, sentence.end), words[first:]


def _lasts(words: Sequence[Word]) -> int:
    times = [word.time for word in words if word.time is not None]
    return times[-1].end - times[0].start if times else 0


def _hull(words: Sequence[Word], clock: int) -> Span:
    """Return the time of `words`; words without any stand where the caption before them ended."""
    times = [word.time for word in words if word.time is not None]
    start = times[0].start if times else clock
    end = max((time.end for time in times), default=clock)
    return Span(start, max(end, start + _SHORTEST))
