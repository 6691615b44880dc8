"""Which country a speech is given in, as its own words tell: "our country", "long live", or sheer frequency.

The home country's names are no outside actors; where nothing tells, blaming a named state is doubtful.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from rhetoric.devices.trie import TermHit
from rhetoric.devices.view import PLACES

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
