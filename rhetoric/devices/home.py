"""Which country a speaker speaks for: as the user says, else as the words tell.

The words tell by "our country", "long live", or sheer frequency. The home country's names are no outside actors;
where nothing tells, blaming a named state is doubtful.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.lexicon import GAZETTEER, STATE
from rhetoric.devices.trie import Entry, TermHit, TokenTrie
from rhetoric.devices.view import PLACES
from rhetoric.text import fold, tokens

_CALL = 5  # "our country, X" weighs as much as so many mentions
_ENOUGH = 5
_AHEAD = 2  # times the runner-up
_NEAR = 2  # words between the call and the name


def infer(sentences: Iterable[Sequence[TermHit]]) -> str | None:
    """Return the gazetteer id of the home country, or None where the text does not tell."""
    score: Counter[str] = Counter()
    for terms in sentences:
        places = [hit for hit in terms if not PLACES.isdisjoint(hit.entry.classes)]
        if not places:
            continue
        calls = [hit for hit in terms if "calls_home" in hit.entry.classes]
        for place in places:
            called = any(call.end <= place.start <= call.end + _NEAR for call in calls)
            score[place.entry.lemma] += _CALL if called else 1
    ranked = sorted(score.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < _ENOUGH:
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= _AHEAD * second else None


def known_as(country: str, codebook: Codebook) -> str:
    """Return the gazetteer id of a country named in any language of the codebook, else its folded name."""
    wanted = _norms(country.replace("_", " "))
    for language in sorted(codebook.lexicon):
        for state, names in states(codebook.lexicon[language]):
            if wanted in (_norms(name) for name in (*names, state.replace("_", " "))):
                return state
    return " ".join(wanted)


def vocabulary(countries: Iterable[str]) -> TokenTrie:
    """Return a trie of countries the user names, so that those no gazetteer has are found in the speech too."""
    trie = TokenTrie()
    for country in sorted(set(countries)):
        norms = _norms(country.replace("_", " "))
        if norms:
            trie.add(norms, Entry((STATE,), frozenset(), country))
    return trie


def states(lexicon: Mapping[str, Mapping[str, object]]) -> Iterable[tuple[str, list[str]]]:
    """Yield the gazetteer id and the names of each country of a language's lexicon."""
    for stem, file in sorted(lexicon.items()):
        listed = file.get("states") if stem.partition(".")[0] == GAZETTEER else None
        for state, line in listed.items() if isinstance(listed, dict) else ():
            yield str(state), str(line).partition(";")[0].split(",")


def _norms(name: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens(fold(name)))
