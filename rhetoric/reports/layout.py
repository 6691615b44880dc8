"""The transcript as it is set: themes, turns, paragraphs, and pieces of text that carry the same tags."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rhetoric.counting import spoken, times_of
from rhetoric.records import Analysis, Span, Theme, Turn
from rhetoric.reports.events import Event, events
from rhetoric.reports.pieces import Piece, inside_tag, pieces, within

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LONG = 600  # characters after which a paragraph ends with its sentence


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a turn, with its time where that is known."""

    time: Span | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A turn, or the part of one under one theme; `theme` is set where another theme begins."""

    speaker: str | None
    continued: bool
    theme: Theme | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a block stands, before its paragraphs are cut."""

    chars: Span
    speaker: str | None
    continued: bool
    theme: Theme | None


def blocks(analysis: Analysis, ui: str) -> tuple[Block, ...]:
    """Cut the transcript for display; events are worded in the language `ui`."""
    stretches = tuple(_stretches(analysis))
    cut = pieces(analysis)
    spans = [tuple(_paragraphs(analysis, stretch.chars, cut)) for stretch in stretches]
    flat = [span for group in spans for span in group]
    times = iter(times_of(analysis.transcript, flat))
    happened = iter(_placed(events(analysis, ui), flat))
    return tuple(
        Block(
            stretch.speaker,
            stretch.continued,
            stretch.theme,
            tuple(Paragraph(next(times), tuple(_joined(within(cut, span), next(happened)))) for span in group),
        )
        for stretch, group in zip(stretches, spans, strict=True)
        if group or stretch.theme
    )


def _regions(analysis: Analysis) -> Iterator[Turn]:
    """Yield the turns, and such text between them as a tag lies in."""
    size = len(analysis.transcript.text)
    parts = sorted(part for note in analysis.annotations for part in note.parts)
    last = 0
    for turn in (*spoken(analysis.transcript), Turn(None, Span(size, size))):
        between = Span(last, turn.chars.start)
        near = parts[bisect_left(parts, Span(last, last)) : bisect_left(parts, Span(turn.chars.start, 0))]
        if near or any(part.overlap(between) for part in parts[: bisect_left(parts, Span(last, last))][-1:]):
            yield Turn(None, between)
        if turn.chars.length:
            yield turn
        last = turn.chars.end


def _joined_regions(analysis: Analysis) -> Iterator[Turn]:
    """Yield the regions, those of one speaker with nothing but white space between as one (subtitles, say)."""
    text = analysis.transcript.text
    held: Turn | None = None
    for turn in _regions(analysis):
        if held and turn.speaker == held.speaker and not text[held.chars.end : turn.chars.start].strip():
            held = Turn(held.speaker, held.chars.hull(turn.chars))
            continue
        if held:
            yield held
        held = turn
    if held:
        yield held


def _stretches(analysis: Analysis) -> Iterator[_Stretch]:
    """Yield the regions, cut where the theme changes."""
    starts = _theme_starts(analysis.main_themes)
    places = [start for start, _ in starts]
    speaker: str | None = None
    for count, turn in enumerate(_joined_regions(analysis)):
        inside = starts[bisect_left(places, turn.chars.start) : bisect_left(places, turn.chars.end)]
        heads: list[tuple[int, Theme | None]] = [*inside]
        if not inside or inside[0][0] > turn.chars.start:
            heads.insert(0, (turn.chars.start, None))
        bounds = [*(start for start, _ in heads), turn.chars.end]
        for part, (start, theme) in enumerate(heads):
            continued = part > 0 or (count > 0 and turn.speaker == speaker)
            yield _Stretch(Span(start, bounds[part + 1]), turn.speaker, continued, theme)
        speaker = turn.speaker


def _theme_starts(themes: Iterable[Theme]) -> list[tuple[int, Theme]]:
    """Return where the theme changes, in order."""
    parts = sorted(((part.start, theme) for theme in themes for part in theme.parts), key=lambda item: item[0])
    return [item for index, item in enumerate(parts) if index == 0 or parts[index - 1][1].id != item[1].id]


def _paragraphs(analysis: Analysis, span: Span, cut: Sequence[Piece]) -> Iterator[Span]:
    """Yield the paragraphs of `span`: cut at blank lines, and long stretches at sentences outside tags."""
    text = analysis.transcript.text
    start = span.start
    breaks = [Span(*match.span()) for match in _BLANK_LINE.finditer(text, span.start, span.end)]
    for blank in (*breaks, Span(span.end, span.end)):
        for place in _sentence_starts(analysis, Span(start, blank.start)):
            if place - start >= _LONG and not inside_tag(cut, place):
                yield Span(start, place)
                start = place
        if text[start : blank.start].strip():
            yield Span(start, blank.start)
        start = blank.end


def _sentence_starts(analysis: Analysis, span: Span) -> list[int]:
    sentences = analysis.transcript.sentences
    first = bisect_right(sentences, Span(span.start, len(analysis.transcript.text)))
    last = bisect_left(sentences, Span(span.end, 0))
    return [sentence.start for sentence in sentences[first:last]]


def _placed(happened: Sequence[Event], spans: Sequence[Span]) -> list[list[Event]]:
    """Give each event to the first paragraph that does not end before it, else to the last one."""
    found: list[list[Event]] = [[] for _ in spans]
    ends = [span.end for span in spans]
    for event in happened if spans else ():
        found[min(bisect_left(ends, event.chars.start), len(spans) - 1)].append(event)
    return found


def _joined(parts: Iterable[Piece], happened: Sequence[Event]) -> Iterator[Piece]:
    """Put events between the pieces, cutting those they stand in; the words an event stands for are left out."""
    queue = list(happened)
    for piece in parts:
        rest = piece.chars
        while queue and queue[0].chars.start < rest.end:
            event = queue.pop(0)
            place = max(event.chars.start, rest.start)
            if place > rest.start:
                yield _cut(piece, Span(rest.start, place))
            yield Piece(event.chars, event=event.label)
            rest = Span(min(max(place, event.chars.end), rest.end), rest.end)
        if rest.length:
            yield _cut(piece, rest)
    for event in queue:
        yield Piece(event.chars, event=event.label)


def _cut(piece: Piece, chars: Span) -> Piece:
    ends = piece.ends if chars.end == piece.chars.end else ()
    return Piece(chars, piece.marks, ends, piece.suspect)
