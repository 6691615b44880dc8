"""Terms of a text: single words and short phrases, where they stand and how nounlike they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rhetoric.records import Span
from rhetoric.text import fold, tokens
from rhetoric.themes.grammar import may_join, noun_vote, qualifies_next
from rhetoric.themes.stems import Content, ContentWord

Stems = tuple[str, ...]

_LONGEST = 3  # content words of a phrase
_FEWEST = 2  # sentences in which a phrase must occur
_STRETCH = 300  # characters; a sentence without stops, as recognisers write, counts as several that long
_OWN = 0.3  # of its uses as a noun in which a noun must not qualify the next word
_BEFORE = 24  # characters in which the word before is looked for


@dataclass(frozen=True, slots=True)
class Use:
    """One occurrence of a term: its stems, its characters, its sentence, and how far into a long one it stands.

    `place` is the number of its first content word.
    """

    stems: Stems
    chars: Span
    sentence: int
    stretch: int
    place: int


def uses(content: Content, language: str) -> tuple[Use, ...]:
    """Return every single content word, and every phrase that occurs in two sentences or more."""
    found = list(_runs(content, language))
    sentences: defaultdict[Stems, set[tuple[int, int]]] = defaultdict(set)
    for use in found:
        sentences[use.stems].add((use.sentence, use.stretch))
    return tuple(use for use in found if len(use.stems) == 1 or len(sentences[use.stems]) >= _FEWEST)


def _runs(content: Content, language: str) -> Iterator[Use]:
    words = content.words
    for place, first in enumerate(words):
        stretch = (first.chars.start - content.sentences[first.sentence].start) // _STRETCH
        yield Use((first.stem,), first.chars, first.sentence, stretch, place)
        stems, last = [first.stem], first
        for word in words[place + 1 : place + _LONGEST]:
            if word.sentence != first.sentence or not _adjacent(content.text, last, word, language):
                break
            stems.append(word.stem)
            last = word
            yield Use(tuple(stems), Span(first.chars.start, word.chars.end), first.sentence, stretch, place)


def _adjacent(text: str, left: ContentWord, right: ContentWord, language: str) -> bool:
    between = text[left.chars.end : right.chars.start]
    if len(between) > _BEFORE or not all(char.isspace() or char.isalpha() for char in between):
        return False
    return left.stem != right.stem and may_join(fold(between).split(), language)


@dataclass(frozen=True, slots=True)
class Nounness:
    """How a term is used.

    Parameters
    ----------
    share
        Near 0 for verbs, near 1 for nouns, 0.5 where nothing tells.
    own
        How often it was a noun of its own rather than a word that qualifies the next, 0 if that is rare.
    """

    share: float
    own: int


def nounness(content: Content, found: Iterable[Use], language: str) -> Mapping[Stems, Nounness]:
    """Return how nounlike each term is used."""
    words = list(_votes(content, language))
    votes: dict[Stems, Counter[int]] = defaultdict(Counter)
    qualifying: Counter[Stems] = Counter()
    for use in found:
        vote = words[use.place].vote
        votes[use.stems][vote] += 1
        qualifying[use.stems] += vote > 0 and words[use.place + len(use.stems) - 1].qualifies
    return {stems: _judged(votes[stems], qualifying[stems]) for stems in votes}


def _judged(votes: Mapping[int, int], qualifying: int) -> Nounness:
    nouns, others = votes.get(1, 0), votes.get(-1, 0)
    own = nouns - qualifying
    return Nounness((nouns + 0.5) / (nouns + others + 1), own if nouns > others and own >= _OWN * nouns else 0)


@dataclass(frozen=True, slots=True)
class _Vote:
    """Whether a content word looks like a noun, and whether it qualifies the word after it."""

    vote: int
    qualifies: bool


def _votes(content: Content, language: str) -> Iterator[_Vote]:
    text, words = content.text, content.words
    forward = qualifies_next(language)
    for place, word in enumerate(words):
        start = max(content.sentences[word.sentence].start, word.chars.start - _BEFORE)
        if place and words[place - 1].sentence == word.sentence:
            start = max(start, words[place - 1].chars.end)
        before = tokens(text, Span(start, word.chars.start)) if word.chars.start - start > 1 else ()
        vote = noun_vote(before[-1].norm if before else None, fold(word.chars.slice(text)), language)
        after = words[place + 1] if forward and place + 1 < len(words) else None
        near = after is not None and after.sentence == word.sentence
        yield _Vote(vote, bool(near and after and text[word.chars.end : after.chars.start].isspace()))


def spelling(content: Content, found: Sequence[Use], heads: frozenset[int]) -> str:
    """Return the form heard most often, inside sentences rather than at their capital heads."""
    inside = Counter(use.chars.slice(content.text) for use in found if use.chars.start not in heads)
    forms = inside or Counter(use.chars.slice(content.text) for use in found[:1])
    form = min(forms, key=lambda one: (-forms[one], one.isupper(), one))
    return " ".join(form.split())
