"""What the model may change: decisions of rules, and sentences no rule spoke on."""

from dataclasses import replace

import numpy as np
import pytest

from rhetoric.devices.codebook import Codebook, load
from rhetoric.devices.decide import Verdict
from rhetoric.devices.document import Candidate
from rhetoric.devices.explain import explain
from rhetoric.devices.learned.decision import Judged, inputs, revise
from rhetoric.devices.learned.features import BUCKETS
from rhetoric.devices.learned.model import Head, Model, fit
from rhetoric.devices.tagger import RuleTagger
from rhetoric.formats import read_text
from rhetoric.records import Span, Transcript

TEXT = "The budget grew a little last year. The harbour board emptied the widows' fund and hid the books."
HEAD = Head("accusation", 0.0, 1.0, 0.0, candidate=0.4, tag=0.9, drop=0.2, positives=50, alone=0.9)


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load()


@pytest.fixture(scope="module")
def plain(codebook: Codebook) -> Judged:
    judged = RuleTagger(codebook).judge(read_text(TEXT, language="en").transcript)
    return judged._replace(verdicts=(), findings={device.id: () for device in codebook.devices})


def biased(judged: Judged, bias: float, head: Head = HEAD) -> Model:
    """Return a model that gives every sentence the same score, and weight to the words of the second."""
    grams = np.zeros((1, BUCKETS))
    own = {gram.bucket for gram in inputs(judged).grams[1]} - {gram.bucket for gram in inputs(judged).grams[0]}
    grams[0, sorted(own)] = 1.0
    zero = replace(head, bias=bias)
    return Model(judged.codebook.name, judged.codebook.sha256, (zero,), {"has:name": 0}, np.zeros((1, 1)), grams)


def ruled(judged: Judged, decision: str, **more: object) -> Judged:
    span = judged.scene.views[0].sentence.span
    made = Verdict(Candidate("accusation", (span,), 1.0, ()), 0, (), decision, **more)
    return judged._replace(verdicts=(made,))


def logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def test_words_alone_make_a_scored_candidate_with_reasons(plain: Judged) -> None:
    (found,) = revise(biased(plain, -3.0, replace(HEAD, tag=None, alone=None)), plain)
    assert (found.sentence, found.decision, found.by_model) == (1, "candidate", True)
    assert found.score is not None
    assert 0.9 < found.score < 1
    assert any(reason.chars for reason in found.candidate.evidence)
    assert plain.scene.views[1].sentence.span.contains(found.candidate.parts[0])


def test_words_alone_make_a_tag_from_the_tag_threshold_on(plain: Judged) -> None:
    assert [one.decision for one in revise(biased(plain, -3.0), plain)] == ["tag"]


def test_denied_words_stay_silent_and_reported_ones_are_doubtful(plain: Judged) -> None:
    denied = plain._replace(status_of=lambda *_: ("literal",))
    reported = plain._replace(status_of=lambda *_: ("reported",))
    assert revise(biased(plain, -3.0), denied) == ()
    assert [one.decision for one in revise(biased(plain, -3.0), reported)] == ["candidate"]


@pytest.mark.parametrize(
    ("decision", "chance", "expected"),
    [("tag", 0.3, "tag"), ("tag", 0.1, "candidate"), ("candidate", 0.95, "tag"), ("candidate", 0.5, "candidate")],
)
def test_a_rule_keeps_its_word_within_the_thresholds(
    plain: Judged, decision: str, chance: float, expected: str
) -> None:
    first = revise(biased(plain, logit(chance)), ruled(plain, decision))[0]
    assert (first.decision, first.score, first.by_model) == (expected, pytest.approx(chance, abs=1e-4), False)


def test_a_doubtful_finding_the_words_speak_against_is_dropped(plain: Judged) -> None:
    assert 0 not in {one.sentence for one in revise(biased(plain, logit(0.1)), ruled(plain, "candidate"))}


def test_a_risk_keeps_a_candidate_from_becoming_a_tag(plain: Judged) -> None:
    risky = ruled(plain, "candidate", risks=("home_unknown",))
    assert revise(biased(plain, logit(0.95)), risky)[0].decision == "candidate"


def test_devices_the_model_does_not_know_keep_their_verdicts(plain: Judged) -> None:
    other = ruled(plain, "tag")
    verdict = other.verdicts[0]
    kept = verdict._replace(candidate=verdict.candidate.__class__("hyperbole", verdict.candidate.parts, 1.0, ()))
    assert kept in revise(biased(plain, -9.0), plain._replace(verdicts=(kept,)))


def test_the_same_words_score_the_same_whoever_they_are_about(codebook: Codebook) -> None:
    def words(text: str) -> tuple[str, ...]:
        return inputs(RuleTagger(codebook).judge(read_text(text, language="en").transcript)).words[0]

    assert words("We know that Peru robbed us.") == words("We know that Norway robbed us.")
    assert words("We know that Harold Quist robbed us.") == words("We know that Maria Bell robbed us.")


def test_an_annotation_says_that_a_model_found_it_and_why(plain: Judged, codebook: Codebook) -> None:
    tagger = RuleTagger(codebook, model=biased(plain, -3.0, replace(HEAD, tag=None, alone=None)))
    notes = tagger.annotations(revise(tagger.model or biased(plain, 0.0), plain), plain.scene.document)
    (note,) = notes
    assert (note.source.kind, note.calibration, note.decision) == ("model", "model", "candidate")
    said = explain(note, codebook)
    assert "the calibrated probability of the learned model" in said
    assert "no rule found it" in said


def test_an_empty_text_has_no_verdicts(codebook: Codebook, plain: Judged) -> None:
    empty = RuleTagger(codebook).judge(Transcript("", "en"))
    assert revise(biased(plain, 9.0), empty) == ()


def test_the_run_record_says_whether_weights_and_codebook_belong_together(
    plain: Judged, codebook: Codebook
) -> None:
    model = biased(plain, 0.0)
    assert fit(model, codebook) == "same codebook"
    assert fit(replace(model, codebook_sha256="0" * 64), codebook) == "other version of the codebook"
    assert fit(None, codebook) == "none"


def test_spans_of_the_model_are_whole_words(plain: Judged) -> None:
    (found,) = revise(biased(plain, -3.0), plain)
    (part,) = found.candidate.parts
    starts = {token.start for token in plain.scene.views[1].sentence.tokens}
    ends = {token.end for token in plain.scene.views[1].sentence.tokens}
    assert part.start in starts
    assert part.end in ends
    assert isinstance(part, Span)


def test_a_device_with_few_positives_gets_a_decision_and_a_reason_but_no_score(plain: Judged) -> None:
    few = replace(HEAD, positives=12, tag=0.75, drop=0.0)
    first = revise(biased(plain, logit(0.8), few), ruled(plain, "candidate"))[0]
    assert (first.decision, first.score) == ("tag", None)
    assert any("mostly right" in reason.cue for reason in first.candidate.evidence)
