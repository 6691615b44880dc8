"""Accusations and mirror evidence written before the matcher was, and how many of them it pairs as it should.

A case is found if an accusation that overlaps the marked words gets evidence of the expected kind at grade 2 or
more; any other pair at grade 2 or more is a false one. Expected negatives must have none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from rhetoric.devices.actors import Actor
from rhetoric.devices.codebook import load
from rhetoric.devices.learned.shipped import model_for
from rhetoric.devices.tagger import RuleTagger
from rhetoric.formats import read_text
from rhetoric.projection.parameters import shipped
from rhetoric.projection.record.entries import Record
from rhetoric.projection.record.reading import read_record
from rhetoric.projection.stage import Means, projected, with_own_acts, without_projections
from rhetoric.projection.study import study
from rhetoric.records import Analysis, Recording, Span, Speaker

FOLDER = Path(__file__).with_name("mirror")
SETS = ("plain", "oblique")
FOUND_AT = 2


@dataclass(frozen=True)
class Outcome:
    """What became of a case: found (of a positive), and pairs that should not be there."""

    id: str
    language: str
    kind: str
    positive: bool
    found: bool
    false: int
    seen: str


@dataclass(frozen=True)
class Score:
    """Precision of pairs at grade 2 or more, recall of positives, with their counts."""

    cases: int
    found: int
    positives: int
    false: int

    @property
    def precision(self) -> float:
        return self.found / max(self.found + self.false, 1)

    @property
    def recall(self) -> float:
        return self.found / max(self.positives, 1)


def read_cases(path: Path, part: str | None = None) -> list[dict[str, Any]]:
    """Return the cases of a file, or of one part of it: `open` or `held`."""
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [case for case in listed if part in {None, case["part"]}]


def run(case: Mapping[str, Any], folder: Path, taggers: dict[str, RuleTagger] | None = None) -> Analysis:
    """Return the analysed speech of a case, the others beside it."""
    codebook = load()
    actors = [
        Actor(one["name"], tuple(one.get("aliases", ())), one["side"], kind=one["kind"]) for one in case["actors"]
    ]
    means = Means(codebook, actors, _record(case, folder), shipped())
    speeches = {"main": _speech(case, case), **{str(n): _speech(o, case) for n, o in enumerate(case["others"])}}
    tagged = {}
    for name, analysis in speeches.items():
        sides = {one.id: one.side for one in analysis.speakers if one.side}
        tagger = RuleTagger(codebook, actors=actors, sides=sides, model=model_for(codebook))
        judged = tagger.judge(analysis.transcript)
        noted = replace(analysis, annotations=tagger.decided(judged))
        tagged[name] = without_projections(with_own_acts(noted, judged, codebook.taxonomy))
    return projected(study(tagged, means.setting), means)["main"]


def outcome(case: Mapping[str, Any], folder: Path) -> Outcome:
    analysis = run(case, folder)
    expected = case["expected"]
    notes = {note.id: note for note in analysis.annotations}
    text = analysis.transcript.text
    found, false, seen = False, 0, []
    for pair in analysis.projections:
        if pair.grade < FOUND_AT:
            continue
        note = notes[pair.accusation]
        right = False
        if expected["projection"]:
            start = text.index(expected["accusation"])
            marked = Span(start, start + len(expected["accusation"]))
            kinds = {item.kind for item in pair.evidence}
            right = any(marked.overlap(part) for part in note.parts) and expected["mirror"] in kinds
        found = found or right
        false += not right
        seen.append(f"{pair.grade} {pair.act} “{note.quote}” {[(e.kind, e.act, e.quote) for e in pair.evidence]}")
    if not expected["projection"]:
        reasons = [(pair.reason, pair.act) for pair in analysis.projections]
        seen.append(str(reasons))
    elif not found:
        told = [(p.reason, p.act, notes[p.accusation].quote, p.accused_side) for p in analysis.projections]
        seen.append(f"accusations {told}; own {[(o.act, o.kind, o.quote) for o in analysis.own_acts]}")
    return Outcome(
        case["id"], case["language"], case["kind"], expected["projection"], found, false, " ".join(seen)
    )


def score(outcomes: Iterable[Outcome]) -> Score:
    listed = list(outcomes)
    return Score(
        len(listed),
        sum(one.found for one in listed),
        sum(one.positive for one in listed),
        sum(one.false for one in listed),
    )


def _speech(speech: Mapping[str, Any], case: Mapping[str, Any]) -> Analysis:
    read = read_text(speech["text"].strip(), language=case["language"])
    who = Speaker("S1", speech["speaker"]["name"], speech["speaker"]["side"])
    turns = tuple(replace(turn, speaker="S1") for turn in read.transcript.turns)
    recording = Recording("speech.txt", "0" * 64, 0, 0, 0, date=str(speech.get("date", case["date"])))
    return replace(read, transcript=replace(read.transcript, turns=turns), speakers=(who,), recording=recording)


def _record(case: Mapping[str, Any], folder: Path) -> Record | None:
    if not case["record"]:
        return None
    sides = {one["side"] for one in case["actors"]} | {entry["side"] for entry in case["record"]}
    raw = {
        "schema": "mirror-record/1.0",
        "title": case["id"],
        "coverage": {
            "sides": sorted(sides), "from": "1600-01-01", "to": "2060-12-31", "search_protocol": "invented",
        },
        "sides": [{"id": side, "label": side} for side in sorted(sides)],
        "entries": [_plain(entry) for entry in case["record"]],
    }  # fmt: skip
    path = folder / f"{case['id']}.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return read_record(path)


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    target = dict(entry.get("target") or {})
    sources = [
        {key: value for key, value in source.items() if value not in {"", None}} for source in entry["sources"]
    ]
    detail = str(target.get("detail") or "public")
    return {**entry, "target": {"detail": detail}, "sources": sources, "counter_sources": []}
