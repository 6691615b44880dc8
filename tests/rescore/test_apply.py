"""What scores do to annotations; a scripted rescorer stands in for a network."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.errors import ConfigError
from rhetoric.progress import Silence
from rhetoric.records import Annotation, Decision, Evidence, Run, Source, Span, Transcript, Turn
from rhetoric.rescore import Excerpt
from rhetoric.rescore.apply import Rescoring, provenance, rescore
from rhetoric.rescore.calibration import logit, sigmoid
from rhetoric.rescore.excerpts import excerpt

TEXT = "One here. Two  there. Three now. Four then. Five last."
SENTENCES = (Span(0, 9), Span(10, 21), Span(22, 32), Span(33, 43), Span(44, 54))
TRANSCRIPT = Transcript(TEXT, "en", sentences=SENTENCES, turns=(Turn("S1", Span(0, 32)), Turn("S2", Span(33, 54))))


@dataclass
class Scripted:
    """Gives the same score to all spans of a device, and remembers what it was asked."""

    scores: dict[str, float]
    calibrations: frozenset[str] = frozenset()
    asked: list[tuple[str, Excerpt]] = field(default_factory=list)

    def score(self, spans: Sequence[Excerpt], device: str) -> tuple[float | None, ...]:
        self.asked += [(device, span) for span in spans]
        return tuple(self.scores.get(device) for _ in spans)

    def calibrated(self, device: str) -> bool:
        return device in self.calibrations

    def provenance(self) -> Run:
        options = {"engine": "onnx", "hardware": "cpu", "batch": 16}
        return Run("rescore", "nli", "1", options, model="tiny", model_sha256="0" * 64)


class Listening(Silence):
    """Remembers what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.reached: list[int] = []

    def say(self, message: str) -> None:
        self.said.append(message)

    def reach(self, done: int) -> None:
        self.reached.append(done)


def note(
    name: str, device: str = "accusation", at: Span = SENTENCES[1], decision: Decision = "candidate"
) -> Annotation:
    return Annotation(name, device, (at,), at.slice(TEXT), decision, Source("rule", "shipped"))


def test_only_candidates_of_machines_are_read() -> None:
    human = replace(note("A3"), source=Source("human", "ab"))
    notes = (note("A1"), note("A2", decision="tag"), human)
    rescorer = Scripted({"accusation": 0.9})
    found = rescore(notes, TRANSCRIPT, rescorer, rescoring=Rescoring())
    assert len(rescorer.asked) == 1
    assert found[1:] == notes[1:]
    assert (found[0].score, found[0].decision, found[0].calibration) == (0.9, "candidate", "none")
    assert found[0].evidence == (Evidence("rescorer.nli", "tiny", SENTENCES[1], 2.1972),)


def test_a_device_the_model_does_not_know_stays_as_it_was() -> None:
    notes = (note("A1", "anaphora"),)
    assert rescore(notes, TRANSCRIPT, Scripted({}), rescoring=Rescoring(drop_below=0.9)) == notes


def test_a_score_that_was_there_is_moved_and_no_longer_calibrated() -> None:
    before = replace(note("A1"), score=0.2, calibration="model")
    (after,) = rescore((before,), TRANSCRIPT, Scripted({"accusation": 0.8}), rescoring=Rescoring())
    assert after.score == 0.5
    assert after.calibration == "none"
    assert after.evidence[-1].weight == pytest.approx(1.3863)


def test_a_calibrated_model_gives_the_score_itself() -> None:
    rescorer = Scripted({"accusation": 0.8}, frozenset({"accusation"}))
    before = replace(note("A1"), score=0.2, calibration="model")
    (after,) = rescore((before,), TRANSCRIPT, rescorer, rescoring=Rescoring())
    assert (after.score, after.calibration) == (0.8, "model")
    assert after.evidence[-1].weight == pytest.approx(2 * 1.3863, abs=1e-3)


def test_a_sure_model_is_kept_within_bounds() -> None:
    (after,) = rescore((note("A1"),), TRANSCRIPT, Scripted({"accusation": 1.0}), rescoring=Rescoring())
    assert after.score == 0.99
    assert after.decision == "candidate"


