"""What speakers announce, threaten or admit of their own side: the M1 side of a pair, found by codebook rules.

The rules stand in the codebook under the device `projection`; their subtype says how an act is told, and the word
class `@act` stands for every cue of the taxonomy. A finding of subtype `mutual` marks open war on both sides, in
which an act of force answers one of the same kind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import get_args

from rhetoric.devices.clock import Clock
from rhetoric.devices.frames import Finding, Scene
from rhetoric.devices.learned.decision import Judged
from rhetoric.devices.view import ACT, View
from rhetoric.records import OwnAct, OwnActKind, Span, Status

DEVICE = "projection"
MUTUAL = "mutual"
_SLOT = "ACT"
_NEAR = 1  # sentences on either side that a mark of open war holds for
_FORCE = frozenset({"violence", "foreign"})  # branches whose acts armies of two sides do openly
_KEPT: frozenset[Status] = frozenset({"future"})


def own_acts(judged: Judged) -> tuple[OwnAct, ...]:
    """Return the own acts of a document in order of place, each place and act once."""
    findings = judged.findings.get(DEVICE, ())
    clock = Clock(judged.scene.document.words)
    at_war = {finding.sentence for finding in findings if finding.candidate.subtype == MUTUAL}
    found: dict[tuple[Span, str], OwnAct] = {}
    for finding in findings:
        kind = finding.candidate.subtype
        flags = judged.status_of(finding.sentence, finding.core, finding.own)
        if kind not in get_args(OwnActKind) or set(flags) - set(finding.allow) - _KEPT:
            continue
        for act in _acts(finding, judged.scene):
            mutual = act.partition(".")[0] in _FORCE and bool(at_war & set(_around(finding.sentence)))
            own = _own_act(act, finding, judged.scene, flags, retaliation=mutual)
            own = replace(own, time=clock.time((own.chars,)))
            known = found.get((own.chars, act))
            if known is None or _rank(own) > _rank(known):
                found[own.chars, act] = own
    return tuple(sorted(found.values(), key=lambda own: (own.chars, own.act)))


def _own_act(
    act: str, finding: Finding, scene: Scene, flags: tuple[Status, ...], *, retaliation: bool
) -> OwnAct:  # fmt: skip
    candidate = finding.candidate
    chars = Span(candidate.parts[0].start, candidate.parts[-1].end)
    kind: OwnActKind = (
        "announce"
        if candidate.subtype == "announce"
        else "threaten"
        if candidate.subtype == "threaten"
        else "admit"
    )
    sentence = scene.document.sentences[finding.sentence]
    return OwnAct(
        act, kind, chars, chars.slice(scene.document.text), sentence.speaker, None, candidate.evidence[0].rule,
        tuple(sorted(flags)), retaliation,
    )  # fmt: skip


def _acts(finding: Finding, scene: Scene) -> Iterator[str]:
    """Yield the leaves that the words in the ACT slot name."""
    view: View = scene.views[finding.sentence]
    slots = [slot.chars for slot in finding.candidate.slots if slot.name == _SLOT and slot.chars]
    tokens = view.sentence.tokens
    seen: set[str] = set()
    for hit in view.hits.get(ACT, ()):
        chars = Span(tokens[hit.start].start, tokens[hit.end - 1].end)
        if chars in slots and hit.lemma not in seen:
            seen.add(hit.lemma)
            yield hit.lemma


def _around(sentence: int) -> Iterable[int]:
    return range(sentence - _NEAR, sentence + _NEAR + 1)


def _rank(own: OwnAct) -> int:
    """Rank the ways of telling: what is admitted is said outright, a threat hangs on a condition."""
    return {"admit": 1, "announce": 2, "threaten": 3}[own.kind]
