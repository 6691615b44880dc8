"""The figures of a device before an audience: share answered, difference from its match, latency and length.

Intervals are 95 %: speeches drawn anew where there are several (sentences of one speech are alike); for one speech
Wilson's for a share, Newcombe's for a difference, and none for medians.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rhetoric.audience.answered import Case, Said, cases, sentences
from rhetoric.metrics.intervals import Estimate, draws, estimate, share, wilson
from rhetoric.records import Analysis
from rhetoric.reports.catalogue import devices_of

ROUNDS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """One device of one speaker ("": all of them); `n` sentences, `compared` of them with a match.

    `difference` is the share answered less that of its match; `latency` and `length` are medians, in s.
    """

    device: str
    speaker: str
    speeches: int
    n: int
    answered: int
    share: Estimate
    compared: int
    usual: Estimate
    difference: Estimate
    latency: Estimate
    length: Estimate


def figures(analyses: Mapping[str, Analysis], kinds: Sequence[str], *, seed: int = 0) -> tuple[Row, ...]:
    """Return the rows of all devices that occur: of everybody, then of each speaker if there are several."""
    said: list[Said] = []
    for name, analysis in analyses.items():
        said.extend(sentences(name, analysis, devices_of(analysis), kinds))
    return tuple(rows(said, seed))


def rows(said: Sequence[Said], seed: int) -> Iterator[Row]:
    """Return the rows of sentences that may come from several speeches."""
    several = len({one.speaker for one in said}) > 1
    for device in sorted({device for one in said for device in one.devices}):
        found = cases(said, device)
        yield row(device, "", found, seed=seed)
        for speaker in sorted({case.said.speaker for case in found} - {""}) if several else ():
            yield row(device, speaker, [case for case in found if case.said.speaker == speaker], seed=seed)


def row(device: str, speaker: str, found: Sequence[Case], *, seed: int) -> Row:
    """Return the figures of cases."""
    speeches = sorted({case.said.speech for case in found})
    drawn = draws(len(speeches), rounds=ROUNDS, seed=seed, stream=f"{device}\n{speaker}")
    number = {speech: at for at, speech in enumerate(speeches)}
    weights = drawn[:, [number[case.said.speech] for case in found]]
    hits = np.array([case.said.answered for case in found], dtype=np.float64)
    matched = np.array([bool(case.matched) for case in found])
    usual = np.array([case.usual if case.matched else 0.0 for case in found])
    several = len(speeches) > 1
    own, others = _means(hits, usual, matched, weights)
    return Row(
        device, speaker, len(speeches), len(found), int(hits.sum()),
        _share(hits, weights, several=several), int(matched.sum()),
        _share(usual[matched], weights[:, matched], several=several),
        _difference(hits[matched], usual[matched], own - others, several=several),
        _median(found, weights, lambda case: case.said.latency, several=several),
        _median(found, weights, _length, several=several),
    )  # fmt: skip


Floats = np.typing.NDArray[np.float64]


def _means(
    hits: Floats, usual: Floats, matched: np.typing.NDArray[np.bool_], weights: Floats
) -> tuple[Floats, Floats]:
    total = weights[:, matched].sum(axis=1)
    total[total == 0] = np.nan
    return weights[:, matched] @ hits[matched] / total, weights[:, matched] @ usual[matched] / total


def _share(hits: Floats, weights: Floats, *, several: bool) -> Estimate:
    trials = hits.size
    if trials == 0:
        return Estimate(None)
    if not several:
        return Estimate(float(hits.mean()), *wilson(float(hits.sum()), trials))
    total = weights.sum(axis=1)
    total[total == 0] = np.nan
    return share(float(hits.sum()), trials, weights @ hits / total)


def _difference(hits: Floats, usual: Floats, rounds: Floats, *, several: bool) -> Estimate:
    if hits.size == 0:
        return Estimate(None)
    value = float(hits.mean() - usual.mean())
    if several:
        return estimate(value, rounds)
    first, second = float(hits.mean()), float(usual.mean())
    low, high = wilson(float(hits.sum()), hits.size)
    other_low, other_high = wilson(float(usual.sum()), usual.size)
    down = math.hypot(first - low, other_high - second)
    up = math.hypot(high - first, second - other_low)
    return Estimate(value, max(-1.0, value - down), min(1.0, value + up))


def _length(case: Case) -> int | None:
    reaction = case.said.reaction
    return reaction.time.length if reaction and reaction.time else None


def _median(
    found: Sequence[Case], weights: Floats, value: Callable[[Case], int | None], *, several: bool
) -> Estimate:
    """Return the median in s of what has a value, drawn anew by speech."""
    pairs = sorted((number, at) for at, case in enumerate(found) if (number := value(case)) is not None)
    if not pairs:
        return Estimate(None)
    seconds = np.array([number / 1000 for number, _ in pairs])
    if not several:
        return Estimate(float(np.median(seconds)))
    drawn = weights[:, [at for _, at in pairs]].cumsum(axis=1)
    total = drawn[:, -1:]
    middle = (drawn >= total / 2).argmax(axis=1)
    rounds = np.where(total[:, 0] > 0, seconds[middle], np.nan)
    return estimate(float(np.median(seconds)), rounds)
