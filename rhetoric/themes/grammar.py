"""Signs that a word is used as a noun or as a verb, from the word before it: a tendency, not a parse."""

from collections.abc import Mapping, Sequence

_BEFORE_VERB = {
    "en": "to will would can could shall should must may might i we you they he she it who not don't let's "
    "didn't doesn't won't cannot can't never we'll we've i'll they'll you'll i've they've",
    "es": "se nos lo le les me te no quien quienes va vamos van voy puede pueden podemos quiero queremos "
    "debe deben debemos yo nosotros ellos ellas ustedes usted tu he hemos han ha habia nunca",
}
_DETERMINERS = {
    "en": "the a an our your their his her its my this these those every each any some many",
    "es": "el la los las un una unos unas nuestro nuestra nuestros nuestras su sus mi mis este esta estos estas "
    "ese esa esos esas cada ningun ninguna del al",
}
_PREPOSITIONS = {
    "en": "of on for in with from by about no new all between into without against through",
    "es": "de en por sin sobre entre con contra hacia",
}
_BEFORE_ADJECTIVE = {
    "en": "is are was were be been being very so too more most as",
    "es": "es son era eran fue ser muy tan mas esta estan estar",
}
_VERB_ENDINGS = {
    "en": ("ing", "ed", "ly"),
    "es": tuple(
        "ando iendo amos emos imos aron ieron aba aban ndose arlo arla aran ar er ir arse erse irse arlos arlas "
        "erlo erla irlo irla mente aremos eremos iremos".split()
    ),
}
_QUALIFIERS_FIRST = frozenset({"en"})
_JOINTS = {
    "en": frozenset({"of", "for", "and", "in", "the", "to"}),
    "es": frozenset({"de", "del", "la", "el", "los", "las", "en", "y", "al", "para"}),
}


def _sets(lists: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in lists.items()}


_VERBS, _PREDICATES, _LEADS = _sets(_BEFORE_VERB), _sets(_BEFORE_ADJECTIVE), _sets(_PREPOSITIONS)
_ARTICLES = _sets(_DETERMINERS)


def noun_vote(before: str | None, form: str, language: str) -> int:
    """Return 1 if the folded word before speaks for a noun, -1 for another part of speech, 0 if nothing tells.

    A form that ends as verbs do is a noun only after an article or the like ("the building").
    """
    if before in _ARTICLES.get(language, ()):
        return 1
    if verb_ending(form, language) or before in _VERBS.get(language, ()):
        return -1
    if before in _LEADS.get(language, ()):
        return 1
    return -1 if before in _PREDICATES.get(language, ()) else 0


def knows(language: str) -> bool:
    """Say whether there are signs for a language at all."""
    return language in _ARTICLES


def qualifies_next(language: str) -> bool:
    """Say whether a content word right before another qualifies it ("harbour tax"), rather than the reverse."""
    return language in _QUALIFIERS_FIRST


def verb_ending(norm: str, language: str) -> bool:
    """Say whether a folded word ends as verb forms or adverbs often do."""
    return len(norm) > 4 and norm.endswith(_VERB_ENDINGS.get(language, ()))


def may_join(norms: Sequence[str], language: str) -> bool:
    """Say whether the words between two content words keep them one phrase ("board of the school")."""
    joints = _JOINTS.get(language, frozenset())
    return len(norms) <= 2 and all(norm in joints for norm in norms)
