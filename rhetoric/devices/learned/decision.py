"""The learned decision over a document: scores for what rules found, and candidates where only words speak.

A rule's tag stays a tag unless the model gives it less than the `drop` threshold, which makes it a candidate. A
rule's candidate becomes a tag from the `tag` threshold on if its status is clear and it bears no risk; it is
dropped under `drop`. What the model finds alone is a candidate from the `candidate` threshold on and a tag from
`alone` on; status silences or weakens it as it does a rule's finding. A device with too few positives to be
calibrated gets decisions but shows no score.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.decide import DENYING, WEAKENING, Verdict
from rhetoric.devices.document import Candidate
from rhetoric.devices.frames import Finding, Scene
from rhetoric.devices.learned.features import HOME, Gram, Signs, grams, masked, sentences_of
from rhetoric.devices.learned.model import Floats, Head, Model, distinct
from rhetoric.devices.view import PLACES, View
from rhetoric.records import Evidence, Span, Status

_TOLD = 3  # signs named in the evidence
_LEAST = 0.05  # weight from which a sign is worth naming
CALIBRATED = 40  # positives from which a score is a probability worth showing
_SHORTEST = 4  # tokens; a shorter sentence is left to the rules


class Judged(NamedTuple):
    """What rules made of a document, for the model to go over."""

    codebook: Codebook
    scene: Scene
    findings: Mapping[str, Sequence[Finding]]
    verdicts: tuple[Verdict, ...]
    status_of: Callable[[int, Span, Sequence[Span]], tuple[Status, ...]]


class Inputs(NamedTuple):
    """The features of a document's sentences, and who gives the named signs."""

    words: tuple[tuple[str, ...], ...]
    grams: tuple[tuple[Gram, ...], ...]
    signs: Signs


def inputs(judged: Judged) -> Inputs:
    """Return the features of a judged document."""
    words = tuple(masked(view) for view in judged.scene.views)
    signs = Signs(
        judged.scene.views,
        language=judged.scene.document.language,
        findings=judged.findings,
        verdicts=judged.verdicts,
    )
    return Inputs(words, tuple(tuple(grams(one)) for one in words), signs)


def revise(model: Model, judged: Judged) -> tuple[Verdict, ...]:
    """Return the verdicts after the model was asked; devices it does not know keep theirs."""
    views = judged.scene.views
    if not views or judged.scene.document.language not in judged.codebook.languages:
        return judged.verdicts
    given = inputs(judged)
    known = {device.id for device in judged.codebook.devices}
    signs = [[given.signs.of(head.device, at) for at in range(len(views))] for head in model.heads]
    buckets = [distinct(gram.bucket for gram in one) for one in given.grams]
    logits = model.logits(buckets, signs)
    kept = list(judged.verdicts)
    for row, head in enumerate(model.heads):
        if head.device in known:
            reader = _Reader(model, row, judged, given, model.probability(row, logits[row]))
            kept = [*reader.rescored(kept), *reader.alone(kept)]
    return tuple(kept)


