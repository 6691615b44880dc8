"""The form of words in one document, for judging whether the members of a series are built alike.

Words are compared by their coarse class, found once each; members by like words in like order.
"""

from rhetoric.devices.figures.flow import Flow, Unit
from rhetoric.devices.figures.shape import kind
from rhetoric.devices.grammar import Grammar

_COMPARED = 6  # tokens from the opening that are compared
_CLOSED = frozenset({"prepositions", "determiners", "pronouns", "negation", "opener", "small"})
_FORMS = {
    **dict.fromkeys(("-amos", "-emos", "-imos", "-aron", "-ieron"), "verb"),
    **dict.fromkeys(("-ando", "-iendo", "-ing"), "gerund"),
    **dict.fromkeys(("-ar", "-er", "-ir"), "infinitive"),
    **dict.fromkeys(("-ado", "-ada", "-ados", "-adas", "-ido", "-ida"), "participle"),
}
_CONTRACTED = {"del": ("de", "the"), "al": ("a", "the")}


class Forms:
    """Classes of the words of one document, and likeness of its units."""

    def __init__(self, flow: Flow, lists: Grammar) -> None:
        self.flow = flow
        self.lists = lists
        self._articles = lists.words["words.articles"]
        self._kinds: dict[int, str] = {}
        self._likeness: dict[tuple[str, str], float] = {}

    def kind(self, index: int) -> str:
        """Return the coarse class of a token."""
        found = self._kinds.get(index)
        if found is None:
            found = self._kinds[index] = self._form(index)
        return found

    def _form(self, index: int) -> str:
        norm, words = self.flow.norms[index], self.lists.words
        found = kind(self.flow.norms, index, self.lists)
        if found not in _CLOSED and norm in words["clauses.openers"]:
            return "opener"
        if found not in (*_CLOSED, "verb") and norm in words["words.stop"]:
            return "small"
        return _FORMS.get(found, found)

    def head(self, index: int) -> str:
        """Return a token as the opening of a member: determiners without gender and number."""
        norm = self.flow.norms[index]
        if norm in self._articles:
            return "the"
        return norm.rstrip("s").rstrip("oae") if self.kind(index) == "determiners" else norm

    def alike(self, one: Unit, other: Unit) -> float:
        """Return in [0, 1] how alike two members open: like words in like order among their first tokens."""
        first = range(one.first, min(one.end, one.first + _COMPARED))
        second = range(other.first, min(other.end, other.first + _COMPARED))
        row = [0.0] * (len(second) + 1)
        for i in first:
            above = row
            row = [0.0]
            best = 0.0
            for j, k in enumerate(second):
                both = above[j] + self.like(i, k)
                best = max(best, both, above[j + 1])
                row.append(best)
        return 2 * row[-1] / (len(first) + len(second))

    def like(self, one: int, other: int) -> float:
        """Return in [0, 1] how alike two tokens are: 0 for words of closed classes that differ."""
        norms = self.flow.norms
        if norms[one] == norms[other]:
            return 1.0
        pair = (self._kinds.get(one) or self.kind(one), self._kinds.get(other) or self.kind(other))
        found = self._likeness.get(pair)
        if found is None:
            found = self._likeness[pair] = _likeness(*pair)
        return found

    def opening(self, *units: Unit) -> int:
        """Return how many words, two at most, open all members alike."""
        for size in (2, 1):
            if min(unit.end - unit.first for unit in units) < size:
                continue
            heads = {self.heads(unit.first, size) for unit in units}
            if len(heads) == 1:
                return size
        return 0

    def heads(self, index: int, size: int) -> tuple[str, ...]:
        """Return the first words of a member as `head` gives them, "del" and "al" as two."""
        found: list[str] = []
        while len(found) < size and index < len(self.flow.norms):
            found.extend(_CONTRACTED.get(self.flow.norms[index]) or (self.head(index),))
            index += 1
        return tuple(found[:size])


def _likeness(one: str, other: str) -> float:
    """Return how alike words of two classes are."""
    if one == other:
        return 0.9
    if one in _CLOSED or other in _CLOSED:
        return 0.0
    return 0.5 if "verb" in (one, other) else 0.75
