"""All figures on tags in one record, from gold and predictions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rhetoric.devices.acts import Taxonomy
from rhetoric.evaluate.acts import DEVICE as ACCUSATION
from rhetoric.evaluate.acts import ActRow, act_rows, act_tables
from rhetoric.evaluate.cells import Counts, UnitCounts, count
from rhetoric.evaluate.examples import ExampleRow
from rhetoric.evaluate.gold import LEVELS, Gold, Level
from rhetoric.evaluate.groups import Grouping, group_scopes
from rhetoric.evaluate.predict import Predictions
from rhetoric.evaluate.reliability import Bin, bins
from rhetoric.evaluate.score import (
    SAMPLING,
    Row,
    Sampling,
    Scope,
    SetRow,
    density,
    language_scopes,
    macro_difference,
    positives,
    set_rows,
    unit_rows,
)
from rhetoric.metrics.intervals import Estimate

NO_CODERS = "who coded is not stated"
FRAMING = "framing and evasion"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: families by device (A, B, C), groupings, sampling, acts; and who coded, who tagged."""

    families: Mapping[str, str] = field(default_factory=dict)
    groupings: Sequence[Grouping] = ()
    sampling: Sampling = SAMPLING
    enough: int = 15  # positives a device needs to enter the macro figures of the bar
    coders: str = NO_CODERS
    tagger: str = ""
    taxonomy: Taxonomy = field(default_factory=Taxonomy)


@dataclass(frozen=True, slots=True)
class Gap:
    """The difference of a figure between two scopes."""

    name: str
    first: str
    second: str
    level: Level
    value: Estimate


@dataclass(frozen=True, slots=True)
class Density:
    """Tags and candidates per 100 sentences of a set of devices in a scope."""

    name: str
    scope: str
    figures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class TagReport:
    """Every figure on tags; `facts` say of how much, `coders` by whom the gold was coded."""

    coders: str
    tagger: str
    facts: Mapping[str, int]
    rows: tuple[Row, ...]
    sets: tuple[SetRow, ...]
    gaps: tuple[Gap, ...]
    densities: tuple[Density, ...]
    acts: tuple[ActRow, ...]
    groups: tuple[SetRow, ...]
    reliability: tuple[Bin, ...]
    uncoded: tuple[str, ...]
    examples: tuple[ExampleRow, ...] = ()


def measure(gold: Gold, predictions: Predictions, plan: Plan) -> TagReport:
    """Compare predictions with gold: per device and language, over sets of devices, by groups."""
    counts = count(gold, predictions)
    scopes = language_scopes(counts, plan.sampling)
    sets = device_sets(gold, counts, plan)
    acts = act_tables(gold, predictions, counts, plan.taxonomy) if ACCUSATION in gold.units else None
    return TagReport(
        coders=plan.coders,
        tagger=plan.tagger,
        facts=_facts(gold, counts, plan),
        rows=tuple(row for unit in counts.units for where in scopes for row in unit_rows(unit, where)),
        sets=tuple(
            row for name, units in sets.items() for where in scopes for row in set_rows(name, units, where)
        ),
        gaps=_gaps(sets, scopes),
        densities=tuple(
            Density(name, where.name, density(counts, units, where))
            for name, units in sets.items()
            for where in scopes
        ),
        acts=tuple(row for where in scopes for row in act_rows(acts, where)) if acts is not None else (),
        groups=_by_group(counts, sets, plan),
        reliability=bins(counts.units),
        uncoded=counts.uncoded,
    )


def device_sets(gold: Gold, counts: Counts, plan: Plan) -> dict[str, tuple[UnitCounts, ...]]:
    """Return the sets of devices that figures are pooled over, empty ones left out."""

    def family(unit: UnitCounts) -> str:
        letters = {plan.families.get(device, "")[:1] for device in gold.devices_of(unit.unit)} - {""}
        return letters.pop() if len(letters) == 1 else ""

    framing = tuple(unit for unit in counts.units if family(unit) in {"A", "B"})
    sets = {
        f"{FRAMING}, ≥ {plan.enough} positives": tuple(u for u in framing if positives(u) >= plan.enough),
        FRAMING: framing,
        "figures": tuple(unit for unit in counts.units if family(unit) == "C"),
        "all devices": counts.units,
    }
    return {name: units for name, units in sets.items() if units}


def _facts(gold: Gold, counts: Counts, plan: Plan) -> dict[str, int]:
    return {
        "passages": len(gold.passages),
        "sentences": int(counts.sentences.sum()),
        "speeches": len(counts.speeches),
        "rounds": plan.sampling.rounds,
        "seed": plan.sampling.seed,
    }


def _gaps(sets: Mapping[str, tuple[UnitCounts, ...]], scopes: Sequence[Scope]) -> tuple[Gap, ...]:
    codes = [where for where in scopes if where.name != "all"]
    return tuple(
        Gap(name, first.name, second.name, level, macro_difference(units, first, second, level=level))
        for name, units in sets.items()
        for at, first in enumerate(codes)
        for second in codes[at + 1 :]
        for level in LEVELS
    )


def _by_group(counts: Counts, sets: Mapping[str, tuple[UnitCounts, ...]], plan: Plan) -> tuple[SetRow, ...]:
    return tuple(
        row
        for grouping in plan.groupings
        for where in group_scopes(counts, grouping, plan.sampling)
        for name, units in sets.items()
        for row in set_rows(name, units, where)
    )
