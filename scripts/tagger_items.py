"""What the learned decision learns from: sentences with their features and answers, and folds of speakers."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric.devices.codebook import Codebook
from rhetoric.devices.decide import DENYING, WEAKENING
from rhetoric.devices.learned.decision import Judged, inputs
from rhetoric.devices.learned.model import distinct
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.cells import cell_truths
from rhetoric.evaluate.gold import CodedPassage
from rhetoric.records import Span, Transcript, Turn
from rhetoric.text import sentences

FOLDS = 5
KINDS = "AB"  # first letters of the families framing, and argument and evasion
# Rules were written on examples, and templates after the rules: what rules say of them is biased.
FREE_SIGNS = ("class:", "language:", "longer:", "has:")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence to learn from: its features, answers per device (None: not known), and its speaker.

    `own` is what the rules decided per device, and `clear` the devices of which no status or risk speaks against
    a tag. `source` names an example, so that it and its siblings can be left out. Synthetic items have a `weight`
    under 1 and no speaker.
    """

    buckets: NDArray[np.intp]
    signs: Mapping[str, Mapping[str, float]]
    truth: Mapping[str, bool | None]
    speaker: str
    own: Mapping[str, str]
    clear: frozenset[str] = frozenset()
    source: str = ""
    weight: float = 1.0


def read_speakers(path: Path) -> dict[str, str]:
    """Return the speaker of each speech of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["speech"]: row["speaker"] for row in csv.DictReader(stream)}


def read_neutral(path: Path) -> tuple[str, ...]:
    """Return the speeches of a table that are measured on but never trained on."""
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(row["speech"] for row in csv.DictReader(stream))


def speaker_of(passage: CodedPassage, speakers: Mapping[str, str]) -> str:
    """Return who speaks in a passage; a speech not in the table is its own speaker."""
    return speakers.get(passage.speech, passage.speech)


def gold_items(passage: CodedPassage, judged: Judged, devices: Sequence[str], speaker: str) -> list[Item]:
    """Return the sentences of a coded passage."""
    given = inputs(judged)
    truths = {
        device: cell_truths(passage.sentences, [one for one in passage.labels if one.device == device])
        for device in devices
        if device in passage.coded
    }
    found = []
    for at in range(len(judged.scene.views)):
        signs = {device: given.signs.of(device, at) for device in devices}
        own = {device: _decision(signs[device]) for device in devices}
        clear = frozenset(device for device in devices if _clear(judged.codebook, device, signs[device]))
        truth = {device: truths[device][at] if device in truths else None for device in devices}
        buckets = distinct(one.bucket for one in given.grams[at])
        found.append(Item(buckets, signs, truth, speaker, own, clear))
    return found


def _decision(signs: Mapping[str, float]) -> str:
    return next((name[4:] for name in signs if name.startswith("own:")), "")


def _clear(codebook: Codebook, device: str, signs: Mapping[str, float]) -> bool:
    against = {f"flag:{flag}" for flag in (DENYING | WEAKENING) - set(codebook.device(device).counts_as_asserted)}
    return not any(name in against or name.startswith("risk:") for name in signs)


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up text with answers: an example of the codebook, or a template filled in."""

    text: str
    language: str
    truth: Mapping[str, bool]
    spans: tuple[Span, ...] = ()
    source: str = ""
    weight: float = 1.0


def examples(codebook: Codebook, devices: Sequence[str]) -> Iterator[Made]:
    """Yield the codebook's hits and hard negatives, each an answer for its own device only.

    Their source is the same for siblings in two languages: device, kind, and place in the file.
    """
    for device in devices:
        for language, edition in sorted(codebook.device(device).editions.items()):
            for number, hit in enumerate(edition.hits):
                yield Made(hit.text, language, {device: True}, hit.spans, f"{device} hit {number}")
            for number, one in enumerate(edition.negatives):
                yield Made(one.text, language, {device: False}, (), f"{device} negative {number}")


def made_items(tagger: RuleTagger, made: Made) -> list[Item]:
    """Return a made-up text as items: without the word of the rules, and without speaker."""
    judged = tagger.judge(made_transcript(made))
    given = inputs(judged)
    found = []
    for at, view in enumerate(judged.scene.views):
        if made.spans and not any(span.overlap(view.sentence.span) for span in made.spans):
            continue
        signs = {device: _free(given.signs.of(device, at)) for device in made.truth}
        buckets = distinct(one.bucket for one in given.grams[at])
        found.append(Item(buckets, signs, made.truth, "", {}, source=made.source, weight=made.weight))
    return found


def made_transcript(made: Made) -> Transcript:
    """Return a made-up text as a transcript of one turn."""
    turns = (Turn(None, Span(0, len(made.text))),)
    return Transcript(made.text, made.language, sentences=sentences(made.text, made.language), turns=turns)


def _free(signs: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in signs.items() if name.startswith(FREE_SIGNS)}


def folds_of(items: Iterable[Item]) -> dict[str, int]:
    """Return the fold of each speaker: the longest first, each into the emptiest fold."""
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.speaker] = sizes.get(item.speaker, 0) + 1
    load = [0] * FOLDS
    folds = {}
    for speaker in sorted(sizes, key=lambda one: (-sizes[one], one)):
        folds[speaker] = load.index(min(load))
        load[folds[speaker]] += sizes[speaker]
    return folds
