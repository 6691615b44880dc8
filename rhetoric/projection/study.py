"""Cases of one speech or of a whole corpus: sides told, charges held side by side, evidence looked up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rhetoric.devices.actors import Actor
from rhetoric.projection.charges import Charge, charges_of
from rhetoric.projection.mirror import Ledger, project
from rhetoric.projection.outsiders import is_outsider, is_own
from rhetoric.projection.parameters import Parameters
from rhetoric.projection.record.entries import Record
from rhetoric.projection.sides import OTHERS, RIVAL, SELF, Sides, sides_in
from rhetoric.projection.strength import Equivalents
from rhetoric.records import Accusation, Analysis, Annotation, Projection, Span


@dataclass(frozen=True, slots=True)
class Setting:
    """What a study is made with, besides the analyses."""

    parameters: Parameters
    equivalents: Equivalents
    actors: Sequence[Actor] = ()
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """The analyses by name with sides told, all charges, and each analysis's cases."""

    analyses: Mapping[str, Analysis]
    charges: tuple[Charge, ...]
    cases: Mapping[str, tuple[Projection, ...]]
    setting: Setting

    def pairs(self) -> Iterable[tuple[Charge, Projection]]:
        """Yield each charge with its case, in order of speeches and place."""
        by_document: dict[str, list[Charge]] = {}
        for charge in self.charges:
            by_document.setdefault(charge.document, []).append(charge)
        for name, cases in self.cases.items():
            yield from zip(by_document.get(name, ()), cases, strict=True)


def study(analyses: Mapping[str, Analysis], setting: Setting) -> Study:
    """Return the cases of all analyses; a charge of one speech is reciprocal evidence for another.

    Parameters
    ----------
    analyses
        Analyses by name, tagged already.
    setting
        Record, actors, numbers, and which acts are alike across branches.
    """
    told = {name: with_sides(analysis, setting.actors, setting.record) for name, analysis in analyses.items()}
    charges = tuple(charge for name, analysis in told.items() for charge in charges_of(analysis, name))
    return Study(told, charges, judged(told, charges, setting), setting)


def completed(found: Study) -> Study:
    """Return a study whose analyses hold their cases, as reports show them."""
    analyses = {
        name: replace(analysis, projections=found.cases[name]) for name, analysis in found.analyses.items()
    }
    return replace(found, analyses=analyses)


def judged(
    analyses: Mapping[str, Analysis], charges: Sequence[Charge], setting: Setting
) -> Mapping[str, tuple[Projection, ...]]:
    """Return the cases of each analysis under a setting; `charges` are those of all of them."""
    ledger = Ledger.of(setting.parameters, setting.equivalents, setting.record, charges)
    by_document: dict[str, list[Charge]] = {name: [] for name in analyses}
    for charge in charges:
        by_document[charge.document].append(charge)
    return {name: project(by_document[name], analysis.own_acts, ledger) for name, analysis in analyses.items()}


def with_sides(analysis: Analysis, actors: Iterable[Actor] = (), record: Record | None = None) -> Analysis:
    """Return an analysis whose accusations say who stands where, as far as the files or the words tell."""
    notes = {note.id: note for note in analysis.annotations}
    sides = sides_in(analysis, actors, record)
    language = analysis.transcript.language
    found = tuple(_sided(one, notes[one.annotation], sides, language) for one in analysis.accusations)
    return replace(analysis, accusations=found)


def _sided(accusation: Accusation, note: Annotation, sides: Sides, language: str) -> Accusation:
    known = sides.of_speaker(accusation.accuser) or accusation.accuser_side
    accuser = known if known != SELF else None
    if is_own(accusation.accused, language):
        return replace(accusation, accuser_side=accuser or SELF, accused_side=accuser or SELF)
    accused = sides.accused(accuser, _named(note), note.parts)
    if accused is None and accusation.accused_side not in {None, OTHERS}:
        accused = accusation.accused_side
    if accused is None and is_outsider(accusation.accused, note.quote, language):
        accused = OTHERS
    if accuser is None and accused in {OTHERS, RIVAL, SELF}:  # told as seen from the speaker
        accuser = SELF
    return replace(accusation, accuser_side=accuser, accused_side=accused)


def _named(note: Annotation) -> Span | None:
    return next((slot.chars for slot in note.slots if slot.name == "ACCUSED"), None)
