"""The projection ledger: what was said beside what is documented, with the counter-record; never a verdict."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rhetoric.counting import separated
from rhetoric.devices.codebook import load
from rhetoric.records import Analysis, Annotation, CitedSource, MirrorEvidence, Projection
from rhetoric.reports.labels import labels, number, speaker_names, stretch

_STAGE = "projection"
_QUALITY = "quality:"  # factors of single independence groups


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence: a headline, its words, and lines of detail."""

    head: str
    words: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An accusation and what stands beside it, in the reader's words."""

    accusation: str
    said: str
    where: str
    title: str
    grade: str
    evidence: tuple[Item, ...]
    counter: tuple[Item, ...]
    marks: tuple[str, ...]
    factors: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The cases with evidence, strongest first; a line for each case without; and what was not compared."""

    cases: tuple[Case, ...]
    controls: tuple[str, ...]
    uncompared: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.cases or self.controls or self.uncompared)


def ledger(analysis: Analysis, ui: str) -> Ledger:
    """Return the ledger of an analysis; empty if nobody is accused of anything."""
    notes = {note.id: note for note in analysis.annotations}
    with_evidence = [case for case in analysis.projections if case.grade]
    ranked = sorted(with_evidence, key=lambda case: (-case.grade, -(case.score or 0.0), case.accusation))
    names = speaker_names(analysis) if separated(analysis) else {}
    held = any(run.stage == _STAGE and run.options.get("record") for run in analysis.runs)
    return Ledger(
        tuple(_case(case, notes[case.accusation], names, ui) for case in ranked),
        tuple(
            _control(case, notes[case.accusation], ui, held=held)
            for case in analysis.projections
            if case.reason in {"no_entry", "mutual_acknowledged"}
        ),
        tuple(_uncompared(analysis.projections, ui)),
    )


def act_name(act: str | None, ui: str) -> str:
    """Return an act as readers know it, with its id; of a taxonomy of the user's own only the id."""
    if not act:
        return labels(ui)["act_unknown"]
    name = _act_names(ui).get(act)
    return f"{name} ({act})" if name else act


@cache
def _act_names(ui: str) -> Mapping[str, str]:
    return {one.id: one.name(ui) for one in load().taxonomy.acts}


def side_name(side: str | None, ui: str) -> str:
    """Return a side as shown: its id, or that nobody told it."""
    if side is None:
        return labels(ui)["side_not_told"]
    return labels(ui)["others_side"] if side == "others" else side


def _case(case: Projection, note: Annotation, names: Mapping[str, str], ui: str) -> Case:
    words = labels(ui)
    speaker = names.get(note.speaker or "", "")
    where = " · ".join(part for part in (speaker, stretch(note.time) if note.time else "") if part)
    return Case(
        note.id,
        note.quote,
        where,
        _title(case, ui),
        f"{case.grade} · {words[f'grade_{case.grade}']}",
        tuple(_item(item, ui) for item in case.evidence),
        tuple(_item(item, ui) for item in case.counter),
        tuple(words.get(f"flag_{flag}", flag) for flag in case.flags),
        _factors(case.factors, ui) + (f" → {number(case.score, ui, digits=2)}" if case.score is not None else ""),
    )


def _title(case: Projection, ui: str) -> str:
    accuser, accused = side_name(case.accuser_side, ui), side_name(case.accused_side, ui)
    return f"{accuser} {labels(ui)['accuses']} {accused}: {act_name(case.act, ui)}"


def _item(item: MirrorEvidence, ui: str) -> Item:
    words = labels(ui)
    what = words.get(item.subtype, item.subtype)
    dates = item.first if item.first == item.last else f"{item.first} – {item.last}"
    time = stretch(item.time) if item.time else ""
    source = "" if item.kind == "M1" else item.document or item.reference
    head = " · ".join(
        part for part in (item.kind, side_name(item.side, ui), what, act_name(item.act, ui), dates, time, source)
        if part
    )  # fmt: skip
    details = [
        *(cited(source) for source in item.sources),
        *(f"{words['counter_sources']}: {cited(source)}" for source in item.counter_sources),
        *(words.get(f"flag_{flag}", flag) for flag in item.flags if flag != "retracted"),
        f"{words['factors']}: {_factors(item.factors, ui)} → {number(item.strength, ui, digits=2)}",
    ]
    return Item(head, item.quote, tuple(details))


@lru_cache(maxsize=1 << 14)
def cited(source: CitedSource) -> str:
    """Return a source as a line: who published what when and where, and the two grades of the Admiralty grid."""
    grades = f"{source.reliability}{source.credibility or ''}"
    kind = f"{source.type}, {source.group}" + (f", {grades}" if grades else "")
    parts = [source.publisher, source.title, source.date, source.locator, source.url]
    quote = f" “{source.quote}”" if source.quote else ""
    return ", ".join(part for part in parts if part) + f" ({kind})" + quote


def _factors(factors: Mapping[str, float], ui: str) -> str:
    return ", ".join(_factor(name, value, ui) for name, value in factors.items())


@lru_cache(maxsize=1 << 14)
def _factor(name: str, value: float, ui: str) -> str:
    words = labels(ui)
    group = f" [{name.removeprefix(_QUALITY)}]" if name.startswith(_QUALITY) else ""
    shown = words["factor_quality"] if group else words.get(f"factor_{name}", name)
    return f"{shown}{group} {number(value, ui, digits=2)}"


def _control(case: Projection, note: Annotation, ui: str, *, held: bool) -> str:
    words = labels(ui)
    nothing = words["no_entry_for"] if held else words["no_record_for"]
    why = f" ({words['reason_mutual_acknowledged']})" if case.reason == "mutual_acknowledged" else ""
    return f"{nothing} {_title(case, ui)}: “{note.quote}”{why}"


def _uncompared(cases: Iterable[Projection], ui: str) -> Iterator[str]:
    words = labels(ui)
    counted = Counter(case.reason for case in cases if case.reason)
    for reason in ("side_unknown", "act_unknown", "not_asserted", "own_side", "own_act"):
        if counted[reason]:
            yield f"{counted[reason]}: {words[f'reason_{reason}']}"
