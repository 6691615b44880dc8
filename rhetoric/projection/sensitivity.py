"""Whether the order of cases holds when the numbers behind it are varied, each by 30 % up and down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rhetoric.metrics.ranks import kendall_tau
from rhetoric.projection.study import Study, judged
from rhetoric.records import Projection

STEP = 0.3
STABLE = 0.8  # Kendall's tau
TOP = 20


@dataclass(frozen=True, slots=True)
class Variation:
    """One number varied, and how far the order of the top cases still agrees."""

    group: str
    name: str
    factor: float
    tau: float


@dataclass(frozen=True, slots=True)
class Stability:
    """All variations; `stable` where the worst of them keeps Kendall's tau at 0.8 or more."""

    cases: int
    variations: tuple[Variation, ...]

    @property
    def worst(self) -> Variation | None:
        """The variation that moves the order most."""
        return min(self.variations, key=lambda one: one.tau, default=None)

    @property
    def stable(self) -> bool:
        """Whether no single variation turns the order over."""
        return self.worst is None or self.worst.tau >= STABLE


def stability(found: Study, *, top: int = TOP) -> Stability:
    """Vary every number and compare the order of the cases that score highest; fewer than two need no order."""
    base = _ranked(found.cases)
    keys = [key for key, _ in sorted(base.items(), key=lambda pair: (-pair[1], pair[0]))][:top]
    if len(keys) < 2:
        return Stability(len(keys), ())
    setting = found.setting
    variations = []
    for group, name in setting.parameters.names():
        for factor in (1 - STEP, 1 + STEP):
            varied = setting.parameters.varied(group, name, factor)
            other = _ranked(judged(found.analyses, found.charges, replace(setting, parameters=varied)))
            tau = kendall_tau([base[key] for key in keys], [other.get(key, 0.0) for key in keys])
            variations.append(Variation(group, name, factor, tau))
    return Stability(len(keys), tuple(variations))


def _ranked(cases: Mapping[str, Sequence[Projection]]) -> dict[tuple[str, str], float]:
    return {
        (document, case.accusation): case.score
        for document, listed in cases.items()
        for case in listed
        if case.score is not None
    }
