"""The taxonomy of acts an accusation may name: leaves under branches, and the words that stand for them.

The file acts.yaml maps BRANCH.LEAF to its names, its counterpart in the PLOVER event ontology, and per language
its cues as verbs, nouns and words, inflected as in a lexicon. Where several cues fit, the longest decides, and of
equals the one that comes first in the text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rhetoric.devices import yamlfile
from rhetoric.devices.inflect import inflector
from rhetoric.devices.trie import Entry, TokenTrie
from rhetoric.errors import FormatError
from rhetoric.text import tokens

SHIPPED = Path(__file__).with_name("codebook") / "acts.yaml"
_KINDS = frozenset({"verbs", "nouns", "words"})
_KEYS = frozenset({"name", "plover", "cues"})


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


def read_acts(path: Path = SHIPPED) -> tuple[Act, ...]:
    """Read a taxonomy of acts.

    Raises
    ------
    FormatError
        If an id is not BRANCH.LEAF, or an entry breaks the layout.
    """
    found = []
    for name, raw in yamlfile.mapping(path).items():
        branch, dot, leaf = name.partition(".")
        if not (branch and dot and leaf) or not isinstance(raw, dict):
            raise FormatError(f"{path}: {name!r} is no act", "write BRANCH.LEAF: and its name, plover, cues")
        yamlfile.check_keys(raw, _KEYS, path)
        names, cues = _inner(raw, "name", path), _inner(raw, "cues", path)
        by_language = {
            language: {kind: _listed(kinds, kind, path) for kind in kinds}
            for language, kinds in ((each, _inner(cues, each, path)) for each in cues)
        }
        shown = {language: yamlfile.text(names, language, path) for language in names}
        found.append(Act(name, shown, str(raw.get("plover", "")), by_language))
    return tuple(found)


def act_in(text: str, language: str) -> str | None:
    """Return the leaf of the shipped taxonomy that the words of a text name, or None."""
    norms = [token.norm for token in tokens(text)]
    hits = _trie(language).find(norms)
    best = min(hits, key=lambda hit: (hit.start - hit.end, hit.start, hit.entry.lemma), default=None)
    return best.entry.lemma if best else None


@cache
def _trie(language: str) -> TokenTrie:
    trie, tables = TokenTrie(), inflector(language)
    forms = {"verbs": tables.verb, "nouns": tables.noun, "words": tables.fixed}
    for act in read_acts():
        for kind, lemmas in act.cues.get(language, {}).items():
            for lemma in lemmas:
                for form in forms[kind](lemma):
                    trie.add([token.norm for token in tokens(form.text)], Entry((), lemma=act.id))
    return trie


def _inner(raw: Mapping[str, object], key: str, path: Path) -> Mapping[str, object]:
    value = raw.get(key) or {}
    if not isinstance(value, dict):
        raise FormatError(f"{path}: {key!r} is {value!r}", "write one line per language or kind below it")
    return value


def _listed(raw: Mapping[str, object], kind: str, path: Path) -> tuple[str, ...]:
    yamlfile.check_keys(raw, _KINDS, path)
    return tuple(
        part.strip() for one in yamlfile.strings(raw, kind, path) for part in one.split(",") if part.strip()
    )
