"""Signs that a word is used as a noun or as a verb, from the word before it: a tendency, not a parse."""

from collections.abc import Sequence

_BEFORE_VERB = {
    "en": "to will would can could shall should must may might i we you they he she it who not don't let's "
    "didn't doesn't won't cannot can't never we'll we've i'll they'll you'll i've they've",
    "es": "se nos lo le les me te no quien quienes va vamos van voy puede pueden podemos quiero queremos "
    "debe deben debemos yo nosotros ellos ellas ustedes usted tu he hemos han ha habia nunca",
}
_BEFORE_NOUN = {
    "en": "the a an our your their his her its my this that these those of for on in with from by about no "
    "every each some any more many new all between into without",
    "es": "el la los las un una unos unas nuestro nuestra nuestros nuestras su sus mi mis este esta estos estas "
    "ese esa esos esas de del al con en por sin sobre cada ningun ninguna mas entre",
}
_VERB_ENDINGS = {
    "en": ("ing", "ed"),
    "es": (
        "ando",
        "iendo",
        "amos",
        "emos",
        "imos",
        "aron",
        "ieron",
        "aba",
        "aban",
        "ndose",
        "arlo",
        "arla",
        "aran",
    ),
}
_JOINTS = {
    "en": frozenset({"of", "for", "and", "in", "the", "to"}),
    "es": frozenset({"de", "del", "la", "el", "los", "las", "en", "y", "al", "para"}),
}
_VERBS = {code: frozenset(words.split()) for code, words in _BEFORE_VERB.items()}
_NOUNS = {code: frozenset(words.split()) for code, words in _BEFORE_NOUN.items()}


def noun_vote(before: str | None, language: str) -> int:
    """Return 1 if the folded word before speaks for a noun, -1 for a verb, 0 if it says nothing."""
    if before in _NOUNS.get(language, ()):
        return 1
    return -1 if before in _VERBS.get(language, ()) else 0


def verb_ending(norm: str, language: str) -> bool:
    """Say whether a folded word ends as verb forms often do."""
    return len(norm) > 5 and norm.endswith(_VERB_ENDINGS.get(language, ()))


def may_join(norms: Sequence[str], language: str) -> bool:
    """Say whether the words between two content words keep them one phrase ("board of the school")."""
    joints = _JOINTS.get(language, frozenset())
    return len(norms) <= 2 and all(norm in joints for norm in norms)
