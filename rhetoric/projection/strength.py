"""How strongly evidence mirrors an accusation: a product of printed factors, which only orders cases."""

import math
from collections.abc import Iterable, Mapping
from datetime import date

from rhetoric.projection.parameters import Parameters
from rhetoric.projection.record.entries import Entry, Source
from rhetoric.records import MirrorEvidence

Equivalents = Mapping[frozenset[str], float]  # weights of pairs of leaves across branches
_YEAR = 365.25  # days
_LINKS = {"high": "alias", "medium": "role", "low": "inferred"}


def match_weight(one: str, other: str, equivalents: Equivalents, parameters: Parameters) -> float:
    """Return how far two leaves are the same kind of act: 0 where only "both did bad things" joins them."""
    if one == other:
        return parameters("match", "same")
    if one.partition(".")[0] == other.partition(".")[0]:
        return parameters("match", "sibling")
    return equivalents.get(frozenset({one, other}), 0.0)


def best_match(
    acts: Iterable[str], other: str, equivalents: Equivalents, parameters: Parameters
) -> tuple[float, str]:
    """Return the weight and the act of an accusation that fits another act best; 0.0 and "" for none."""
    weights = ((match_weight(act, other, equivalents, parameters), act) for act in acts)
    return max(weights, key=lambda pair: pair[0], default=(0.0, ""))


def time_weight(first: date, last: date, speech: date | None, parameters: Parameters) -> float:
    """Return the weight of an act's age at the day of the speech; a year's grace, then fading, both ways."""
    if speech is None:
        return parameters("time", "undated")
    if first > speech:
        late = (first - speech).days / _YEAR
        return parameters("time", "after") * _faded(late - 1, parameters)
    age = max((speech - last).days / _YEAR, 0.0)
    return _faded(age - parameters("time", "years"), parameters)


def source_quality(entry: Entry, source: Source, parameters: Parameters) -> float:
    """Return the quality of one source of an entry, as the entry's status makes it."""
    status = entry.status if entry.status in {"adjudicated", "admitted"} else None
    quality = parameters("quality", status or source.type)
    contested = entry.status == "disputed" or bool(entry.counter_sources)
    return quality * parameters("quality", "disputed") if contested else quality


def link_weight(entry: Entry, parameters: Parameters) -> float:
    """Return how surely an entry's act is its side's, by the attribution the record states."""
    level = entry.attribution.level if entry.attribution else "high"
    return parameters("link", _LINKS[level])


def product(factors: Mapping[str, float]) -> float:
    """Return the strength that factors make together."""
    return math.prod(factors.values())


def combined(evidence: Iterable[MirrorEvidence], parameters: Parameters) -> float:
    """Return what items of evidence add up to: the best of each independence group, joined by noisy-or, capped.

    What one kind adds up to stays below its cap; kinds are joined like groups.
    """
    left = 1.0
    by_cap: dict[str, dict[str, float]] = {}
    for item in evidence:
        cap = item.subtype if item.kind == "M1" else item.kind
        groups = by_cap.setdefault(cap, {})
        for group, strength in _by_group(item):
            groups[group] = max(groups.get(group, 0.0), strength)
    for cap, groups in sorted(by_cap.items()):
        together = 1 - math.prod(1 - strength for _, strength in sorted(groups.items()))
        left *= 1 - min(together, parameters("caps", cap))
    return 1 - left


def _by_group(item: MirrorEvidence) -> Iterable[tuple[str, float]]:
    """Yield strength by independence group; an entry's own strength is that of its best group."""
    qualities = {name[8:]: value for name, value in item.factors.items() if name.startswith("quality:")}
    if not qualities:
        yield item.kind, item.strength
        return
    best = max(qualities.values())
    for group, quality in qualities.items():
        yield group, item.strength * quality / best if best else 0.0


def _faded(years: float, parameters: Parameters) -> float:
    decay = parameters("time", "decay")
    if years <= 0:
        return 1.0
    return math.exp(-years / decay) if decay else 0.0
