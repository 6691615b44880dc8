"""What a theme is called: a topic of the list, or the terms that set it apart, as they were spoken."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count as numbers
from math import log

from rhetoric.records import Span, Theme
from rhetoric.text import tokens
from rhetoric.themes.generic import generic_stems
from rhetoric.themes.grammar import knows
from rhetoric.themes.matching import TopicReading
from rhetoric.themes.phrases import Stems, Use, nounness, spelling, uses
from rhetoric.themes.stems import Content

_FALLBACK = 3  # words of a theme that has no content words
_LABEL_WORDS = 3  # content words of a label, together
_PHRASE_GAIN = 1.5  # times its words' mean worth that a phrase is worth: it says more than they do apart
_WORTH_A_PHRASE = 0.75  # of the uses of its rarest word that a phrase must cover in a theme
_MORE_OF_IT = 0.7  # of the uses of a phrase that a longer one must cover to be the whole of it
_EVEN = 1.5  # of 1 + the ratio of rates; a term as common elsewhere has 2
_COMMON = 0.02  # times its count that a term is worth which is as common in the other themes
_NO_NAME = 0.2  # times its worth that a term is worth which tells a reader nothing by itself
_OFTEN = 2, 40  # uses that a label's term should have at least, and one more for so many sentences
_KIN = 5  # letters by which two words are too much alike to tell more than one of them


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a theme: its stems, its form as spoken, and how well it tells what the theme is, 0 to 2."""

    stems: Stems
    form: str
    telling: int


class Namer:
    """Names the themes of one text; the stems in `names`, where they have capitals, are those of its speakers."""

    def __init__(
        self, content: Content, reading: TopicReading, keywords: int, *, names: frozenset[str] = frozenset()
    ) -> None:
        self._content, self._reading, self._keywords = content, reading, keywords
        self._language = reading.language
        self._uses = uses(content, self._language)
        self._nounness = nounness(content, self._uses, self._language)
        self._empty = generic_stems(self._language) | _people(content, names)
        self._heads = frozenset(line.start for line in content.sentences)
        self._everywhere = _sentence_counts(self._uses)

    def themes(
        self, groups: Sequence[Sequence[Span]], prefix: str, *, parent: Theme | None = None
    ) -> tuple[Theme, ...]:
        """Return one theme per group of sentence ranges, numbered after `prefix`, each with a label of its own."""
        topics = [self._reading.best(group) for group in groups]
        shared = Counter(topic.id for topic in topics if topic)
        if parent and parent.topic:
            shared[parent.topic] += 1
        taken: set[str] = {parent.label} if parent else set()
        found = []
        for number, (group, topic) in enumerate(zip(groups, topics, strict=True), start=1):
            terms = self._terms(group)
            lone = topic if topic and shared[topic.id] == 1 else None
            lead = "" if lone or not topic or parent else topic.name(self._language)
            label = lone.name(self._language) if lone else self._label(group, terms, lead, taken)
            taken.add(label)
            found.append(
                Theme(
                    id=f"{prefix}{number}",
                    label=label,
                    keywords=tuple(term.form for term in terms if len(term.stems) == 1)[: self._keywords],
                    parts=tuple(_chars(self._content, part) for part in group),
                    topic=topic.id if topic else None,
                    parent=parent.id if parent else None,
                )
            )
        return tuple(found)

    def _label(self, group: Sequence[Span], terms: Sequence[Term], lead: str, taken: set[str]) -> str:
        """Join the best terms that share no word; one more where another theme has that label already."""
        best = max((term.telling for term in terms), default=0)
        kin = [word.norm for word in tokens(lead)]
        chosen: list[str] = []
        said, label = 0, lead
        for term in terms:
            if term.telling < best or (lead and not best) or _akin(term.stems, kin):
                continue
            if chosen and said + len(term.stems) > _LABEL_WORDS and label not in taken:
                break
            chosen.append(term.form)
            said += len(term.stems)
            kin.extend(term.stems)
            label = ": ".join(filter(None, (lead, ", ".join(chosen))))
        return _apart(label or _first_words(self._content, group), taken)

    def _terms(self, group: Sequence[Span]) -> list[Term]:
        """Return the terms of a theme, the best first; those used mostly as verbs come last."""
        inside = [use for use in self._uses if _within(use.sentence, group)]
        here = _sentence_counts(inside)
        often = _OFTEN[0] + sum(part.length for part in group) // _OFTEN[1]
        worth = _distinctness(here, self._everywhere)
        for stems in worth:
            if len(stems) == 1:
                worth[stems] *= self._nounness[stems].share * (_NO_NAME if stems[0] in self._empty else 1)
        for stems in [one for one in worth if len(one) > 1]:
            worth[stems] = self._phrase_worth(stems, here, worth)
        for part in list(_parts_of_more(here, worth)):
            worth[part] = 0.0
        ranked = sorted((one for one in worth if worth[one] > 0), key=lambda one: (-worth[one], one))
        wanted = set(ranked[: 4 * self._keywords]) | set(
            [one for one in ranked if len(one) == 1][: self._keywords]
        )
        by_stems: defaultdict[Stems, list[Use]] = defaultdict(list)
        for use in inside:
            if use.stems in wanted:
                by_stems[use.stems].append(use)
        return [
            Term(
                one,
                spelling(self._content, by_stems[one], self._heads),
                self._telling(one, often=here[one] >= often),
            )
            for one in ranked
            if one in wanted
        ]

    def _phrase_worth(self, stems: Stems, here: Mapping[Stems, int], worth: Mapping[Stems, float]) -> float:
        """Rate a phrase by its words, if they mostly come together here and none is mostly a verb."""
        singles = [(stem,) for stem in stems]
        together = here[stems] / min(here[one] for one in singles)
        nounlike = self._own(stems) > 0 and min(self._nounness[one].share for one in singles) >= 0.5
        if here[stems] < 2 or not nounlike or together < _WORTH_A_PHRASE ** len(stems):
            return 0.0
        return _PHRASE_GAIN * sum(worth[one] for one in singles) / len(stems)

    def _telling(self, stems: Stems, *, often: bool) -> int:
        """Say how well a term can stand in a label: 0 not at all, 2 as a phrase or what is surely a noun."""
        if self._empty.issuperset(stems):
            return 0
        return min(2 if often else 1, 2 if len(stems) > 1 else self._own(stems))

    def _own(self, stems: Stems) -> int:
        return self._nounness[stems].own if knows(self._language) else 2


