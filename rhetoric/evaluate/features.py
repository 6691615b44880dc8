"""Features of texts and of tokens for linear models: hashed words, word pairs, letter sequences, and our tags."""

import itertools
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from rhetoric.evaluate.linear import Rows
from rhetoric.records import Annotation, Span
from rhetoric.text import Token, tokens

WIDTH = 1 << 18  # columns of the hashed space
_LETTERS = range(2, 6)  # lengths of letter sequences
_AROUND = (-2, -1, 1, 2)  # neighbours of a token


def blocks(texts: Sequence[str], notes: Sequence[Iterable[Annotation]]) -> tuple[Rows, Rows, Rows]:
    """Return the features of texts as three matrices: words and word pairs, letter sequences, our tags."""
    words = [[token.norm for token in tokens(text)] for text in texts]
    return (
        hashed([Counter(_word_names(one)) for one in words]),
        hashed([Counter(_letter_names(one)) for one in words]),
        hashed([Counter(name for note in own for name in _note_names(note)) for own in notes]),
    )


def token_names(found: Sequence[Token], at: int, marks: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """Yield the features of a token in its context; `marks` are tags and slots by number of the token."""
    word = found[at].norm
    yield from (f"= {word}", f"< {word[:3]}", f"> {word[-3:]}", f"> {word[-2:]}")
    for step in _AROUND:
        near = found[at + step].norm if 0 <= at + step < len(found) else ""
        yield f"{step} {near}"
        yield from (f"{step} {mark}" for mark in marks.get(at + step, ()))
    for left, right in ((-1, 0), (0, 1)):
        pair = [found[at + one].norm if 0 <= at + one < len(found) else "" for one in (left, right)]
        yield f"{left} {' '.join(pair)}"
    yield from (f"m {mark}" for mark in marks.get(at, ()))


def token_marks(found: Sequence[Token], notes: Iterable[Annotation]) -> dict[int, list[str]]:
    """Return per token the devices and slots that cover it."""
    marks: dict[int, list[str]] = {}
    for note in notes:
        places = [(part, note.device) for part in note.parts]
        places += [(slot.chars, slot.name) for slot in note.slots if slot.chars is not None]
        for span, name in places:
            for at in tokens_in(found, span):
                marks.setdefault(at, []).append(name)
    return marks


def tokens_in(found: Sequence[Token], span: Span) -> Iterator[int]:
    """Yield the numbers of the tokens that share characters with a span."""
    return (at for at, token in enumerate(found) if token.start < span.end and span.start < token.end)


def hashed(items: Sequence[Mapping[str, int]]) -> Rows:
    """Return the items as rows of hashed columns, 1 + log of each count."""
    row: list[int] = []
    column: list[int] = []
    value: list[float] = []
    for number, names in enumerate(items):
        for name, count in names.items():
            row.append(number)
            column.append(zlib.crc32(name.encode("utf-8", "replace")) % WIDTH)
            value.append(1 + math.log(count))
    return Rows(
        np.array(row, dtype=np.intp),
        np.array(column, dtype=np.intp),
        np.array(value, dtype=np.float64),
        (len(items), WIDTH),
    )


def _word_names(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{first} {second}" for first, second in itertools.pairwise(words))


def _letter_names(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        edged = f" {word} "
        for size in _LETTERS:
            yield from (edged[at : at + size] for at in range(len(edged) - size + 1))


def _note_names(note: Annotation) -> Iterator[str]:
    yield f"{note.device}"
    yield f"{note.device} {note.decision}"
    yield from (f"{note.device} {flag}" for flag in note.status)
    yield from (f"{note.device} {slot.name}" for slot in note.slots)
    yield from (reason.rule for reason in note.evidence)
