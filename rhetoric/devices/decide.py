"""From findings to annotations: status, thresholds, and overlapping findings of one device made one.

A finding whose status flags the device does not count as asserted is dropped where the flag denies or displaces it
(negated, literal, historical), and is a candidate where it only weakens it (reported, quoted, hypothetical,
question); a device may say that it keeps more of them as candidates. A tag needs a complete finding.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rhetoric.devices.codebook import Device
from rhetoric.devices.document import Candidate
from rhetoric.devices.frames import Finding
from rhetoric.records import Decision, Evidence, Slot, Span, Status

TAG_AT = 0.8
CANDIDATE_AT = 0.4
JOINT = 2  # characters: a comma and a space
DENYING: frozenset[Status] = frozenset({"negated", "literal", "historical"})
WEAKENING: frozenset[Status] = frozenset({"reported", "quoted", "hypothetical", "question"})

StatusOf = Callable[[int, Span, Sequence[Span]], tuple[Status, ...]]


class Verdict(NamedTuple):
    """A finding judged: its candidate, status, decision and risks; a `score` where a model was asked."""

    candidate: Candidate
    sentence: int
    status: tuple[Status, ...]
    decision: Decision
    risks: tuple[str, ...] = ()
    score: float | None = None
    by_model: bool = False  # found by the model alone, no rule having spoken


def decide(findings: Iterable[Finding], device: Device, status_of: StatusOf) -> tuple[Verdict, ...]:
    """Judge the findings of one device and merge those that overlap; in order of place."""
    judged = (_judge(finding, device, status_of) for finding in findings)
    ordered = sorted(
        (one for one in judged if one), key=lambda one: (one.candidate.parts, one.candidate.subtype or "")
    )
    merged: list[Verdict] = []
    for verdict in ordered:
        if merged and _same(merged[-1], verdict):
            merged[-1] = _merge(merged[-1], verdict)
        else:
            merged.append(verdict)
    return tuple(merged)


def _judge(finding: Finding, device: Device, status_of: StatusOf) -> Verdict | None:
    flags = set(status_of(finding.sentence, finding.core, finding.own)) - set(finding.allow)
    counted = flags - set(device.counts_as_asserted)
    strength = finding.candidate.strength
    if counted & (DENYING - set(device.kept_when)) or strength < CANDIDATE_AT:
        return None
    weak = counted & (DENYING | WEAKENING)
    decision: Decision = "tag" if strength >= TAG_AT and not weak else "candidate"
    return Verdict(finding.candidate, finding.sentence, tuple(sorted(flags)), decision, finding.risks)


def _same(a: Verdict, b: Verdict) -> bool:
    """Tell whether two findings share words, or only punctuation stands between equals of one sentence."""
    near = a.sentence == b.sentence and a.decision == b.decision
    joint = JOINT if near else -1
    return any(
        one.start <= other.end + joint and other.start <= one.end + joint
        for one in a.candidate.parts
        for other in b.candidate.parts
    )


def _merge(a: Verdict, b: Verdict) -> Verdict:
    """Join two verdicts: the stronger one gives status, decision and subtype, both give words and reasons."""
    strong, weak = (b, a) if _rank(b) > _rank(a) else (a, b)
    first, second = strong.candidate, weak.candidate
    keep = strong.decision != weak.decision  # a doubtful finding does not stretch a certain one
    slots = {slot.name: slot for slot in (*second.slots, *first.slots)}
    evidence = (*first.evidence, *(one for one in second.evidence if one not in first.evidence))
    joined = Candidate(
        first.device,
        first.parts if keep else _union((*first.parts, *second.parts)),
        first.strength,
        _cleared(evidence, strong.decision),
        first.subtype or second.subtype,
        tuple(sorted(slots.values(), key=_slot_order)),
    )
    risks = strong.risks if keep else tuple(sorted({*strong.risks, *weak.risks}))
    return Verdict(joined, min(a.sentence, b.sentence), strong.status, strong.decision, risks)


def _rank(verdict: Verdict) -> tuple[bool, float, int]:
    return verdict.decision == "tag", verdict.candidate.strength, -len(verdict.status)


def _cleared(evidence: tuple[Evidence, ...], decision: Decision) -> tuple[Evidence, ...]:
    """Drop what a weaker rule missed once another rule was complete."""
    if decision == "candidate":
        return evidence
    return tuple(one for one in evidence if one.chars is not None or one.weight is None or one.weight > 0)


def _union(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + JOINT:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)


def _slot_order(slot: Slot) -> tuple[int, str]:
    return (slot.chars.start if slot.chars else 1 << 60, slot.name)
