"""A sentence as rules see it: tokens, punctuation between them, and the classes found at each place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rhetoric.devices.document import Sentence
from rhetoric.devices.lexicon import CAPITAL, PEOPLE, STATE
from rhetoric.devices.trie import TermHit, TokenTrie

_HARD = frozenset(',;:.!?¡¿…()[]{}—–"“”«»|\n')
_CLAUSE_OPENERS = frozenset(
    "and or but nor that which who because so if when while then although y e o u pero ni que porque si cuando "
    "mientras entonces aunque sino donde".split()
)
_SUFFIXES = ("'s", "'re", "'ve", "'ll", "'d", "'m")
PLACES = frozenset({STATE, PEOPLE, CAPITAL})
_AT_HOME = ("home", "own")
ACT = "act"  # acts of the taxonomy, with the leaf as lemma


class Hit(NamedTuple):
    """Tokens [start, end) that belong to a class, with the features of the form found."""

    start: int
    end: int
    features: frozenset[str]
    lemma: str


@dataclass(frozen=True, slots=True)
class View:
    """One sentence ready for matching; `breaks[i]` tells of punctuation before token i (one more at the end)."""

    sentence: Sentence
    norms: tuple[str, ...]
    breaks: tuple[bool, ...]
    opens: tuple[bool, ...]
    hits: Mapping[str, Sequence[Hit]]
    question: bool


def scan(sentence: Sentence, tries: Iterable[TokenTrie]) -> list[TermHit]:
    """Find all terms of the vocabularies in a sentence."""
    norms = [token.norm for token in sentence.tokens]
    found = [hit for trie in tries for hit in trie.find(norms)]
    joined = {i for i, norm in enumerate(norms) if norm.endswith(_SUFFIXES)}
    if joined:  # "they're", "Washington's": the word before the apostrophe counts too
        bare = [norm.rpartition("'")[0] if i in joined else norm for i, norm in enumerate(norms)]
        again = (hit for trie in tries for hit in trie.find(bare))
        found.extend(hit for hit in again if any(i in joined for i in range(hit.start, hit.end)))
        found.sort(key=lambda hit: hit[:2])
    return found


def look(
    text: str, sentence: Sentence, terms: Iterable[TermHit], *, home: str | None, names: frozenset[str],
    acts: Sequence[Hit] = (),
) -> View:  # fmt: skip
    """Prepare a sentence from its terms: the home country's names are own; names and acts are added."""
    norms = tuple(token.norm for token in sentence.tokens)
    breaks = _breaks(text, sentence)
    hits: dict[str, list[Hit]] = {}
    for start, end, entry in terms:
        at_home = home is not None and entry.lemma == home and not PLACES.isdisjoint(entry.classes)
        for name in _AT_HOME if at_home else entry.classes:
            hits.setdefault(name, []).append(Hit(start, end, entry.features, entry.lemma))
    if acts:
        hits[ACT] = list(acts)
    taken = [hit for name in ("not_a_name", "home") for hit in hits.get(name, ())]
    for name, found in (("#name", _names(text, sentence, breaks, names)), ("#cap", _capitals(text, sentence))):
        free = [hit for hit in found if not any(one.start < hit.end and hit.start < one.end for one in taken)]
        if free:
            hits[name] = free
    opens = tuple(cut or (i > 0 and norms[i - 1] in _CLAUSE_OPENERS) for i, cut in enumerate(breaks[:-1]))
    tail = sentence.span.slice(text).rstrip(" \"”»')]")
    return View(sentence, norms, breaks, opens, hits, tail.endswith("?"))


def names_in(text: str, sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the folded words that stand capitalised inside sentences, which the first words may then be too."""
    return frozenset(
        token.norm
        for sentence in sentences
        if not shouted(text, sentence)
        for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False)
        if text[token.start].isupper() and text[before.end : token.start] == " "
    )


def _breaks(text: str, sentence: Sentence) -> tuple[bool, ...]:
    marks = [True]
    for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
        between = text[before.end : token.start]
        marks.append(between != " " and (not _HARD.isdisjoint(between) or " - " in between))
    return (*marks, True)


def _names(text: str, sentence: Sentence, breaks: Sequence[bool], names: frozenset[str]) -> list[Hit]:
    if shouted(text, sentence):
        return []
    found: list[Hit] = []
    start = None
    for i, token in enumerate(sentence.tokens):
        capital = text[token.start].isupper() and (i > 0 or token.norm in names)
        if start is not None and (breaks[i] or not capital):
            found.append(Hit(start, i, frozenset(), ""))
            start = None
        if capital and start is None:
            start = i
    if start is not None:
        found.append(Hit(start, len(sentence.tokens), frozenset(), ""))
    return found


def _capitals(text: str, sentence: Sentence) -> list[Hit]:
    """Return single capitalised words, the first of the sentence among them."""
    if shouted(text, sentence):
        return []
    return [
        Hit(i, i + 1, frozenset(), "")
        for i, token in enumerate(sentence.tokens)
        if text[token.start].isupper() and token.end - token.start > 2
    ]


def shouted(text: str, sentence: Sentence) -> bool:
    """Tell whether the sentence is in capitals throughout, so that they show no names."""
    capitals = sum(text[token.start : token.end].isupper() for token in sentence.tokens)
    titled = sum(text[token.start].isupper() for token in sentence.tokens)
    return capitals * 2 > len(sentence.tokens) or (titled * 10 > len(sentence.tokens) * 9 and titled > 4)
