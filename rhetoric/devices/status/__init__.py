"""The status layer: how a stretch of a sentence is meant: denied, reported, supposed, asked, past, quoted.

Each sentence is marked once: every rule leaves marks, token ranges under a flag with the cue that set it. A span
takes a flag where the mark covers its *core*, the first finite verb in it, or most of its tokens. Flags stand
together; none means asserted.

Languages without word lists get `question` and `quoted` only, which punctuation shows.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rhetoric.devices.document import Document
from rhetoric.devices.grammar import Grammar, grammar
from rhetoric.devices.status import domains, governed, mood, negation, past, quoting, reported
from rhetoric.devices.status.line import Line, Mark, has_accents, layout
from rhetoric.records import Span, Status

__all__ = ["StatusReader", "status_of"]

_MOST = 0.75  # share of a span's tokens that a mark must cover where it misses the core
_HALF = 0.5  # the same for a span without a finite verb
_NEXT_REACH = 8  # tokens of the next sentence in which a bridge or an endorsement is looked for
_STORY = 3  # sentences in the past that a date carries on to


class StatusReader:
    """Reads the status of spans of one document; each sentence is analysed once, when first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lists = grammar(document.language)
        self._accented = has_accents(document.text)
        self._asks = "?" in document.text
        self._quoted = quoting.quotations(document.text)
        self._questions = quoting.questions(document.text)
        self._lines: dict[int, Line] = {}
        self._marks: dict[int, tuple[Mark, ...]] = {}

    def flags(self, index: int, span: Span, own: Sequence[Span] = ()) -> tuple[Status, ...]:
        """Return the sorted flags of `span` in sentence `index`.

        Parameters
        ----------
        index
            Which sentence of the document.
        span
            Characters of the text; parts outside the sentence are ignored.
        own
            Cues of the rule that found the span; a mark set by a cue inside them does not count, so that a
            device whose form holds a negation ("there will be no forgiveness") is not denied by it.

        Notes
        -----
        A question about what others think ("do they believe that …?") reports nobody when it is the span itself.
        """
        sentence = self._document.sentences[index]
        inside = [
            i for i, token in enumerate(sentence.tokens) if token.start < span.end and token.end > span.start
        ]
        found: set[Status] = set()
        if not inside:
            return ()
        first, end = inside[0], inside[-1] + 1
        words = Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
        found.update(flag for flag, ranges in self._written() if _mostly(words, ranges))
        if self._lists is not None:
            line = self.line(index)
            for mark in self.marks(index):
                cue = Span(sentence.tokens[mark.cue].start, sentence.tokens[mark.cue_end - 1].end)
                asks = mark.flag == "reported" and "question" in found and words.contains(cue)
                if not asks and not any(part.overlap(cue) for part in own) and _covers(line, mark, first, end):
                    found.add(mark.flag)
        return tuple(sorted(found))

    def line(self, index: int) -> Line:
        """Return sentence `index` laid out; only for languages with word lists."""
        if index not in self._lines:
            self._lines[index] = layout(self._document, index, self._grammar(), accented=self._accented)
        return self._lines[index]

    def marks(self, index: int) -> tuple[Mark, ...]:
        """Return all marks on sentence `index`; none for languages without word lists."""
        if self._lists is None:
            return ()
        if index not in self._marks:
            self._marks[index] = tuple(self._read(index, self._lists))
        return self._marks[index]

    def _grammar(self) -> Grammar:
        if self._lists is None:
            raise LookupError(f"no word lists for {self._document.language!r}")
        return self._lists

    def _written(self) -> Iterator[tuple[Status, tuple[Span, ...]]]:
        yield "quoted", self._quoted
        yield "question", self._questions

    def _read(self, index: int, lists: Grammar) -> Iterator[Mark]:
        line = self.line(index)
        if not line.norms:
            return
        yield from negation.negated(line, lists)
        yield from governed.governed(line, lists)
        yield from mood.hypothetical(line, lists)
        yield from mood.future(line, lists)
        yield from self._reported(index, lists)
        yield from self._historical(index, lists)
        yield from domains.literal(line, [self.line(i) for i in self._near(index)], lists)
        if not self._asks:
            yield from mood.question(line, lists)

    def _near(self, index: int) -> Iterator[int]:
        """Yield the neighbours of a sentence that the same speaker says."""
        sentences = self._document.sentences
        for other in (index - 1, index + 1):
            if 0 <= other < len(sentences) and sentences[other].speaker == sentences[index].speaker:
                yield other

    def _next(self, index: int) -> Line | None:
        return self.line(index + 1) if index + 1 in self._near(index) else None

    def _reported(self, index: int, lists: Grammar) -> Iterator[Mark]:
        line, following = self.line(index), self._next(index)
        marks = tuple(reported.reported(line, lists))
        agrees = reported.endorsed(line, lists) or (
            following is not None and reported.endorsed(following, lists, _NEXT_REACH)
        )
        if agrees:
            return
        yield from marks
        yield from reported.thrown_out(line, lists, marks)
        answer = reported.rejects_previous(following, lists, reports=bool(marks)) if following else None
        if answer is not None:
            stretches = [(mark.first, mark.end, mark.cue, mark.cue_end) for mark in marks]
            for first, end, cue, cue_end in stretches or [(0, len(line.norms), 0, 1)]:
                yield Mark("negated", first, end, cue, cue_end)

    def _historical(self, index: int, lists: Grammar) -> Iterator[Mark]:
        line, following = self.line(index), self._next(index)
        if past.bridged(line, lists) or (following is not None and past.bridged(following, lists, _NEXT_REACH)):
            return
        marks = tuple(past.historical(line, lists))
        yield from marks
        if not marks and self._continues_story(index, lists):
            yield from past.past_clauses(line, (0, 1))

    def _continues_story(self, index: int, lists: Grammar) -> bool:
        for back in range(1, _STORY + 1):
            if index - back + 1 <= 0 or index - back not in self._near(index - back + 1):
                return False
            if not past.narrates_past(self.line(index - back + 1)):
                return False
            before = self.line(index - back)
            if past.bridged(before, lists):
                return False
            if any(True for _ in past.historical(before, lists)):
                return True
        return False


def status_of(document: Document, index: int, span: Span) -> tuple[Status, ...]:
    """Return the sorted status flags of `span` in sentence `index`; use `StatusReader` for many spans."""
    return _reader(_Same(document)).flags(index, span)


class _Same:
    """A document as a cache key by identity: hashing its whole content on every call would cost too much."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(maxsize=1)
def _reader(key: _Same) -> StatusReader:
    return StatusReader(key.document)


def _mostly(words: Span, ranges: tuple[Span, ...]) -> bool:
    shared = sum(part.overlap(words) for part in quoting.overlapping(ranges, words))
    return shared > _HALF * words.length


def _covers(line: Line, mark: Mark, first: int, end: int) -> bool:
    core = next((i for i in range(first, end) if line.finite[i]), None)
    shared = max(0, min(mark.end, end) - max(mark.first, first)) / (end - first)
    if core is None:
        if mark.flag == "negated" and end <= mark.cue < mark.end:
            return False  # "that clown has no shame" denies the shame, not the clown
        return shared > _HALF and mark.flag != "future"  # a label is not put off by the tense around it
    return mark.first <= core < mark.end or shared >= _MOST
