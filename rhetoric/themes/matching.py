"""Which topic of a list a stretch of text treats: words of the topic, counted by sentences, against the rivals."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rhetoric.records import Span
from rhetoric.text import tokens
from rhetoric.themes.stems import Content, is_content, stem
from rhetoric.themes.stopwords import stop_words
from rhetoric.themes.topics import Topic

_FEWEST = 3  # sentences of a theme that must hold words of the topic …
_SHARE = 0.15  # … and the share of its sentences
_VARIETY = 3  # different words of the topic that must occur
_LEAD = 1.25  # times the runner-up's count
_UNPUNCTUATED = 60  # words; sentences are counted as if none were longer

Phrase = tuple[str, ...]
_Table = Mapping[str, Sequence[tuple[Phrase, tuple[int, ...]]]]


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A word of a topic in the text: which topic, which of its words, in which sentence."""

    topic: int
    term: Phrase
    sentence: int


class TopicReading:
    """A text, and where the words of a list of topics stand in it."""

    def __init__(self, content: Content, topics: Sequence[Topic], language: str) -> None:
        self.language = language
        self._topics = topics
        self._hits = _hits(content, _table(topics, language))
        self._places = [hit.sentence for hit in self._hits]
        self._units = [0, *accumulate(max(1, length // _UNPUNCTUATED) for length in content.lengths)]

    def best(self, parts: Sequence[Span]) -> Topic | None:
        """Return the topic that the sentences in `parts` treat, if one leads clearly."""
        spread: defaultdict[int, set[tuple[Phrase, int]]] = defaultdict(set)
        for part in parts:
            first, end = (bisect_left(self._places, place) for place in part)
            for hit in self._hits[first:end]:
                spread[hit.topic].add((hit.term, hit.sentence))
        if not spread:
            return None
        ranked = sorted(spread, key=lambda topic: (-len(spread[topic]), topic))
        best = ranked[0]
        second = len(spread[ranked[1]]) if len(ranked) > 1 else 0
        units = sum(self._units[part.end] - self._units[part.start] for part in parts)
        score = len(spread[best])
        varied = len({term for term, _ in spread[best]}) >= _VARIETY
        enough = score >= max(_FEWEST, _SHARE * units)
        return self._topics[best] if varied and enough and score >= _LEAD * second else None


def _hits(content: Content, table: _Table) -> tuple[TopicHit, ...]:
    """Find the words of all topics in a text, the longest at each place."""
    found: list[TopicHit] = []
    words = content.words
    place = 0
    while place < len(words):
        length = 1
        for phrase, owners in table.get(words[place].stem, ()):
            run = words[place : place + len(phrase)]
            if tuple(word.stem for word in run) == phrase and run[-1].sentence == run[0].sentence:
                found.extend(TopicHit(owner, phrase, run[0].sentence) for owner in owners)
                length = len(phrase)
                break
        place += length
    return tuple(found)


def _table(topics: Sequence[Topic], language: str) -> _Table:
    """Return the phrases by their first stem, the longest first, each with the topics it speaks for."""
    owners: defaultdict[Phrase, list[int]] = defaultdict(list)
    for number, topic in enumerate(topics):
        for term in topic.terms(language):
            phrase = _stems(term, language)
            if phrase and number not in owners[phrase]:
                owners[phrase].append(number)
    table: defaultdict[str, list[tuple[Phrase, tuple[int, ...]]]] = defaultdict(list)
    for phrase in sorted(owners, key=lambda one: (-len(one), one)):
        table[phrase[0]].append((phrase, tuple(owners[phrase])))
    return table


def _stems(term: str, language: str) -> Phrase:
    """Return the stems of a term's words, without those that are no content words in any text."""
    stops = stop_words(language)
    kept = [word for word in tokens(term) if is_content(word, stops)]
    return tuple(stem(term[word.start : word.end], language) for word in kept)
