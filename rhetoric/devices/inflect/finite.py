"""A guess at which words are finite verbs and which of them stand in the past, without a parser.

Closed lists (auxiliaries, irregular forms) decide first, then the inflected forms of listed verbs, then telling
endings. Forms that could as well be nouns count only where no determiner or preposition stands before them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rhetoric.devices.inflect import inflector
from rhetoric.text import fold

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
            raw.endswith("ó") or norm.endswith(_SPANISH_PAST_ENDINGS) or _imperfect(norm)
        )

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
    past, present, participles = _forms(language, words["verbs.bases"])
    if language == "en":
        return Verbs(
            language,
            sure=words["verbs.finite"] | words["verbs.past"],
            ambiguous=present - stop,
            past=words["verbs.past"],
            participles=frozenset(form for form in participles if form.endswith("ed")),
            bases=bases,
            before_noun=before_noun | {"to"},
            perfect=frozenset("have has had having be been being is are am".split()),
        )
    past -= present | stop
    return Verbs(
        language,
        sure=words["verbs.finite"] | words["verbs.past"] | past,
        ambiguous=present - stop,
        past=words["verbs.past"] | past,
        participles=frozenset(),
        bases=bases,
        before_noun=before_noun,
        perfect=frozenset(),
    )


def _forms(language: str, bases: Iterable[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the folded forms of the past, all other finite ones, and the participles; they may overlap."""
    past: set[str] = set()
    present: set[str] = set()
    participles: set[str] = set()
    tables = inflector(language)
    for base in bases:
        for form in tables.verb(_unfolded(base) if language == "es" else base):
            if "part" in form.features:
                participles.add(fold(form.text))
            elif form.features & {"past", "impf"} and not _like_present(form.text):
                past.add(fold(form.text))
            elif "fin" in form.features:
                present.add(fold(form.text))
    return frozenset(past), frozenset(present), frozenset(participles)


def _like_present(form: str) -> bool:
    """Tell whether only an accent sets a past form apart, which folding takes ("cerró", "costé", not "vivió")."""
    return form.endswith(("é", "í", "ó")) and not form.endswith("ió")


def _unfolded(infinitive: str) -> str:
    """Return a Spanish infinitive with the accent that folding took ("reír", "oír")."""
    return f"{infinitive[:-2]}ír" if infinitive.endswith(("eir", "oir")) else infinitive


def _imperfect(norm: str) -> bool:
    """Tell whether a Spanish word ends as a singular imperfect in -aba does."""
    return norm.endswith("aba") and len(norm) > len("labaa")


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
