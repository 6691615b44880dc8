import contextlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.devices import matching
from rhetoric.devices.document import Sentence
from rhetoric.devices.matching import find, first
from rhetoric.devices.patterns import Item, parse, readable
from rhetoric.devices.trie import Entry, TokenTrie
from rhetoric.devices.view import Hit, View, look, scan
from rhetoric.errors import FormatError
from rhetoric.records import Span
from rhetoric.text import tokens

TERMS = {
    "rats": ("pest", frozenset({"pl"})),
    "rat": ("pest", frozenset({"sg"})),
    "hidden hand": ("plot", frozenset[str]()),
}


def view(text: str, *patterns: str) -> View:
    trie = TokenTrie()
    for term, (name, features) in TERMS.items():
        trie.add(term.split(), Entry((name,), features))
    for pattern in patterns:
        for item in parse(pattern).items:
            for choice in item.choices:
                if choice.name.startswith("="):
                    trie.add([token.norm for token in tokens(choice.name[1:])], Entry((choice.name,)))
    span = Span(0, len(text))
    sentence = Sentence(span, tokens(text), (span,), 0, None)
    return look(text, sentence, scan(sentence, (trie,)), home=None, names=frozenset())


def matched(text: str, pattern: str) -> str | None:
    seen = view(text, pattern)
    match = first(parse(pattern), seen)
    if match is None:
        return None
    return text[seen.sentence.tokens[match.start].start : seen.sentence.tokens[match.end - 1].end]


@pytest.mark.parametrize(
    ("text", "pattern", "words"),
    [
        ("Those grey rats in the hall", "those ..1 @pest", "Those grey rats"),
        ("Those big grey rats", "those ..1 @pest", None),
        ("Those rats", "those @pest:sg", None),
        ("Those rats", "those @pest:sg/pl", "Those rats"),
        ("those, rats", "those ..2 @pest", None),
        ("those, rats", "those ...2 @pest", "those, rats"),
        ("those, rats", "those , @pest", "those, rats"),
        ("those rats", "those , @pest", None),
        ("We know those rats", "^those @pest", None),
        ("They know that those rats", "^those @pest", "those rats"),
        ("the very rats", "the very? @pest", "the very rats"),
        ("the rats", "the very? @pest", "the rats"),
        ("a rat or two", "@pest or|and *", "rat or two"),
        ("who pays you to ask", "who_pays|who_sent you", "who pays you"),
        ("It was the hidden hand again", "the @plot", "the hidden hand"),
        ("orders from Kestria", "orders from #name", "orders from Kestria"),
        ("orders from home", "orders from #name", None),
        ("the rats, we said", "the ..2 @pest ,", "the rats"),
        ("the rats we said", "the ..2 @pest ,", None),
        ("the rats of the hall, we said", "the @pest ..4 ,", "the rats of the hall"),
    ],
)
def test_items(text: str, pattern: str, words: str | None) -> None:
    assert matched(text, pattern) == words


def test_slots_and_items_name_their_words() -> None:
    match = first(parse("WHO=those ..3 WHAT=@pest"), view("those old grey rats", "those"))
    assert match is not None
    assert [(filled.slot, filled.start, filled.end) for filled in match.slots] == [("WHO", 0, 1), ("WHAT", 3, 4)]
    assert match.items == ((0, 1), (3, 4))


def test_matches_do_not_overlap() -> None:
    seen = view("rat rat rat rat")
    assert [(match.start, match.end) for match in find(parse("@pest @pest"), seen)] == [(0, 2), (2, 4)]


@pytest.mark.parametrize("pattern", ["", "..3", "a ..40 b", "?", "a ..2", "@", "a b? ..99 c", "x=y=z"])
def test_patterns_that_cannot_be_read(pattern: str) -> None:
    with pytest.raises(FormatError):
        parse(pattern)


def test_many_gaps_stay_quick() -> None:
    pattern = " ...30 ".join(["rat"] * 12) + " ...30 never"
    text = "rat " * 400
    assert list(find(parse(pattern), view(text, pattern))) == []


@given(st.text(max_size=80))
def test_any_pattern_parses_or_says_why(pattern: str) -> None:
    with contextlib.suppress(FormatError):  # anything else is a bug
        assert parse(pattern).items


def test_contracted_and_owning_words_count_without_their_ending() -> None:
    assert matched("they're here", "they ..1 here") == "they're here"
    assert matched("the rat's tail", "the @pest") == "the rat's"


def test_patterns_can_be_read_by_people() -> None:
    assert readable("SLOT=@wrong_verb:fin/ger ..3 by|the_own @own?") == "wrong verb … by/the own own"
    assert readable("^~take|#name") == "take/name"


def test_work_grows_with_items_and_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern of gaps and optional items that fails at the end looks at each item and place once."""
    words = 120
    steps = 0
    real = matching._Search._reachable

    def counted(self: matching._Search, item: Item, at: int, *, opening: bool) -> Iterator[Hit]:
        nonlocal steps
        steps += 1
        return real(self, item, at, opening=opening)

    monkeypatch.setattr(matching._Search, "_reachable", counted)
    source = " ".join(["a", *["...30 a|*?"] * 20, "...30 zzz"])
    pattern = parse(source)
    assert list(find(pattern, view("zzz " + "a " * words + "end", source))) == []
    assert 0 < steps <= (len(pattern.items) + 1) * (words + 2)
