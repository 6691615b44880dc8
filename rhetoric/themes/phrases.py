"""Terms of a text: single words and short phrases, where they stand and how nounlike they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rhetoric.records import Span
from rhetoric.text import fold, tokens
from rhetoric.themes.grammar import may_join, noun_vote, verb_ending
from rhetoric.themes.stems import Content, ContentWord

Stems = tuple[str, ...]

_LONGEST = 3  # content words of a phrase
_FEWEST = 2  # sentences in which a phrase must occur
_STRETCH = 300  # characters; a sentence without stops, as recognisers write, counts as several that long
_BEFORE = 24  # characters in which the word before is looked for


@dataclass(frozen=True, slots=True)
class Use:
    """One occurrence of a term: its stems, its characters, its sentence, and how far into a long one it stands."""

    stems: Stems
    chars: Span
    sentence: int
    stretch: int = 0


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
        yield Use((first.stem,), first.chars, first.sentence, stretch)
        stems, last = [first.stem], first
        for word in words[place + 1 : place + _LONGEST]:
            if word.sentence != first.sentence or not _adjacent(content.text, last, word, language):
                break
            stems.append(word.stem)
            last = word
            yield Use(tuple(stems), Span(first.chars.start, word.chars.end), first.sentence, stretch)


def _adjacent(text: str, left: ContentWord, right: ContentWord, language: str) -> bool:
    between = text[left.chars.end : right.chars.start]
    if len(between) > _BEFORE or not all(char.isspace() or char.isalpha() for char in between):
        return False
    return left.stem != right.stem and may_join(fold(between).split(), language)


def nounness(content: Content, found: Iterable[Use], language: str) -> Mapping[Stems, float]:
    """Return how nounlike each term is used: near 0 for verbs, near 1 for nouns, 0.5 where nothing tells."""
    votes: dict[Stems, Counter[int]] = defaultdict(Counter)
    for use in found:
        before = tokens(content.text, Span(max(0, use.chars.start - _BEFORE), use.chars.start))
        vote = noun_vote(before[-1].norm if before else None, language)
        ends = len(use.stems) == 1 and verb_ending(fold(use.chars.slice(content.text)), language)
        votes[use.stems][-1 if ends and vote <= 0 else vote] += 1
    return {stems: (votes[stems][1] + 0.5) / (votes[stems][1] + votes[stems][-1] + 1) for stems in votes}


def spelling(content: Content, found: Sequence[Use], heads: frozenset[int]) -> str:
    """Return the form heard most often, inside sentences rather than at their capital heads."""
    inside = Counter(use.chars.slice(content.text) for use in found if use.chars.start not in heads)
    forms = inside or Counter(use.chars.slice(content.text) for use in found[:1])
    form = min(forms, key=lambda one: (-forms[one], one.isupper(), one))
    return " ".join(form.split())
