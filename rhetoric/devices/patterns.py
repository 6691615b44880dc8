"""The pattern language of codebook rules: what it looks like, and its parsed form.

A pattern is a line of items separated by spaces, matched in order against the words of one sentence:

=================  ==========================================================================================
``word``           that word, folded (no case, no accents); neighbouring words make one phrase
``a|b_c|@x``       any of these; ``_`` joins the words of one alternative
``@class``         a member of a lexicon class; ``@class:fut`` only in a form with that feature, ``:1+fut``
                   with both, ``:1s/1p`` with either
``~verb``          any form of that verb; takes features in the same way
``#name``          a capitalised name that is no known word (the first word of a sentence only where its
                   spelling elsewhere shows it is a name)
``*``              any one word
``..N``            up to N words, crossing no punctuation;  ``...N`` the same, crossing it
``,``              here punctuation stands between two words (or the sentence begins or ends)
``item?``          may be missing
``^item``          only where a clause may begin: after punctuation, a conjunction, or at the start
``SLOT=item``      the words found fill that slot of the device's frame
=================  ==========================================================================================

Matching is bounded: gaps have an upper limit, every (item, place) is tried once, and there are no regular
expressions, so that no pattern can hang the program.
"""

import re
from dataclasses import dataclass

from rhetoric.errors import FormatError
from rhetoric.text import fold

LONGEST_GAP = 30  # words
MOST_ITEMS = 24
MOST_CHOICES = 200  # alternatives of one item

_GAP = re.compile(r"(\.{2,3})(\d{1,2})$")
_ITEM = re.compile(r"(?P<start>\^)?(?:(?P<slot>[A-Z][A-Z_]*)=)?(?P<body>[^\^=?]+?)(?P<optional>\?)?$")
_ALTERNATIVE = re.compile(r"(?P<kind>[@~#]?)(?P<name>[^@~#:]+)(?::(?P<features>[a-z0-9+/]+))?$")

_SIGNS = re.compile(r"^[@~#]")
_FEATURES = re.compile(r":[a-z0-9+/]+(?=\||$)")
_SHOWN = 3  # alternatives of an item shown to people

Features = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One alternative: a class name, and the feature sets of which one must hold (none: any form)."""

    name: str
    features: Features = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a pattern: its alternatives, and the gap allowed before it, in words."""

    choices: tuple[Choice, ...]
    gap: int = 0
    crosses: bool = False
    breaks: bool = False
    starts: bool = False
    optional: bool = False
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern; `closes` asks for punctuation after the last item, at most `tail` words on."""

    source: str
    items: tuple[Item, ...]
    closes: bool = False
    tail: int = 0


def parse(source: str) -> Pattern:
    """Parse one pattern.

    Raises
    ------
    FormatError
        If an item cannot be read, a gap is too long, or nothing is left to match.
    """
    items: list[Item] = []
    gap, crosses, breaks = 0, False, False
    for part in source.split():
        length = _GAP.fullmatch(part)
        if length:
            gap, crosses = gap + int(length[2]), crosses or len(length[1]) == 3
        elif part == ",":
            breaks = True
        else:
            items.append(_item(source, part, gap=gap, crosses=crosses, breaks=breaks))
            gap, crosses, breaks = 0, False, False
        if gap > LONGEST_GAP:
            raise _wrong(source, part, f"a gap spans at most {LONGEST_GAP} words")
    if (gap and not breaks) or not any(not item.optional for item in items) or len(items) > MOST_ITEMS:
        raise _wrong(source, source, f"a pattern has 1 to {MOST_ITEMS} items and ends with one")
    return Pattern(source, _merged(items), closes=breaks, tail=gap)


def readable(source: str) -> str:
    """Return a pattern in words for people: "@wrong_verb ..3 @own" becomes "wrong verb … own"."""
    words = []
    for part in source.split():
        bare = _FEATURES.sub("", part.split("=", 1)[-1].strip("^?"))
        shown = [_SIGNS.sub("", one).replace("_", " ") for one in bare.split("|")]
        words.append("…" if _GAP.fullmatch(part) else "/".join(shown[:_SHOWN]))
    return " ".join(words)


def _item(source: str, part: str, *, gap: int, crosses: bool, breaks: bool) -> Item:
    match = _ITEM.fullmatch(part)
    if not match:
        raise _wrong(source, part, "an item is ^SLOT=a|@class:feature? with only its middle required")
    choices = tuple(_choice(source, one) for one in match["body"].split("|"))
    if len(choices) > MOST_CHOICES:
        raise _wrong(source, f"{part[:40]}…", f"at most {MOST_CHOICES} alternatives; make a word class of them")
    return Item(choices, gap, crosses, breaks, bool(match["start"]), bool(match["optional"]), match["slot"])


def _choice(source: str, one: str) -> Choice:
    match = _ALTERNATIVE.fullmatch(one)
    if not match:
        raise _wrong(source, one, "an alternative is a word, @class, ~verb, #name or *")
    features = tuple(frozenset(each.split("+")) for each in (match["features"] or "").split("/") if each)
    if match["kind"] == "@":
        return Choice(match["name"], features)
    if match["kind"] == "~":
        return Choice("~" + match["name"].replace("_", " "), features)
    if match["kind"] == "#" or match["name"] == "*":
        return Choice("#" + match["name"].lstrip("#"))
    return Choice("=" + fold(match["name"].replace("_", " ")))


def _merged(items: list[Item]) -> tuple[Item, ...]:
    """Join neighbouring plain words to one phrase: rarer, hence quicker to rule out."""
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if last and _plain(last) and _plain(item) and not (item.gap or item.breaks or item.starts):
            phrase = Choice(f"{last.choices[0].name} {item.choices[0].name[1:]}")
            joined[-1] = Item((phrase,), last.gap, last.crosses, last.breaks, last.starts)
        else:
            joined.append(item)
    return tuple(joined)


def _plain(item: Item) -> bool:
    single = len(item.choices) == 1 and item.choices[0].name.startswith("=")
    return single and not item.optional and item.slot is None


def _wrong(source: str, part: str, rule: str) -> FormatError:
    return FormatError(
        f"cannot read {part!r} in the pattern {source!r}: {rule}", "see rhetoric/devices/patterns.py"
    )
