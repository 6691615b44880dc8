"""What a rescorer reads of a candidate: its sentences, and a few of the same speaker's around them."""

from bisect import bisect_left, bisect_right

from rhetoric.records import Annotation, Span, Transcript
from rhetoric.rescore import Excerpt


def excerpt(note: Annotation, transcript: Transcript, context: int) -> Excerpt:
    """Return the sentences an annotation touches with up to `context` more on either side, within its turn."""
    text, sentences = transcript.text, transcript.sentences
    hull = note.hull
    first = bisect_right([one.end for one in sentences], hull.start)
    last = bisect_left([one.start for one in sentences], hull.end)
    inside = sentences[first:last]
    own = Span(min(hull.start, inside[0].start), max(hull.end, inside[-1].end)) if inside else hull
    turn = _turn(transcript, own)
    before = [one for one in sentences[max(first - context, 0) : first] if turn.contains(one)]
    after = [one for one in sentences[last : last + context] if turn.contains(one)]
    return Excerpt(
        sentence=plain(own.slice(text)),
        quote=plain(note.quote),
        language=transcript.language,
        before=plain(text[before[0].start : before[-1].end]) if before else "",
        after=plain(text[after[0].start : after[-1].end]) if after else "",
    )


def plain(text: str) -> str:
    """Return text on one line with single blanks, as a network was trained to read it."""
    return " ".join(text.split())


def _turn(transcript: Transcript, span: Span) -> Span:
    """Return the turn a span begins in; the whole text where there are no turns."""
    starts = [turn.chars.start for turn in transcript.turns]
    at = bisect_right(starts, span.start) - 1
    return transcript.turns[at].chars if at >= 0 else Span(0, len(transcript.text))