def _akin(stems: Stems, others: Iterable[str]) -> bool:
    """Say whether a word begins as one of the others does: a country, its people and its language are one term."""
    return any(one[:_KIN].startswith(other[:_KIN]) or other.startswith(one) for other in others for one in stems)


def _people(content: Content, names: frozenset[str]) -> frozenset[str]:
    """Return which of the stems are always written with a capital, as the names of people are."""
    plain = {word.stem for word in content.words if content.text[word.chars.start].islower()}
    return names - plain


def _parts_of_more(here: Mapping[Stems, int], worth: Mapping[Stems, float]) -> Iterator[Stems]:
    """Yield the phrases that are mostly heard as part of a longer one."""
    for stems in worth:
        for part in (stems[1:], stems[:-1]) if len(stems) > 2 and worth[stems] > 0 else ():
            if here[stems] >= _MORE_OF_IT * here[part]:
                yield part


def _apart(label: str, taken: set[str]) -> str:
    """Return the label, with a number where another theme has it and no word tells the two apart."""
    numbered = (f"{label} ({number})" for number in numbers(2))
    return label if label not in taken else next(one for one in numbered if one not in taken)


def _within(sentence: int, group: Sequence[Span]) -> bool:
    place = bisect_right([part.start for part in group], sentence) - 1
    return place >= 0 and sentence < group[place].end


def _sentence_counts(found: Iterable[Use]) -> Counter[Stems]:
    """Count each term once per sentence, so that a refrain does not name the theme."""
    pairs = dict.fromkeys((use.stems, use.sentence, use.stretch) for use in found)
    return Counter(stems for stems, _, _ in pairs)


def _distinctness(here: Mapping[Stems, int], everywhere: Mapping[Stems, int]) -> dict[Stems, float]:
    """Weigh each term by count times log ratio of smoothed rates; what is as common elsewhere weighs little."""
    all_here = sum(here.values())
    all_there = sum(everywhere.values()) - all_here
    vocabulary = len(everywhere)
    scores = {}
    for stems, count in here.items():
        rate = count / all_here
        elsewhere = (everywhere[stems] - count + 0.5) / (all_there + 0.5 * vocabulary)
        scores[stems] = count * max(_COMMON, log((1 + rate / elsewhere) / _EVEN))
    return scores


def _first_words(content: Content, group: Sequence[Span]) -> str:
    words = tokens(content.text, content.sentences[group[0].start])[:_FALLBACK]
    return " ".join(content.text[word.start : word.end] for word in words) or "…"


def _chars(content: Content, stretch: Span) -> Span:
    return content.sentences[stretch.start].hull(content.sentences[stretch.end - 1])
