"""Word lists of a language, read once from `codebook/status/<language>.yaml`, with the verb forms made from them.

Everything is folded (no case, no accents), like the tokens it is compared with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from rhetoric.devices.inflect import finite
from rhetoric.text import fold

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sequences of folded words, found by their first word."""

    by_first: Mapping[str, tuple[tuple[str, ...], ...]]

    def at(self, norms: Sequence[str], index: int) -> int:
        """Return how many tokens the longest phrase that starts at `index` covers, or 0."""
        for phrase in self.by_first.get(norms[index], ()):
            if tuple(norms[index : index + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def find(self, norms: Sequence[str]) -> tuple[tuple[int, int], ...]:
        """Return (first, end) token ranges of all phrases in `norms`, longest first at each place."""
        found = ((index, self.at(norms, index)) for index in range(len(norms)) if norms[index] in self.by_first)
        return tuple((index, index + length) for index, length in found if length)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word sets ("negation.cues") and phrase lists ("reporting.phrases") of one language."""

    language: str
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases]
    verbs: finite.Verbs


@cache
def grammar(language: str) -> Grammar | None:
    """Return the word lists of `language`, or None where there are none."""
    if language not in LANGUAGES:
        return None
    source = resources.files("rhetoric.devices").joinpath("codebook", "status", f"{language}.yaml")
    flat = _flatten(yaml.safe_load(source.read_text(encoding="utf-8")))
    words = {key: frozenset(fold(value).split()) for key, value in flat.items() if isinstance(value, str)}
    phrases = {key: _phrases(value) for key, value in flat.items() if isinstance(value, list)}
    return Grammar(language, words, phrases, finite.build(language, words))


def _flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat.update(_flatten(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _phrases(lines: Sequence[str]) -> Phrases:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for line in lines:
        phrase = tuple(fold(line).split())
        by_first.setdefault(phrase[0], []).append(phrase)
    return Phrases({first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in by_first.items()})
