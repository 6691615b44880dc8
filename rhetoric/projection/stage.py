"""The projection stage of an analysis: accusations get sides, own acts and record entries stand beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rhetoric import __version__
from rhetoric.devices.accusations import accusations
from rhetoric.devices.actors import Actor
from rhetoric.devices.acts import Taxonomy
from rhetoric.devices.codebook import Codebook
from rhetoric.devices.explain import PAIRED
from rhetoric.devices.learned.decision import Judged
from rhetoric.devices.tagger import RuleTagger
from rhetoric.projection.own_acts import DEVICE, own_acts
from rhetoric.projection.parameters import Parameters, shipped
from rhetoric.projection.record.entries import Record
from rhetoric.projection.study import Setting, Study, study
from rhetoric.records import (
    Analysis,
    Annotation,
    Projection,
    Run,
    Slot,
    Source,
    Span,
    Transcript,
    quote_at,
)

STAGE = "projection"
_TAGGED = 2  # grade from which a pair is a tag; below it is a candidate
_NAME_LENGTH = 12  # characters of a hash


@dataclass(frozen=True, slots=True)
class Means:
    """What the stage works with: the codebook's acts, who is who, a record, and the numbers."""

    codebook: Codebook
    actors: Sequence[Actor] = ()
    record: Record | None = None
    parameters: Parameters = field(default_factory=shipped)

    @property
    def setting(self) -> Setting:
        """The same for a study."""
        return Setting(self.parameters, equivalents_of(self.codebook.taxonomy), self.actors, self.record)


@dataclass(frozen=True, slots=True)
class PairTagger:
    """Tags pairs within one transcript, without a record, as the examples of a codebook need it."""

    codebook: Codebook
    actors: Sequence[Actor] = ()

    def tag(self, transcript: Transcript) -> tuple[Annotation, ...]:
        """Return the annotations of a transcript, pairs among them."""
        tagger = RuleTagger(self.codebook, actors=self.actors)
        judged = tagger.judge(transcript)
        tagged = Analysis(transcript, annotations=tagger.decided(judged))
        means = Means(self.codebook, self.actors)
        return with_projections(with_own_acts(tagged, judged, self.codebook.taxonomy), means).annotations


def equivalents_of(taxonomy: Taxonomy) -> Mapping[frozenset[str], float]:
    """Return the weights of leaves of different branches that are the same kind of act."""
    return {one.pair: one.weight for one in taxonomy.equivalents}


def with_own_acts(analysis: Analysis, judged: Judged, taxonomy: Taxonomy) -> Analysis:
    """Return an analysis with its accusations and own acts read from what the tagger found."""
    language = analysis.transcript.language
    return replace(
        analysis,
        accusations=accusations(analysis.annotations, language, taxonomy),
        own_acts=own_acts(judged),
    )


def with_projections(analysis: Analysis, means: Means, *, name: str = "") -> Analysis:
    """Return an analysis with its cases, and an annotation for each that has evidence.

    Parameters
    ----------
    analysis
        Tagged, with accusations and own acts; what the stage made before is replaced.
    means
        Record, actors and codebook.
    name
        Of the analysis, where several are compared.
    """
    return projected(study({name: without_projections(analysis)}, means.setting), means)[name]


def projected(found: Study, means: Means) -> Mapping[str, Analysis]:
    """Return the analyses of a study with their cases, annotations and provenance written in."""
    return {
        name: _written(analysis, found.cases[name], means, len(found.analyses))
        for name, analysis in found.analyses.items()
    }


def without_projections(analysis: Analysis) -> Analysis:
    """Return an analysis without what this stage made; the verdicts of human coders stay."""
    kept = tuple(note for note in analysis.annotations if note.device != DEVICE or note.source.kind == "human")
    runs = tuple(run for run in analysis.runs if run.stage != STAGE)
    return replace(analysis, annotations=kept, projections=(), runs=runs)


def _written(analysis: Analysis, cases: Sequence[Projection], means: Means, speeches: int) -> Analysis:
    notes = {note.id: note for note in analysis.annotations}
    pairs = [case for case in cases if case.grade]
    made = tuple(
        _annotation(f"P{number}", case, notes[case.accusation], analysis.transcript.text, means)
        for number, case in enumerate(pairs, 1)
    )
    return replace(
        analysis,
        annotations=(*analysis.annotations, *made),
        projections=tuple(cases),
        runs=(*analysis.runs, _run(means, speeches)),
    )


def _annotation(name: str, case: Projection, note: Annotation, text: str, means: Means) -> Annotation:
    """Return a pair as an annotation: the accusation's words, and own words of the speech that mirror it."""
    own = [item.chars for item in case.evidence if item.kind == "M1" and item.chars]
    parts = _apart((*note.parts, *own))
    slots = (
        Slot(PAIRED, case.accusation),
        Slot("ACCUSER_SIDE", case.accuser_side or ""),
        Slot("ACCUSED_SIDE", case.accused_side or ""),
        Slot("ACT_CATEGORY", case.act or ""),
        Slot("GRADE", str(case.grade)),
        *(
            Slot("MIRROR_EVIDENCE", f"{item.kind} {item.subtype} {item.reference}".strip())
            for item in case.evidence
        ),
    )
    version = means.codebook.sha256[:_NAME_LENGTH]
    return Annotation(
        name, DEVICE, parts, quote_at(text, parts),
        "tag" if case.grade >= _TAGGED and note.decision == "tag" else "candidate",
        Source("rule", means.codebook.name, version), calibration="none", subtype=f"grade {case.grade}",
        status=note.status, slots=slots, evidence=note.evidence, time=note.time, speaker=note.speaker,
        theme=note.theme, risks=tuple(sorted({*note.risks, *case.flags})),
    )  # fmt: skip


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)


def _run(means: Means, speeches: int) -> Run:
    record = means.record
    return Run(
        stage=STAGE,
        backend="mirror",
        version=__version__,
        options={
            "record": record.title if record else None,
            "entries": len(record.entries) if record else 0,
            "speeches": speeches,
        },
        model=f"{means.codebook.name} {means.codebook.version}".strip(),
        model_sha256=means.codebook.sha256,
        input_sha256=record.sha256 if record and record.sha256 else None,
    )