def test_a_candidate_becomes_a_tag_only_where_asked_and_nothing_speaks_against_it() -> None:
    notes = (
        note("A1"),
        replace(note("A2"), status=("reported",)),
        replace(note("A3"), status=("future",)),
        replace(note("A4"), risks=("home_unknown",)),
    )
    rescorer = Scripted({"accusation": 0.9})
    asserted = {"accusation": frozenset({"future"})}
    chosen = Rescoring(tag_at=0.85, asserted=asserted)
    decisions = [one.decision for one in rescore(notes, TRANSCRIPT, rescorer, rescoring=chosen)]
    assert decisions == ["tag", "candidate", "tag", "candidate"]
    strict = replace(chosen, tag_at=0.95)
    assert {one.decision for one in rescore(notes, TRANSCRIPT, rescorer, rescoring=strict)} == {"candidate"}


def test_weak_candidates_are_dropped_only_where_asked() -> None:
    notes = (note("A1"), note("A2", "hyperbole"), note("A3", decision="tag"))
    rescorer = Scripted({"accusation": 0.1, "hyperbole": 0.6})
    assert len(rescore(notes, TRANSCRIPT, rescorer, rescoring=Rescoring())) == 3
    kept = rescore(notes, TRANSCRIPT, rescorer, rescoring=Rescoring(drop_below=0.5))
    assert [one.id for one in kept] == ["A2", "A3"]


def test_speed_batch_and_engine_are_said() -> None:
    progress = Listening()
    notes = (note("A1"), note("A2", "anaphora"))
    rescore(notes, TRANSCRIPT, Scripted({"accusation": 0.5}), rescoring=Rescoring(), progress=progress)
    assert progress.reached == [1, 2]
    assert len(progress.said) == 1
    assert progress.said[0].startswith("rescored 1 of 2 candidates in ")
    assert progress.said[0].endswith(" a second; tiny on onnx, cpu, batches of 16)")
    rescore((), TRANSCRIPT, Scripted({}), rescoring=Rescoring(), progress=progress)
    assert progress.said[-1] == "no candidates to rescore"


def test_what_scores_may_do_is_in_the_provenance() -> None:
    run = provenance(Scripted({}), Rescoring(tag_at=0.9, drop_below=0.1, context=2))
    assert run.options == {
        "engine": "onnx", "hardware": "cpu", "batch": 16, "context": 2, "tag_at": 0.9, "drop_below": 0.1,
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [{"tag_at": 1.5}, {"drop_below": -0.1}, {"tag_at": 0.3, "drop_below": 0.5}])
def test_thresholds_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ConfigError):
        Rescoring(**wrong)


def test_an_excerpt_stays_within_the_turn_and_on_one_line() -> None:
    assert excerpt(note("A1"), TRANSCRIPT, 1) == Excerpt(
        "Two there.", "Two there.", "en", before="One here.", after="Three now."
    )
    assert excerpt(note("A1", at=Span(22, 27)), TRANSCRIPT, 2) == Excerpt(
        "Three now.", "Three", "en", before="One here. Two there."
    )
    assert excerpt(note("A1", at=Span(33, 37)), TRANSCRIPT, 1).before == ""
    assert excerpt(note("A1"), TRANSCRIPT, 0) == Excerpt("Two there.", "Two there.", "en")


def test_a_candidate_over_several_sentences_takes_them_all() -> None:
    spread = replace(note("A1"), parts=(Span(4, 8), Span(22, 27)), quote="here […] Three")
    assert excerpt(spread, TRANSCRIPT, 1).sentence == "One here. Two there. Three now."


def test_a_candidate_outside_all_sentences_is_read_alone() -> None:
    bare = Transcript(TEXT, "en")
    assert excerpt(note("A1"), bare, 3) == Excerpt("Two there.", "Two there.", "en")


@given(st.integers(0, 53), st.integers(1, 54), st.integers(0, 3))
def test_any_range_has_an_excerpt_that_holds_it(start: int, length: int, context: int) -> None:
    at = Span(start, min(start + length, len(TEXT)))
    if not at.slice(TEXT).strip():
        return
    found = excerpt(note("A1", at=at), TRANSCRIPT, context)
    assert found.quote in found.sentence
    assert "  " not in found.sentence + found.before + found.after


@given(st.floats(0.011, 0.989))
def test_log_odds_and_probability_are_inverse(probability: float) -> None:
    assert sigmoid(logit(probability)) == pytest.approx(probability)
