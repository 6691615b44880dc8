"""What is measured of a series of three, for weighing whether it is a tricolon: parallel form, and matter.

Each measure lies in [0, 1]. Those of form follow Atkinson 1984 and Fahnestock 2011 (isocolon, parallel grammar,
homoioteleuton); those of matter tell an inventory of names, numbers and offices from a list made for effect.
"""

from collections.abc import Sequence

from rhetoric.devices.figures.flow import Break, Unit
from rhetoric.devices.figures.series import Reader, Series
from rhetoric.devices.figures.shape import is_abstract

NAMES = (
    "opening",  # the members open with the same word (½), or the same two
    "classes",  # their first words are of the same classes, one by one
    "even",  # the shortest is as long as the longest
    "size",  # they are phrases and clauses rather than single words
    "inner",  # a word inside them comes back in all three
    "endings",  # they end in the same letters
    "verbs",  # they open with a verb
    "abstract",  # the share of members that hold an abstract word
    "names",  # the share that are names, numbers, dates or offices
    "listed",  # "such as", "including" or "other" says that they are examples
    "closes",  # a stop follows
    "joining",  # no "and", or one before each: not the everyday "A, B and C"
    "sentences",  # they are sentences
)
_LARGEST = 8  # tokens from which a member is no longer counted as larger
_ENDING = 3  # letters
_AHEAD = 3  # tokens before the series in which examples are announced


def measure(reader: Reader, series: Series) -> tuple[float, ...]:
    """Return the measures of a series in the order of `NAMES`."""
    flow, lists, units = reader.flow, reader.lists, series.members
    words = [flow.norms[unit.first : unit.end] for unit in units]
    lengths = [len(member) for member in words]
    pairs = ((units[0], units[1]), (units[1], units[2]), (units[0], units[2]))
    end = units[2].end
    closes = end == len(flow.norms) or flow.breaks[end] >= Break.SENTENCE or flow.gap(end).strip() in (";", ":")
    heads = [_verbal(reader, unit) for unit in units]
    return (
        _opening(words) / 2,
        min(reader.alike(one, other) for one, other in pairs),
        min(lengths) / max(lengths),
        min(sum(lengths) / 3, _LARGEST) / _LARGEST,
        float(bool(set(words[0][1:]) & set(words[1][1:]) & set(words[2][1:]))),
        float(_rhymes([member[-1] for member in words])),
        sum(heads) / 3,
        sum(any(is_abstract(word, lists) for word in member) for member in words) / 3,
        sum(_plain(reader, unit) for unit in units) / 3,
        float(_announced(reader, units)),
        float(closes),
        float(series.joined[0] == series.joined[1]),
        float(series.whole),
    )


def _opening(words: Sequence[Sequence[str]]) -> int:
    if len({member[0] for member in words}) > 1:
        return 0
    return 2 if min(map(len, words)) > 1 and len({member[1] for member in words}) == 1 else 1


def _rhymes(words: Sequence[str]) -> bool:
    return min(map(len, words)) > _ENDING and len({word[-_ENDING:] for word in words}) == 1


def _verbal(reader: Reader, unit: Unit) -> bool:
    """Tell whether a member opens with a verb, or with a pronoun or "to" and its verb."""
    classes = [reader.kind(i) for i in range(unit.first, min(unit.first + 2, unit.end))]
    if classes[0] in ("verb", "-ing", "-ando", "-iendo", "-ar", "-er", "-ir"):
        return True
    opens = reader.flow.norms[unit.first] == "to" or classes[0] in ("pronouns", "negation")
    return len(classes) > 1 and opens and classes[1] in ("verb", "open")


def _plain(reader: Reader, unit: Unit) -> bool:
    """Tell whether a member is a name, a number, a date or an office."""
    flow, lists = reader.flow, reader.lists
    listed = lists.words["figures.inventory"] | lists.words["figures.enumeration"]
    content = [i for i in range(unit.first, unit.end) if flow.norms[i] not in lists.words["words.stop"]]
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
