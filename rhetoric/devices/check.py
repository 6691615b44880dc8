"""A codebook's examples run as tests: hits must be tagged where they are marked, hard negatives must not be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rhetoric.devices.actors import Actor
from rhetoric.devices.codebook import Codebook, Example
from rhetoric.devices.tagger import RuleTagger
from rhetoric.projection.stage import PairTagger
from rhetoric.records import Annotation, Decision, Span, Transcript, Turn
from rhetoric.text import segment

ENOUGH = 0.5  # share of the marked words, and of the found ones, that must coincide


class _Tags(Protocol):
    def tag(self, transcript: Transcript) -> tuple[Annotation, ...]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One example and what came of it; `passed` is None where the device has no rules in that language."""

    device: str
    language: str
    kind: Literal["hit", "negative"]
    number: int
    text: str
    why: str
    decision: Decision | None
    passed: bool | None
    found: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All examples of a codebook with their outcome."""

    codebook: str
    rows: tuple[Row, ...]

    @property
    def failures(self) -> tuple[Row, ...]:
        """The rows that did not pass."""
        return tuple(row for row in self.rows if row.passed is False)

    def count(self, kind: Literal["hit", "negative"], decision: Decision | None) -> int:
        """Return how many examples of a kind got a decision (None: nothing), untested ones left out."""
        return sum(row.kind == kind and row.decision == decision for row in self.rows if row.passed is not None)


def check(codebook: Codebook, *, actors: Sequence[Actor] = ()) -> Report:
    """Tag every example of a codebook and compare the outcome with what the example asks for.

    Parameters
    ----------
    codebook
        The codebook to test, with its own examples.
    actors
        Names the examples use, so that their sides are known.
    """
    tagger: _Tags = RuleTagger(codebook, actors=actors)
    pairs: _Tags = PairTagger(codebook, actors)
    rows: list[Row] = []
    for device in codebook.devices:
        used = pairs if device.relation else tagger
        for language, edition in sorted(device.editions.items()):
            able = bool(edition.rules) or device.family.startswith("C")
            for number, hit in enumerate(edition.hits, 1):
                rows.append(check_example(used, device.id, language, (number, hit), tested=able))
            for number, negative in enumerate(edition.negatives, 1):
                rows.append(check_example(used, device.id, language, (number, negative), tested=able))
    return Report(codebook.name, tuple(rows))


def transcript_of(text: str, language: str) -> Transcript:
    """Return an example's text as a transcript of one turn by nobody known."""
    turns = (Turn(None, Span(0, len(text))),) if text.strip() else ()
    return Transcript(text, language, sentences=segment(text, language, turns), turns=turns)


def check_example(
    tagger: _Tags, device: str, language: str, numbered: tuple[int, Example], *, tested: bool
) -> Row:
    """Tag one example, numbered from 1, and say what came of it; untested where the device has no rules."""
    number, example = numbered
    found = [note for note in tagger.tag(transcript_of(example.text, language)) if note.device == device]
    hit = bool(example.spans)
    if hit:
        found = [note for note in found if coincide(note.parts, example.spans)]
    best: Decision | None = (
        "tag" if any(note.decision == "tag" for note in found) else "candidate" if found else None
    )
    passed = (best == "tag") if hit else (best != "tag")
    return Row(
        device,
        language,
        "hit" if hit else "negative",
        number,
        example.text,
        example.why,
        best,
        passed if tested else None,
        " / ".join(f"{note.decision}: {note.quote}" for note in found),
    )


def coincide(found: Sequence[Span], marked: Sequence[Span]) -> bool:
    """Tell whether two sets of spans share at least half of the marked characters."""
    shared = sum(one.overlap(other) for one in found for other in marked)
    return shared >= ENOUGH * sum(span.length for span in marked)