class _Reader(NamedTuple):
    """One device's model over one document."""

    model: Model
    row: int
    judged: Judged
    given: Inputs
    probability: Floats

    def rescored(self, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
        """Yield the verdicts, this device's with their score and the decision that follows."""
        for verdict in verdicts:
            if verdict.candidate.device != self.model.heads[self.row].device or verdict.by_model:
                yield verdict
                continue
            places = sentences_of(verdict, self.judged.scene.views)
            score = round(float(max(self.probability[at] for at in places)), 4)
            changed = self._changed(verdict, score)
            if changed is not None:
                yield changed

    def _changed(self, verdict: Verdict, score: float) -> Verdict | None:
        head = self.model.heads[self.row]
        calibrated = head.positives >= CALIBRATED
        scored = verdict._replace(score=score) if calibrated else verdict
        if verdict.decision == "tag":
            if score >= head.drop:
                return scored
            against = Evidence(f"model.{head.device}", "the words speak against it", None, round(score - 0.5, 4))
            return _with_evidence(scored._replace(decision="candidate"), (against,))
        if score < head.drop:
            return None
        counted = set(verdict.status) - set(self.judged.codebook.device(head.device).counts_as_asserted)
        clear = not counted & (DENYING | WEAKENING) and not verdict.risks
        if head.tag is None or score < head.tag or not clear:
            return scored
        reasons = self._reasons(verdict.sentence) if calibrated else (_trusted(head, score),)
        return _with_evidence(scored._replace(decision="tag"), reasons)

    def alone(self, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
        """Yield what the model finds in the sentences that have none of this device."""
        head, views = self.model.heads[self.row], self.judged.scene.views
        taken = {
            at
            for verdict in verdicts
            if verdict.candidate.device == head.device
            for at in sentences_of(verdict, views)
        }
        for at in np.flatnonzero(self.probability >= head.candidate):
            place = int(at)
            if place not in taken and len(views[place].norms) >= _SHORTEST:
                found = self._found(place)
                if found is not None:
                    yield found

    def _found(self, at: int) -> Verdict | None:
        head, view = self.model.heads[self.row], self.judged.scene.views[at]
        device = self.judged.codebook.device(head.device)
        span = self._best_clauses(at)
        flags = self.judged.status_of(at, span, ())
        counted = set(flags) - set(device.counts_as_asserted)
        if counted & (DENYING - set(device.kept_when)):
            return None
        if self._about_home(view):
            return None
        risks = ("home_unknown",) if self._homeless(at, view) else ()
        score = round(float(self.probability[at]), 4)
        sure = head.alone is not None and score >= head.alone and not risks and not counted & (DENYING | WEAKENING)
        candidate = Candidate(head.device, (span,), score, self._reasons(at))
        return Verdict(candidate, at, flags, "tag" if sure else "candidate", risks, score, by_model=True)

    def _about_home(self, view: View) -> bool:
        """Say whether the only country named is the speaker's own: no enemy from outside, whatever the words."""
        return self._seeks_foreigners() and HOME in view.hits and not PLACES & set(view.hits)

    def _homeless(self, at: int, view: View) -> bool:
        return self._seeks_foreigners() and self.judged.scene.homes[at] is None and bool(PLACES & set(view.hits))

    def _seeks_foreigners(self) -> bool:
        return "FOREIGN_ACTOR" in self.judged.codebook.device(self.model.heads[self.row].device).slots

    def _best_clauses(self, at: int) -> Span:
        """Return the words of the clauses that hold most of what spoke for the device."""
        sentence = self.judged.scene.views[at].sentence
        shares = self._shares(at)
        weights = []
        for clause in sentence.clauses:
            inside = [i for i, token in enumerate(sentence.tokens) if clause.start <= token.start < clause.end]
            weights.append((sum(float(shares[i]) for i in inside), inside))
        best = max((weight for weight, _ in weights), default=0.0)
        good = [inside for weight, inside in weights if inside and (weight >= best / 2 > 0 or weight == best)]
        first, last = (good[0][0], good[-1][-1]) if good else (0, len(sentence.tokens) - 1)
        return Span(sentence.tokens[first].start, sentence.tokens[last].end)

    def _shares(self, at: int) -> Floats:
        """Return per token the weight of the n-grams it is part of."""
        weights = self.model.grams[self.row]
        shares = np.zeros(len(self.given.words[at]))
        for gram in self.given.grams[at]:
            shares[gram.start : gram.end] += weights[gram.bucket] / (gram.end - gram.start)
        return shares

    def _reasons(self, at: int) -> tuple[Evidence, ...]:
        """Return what moved the score most: signs by name, and the word that spoke loudest."""
        head, sentence = self.model.heads[self.row], self.judged.scene.views[at].sentence
        weights, names = self.model.signs[self.row], self.model.names
        named = self.given.signs.of(head.device, at)
        moved = sorted(
            ((float(weights[names[name]] * value), name) for name, value in named.items() if name in names),
            key=lambda one: (-abs(one[0]), one[1]),
        )
        rule = f"model.{head.device}"
        told = [
            Evidence(rule, name, None, round(weight, 4)) for weight, name in moved[:_TOLD] if abs(weight) >= _LEAST
        ]
        shares = self._shares(at)
        loudest = int(np.argmax(shares))
        if shares[loudest] > 0:
            token = sentence.tokens[loudest]
            chars = Span(token.start, token.end)
            share = float(shares[loudest]) / max(1, len({one.bucket for one in self.given.grams[at]})) ** 0.5
            told.append(Evidence(rule, chars.slice(self.judged.scene.document.text), chars, round(share, 4)))
        return tuple(told)


def _trusted(head: Head, share: float) -> Evidence:
    return Evidence(f"model.{head.device}", "such findings were mostly right in the gold", None, share)


def _with_evidence(verdict: Verdict, more: tuple[Evidence, ...]) -> Verdict:
    found = verdict.candidate
    evidence = tuple(
        one for one in found.evidence if one.chars is not None or one.weight is None or one.weight > 0
    )
    if verdict.decision == "candidate":
        evidence = found.evidence
    return verdict._replace(
        candidate=Candidate(
            found.device, found.parts, found.strength, (*evidence, *more), found.subtype, found.slots
        )
    )
