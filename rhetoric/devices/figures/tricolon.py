"""Tricolon: exactly three members built alike, in series (Atkinson 1984; Heritage & Greatbatch 1986).

A series of three is weighed by its measures (`measures`): a logistic sum, whose weights stand in `tricolon.yaml`
and were fitted by `scripts/train_tricolon.py`. Lists of things, places, dates, names and sums are inventories. Two
members, or four and more, are no tricolon.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from math import exp

import yaml

from rhetoric.devices.document import Candidate
from rhetoric.devices.figures.flow import Flow
from rhetoric.devices.figures.measures import NAMES, measure
from rhetoric.devices.figures.series import Reader, Series
from rhetoric.devices.grammar import Grammar
from rhetoric.records import Evidence, Slot, Span

HEADER = (
    "# Weights of a tricolon, a logistic sum over the measures of rhetoric.devices.figures.measures;\n"
    "# written by scripts/train_tricolon.py.\n"
)
_SLOTS = ("MEMBER_1", "MEMBER_2", "MEMBER_3")
_TAG_AT = 0.42
_CANDIDATE_AT = 0.27
_DOUBTFUL = 0.6


def find(flow: Flow, lists: Grammar) -> Iterator[Candidate]:
    """Yield the likeliest tricola, none overlapping, in order of place."""
    reader = Reader(flow, lists)
    scored = [(probability(measure(reader, series)), series) for series in candidates(reader)]
    taken = bytearray(len(flow.norms))
    kept: list[tuple[float, Series]] = []
    for score, series in sorted(scored, key=lambda pair: (-pair[0], pair[1].members)):
        first, end = series.members[0].first, series.members[2].end
        if score >= _CANDIDATE_AT and not any(taken[first:end]):
            taken[first:end] = b"\x01" * (end - first)
            kept.append((score, series))
    for score, series in sorted(kept, key=lambda pair: pair[1].members):
        yield _candidate(flow, series, 1.0 if score >= _TAG_AT else _DOUBTFUL)


def measured(flow: Flow, lists: Grammar) -> Iterator[tuple[Span, tuple[float, ...]]]:
    """Yield every series of three with its measures, for fitting the weights."""
    reader = Reader(flow, lists)
    for series in candidates(reader):
        yield flow.span(series.members[0].first, series.members[2].end), measure(reader, series)


def candidates(reader: Reader) -> Iterator[Series]:
    """Yield the series that can be tricola: no word thrice alone, nothing but names."""
    norms = reader.flow.norms
    for series in reader.find():
        if len({norms[unit.first : unit.end] for unit in series.members}) > 1:
            yield series


def probability(measures: tuple[float, ...]) -> float:
    """Return how likely a series with these measures is a tricolon."""
    given = weights()
    total = given["bias"] + sum(given[name] * value for name, value in zip(NAMES, measures, strict=True))
    return 1 / (1 + exp(-total))


@cache
def weights() -> Mapping[str, float]:
    """Return the weights of the measures, and of the "bias"."""
    source = resources.files("rhetoric.devices.figures").joinpath("tricolon.yaml")
    found: dict[str, dict[str, float]] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return found["weights"]


def _candidate(flow: Flow, series: Series, strength: float) -> Candidate:
    text = flow.document.text
    spans = [flow.span(unit.first, unit.end) for unit in series.members]
    return Candidate(
        device="tricolon",
        parts=(flow.span(series.members[0].first, series.members[2].end),),
        strength=strength,
        evidence=tuple(Evidence("tricolon.member", span.slice(text), span) for span in spans),
        slots=tuple(Slot(name, span.slice(text), span) for name, span in zip(_SLOTS, spans, strict=True)),
    )
