"""The taxonomy of acts an accusation may name: leaves under branches, and the words that stand for them.

Where several cues fit, the longest decides; of equals the one that comes first in the text, then the act that
stands first in the taxonomy. A pair is a verb and a noun at most `REACH` words apart, in either order ("closed
the last newspaper", "the newspaper they closed"). Acts are compared for matches across accusations and records:
the same leaf, leaves of one branch, or leaves of two branches that the taxonomy calls equivalent.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rhetoric.devices.inflect import inflector
from rhetoric.devices.trie import Entry, TermHit, TokenTrie
from rhetoric.errors import unknown_name
from rhetoric.text import fold, tokens

REACH = 5  # words between the two of a pair
PAIRS = "pairs"
_COMMAND = frozenset({"imp", "clitic"})
_LONGEST = 8  # words of one half of a pair
KINDS = frozenset({"verbs", "nouns", "people", "words", PAIRS})


@dataclass(frozen=True, slots=True)
class Act:
    """One leaf of the taxonomy; `names` and `cues` go by language, cues then by kind."""

    id: str
    names: Mapping[str, str]
    plover: str
    cues: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def branch(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]

    def name(self, language: str) -> str:
        """Return the act's name in a language, else in English, else its id."""
        return self.names.get(language) or self.names.get("en") or self.id


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Two leaves of different branches that are the same kind of conduct, with their likeness from 0 to 1."""

    first: str
    second: str
    weight: float

    @property
    def pair(self) -> frozenset[str]:
        """The two leaves, whichever comes first."""
        return frozenset({self.first, self.second})


class ActHit(NamedTuple):
    """An act found in words `start` to `end`, `length` of them cue words; `features` are those of its head."""

    start: int
    end: int
    length: int
    rank: int
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All acts in their order, and the equivalents among them; the words of a language are compiled once."""

    acts: tuple[Act, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()
    _cues: dict[str, "_Cues"] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """The leaves."""
        return tuple(act.id for act in self.acts)

    @property
    def branches(self) -> tuple[str, ...]:
        """The branches, each once."""
        return tuple(dict.fromkeys(act.branch for act in self.acts))

    def act(self, name: str) -> Act:
        """Return the act with this id.

        Raises
        ------
        UnknownNameError
            If the taxonomy has no such leaf.
        """
        for act in self.acts:
            if act.id == name:
                return act
        raise unknown_name("act", name, self.ids)

    def wordless(self, languages: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the leaves that have no cue in a language, each with the language."""
        return tuple((act.id, each) for act in self.acts for each in languages if not act.cues.get(each))

    def act_in(self, text: str, language: str, *, near: str | None = None) -> str | None:
        """Return the leaf that the words of a text name, or None; one in the words `near` goes before others."""
        norms = _norms(text)
        start, end = _place(norms, _norms(near)) if near else (0, 0)
        best = min(
            self._compiled(language).find(norms),
            key=lambda hit: (not (hit.start < end and start < hit.end), -hit.length, hit.start, hit.rank),
            default=None,
        )
        return self.acts[best.rank].id if best else None

    def acts_in(self, text: str, language: str) -> tuple[str, ...]:
        """Return every leaf that the words of a text name, in order of place, a longer cue over one inside it."""
        hits = sorted(self.hits(_norms(text), language), key=lambda hit: (-hit.length, hit.start, hit.rank))
        kept: list[ActHit] = []
        for hit in hits:
            if not any(one.start <= hit.start and hit.end <= one.end and one.length > hit.length for one in kept):
                kept.append(hit)
        kept.sort(key=lambda hit: (hit.start, -hit.length, hit.rank))
        return tuple(dict.fromkeys(self.acts[hit.rank].id for hit in kept))

    def hits(self, norms: Sequence[str], language: str) -> tuple[ActHit, ...]:
        """Return where acts stand among folded tokens; none in a language without cues."""
        return tuple(self._compiled(language).find(norms)) if language in self.languages else ()

    @property
    def languages(self) -> frozenset[str]:
        """The languages in which any act has cues."""
        return frozenset(language for act in self.acts for language in act.cues)

    def _compiled(self, language: str) -> "_Cues":
        if language not in self._cues:
            self._cues[language] = _Cues(self.acts, language)
        return self._cues[language]


class _Cues:
    """The compiled cues of a language.

    An entry's classes are the ranks of the acts a cue names alone ("3"), its lemma the pairs it is half of
    ("3:1 7:0"), its features those of the form and the kind of cue.
    """

    def __init__(self, acts: Sequence[Act], language: str) -> None:
        self._trie, tables = TokenTrie(), inflector(language)
        forms = {"verbs": tables.verb, "nouns": tables.noun, "people": tables.gendered, "words": tables.fixed}
        for (kind, lemma), (alone, halves) in _wanted(acts, language).items():
            classes, pairs = tuple(alone), " ".join(halves)
            for form in forms[kind](lemma):
                entry = Entry(classes, form.features | {kind}, pairs)
                if not form.features >= _COMMAND:  # "stop them": told to somebody, no act of anybody
                    self._trie.add([fold(form.text)] if form.text.isalpha() else _norms(form.text), entry)

    def find(self, norms: Sequence[str]) -> Iterator[ActHit]:
        """Yield the acts that words name, by single cues and by pairs."""
        verbs: list[tuple[str, TermHit]] = []
        nouns: dict[str, list[TermHit]] = {}
        for hit in self._trie.find(norms):
            length, features = hit.end - hit.start, hit.entry.features
            yield from (ActHit(hit.start, hit.end, length, int(rank), features) for rank in hit.entry.classes)
            for pair in hit.entry.lemma.split():
                if "verbs" in features:
                    verbs.append((pair, hit))
                else:
                    nouns.setdefault(pair, []).append(hit)
        for pair, verb in verbs:
            near = nouns.get(pair, [])
            for noun in near[bisect_left(near, verb.start - REACH - _LONGEST, key=_start) :]:
                if noun.start > verb.end + REACH:
                    break
                gap = max(noun.start - verb.end, verb.start - noun.end)
                if 0 <= gap <= REACH:
                    length = verb.end - verb.start + noun.end - noun.start
                    rank = int(pair.partition(":")[0])
                    start, end = min(verb.start, noun.start), max(verb.end, noun.end)
                    yield ActHit(start, end, length, rank, verb.entry.features)


def _start(hit: TermHit) -> int:
    return hit.start


def _wanted(acts: Sequence[Act], language: str) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Return the acts that each lemma of a kind names alone, and its pairs, so that it is inflected once."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for rank, act in enumerate(acts):
        for kind, lemmas in act.cues.get(language, {}).items():
            for at, lemma in enumerate(lemmas):
                if kind == PAIRS:
                    for half, part in zip(("verbs", "nouns"), lemma.split("+"), strict=True):
                        for one in part.split("|"):
                            found.setdefault((half, one.strip()), ([], []))[1].append(f"{rank}:{at}")
                else:
                    found.setdefault((kind, lemma), ([], []))[0].append(str(rank))
    return found


def _norms(text: str) -> list[str]:
    if text.isascii() and text.islower() and text.replace(" ", "").isalpha():
        return text.split()  # already folded words: most cues are, and there are many
    return [token.norm for token in tokens(text)]


def _place(norms: Sequence[str], wanted: Sequence[str]) -> tuple[int, int]:
    """Return where `wanted` stands in `norms`; an empty range where it does not."""
    for at in range(len(norms) - len(wanted) + 1) if wanted else ():
        if list(norms[at : at + len(wanted)]) == list(wanted):
            return at, at + len(wanted)
    return 0, 0
