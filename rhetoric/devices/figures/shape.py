"""The shape of words, for judging whether members of a figure are built alike."""

from collections.abc import Sequence

from rhetoric.devices.grammar import Grammar

_SHORTEST_ABSTRACT = 6  # letters of a word judged by its ending


def is_abstract(word: str, lists: Grammar) -> bool:
    """Tell whether a folded word names something abstract."""
    if word in lists.words["figures.abstract"]:
        return True
    return len(word) >= _SHORTEST_ABSTRACT and word.endswith(tuple(lists.words["figures.abstract_endings"]))


def kind(words: Sequence[str], index: int, lists: Grammar) -> str:
    """Return a coarse class of the word at `index`: a closed class by name, an open one by its ending."""
    word = words[index]
    for name in ("prepositions", "determiners", "pronouns"):
        if word in lists.words[f"words.{name}"]:
            return name
    if word in lists.words["negation.cues"]:
        return "negation"
    if is_abstract(word, lists):
        return "abstract"
    if lists.verbs.finite_at(words, index):
        return "verb"
    endings = lists.words["figures.endings"]
    ending = next(
        (word[-size:] for size in (5, 4, 3, 2) if word[-size:] in endings and len(word) > size + 2), "open"
    )
    return f"-{ending}"


def alike(one: Sequence[str], other: Sequence[str], lists: Grammar) -> float:
    """Return in [0, 1] how alike two members are built: opening word, classes in order, length."""
    if not one or not other:
        return 0.0
    opening = 1.0 if one[0] == other[0] else 0.0
    kinds = [kind(one, i, lists) for i in range(len(one))]
    others = [kind(other, i, lists) for i in range(len(other))]
    paired = min(len(kinds), len(others))
    classes = sum(a == b for a, b in zip(kinds, others, strict=False)) / paired
    length = paired / max(len(kinds), len(others))
    return 0.4 * opening + 0.35 * classes + 0.25 * length
