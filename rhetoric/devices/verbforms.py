"""A guess at which words are finite verbs and which of them stand in the past, without a parser.

Closed lists (auxiliaries, irregular forms) decide first, then regular forms of listed verbs, then telling endings.
Forms that could as well be nouns count only where no determiner or preposition stands before them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_VOWELS = "aeiou"
_SPANISH_PAST_ENDINGS = ("aron", "ieron", "yeron", "abamos", "aban", "asteis", "isteis")
_NOT_PARTICIPLES = frozenset(
    "indeed hundred speed sacred breed naked wicked hatred kindred exceed proceed succeed bleed greed".split()
)
_NOT_WE = frozenset("ramos tramos reclamos extremos supremos remos amos".split())
_SPANISH_FUTURE_ENDINGS = ("é", "ás", "á", "emos", "éis", "án")


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verb forms of one language: `sure` ones, those that may be `nouns`, `past` ones and `bases`."""

    language: str
    sure: frozenset[str]
    ambiguous: frozenset[str]
    past: frozenset[str]
    participles: frozenset[str]
    bases: frozenset[str]
    before_noun: frozenset[str]
    perfect: frozenset[str]

    def finite_at(self, norms: Sequence[str], index: int, raw: str = "") -> bool:
        """Tell whether the token at `index` looks like a finite verb; `raw` is its spelling in the text."""
        norm = norms[index]
        previous = norms[index - 1] if index else ""
        if norm in self.sure:
            return self.language != "en" or previous not in self.before_noun or previous in _PRONOMINAL
        if self.language == "es" and _spanish_ending(norm, raw):
            return True
        return (norm in self.ambiguous or self._participle(norm)) and self._unlike_noun(norms, index)

    def past_at(self, norms: Sequence[str], index: int, raw: str = "") -> bool:
        """Tell whether the token at `index` looks like a verb in the past (perfect tenses are not)."""
        norm = norms[index]
        if norm in self.past:
            return True
        if self._participle(norm):
            recent = norms[max(0, index - 2) : index]
            return not any(word in self.perfect for word in recent) and self._unlike_noun(norms, index)
        return self.language == "es" and (
            raw.endswith("ó") or norm.endswith(_SPANISH_PAST_ENDINGS) or self._imperfect(norm)
        )

    def _imperfect(self, norm: str) -> bool:
        """Tell whether a Spanish word is a singular imperfect: any in -aba, those of known verbs in -ía."""
        if norm.endswith("ia"):
            return f"{norm[:-2]}er" in self.bases or f"{norm[:-2]}ir" in self.bases
        return norm.endswith("aba") and len(norm) > len("labaa")

    def _participle(self, norm: str) -> bool:
        if norm in self.participles:
            return True
        return self.language == "en" and len(norm) > 4 and norm.endswith("ed") and norm not in _NOT_PARTICIPLES

    def _unlike_noun(self, norms: Sequence[str], index: int) -> bool:
        previous = norms[index - 1] if index else ""
        if previous in self.before_noun and previous not in _PRONOMINAL:
            return False
        earlier = norms[index - 2] if index > 1 else ""
        is_base = norms[index] in self.bases and self.language == "en"
        return not (
            is_base and earlier in self.before_noun and not previous.endswith(("s", "people", "men", "children"))
        )


_PRONOMINAL = frozenset("this that these those all both some many few each".split())


def build(language: str, words: Mapping[str, frozenset[str]]) -> Verbs:
    """Make the verb forms of `language` from its word sets."""
    bases, stop = words["verbs.bases"], words["words.stop"]
    before_noun = words["words.determiners"] | words["words.prepositions"]
    if language == "en":
        participles = frozenset(_english_past(base) for base in bases)
        present = bases | frozenset(_english_third(base) for base in bases)
        return Verbs(
            language,
            sure=words["verbs.finite"] | words["verbs.past"],
            ambiguous=present - stop,
            past=words["verbs.past"],
            participles=participles,
            bases=bases,
            before_noun=before_noun | {"to"},
            perfect=frozenset("have has had having be been being is are am".split()),
        )
    past = frozenset(_each(_spanish_past, bases)) - stop
    present = frozenset(_each(_spanish_present, bases)) - stop
    return Verbs(
        language,
        sure=words["verbs.finite"] | words["verbs.past"] | past,
        ambiguous=present - past,
        past=words["verbs.past"] | past,
        participles=frozenset(),
        bases=bases,
        before_noun=before_noun,
        perfect=frozenset(),
    )


def _each(make: Callable[[str], Iterable[str]], bases: Iterable[str]) -> Iterator[str]:
    for base in bases:
        yield from make(base)


def _english_third(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _english_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    doubled = len(base) < 5 and len(base) > 2 and base[-1] not in "wxyaeiou" and base[-2] in _VOWELS
    if doubled and base[-3] not in _VOWELS:
        return base + base[-1] + "ed"
    return base + "ed"


def _spanish_past(base: str) -> Iterator[str]:
    stem = base[:-2]
    endings = "aron aba aban abamos" if base.endswith("ar") else "io ieron ia ian iamos"
    yield from (stem + ending for ending in endings.split())


def _spanish_present(base: str) -> Iterator[str]:
    stem = base[:-2]
    endings = {"ar": "o a as an amos e en emos aste", "er": "o e es en emos a an amos iste"}
    own = endings.get(base[-2:], "o e es en imos a an amos iste")
    yield from (stem + ending for ending in own.split())
    yield from (_before_other_vowel(base) + ending for ending in ("e", "en", "emos") if base.endswith("ar"))
    yield from (_before_other_vowel(base) + ending for ending in ("o", "a", "an", "amos") if base.endswith("ir"))
    yield from (base + ending for ending in "e as a emos an ia ian iamos".split())


def _before_other_vowel(base: str) -> str:
    """Return the stem as spelled in the subjunctive: "pague", "busque", "alce", "dirija"."""
    stem = base[:-2]
    changes = {"c": "qu", "g": "gu", "z": "c"} if base.endswith("ar") else {"g": "j"}
    return stem[:-1] + changes.get(stem[-1], stem[-1])


def _spanish_ending(norm: str, raw: str) -> bool:
    if norm.endswith(_SPANISH_PAST_ENDINGS) or (raw.endswith("ó") and len(raw) > 2):
        return True
    return spanish_future(raw) or (norm.endswith(("amos", "emos")) and norm not in _NOT_WE)


def spanish_future(raw: str) -> bool:
    """Tell whether an accented Spanish word has an ending of the future ("construirán")."""
    lower = raw.lower()
    for ending in _SPANISH_FUTURE_ENDINGS:
        stem = lower.removesuffix(ending)
        if (
            stem != lower
            and len(stem) > 2
            and ending != "emos"
            and stem.endswith(("ar", "er", "ir", "dr", "br", "rr"))
        ):
            return True
    return False
