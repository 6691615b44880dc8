"""What a theme is called: the words that set it apart from the rest of the speech, as they were spoken."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from rhetoric.records import Span
from rhetoric.text import tokens
from rhetoric.themes.stems import Content, ContentWord

_FALLBACK = 3  # words of a theme that has no content words


def key_terms(content: Content, stretches: Sequence[Span], limit: int) -> tuple[str, ...]:
    """Return up to `limit` terms, best first, for a theme that holds these ranges of sentence numbers.

    A term counts once per sentence, so that a refrain does not name the theme. Its weight grows with how much
    more often it is heard here than elsewhere; the spelling shown is the one heard most often.
    """
    inside, outside = _split(content.words, stretches)
    here, there = _sentence_counts(inside), _sentence_counts(outside)
    scores = _distinctness(here, there)
    ranked = sorted(scores, key=lambda stem: (-scores[stem], stem))[:limit]
    spelling = _spellings(content, inside, frozenset(ranked))
    return tuple(spelling[stem] for stem in ranked)


def label(content: Content, stretches: Sequence[Span], terms: Sequence[str]) -> str:
    """Join the terms; a theme without any is called by its first words."""
    if terms:
        return ", ".join(terms)
    first = content.sentences[stretches[0].start]
    words = tokens(content.text, first)[:_FALLBACK]
    return " ".join(content.text[word.start : word.end] for word in words) or "…"


def _split(words: Iterable[ContentWord], stretches: Sequence[Span]) -> tuple[list[ContentWord], list[ContentWord]]:
    sentences = {number for start, end in stretches for number in range(start, end)}
    inside: list[ContentWord] = []
    outside: list[ContentWord] = []
    for word in words:
        (inside if word.sentence in sentences else outside).append(word)
    return inside, outside


def _sentence_counts(words: Iterable[ContentWord]) -> Counter[str]:
    pairs = dict.fromkeys((word.stem, word.sentence) for word in words)
    return Counter(stem for stem, _ in pairs)


def _distinctness(here: Mapping[str, int], there: Mapping[str, int]) -> dict[str, float]:
    """Weigh each stem by count times log ratio of smoothed rates; with nothing elsewhere, the count decides."""
    vocabulary = len(here.keys() | there.keys())
    all_here, all_there = sum(here.values()), sum(there.values())
    scores = {}
    for stem, count in here.items():
        rate = count / all_here
        elsewhere = (there.get(stem, 0) + 0.5) / (all_there + 0.5 * vocabulary)
        scores[stem] = count * log(1 + rate / elsewhere)
    return scores


def _spellings(content: Content, words: Iterable[ContentWord], wanted: frozenset[str]) -> dict[str, str]:
    """Choose for each stem the form heard most often, inside sentences rather than at their capital heads."""
    heads = {sentence.start for sentence in content.sentences}
    forms: dict[str, Counter[str]] = {stem: Counter() for stem in wanted}
    at_head: dict[str, str] = {}
    for word in words:
        if word.stem in wanted:
            form = word.chars.slice(content.text)
            if word.chars.start in heads:
                at_head.setdefault(word.stem, form)
            else:
                forms[word.stem][form] += 1
    return {stem: _most(forms[stem]) or at_head[stem] for stem in wanted}


def _most(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form.isupper(), form), default="")
