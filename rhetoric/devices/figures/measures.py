"""What is measured of a series of three, for weighing whether it is a tricolon: parallel form, and matter.

Each measure lies in [0, 1]. Those of form follow Atkinson 1984 and Fahnestock 2011 (isocolon, parallel grammar,
homoioteleuton); those of matter tell an inventory of names, numbers and offices from a list made for effect.
"""

from collections.abc import Sequence

from rhetoric.devices.figures.flow import Break, Unit
from rhetoric.devices.figures.series import Reader, Series
from rhetoric.devices.figures.shape import is_abstract
from rhetoric.devices.grammar import Grammar

NAMES = (
    "opening",  # the members open with the same word or two: ⅓ for an article or "of", ⅔ for another
    "classes",  # their first words are alike, in the same order
    "even",  # the shortest is as long as the longest
    "size",  # they are phrases and clauses rather than single words
    "inner",  # small words inside them come back in all three
    "endings",  # they end in the same letters
    "verbs",  # they open with a verb
    "abstract",  # the share of members half of whose content words are abstract
    "names",  # the share that are names, numbers, dates or offices
    "listed",  # "such as", "including" or "other" says that they are examples
    "closes",  # a stop follows
    "joining",  # no "and", or one before each: not the everyday "A, B and C"
    "sentences",  # they are sentences
)
_LARGEST = 8  # tokens from which a member is no longer counted as larger
_ENDING = 3  # letters
_RISE = 1.5  # times that the third member may be as long as the others
_LIGHT = frozenset({"the", "of", "de", "del", "que", "that"})
_VERBAL = frozenset({"verb", "gerund", "infinitive"})
_DENSE = 3
_AHEAD = 3  # tokens before the series in which examples are announced


def measure(reader: Reader, series: Series) -> tuple[float, ...]:
    """Return the measures of a series in the order of `NAMES`."""
    flow, lists, units = reader.flow, reader.lists, series.members
    words = [flow.norms[unit.first : unit.end] for unit in units]
    lengths = [len(member) for member in words]
    shared = words[0][0] if len({member[0] for member in words}) == 1 else ""
    pairs = ((units[0], units[1]), (units[1], units[2]), (units[0], units[2]))
    end = units[2].end
    closes = end == len(flow.norms) or flow.breaks[end] >= Break.SENTENCE or flow.gap(end).strip() in (";", ":")
    return (
        _opening(reader, units),
        min(reader.forms.alike(one, other) for one, other in pairs),
        min(lengths) / max(lengths[0], lengths[1], lengths[2] / _RISE),
        min(sum(lengths) / 3, _LARGEST) / _LARGEST,
        _inner(words, lists.words["words.articles"]),
        float(_rhymes([member[-1] for member in words])),
        float(_verbal(reader, units)),
        sum(_abstract(member, lists) for member in words) / 3,
        sum(_plain(reader, unit, shared) for unit in units) / 3,
        float(_announced(reader, units)),
        float(closes),
        float(series.joined[0] == series.joined[1]),
        float(series.whole),
    )


def _opening(reader: Reader, units: Sequence[Unit]) -> float:
    first = units[0].first
    heads = [reader.forms.head(first + i) for i in range(reader.forms.opening(*units))]
    return min(1.0, sum(1 / 3 if head in _LIGHT else 2 / 3 for head in heads))


def _inner(words: Sequence[Sequence[str]], articles: frozenset[str]) -> float:
    """Return how dense the words are that come back inside all members, articles apart."""
    common = set(words[0][1:]) & set(words[1][1:]) & set(words[2][1:]) - articles
    return min(1.0, _DENSE * len(common) / (sum(map(len, words)) / 3))


def _abstract(words: Sequence[str], lists: Grammar) -> bool:
    """Tell whether half of the content words of a member are abstract."""
    content = [word for word in words if word not in lists.words["words.stop"]]
    return sum(is_abstract(word, lists) for word in content) * 2 >= len(content) > 0


def _rhymes(words: Sequence[str]) -> bool:
    return min(map(len, words)) > _ENDING and len({word[-_ENDING:] for word in words}) == 1


def _verbal(reader: Reader, units: Sequence[Unit]) -> bool:
    """Tell whether all members open with a verb of one form, or with "to" or a pronoun and a verb."""
    kinds = [reader.forms.kind(unit.first) for unit in units]
    if len(set(kinds)) == 1:
        return kinds[0] in _VERBAL or (
            kinds[0] in ("pronouns", "prepositions", "negation")
            and all(unit.end - unit.first > 1 and reader.forms.kind(unit.first + 1) in _VERBAL for unit in units)
        )
    return "verb" in kinds and set(kinds) <= {"verb", "open"}


def _plain(reader: Reader, unit: Unit, shared: str) -> bool:
    """Tell whether a member is a name, a number, a date or an office."""
    flow, lists = reader.flow, reader.lists
    listed = lists.words["figures.inventory"] | lists.words["figures.enumeration"]
    stop = lists.words["words.stop"] | {shared}
    content = [i for i in range(unit.first, unit.end) if flow.norms[i] not in stop]
    if any(flow.norms[i] in listed or flow.norms[i][0].isdecimal() for i in content):
        return True
    capital = [i for i in content if flow.raw(i)[0].isupper() and flow.breaks[i] < Break.SENTENCE]
    return len(capital) * 2 >= len(content) > 0


def _announced(reader: Reader, units: Sequence[Unit]) -> bool:
    """Tell whether a word says that the members are examples of more."""
    first = units[0].first
    words = reader.flow.norms[max(0, first - _AHEAD) : first]
    third = reader.flow.norms[units[2].first : units[2].first + _AHEAD]
    given = reader.lists.words["figures.examples"]
    return bool(given.intersection(words)) or bool(reader.lists.words["figures.others"].intersection(third))
