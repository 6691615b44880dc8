"""Whether an accusation's own words set the accused apart from the speaker: what "they" do to "us"."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from rhetoric.devices import yamlfile
from rhetoric.text import tokens

_FILE = Path(__file__).with_name("outsiders.yaml")


def is_own(accused: str | None, language: str) -> bool:
    """Tell whether the words for the accused hold a first person: "we", "our own treasurer"."""
    return bool(accused) and _holds(accused or "", language, "own")


def is_outsider(accused: str | None, quote: str, language: str) -> bool:
    """Tell whether a third person, named or left out, is accused of what is done to the speaker's "us".

    What is done to "the people" sets apart whom a pronoun or a common noun names; somebody called by name may be
    one of the speaker's own, unless it is done to "us". Languages without word lists give False.
    """
    if is_own(accused, language):
        return False
    if _holds(quote, language, "us"):
        return True
    plain = not accused or accused[:1].islower() or _holds(accused, language, "third")
    return plain and _holds(quote, language, "victims")


def _holds(text: str, language: str, kind: str) -> bool:
    norms = [token.norm for token in tokens(text)]
    return any(
        norms[at : at + len(phrase)] == list(phrase)
        for phrase in _words().get(language, {}).get(kind, ())
        for at in range(len(norms))
    )


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]:
    raw = yamlfile.mapping(_FILE)
    return {
        language: {kind: [tuple(t.norm for t in tokens(word)) for word in words] for kind, words in kinds.items()}
        for language, kinds in raw.items()
        if isinstance(kinds, dict)
    }
