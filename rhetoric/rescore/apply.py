"""Scores on annotations: only candidates are read, and only options let a score change a decision.

What a score does to an annotation:

* An uncalibrated model moves the log-odds of the score that was there (evens where there was none) by its own
  log-odds, kept within ±4.6. A score that was calibrated by the tagger no longer is: `calibration` becomes "none".
* A model whose card calibrates the device gives the score itself, and `calibration` becomes "model".
* Evidence "rescorer.nli" or "rescorer.encoder" names the model and the shift of the log-odds.
* With `tag_at` below 1, a candidate whose score reaches it becomes a tag, unless its status is one the device does
  not count as asserted, or it has a risk: no model overrules what the rules hold against it.
* With `drop_below` above 0, a candidate whose score stays under it is left out.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rhetoric.errors import ConfigError
from rhetoric.progress import SILENCE, Progress
from rhetoric.records import Annotation, Evidence, Run, Status, Transcript
from rhetoric.rescore import Rescorer
from rhetoric.rescore.calibration import logit, sigmoid
from rhetoric.rescore.excerpts import excerpt

_DIGITS = 4  # of a score: what is the same on every machine


@dataclass(frozen=True, slots=True)
class Rescoring:
    """What scores may do; `asserted` names the status flags within which each device counts.

    Raises
    ------
    ConfigError
        If a threshold is no probability.
    """

    tag_at: float = 1.0
    drop_below: float = 0.0
    context: int = 1
    asserted: Mapping[str, frozenset[Status]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse thresholds outside 0 to 1, or that would both tag and drop a score."""
        for name, value in (("tag_at", self.tag_at), ("drop_below", self.drop_below)):
            if not 0 <= value <= 1:
                raise ConfigError(f"{name} is {value}, but must be from 0 to 1", "1 never tags, 0 never drops")
        if self.drop_below > self.tag_at:
            raise ConfigError(
                f"candidates below {self.drop_below} are dropped, yet {self.tag_at} makes a tag",
                "give a lower drop_below or a higher tag_at",
            )
        if not 0 <= self.context <= 8:
            raise ConfigError(f"the context is {self.context} sentences, but must be from 0 to 8", "1 is usual")


def rescore(
    notes: Sequence[Annotation],
    transcript: Transcript,
    rescorer: Rescorer,
    *,
    rescoring: Rescoring,
    progress: Progress = SILENCE,
) -> tuple[Annotation, ...]:
    """Return the annotations, in the same order, with the scores that `rescorer` gives to the candidates."""
    run = rescorer.provenance()
    devices: dict[str, list[int]] = {}
    for at, note in enumerate(notes):
        if note.decision == "candidate" and note.source.kind != "human":
            devices.setdefault(note.device, []).append(at)
    total = sum(map(len, devices.values()))
    progress.stage("rescoring candidates", total)
    found: dict[int, float] = {}
    done, start = 0, time.perf_counter()
    for device, places in sorted(devices.items()):
        spans = [excerpt(notes[at], transcript, rescoring.context) for at in places]
        scores = rescorer.score(spans, device)
        found |= {at: score for at, score in zip(places, scores, strict=True) if score is not None}
        done += len(places)
        progress.reach(done)
    progress.say(_report(len(found), total, time.perf_counter() - start, run))
    judged = ((note, _judged(note, found.get(at), rescorer, run, rescoring)) for at, note in enumerate(notes))
    return tuple(after for before, after in judged if not _dropped(before, after, rescoring))


def provenance(rescorer: Rescorer, rescoring: Rescoring) -> Run:
    """Return the rescorer's provenance with what its scores were allowed to do."""
    run = rescorer.provenance()
    limits = {
        "context": rescoring.context,
        "tag_at": rescoring.tag_at,
        "drop_below": rescoring.drop_below,
    }
    return replace(run, options={**run.options, **limits})


def _judged(
    note: Annotation, score: float | None, rescorer: Rescorer, run: Run, rescoring: Rescoring
) -> Annotation:
    if score is None:
        return note
    before = logit(0.5 if note.score is None else note.score)
    calibrated = rescorer.calibrated(note.device)
    shift = logit(score) - (before if calibrated else 0.0)
    after = round(sigmoid(before + shift), _DIGITS)
    evidence = Evidence(f"rescorer.{run.backend}", run.model or run.backend, note.hull, round(shift, _DIGITS))
    calibration = "model" if calibrated else ("none" if note.calibration == "model" else note.calibration)
    return replace(
        note,
        score=after,
        calibration=calibration,
        evidence=(*note.evidence, evidence),
        decision="tag" if _may_tag(note, after, rescoring) else note.decision,
    )


def _may_tag(note: Annotation, score: float, rescoring: Rescoring) -> bool:
    if rescoring.tag_at >= 1 or score < rescoring.tag_at or note.risks:
        return False
    return set(note.status) <= rescoring.asserted.get(note.device, frozenset())


def _dropped(before: Annotation, after: Annotation, rescoring: Rescoring) -> bool:
    """Tell whether a candidate was scored now, and below what is kept."""
    scored = after is not before and after.score is not None
    return scored and after.decision == "candidate" and (after.score or 0.0) < rescoring.drop_below


def _report(scored: int, total: int, seconds: float, run: Run) -> str:
    if not total:
        return "no candidates to rescore"
    options = run.options
    how = f"{run.model} on {options.get('engine')}, {options.get('hardware')}, batches of {options.get('batch')}"
    pace = f"{scored / max(seconds, 1e-3):.1f} a second"
    return f"rescored {scored} of {total} candidates in {seconds:.1f} s ({pace}; {how})"
