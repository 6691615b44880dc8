"""Literal domains: sport, medicine, pests, weather, law, software, protocol, directions, voting.

Words of one domain gathered in a sentence say that rats are rats and a fight is a boxing match. One telling word
(granary, referee) needs one more of its domain; everyday words (team, river) need three, or a telling neighbour.
"""

from collections.abc import Iterator, Sequence

from rhetoric.devices.grammar import Grammar
from rhetoric.devices.status.line import Line, Mark

_DOMAINS = ("sport", "medicine", "pests", "weather", "law", "software", "protocol", "directions", "voting")
_SUBJECTS_OF_POLITICS = frozenset({"medicine", "law", "weather"})  # everyday words alone prove nothing here
_FEWEST_PLAIN = 3


def literal(line: Line, neighbours: Sequence[Line], lists: Grammar) -> Iterator[Mark]:
    """Yield a mark over the sentence for the first domain it speaks of literally."""
    for domain in _DOMAINS:
        cue = _domain_cue(line, neighbours, lists, domain)
        if cue is not None:
            yield Mark("literal", 0, len(line.norms), cue, cue + 1)
            return


def _domain_cue(line: Line, neighbours: Sequence[Line], lists: Grammar, domain: str) -> int | None:
    strong, weak = lists.words[f"literal.{domain}.strong"], lists.words[f"literal.{domain}.weak"]
    telling = {norm for norm in line.norms if norm in strong}
    plain = {norm for norm in line.norms if norm in weak}
    if not telling and not plain:
        return None
    near = any(norm in strong for other in neighbours for norm in other.norms)
    enough = (telling and len(telling) + len(plain) > 1) or (
        domain not in _SUBJECTS_OF_POLITICS and (len(plain) >= _FEWEST_PLAIN or (near and len(plain) > 1))
    )
    if not enough:
        return None
    return next(i for i, norm in enumerate(line.norms) if norm in telling or (not telling and norm in plain))
