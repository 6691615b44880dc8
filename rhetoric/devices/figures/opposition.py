"""Antitheses that a word gives away: antonyms beside one word, "rather than", "on the contrary".

With them stand the bounds of a member and the pairs of antonyms, which all patterns of antithesis use.
"""

from collections.abc import Iterator
from itertools import pairwise

from rhetoric.devices.figures.flow import Break, Flow, Unit
from rhetoric.devices.grammar import Grammar

_DOUBTFUL = 0.6
_LONGEST = 18  # tokens of a member
_WINDOW = 30  # tokens from one antonym to the other
_LONGEST_SENTENCE = 45  # tokens of a sentence turned against the one before
_STEM = 6
_INSTEAD = (("rather", "than"), ("instead", "of"), ("en", "vez", "de"), ("en", "lugar", "de"))
_AHEAD = (("far", "from"), ("mas", "que"), ("lejos", "de"))  # only at the start
_CONTRARY = tuple(
    tuple(cue.split())
    for cue in ("on the contrary", "in contrast", "by contrast", "por el contrario", "al contrario", "en cambio")
)
_EVERYDAY = frozenset(
    "question answer people power more less nunca siempre never always menos mas in out up down before after then"
    " now inside outside dentro fuera antes ahora entonces hoy todo nada".split()
)
_REVERSED = (("rather",), ("instead",), ("mas", "bien"))  # after a sentence that denies
_SUMMED = 6  # tokens between antonyms that "and" may sum up ("old and young")
_FRAME = 6  # tokens of "rather than Y"

Found = tuple[Unit, Unit, str, tuple[int, ...], float]


def preferred(flow: Flow) -> Iterator[Found]:
    """Yield "X rather than Y" and "X en vez de Y", where Y is a phrase as short as X."""
    for index in range(len(flow.norms) - 2):
        opened = flow.breaks[index] >= Break.SENTENCE
        cues = (*_INSTEAD, *_AHEAD) if opened else _INSTEAD
        size = next((len(cue) for cue in cues if flow.norms[index : index + len(cue)] == cue), 0)
        end = member_end(flow, index, sentence_end(flow, index)) if size else 0
        if not size or end - index - size < 1 or end - index > _LONGEST or flow.norms[index + size] in _EVERYDAY:
            continue
        if opened and end < len(flow.breaks) and flow.breaks[end] < Break.SENTENCE:
            after = member_end(flow, end, sentence_end(flow, end))
            yield Unit(index, end), Unit(end, after), "contrast", (index,), _DOUBTFUL
        elif not opened:
            start = member_start(flow, index - 1)
            yield (
                Unit(start, index),
                Unit(index, end),
                "contrast",
                (index,),
                1.0 if end - index < _FRAME else _DOUBTFUL,
            )


def framed(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield antonyms in one frame: the same content word beside each, or two pairs of antonyms ("poor … rich")."""
    stop = lists.words["words.stop"]
    opposites: dict[str, set[str]] = {}
    for one, two in antonyms(lists):
        opposites.setdefault(one, set()).add(two)
    for index, word in enumerate(flow.norms):
        if word not in opposites or word in stop or word in _EVERYDAY:
            continue
        for other in range(index + 2, min(index + _WINDOW, len(flow.norms))):
            if flow.norms[other] not in opposites[word] or not flow.same_turn(index, other):
                continue
            if _summed(flow, lists, index, other):
                break
            near, far = _beside(flow, index, stop), _beside(flow, other, stop)
            if near & far:
                start, end = member_start(flow, index), member_end(flow, other, sentence_end(flow, other))
                yield Unit(start, other), Unit(other, end), "contrast", (index, other), 1.0
                break


def _summed(flow: Flow, lists: Grammar, one: int, other: int) -> bool:
    """Tell whether "and" sums the antonyms up, as in "of the old and of the young"."""
    between = flow.norms[one + 1 : other]
    joined = bool({"and", "y", "e", "or", "o"}.intersection(between)) and len(between) <= _SUMMED
    short = len(between) <= _SUMMED // 2
    return joined and (short or not any(lists.verbs.finite_at(between, i) for i in range(len(between))))


def _beside(flow: Flow, index: int, stop: frozenset[str]) -> set[str]:
    """Return the stems of the content words within two tokens of one."""
    words = (*flow.norms[max(0, index - 2) : index], *flow.norms[index + 1 : index + 3])
    return {
        word[:_STEM] for word in words if word not in stop and len(word) > 2 and word[:_STEM] != flow.norms[index]
    }


def turned(flow: Flow, lists: Grammar) -> Iterator[Found]:
    """Yield a sentence that opens with "on the contrary" or "in contrast", with the one before."""
    for one, two in pairwise(flow.units(Break.SENTENCE, lists)):
        longest = max(one.end - one.first, two.end - two.first)
        if not flow.same_turn(one.first, two.first) or longest > _LONGEST_SENTENCE:
            continue
        denied = bool(lists.words["negation.cues"].intersection(flow.norms[one.first : one.end]))
        for cue in (*_CONTRARY, *(_REVERSED if denied else ())):
            if flow.norms[two.first : two.first + len(cue)] == cue:
                yield one, two, "contrast", (two.first,), _DOUBTFUL


def antonyms(lists: Grammar) -> frozenset[tuple[str, str]]:
    """Return the pairs of opposite words of a language, in both orders."""
    pairs = {tuple(pair.split("/")) for pair in lists.words["figures.pairs"]}
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


def sentence_end(flow: Flow, index: int) -> int:
    """Return where the sentence of a token ends, or where its member must."""
    end = index + 1
    limit = min(len(flow.breaks), index + 2 * _WINDOW)
    while end < limit and flow.breaks[end] < Break.SENTENCE:
        end += 1
    return end


def member_start(flow: Flow, index: int) -> int:
    """Return where the phrase of a token begins."""
    start = index
    while start > 0 and flow.breaks[start] == Break.NONE and index - start < _LONGEST:
        start -= 1
    return start


def member_end(flow: Flow, index: int, limit: int) -> int:
    """Return where the phrase of a token ends, at a mark or at `limit`."""
    end = index + 1
    while end < limit and not (flow.breaks[end] > Break.NONE and flow.gap(end) != " "):
        end += 1
    return end
