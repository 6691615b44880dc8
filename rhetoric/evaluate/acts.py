"""The act of an accusation, scored on a codebook's taxonomy: coders' words are mapped to it by acts.yaml.

A coder may also write a leaf or branch of the taxonomy itself, as coders with a codebook of their own do.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from rhetoric.devices import yamlfile
from rhetoric.devices.accusations import act_of
from rhetoric.devices.acts import Taxonomy
from rhetoric.errors import unknown_name
from rhetoric.evaluate.cells import Counts, Speech, speech_of
from rhetoric.evaluate.gold import CodedPassage, Gold, Label, sentences_at
from rhetoric.evaluate.predict import Predictions
from rhetoric.evaluate.score import Scope
from rhetoric.metrics.binary import Array, f1, precision, recall
from rhetoric.metrics.intervals import Estimate, estimate, share
from rhetoric.records import Annotation

DEVICE = "accusation"
_SLOT = "ACT"
_FILE = Path(__file__).with_name("acts.yaml")
_DEPTHS = ("leaf", "branch")


@dataclass(frozen=True, slots=True)
class ActRow:
    """How often the act of a coded accusation was told; `coded` have an act in the taxonomy, `given` a guess."""

    scope: str
    depth: str
    coded: int
    given: int
    figures: Mapping[str, Estimate]


def act_tables(gold: Gold, predictions: Predictions, counts: Counts, taxonomy: Taxonomy) -> Array:
    """Return per depth and speech a table of right, wrong and missed acts; shape (depths, speeches, 4)."""
    place: dict[Speech, int] = {speech: at for at, speech in enumerate(counts.speeches)}
    tables = np.zeros((len(_DEPTHS), len(place), 4))
    for passage in gold.passages:
        notes = [note for note in predictions.get(passage.id, ()) if note.device == DEVICE]
        for label in passage.labels:
            coded = label.act if label.device == DEVICE and not label.doubtful else None
            if coded and (allowed := crosswalk(coded, taxonomy)):
                given = _guesses(passage, label, notes, taxonomy)
                tables[:, place[speech_of(passage)]] += [_outcome(given, allowed, depth) for depth in _DEPTHS]
    return tables


def act_rows(tables: Array, where: Scope) -> tuple[ActRow, ...]:
    """Return the figures of a scope, by leaf and by branch."""
    rows = []
    for depth, by_speech in zip(_DEPTHS, tables, strict=True):
        table, drawn = where.total(by_speech), where.rounds(by_speech)
        right, wrong, missed, _ = (float(number) for number in table)
        figures = {
            "precision": share(right, right + wrong, precision(drawn)),
            "recall": share(right, right + missed, recall(drawn)),
            "f1": estimate(f1(table), f1(drawn)),
        }
        rows.append(ActRow(where.name, depth, int(right + missed), int(right + wrong), figures))
    return tuple(rows)


def crosswalk(act: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the branches and leaves of the taxonomy that a coder's word may stand for; empty for none.

    Raises
    ------
    UnknownNameError
        If neither the taxonomy nor acts.yaml knows the word.
    """
    there = {*taxonomy.ids, *taxonomy.branches}
    words = _crosswalk()
    if act in words:
        return tuple(entry for entry in words[act] if entry in there)
    if act not in there:
        raise unknown_name("act of an accusation", act, there.union(words))
    return (act,)


@cache
def _crosswalk() -> Mapping[str, tuple[str, ...]]:
    raw = yamlfile.mapping(_FILE)
    return {name: yamlfile.strings(raw, name, _FILE) for name in raw}


def _guesses(
    passage: CodedPassage, label: Label, notes: Iterable[Annotation], taxonomy: Taxonomy
) -> tuple[str, ...]:
    """Return the acts that accusations in the label's sentences were given, as branch.leaf or branch.

    A tagger's slot holds the words of the act, which the taxonomy is asked about; a file of predictions may hold
    an act itself.
    """
    inside = set(sentences_at(passage.sentences, label.span))
    here = (
        note
        for note in notes
        if any(inside.intersection(sentences_at(passage.sentences, part)) for part in note.parts)
    )
    values = (_stated(note, taxonomy.branches) or act_of(note, passage.language, taxonomy) for note in here)
    return tuple(value for value in values if value)


def _stated(note: Annotation, branches: Collection[str]) -> str | None:
    values = (slot.value for slot in note.slots if slot.name == _SLOT)
    return next((value for value in values if value.partition(".")[0] in branches), None)


def _outcome(given: tuple[str, ...], allowed: tuple[str, ...], depth: str) -> tuple[int, int, int, int]:
    if depth == "branch":
        allowed = tuple(entry.partition(".")[0] for entry in allowed)
    right = any(guess in allowed or guess.partition(".")[0] in allowed for guess in given)
    return (1, 0, 0, 0) if right else (0, int(bool(given)), 1, 0)
