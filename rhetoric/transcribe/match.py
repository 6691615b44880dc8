"""Aligns two sequences of words: which of the one are which of the other, in order.

Runs of words that occur once in each sequence are anchors (patience alignment, longest runs first); what lies
between them is aligned exactly, as a longest common subsequence. Where nothing is unique, the block is cut along
its diagonal, so that any input of 30,000 words takes seconds.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

Pair = tuple[int, int]

_CELLS = 1_000_000  # largest block that is aligned exactly
_DEPTH = 10  # levels of anchors
_RUNS = (4, 3, 2, 1)  # words of an anchor
_NEAR = 3  # words between two matches that support each other
_LEAST_WORDS = 3  # of a group of matches that stands alone
_LEAST_CHARS = 12
_SHORT = 12  # words; in so short a text every match counts


class _Block(NamedTuple):
    left: int
    left_end: int
    right: int
    right_end: int
    depth: int


def align(left: Sequence[str], right: Sequence[str]) -> tuple[Pair, ...]:
    """Return the pairs of equal items (index in `left`, index in `right`), both ascending."""
    pairs: list[Pair] = []
    stack = [_Block(0, len(left), 0, len(right), 0)]
    while stack:
        block = _trimmed(left, right, stack.pop(), pairs)
        height, width = block.left_end - block.left, block.right_end - block.right
        if not height or not width:
            continue
        if height * width <= _CELLS:
            pairs += _common(left, right, block)
            continue
        anchors = _anchors(left, right, block) if block.depth < _DEPTH else []
        pairs += anchors
        stack += _between(block, anchors) if anchors else _diagonal(block)
    return tuple(sorted(pairs))


def credible(pairs: Sequence[Pair], left: Sequence[str]) -> tuple[Pair, ...]:
    """Drop matches that stand alone: a stray "the" says nothing about where a passage was spoken."""
    if len(left) <= _SHORT:
        return tuple(pairs)
    kept: list[Pair] = []
    group: list[Pair] = []
    for pair in pairs:
        if group and not _near(group[-1], pair):
            kept += _if_firm(group, left)
            group = []
        group.append(pair)
    return (*kept, *_if_firm(group, left))


def _near(before: Pair, after: Pair) -> bool:
    return after[0] - before[0] <= _NEAR and after[1] - before[1] <= _NEAR


def _if_firm(group: list[Pair], left: Sequence[str]) -> list[Pair]:
    if len(group) >= _LEAST_WORDS or sum(len(left[index]) for index, _ in group) >= _LEAST_CHARS:
        return group
    return []


def _trimmed(left: Sequence[str], right: Sequence[str], block: _Block, pairs: list[Pair]) -> _Block:
    """Take equal items off both ends of a block into `pairs`, and return the rest."""
    start, end, other, other_end, depth = block
    while start < end and other < other_end and left[start] == right[other]:
        pairs.append((start, other))
        start, other = start + 1, other + 1
    while start < end and other < other_end and left[end - 1] == right[other_end - 1]:
        end, other_end = end - 1, other_end - 1
        pairs.append((end, other_end))
    return _Block(start, end, other, other_end, depth)


def _anchors(left: Sequence[str], right: Sequence[str], block: _Block) -> list[Pair]:
    for size in _RUNS:
        ours = _unique(left, block.left, block.left_end, size)
        theirs = _unique(right, block.right, block.right_end, size)
        both = sorted((ours[run], theirs[run]) for run in ours.keys() & theirs.keys())
        chain = _ascending(both)
        if chain:
            return sorted({(i + step, j + step) for i, j in _apart(chain, size) for step in range(size)})
    return []


def _unique(words: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    """Return each run of `size` words that occurs once between `start` and `end`, with its place."""
    places: dict[tuple[str, ...], int] = {}
    for index in range(start, end - size + 1):
        run = tuple(words[index : index + size])
        places[run] = -1 if run in places else index
    return {run: index for run, index in places.items() if index >= 0}


def _ascending(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest chain of `pairs` (ascending in the first) that ascends in the second as well."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        position = bisect_left(ends, place)
        before.append(tails[position - 1] if position else -1)
        ends[position : position + 1] = [place]
        tails[position : position + 1] = [index]
    chain: list[Pair] = []
    index = tails[-1] if tails else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _apart(chain: Sequence[Pair], size: int) -> Iterator[Pair]:
    """Leave out runs that overlap the one before them along another diagonal."""
    last: Pair | None = None
    for pair in chain:
        if last is not None:
            steps = (pair[0] - last[0], pair[1] - last[1])
            if min(steps) < size and steps[0] != steps[1]:
                continue
        last = pair
        yield pair


def _between(block: _Block, anchors: Sequence[Pair]) -> list[_Block]:
    edges = [(block.left - 1, block.right - 1), *anchors, (block.left_end, block.right_end)]
    return [
        _Block(before[0] + 1, after[0], before[1] + 1, after[1], block.depth + 1)
        for before, after in pairwise(edges)
        if after[0] - before[0] > 1 and after[1] - before[1] > 1
    ]


def _diagonal(block: _Block) -> list[_Block]:
    """Cut a block without anchors into small ones along its diagonal."""
    height, width = block.left_end - block.left, block.right_end - block.right
    count = int((height * width / _CELLS) ** 0.5) + 1
    lefts = [block.left + height * part // count for part in range(count + 1)]
    rights = [block.right + width * part // count for part in range(count + 1)]
    cuts = zip(pairwise(lefts), pairwise(rights), strict=True)
    return [_Block(*ours, *theirs, _DEPTH) for ours, theirs in cuts if _cells((*ours, *theirs))]


def _cells(edges: tuple[int, int, int, int]) -> int:
    return (edges[1] - edges[0]) * (edges[3] - edges[2])


def _common(left: Sequence[str], right: Sequence[str], block: _Block) -> list[Pair]:
    """Return a longest common subsequence of a block."""
    numbers: dict[str, int] = {}
    ours = [numbers.setdefault(word, len(numbers)) for word in left[block.left : block.left_end]]
    theirs = np.array([numbers.setdefault(word, len(numbers)) for word in right[block.right : block.right_end]])
    lengths = np.zeros((len(ours) + 1, len(theirs) + 1), dtype=np.int32)
    for row, word in enumerate(ours):
        longer = np.maximum(lengths[row, 1:], lengths[row, :-1] + (theirs == word))
        lengths[row + 1, 1:] = np.maximum.accumulate(longer)
    pairs: list[Pair] = []
    row, column = len(ours), len(theirs)
    while row and column:
        if ours[row - 1] == theirs[column - 1]:  # a match at both ends is never worse than another
            row, column = row - 1, column - 1
            pairs.append((block.left + row, block.right + column))
        elif lengths[row - 1, column] >= lengths[row, column - 1]:
            row -= 1
        else:
            column -= 1
    return pairs
