"""Passages of heard words become a transcript: one text, and the words as ranges of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rhetoric.records import Notice, Passage, Span, Transcript, Turn, Word
from rhetoric.text import segment
from rhetoric.transcribe import HeardPassage, HeardWord
from rhetoric.transcribe.times import settle

_FAR = 1 << 62  # ms; passages bring their own bounds
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?[\u0300-\u036f]*", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_NO_LANGUAGE = "und"


def assemble(
    passages: Iterable[HeardPassage],
    *,
    notices: Iterable[Notice] = (),
    language: str | None = None,
) -> Transcript:
    """Join heard passages into one transcript; each passage with words becomes a turn of no known speaker.

    Parameters
    ----------
    passages
        In order of time.
    notices
        What every reader must know about these words.
    language
        The transcript's language; by default that of most words.
    """
    spoken = [passage for passage in passages if any(word.text.strip() for word in passage.words)]
    pieces: list[str] = []
    chars: list[Span] = []
    places: list[Span] = []
    size = 0
    for passage in spoken:
        if pieces:
            pieces.append("\n")
            size += 1
        text, ranges = _joined(passage.words)
        chars += [Span(size + span.start, size + span.end) for span in ranges]
        places.append(Span(size, size + len(text)))
        pieces.append(text)
        size += len(text)
    text = "".join(pieces)
    words = tuple(_timed_words(chars, spoken))
    turns = tuple(Turn(None, place) for place in places)
    main = language or _language_of_most(spoken)
    return Transcript(
        text=text,
        language=main,
        words=words,
        sentences=segment(text, main, turns, words),
        turns=turns,
        passages=tuple(_passages(places, spoken, chars)),
        notices=tuple(notices),
    )


def core(text: str, span: Span) -> Span:
    """Return `span` without blanks and without punctuation around letters or digits, if it has any."""
    found = _CORE.search(text, span.start, span.end)
    if found:
        return Span(found.start(), found.end())
    piece = span.slice(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def _joined(words: Sequence[HeardWord]) -> tuple[str, list[Span]]:
    """Return the text of one passage, and the range of each word that is not blank."""
    pieces: list[str] = []
    ranges: list[Span] = []
    size = 0
    for word in words:
        piece = _BLANKS.sub(" ", word.text if pieces else word.text.lstrip())
        pieces.append(piece)
        if piece.strip():
            ranges.append(Span(size, size + len(piece)))
        size += len(piece)
    text = "".join(pieces)
    return text.rstrip(), [core(text, span) for span in ranges]


def _timed_words(chars: Sequence[Span], spoken: Sequence[HeardPassage]) -> Iterator[Word]:
    heard = [word for passage in spoken for word in passage.words if word.text.strip()]
    for span, word in zip(chars, settle(heard, Span(0, _FAR)), strict=True):
        yield Word(span, word.time, word.confidence, estimated=word.estimated)


def _passages(places: Sequence[Span], spoken: Sequence[HeardPassage], chars: Sequence[Span]) -> Iterator[Passage]:
    """Yield the passages, each cut where words begin or cease to be suspect."""
    ranges = iter(chars)
    for place, part in zip(places, spoken, strict=True):
        words = [(next(ranges), word.suspect) for word in part.words if word.text.strip()]
        start, reason = place.start, words[0][1]
        for (before, _), (span, suspect) in pairwise(words):
            if suspect != reason:
                cut = span.start if suspect is None else before.end
                yield Passage(Span(start, cut), part.language, reason)
                start, reason = cut, suspect
        yield Passage(Span(start, place.end), part.language, reason)


def _language_of_most(spoken: Sequence[HeardPassage]) -> str:
    counts: Counter[str] = Counter()
    for passage in spoken:
        counts[passage.language] += len(passage.words)
    return counts.most_common(1)[0][0] if counts else _NO_LANGUAGE
