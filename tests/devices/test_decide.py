import pytest

from rhetoric.devices.decide import decide
from rhetoric.devices.document import Candidate
from rhetoric.devices.frames import Finding
from rhetoric.records import Evidence, Slot, Span, Status
from tests.devices.speech import shipped

DEVICE = shipped().device("external_enemy")


def finding(start: int, end: int, strength: float = 1.0, rule: str = "r", **slots: str) -> Finding:
    filled = tuple(Slot(name, value) for name, value in slots.items())
    proof = (Evidence(rule, "cue", Span(start, end), strength),)
    return Finding(
        Candidate("external_enemy", (Span(start, end),), strength, proof, None, filled), 0, Span(start, end)
    )


def asserted(*flags: Status):  # noqa: ANN201 - a fixture-like stand-in
    return lambda *_: tuple(flags)


@pytest.mark.parametrize(
    ("flags", "decision"),
    [
        ((), "tag"),
        (("future",), "tag"),
        (("reported",), "candidate"),
        (("hypothetical",), "candidate"),
        (("question",), "candidate"),
        (("quoted",), "candidate"),
        (("negated",), None),
        (("literal",), None),
        (("historical",), None),
        (("negated", "reported"), None),
    ],
)
def test_status_decides(flags: tuple[Status, ...], decision: str | None) -> None:
    verdicts = decide([finding(0, 9)], DEVICE, asserted(*flags))
    assert [verdict.decision for verdict in verdicts] == ([decision] if decision else [])


def test_flags_the_rule_allows_do_not_count() -> None:
    allowed = finding(0, 9)._replace(allow=("negated",))
    (verdict,) = decide([allowed], DEVICE, asserted("negated"))
    assert (verdict.decision, verdict.status) == ("tag", ())


def test_a_device_may_keep_what_it_cannot_assert() -> None:
    (verdict,) = decide([finding(0, 9)], shipped().device("accusation"), asserted("negated"))
    assert (verdict.decision, verdict.status) == ("candidate", ("negated",))


@pytest.mark.parametrize(
    ("strength", "decision"), [(1.0, "tag"), (0.8, "tag"), (0.79, "candidate"), (0.4, "candidate")]
)
def test_strength_decides(strength: float, decision: str) -> None:
    (verdict,) = decide([finding(0, 9, strength)], DEVICE, asserted())
    assert verdict.decision == decision


def test_too_weak_findings_are_dropped() -> None:
    assert decide([finding(0, 9, 0.3)], DEVICE, asserted()) == ()


def test_overlapping_findings_become_one_with_all_reasons() -> None:
    (verdict,) = decide([finding(0, 9, rule="a", X="1"), finding(5, 20, rule="b", Y="2")], DEVICE, asserted())
    assert verdict.candidate.parts == (Span(0, 20),)
    assert {one.rule for one in verdict.candidate.evidence} == {"a", "b"}
    assert {slot.name for slot in verdict.candidate.slots} == {"X", "Y"}


def test_a_doubtful_finding_does_not_stretch_a_tag() -> None:
    (verdict,) = decide([finding(0, 9), finding(5, 40, 0.5)], DEVICE, asserted())
    assert (verdict.decision, verdict.candidate.parts) == ("tag", (Span(0, 9),))


def test_findings_apart_stay_apart() -> None:
    assert len(decide([finding(0, 9), finding(20, 30)], DEVICE, asserted())) == 2
