"""What the models see of a sentence: hashed words and letters without names, and named signs from the rules.

Names of persons, states and peoples are masked before hashing, so that a sentence scores the same whoever it is
about. Named signs are `rule:ID`, `class:NAME`, `flag:STATUS`, `own:tag`, `other:DEVICE`, `near:tag` and so on; one
that the model does not know counts nothing.
"""

import itertools
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rhetoric.devices.decide import Verdict
from rhetoric.devices.frames import Finding
from rhetoric.devices.view import PLACES, View

BUCKETS = 1 << 16
_LETTERS = (3, 4)  # lengths of letter sequences
HOME = "home"
_NAME = "#name"
_LONG = (8, 16, 32)  # tokens; a sentence is "longer than" each
_SHOWN_CLASSES_ONLY = "#=~"  # first letters of entries that are no word classes


class Gram(NamedTuple):
    """A hashed feature: its bucket, and the tokens [start, end) it was made from."""

    bucket: int
    start: int
    end: int


def masked(view: View) -> tuple[str, ...]:
    """Return the sentence's folded words with names, states and peoples replaced by what they are."""
    words = list(view.norms)
    known = _covered(view, (name for name in view.hits if name[0] not in _SHOWN_CLASSES_ONLY))
    for hit in view.hits.get(_NAME, ()):
        for at in range(hit.start, hit.end):
            if at not in known:
                words[at] = "<name>"
    for name in (*sorted(PLACES), HOME):
        for hit in view.hits.get(name, ()):
            words[hit.start : hit.end] = [f"<{name}>"] * (hit.end - hit.start)
    return tuple(words)


def grams(words: Sequence[str]) -> Iterator[Gram]:
    """Yield the hashed words, word pairs and letter sequences of a sentence."""
    for at, word in enumerate(words):
        for bucket in _of_word(word):
            yield Gram(bucket, at, at + 1)
    for at, (first, second) in enumerate(itertools.pairwise(words)):
        yield Gram(_hash(f"2 {first} {second}"), at, at + 2)


class Signs:
    """The named signs of every sentence of a document, for one device at a time."""

    def __init__(
        self,
        views: Sequence[View],
        *,
        language: str,
        findings: Mapping[str, Sequence[Finding]],
        verdicts: Sequence[Verdict],
    ) -> None:
        self._views = views
        self._language = language
        self._rules: dict[tuple[str, int], dict[str, float]] = {}
        self._judged: dict[int, dict[str, str]] = {}
        self._shared: dict[int, dict[str, float]] = {}
        for device, found in findings.items():
            for finding in found:
                self._add_rules(device, finding)
        for verdict in verdicts:
            for at in sentences_of(verdict, views):
                self._add_verdict(verdict, at)

    def of(self, device: str, at: int) -> dict[str, float]:
        """Return the signs of sentence `at` as the model of a device reads them, with their values."""
        signs = dict(self._common(at))
        signs.update(self._rules.get((device, at), {}))
        here = self._judged.get(at, {})
        if device in here:
            signs[f"own:{here[device]}"] = 1.0
        elif (device, at) in self._rules:
            signs["own:dropped"] = 1.0
        signs.update({f"other:{other}": 1.0 for other in here if other != device})
        for step in (-1, 1):
            near = self._judged.get(at + step, {})
            if device in near:
                signs[f"near:{near[device]}"] = 1.0
        return signs

    def _add_rules(self, device: str, finding: Finding) -> None:
        signs = self._rules.setdefault((device, finding.sentence), {})
        for reason in finding.candidate.evidence:
            if reason.weight is None or reason.weight > 0:
                name = f"rule:{reason.rule}"
                signs[name] = max(signs.get(name, 0.0), finding.candidate.strength)
        signs["slots"] = max(signs.get("slots", 0.0), min(len(finding.candidate.slots), 4) / 4)

    def _add_verdict(self, verdict: Verdict, at: int) -> None:
        device = verdict.candidate.device
        known = self._judged.setdefault(at, {})
        if known.get(device) != "tag":
            known[device] = verdict.decision
        signs = self._rules.setdefault((device, at), {})
        signs.update({f"flag:{flag}": 1.0 for flag in verdict.status})
        signs.update({f"risk:{risk}": 1.0 for risk in verdict.risks})

    def _common(self, at: int) -> dict[str, float]:
        if at not in self._shared:
            view = self._views[at]
            signs = {f"class:{name}": 1.0 for name in view.hits if name[0] not in _SHOWN_CLASSES_ONLY}
            signs[f"language:{self._language}"] = 1.0
            signs.update({f"longer:{size}": 1.0 for size in _LONG if len(view.norms) > size})
            if _NAME in view.hits:
                signs["has:name"] = 1.0
            if view.question:
                signs["has:question"] = 1.0
            self._shared[at] = signs
        return self._shared[at]


def sentences_of(verdict: Verdict, views: Sequence[View]) -> Iterator[int]:
    """Yield the sentences a verdict has parts in: its own, and the few after it that a figure runs over."""
    end = verdict.candidate.parts[-1].end
    start = verdict.candidate.parts[0].start
    back = verdict.sentence
    while back > 0 and views[back].sentence.span.start > start:
        back -= 1
    for at in range(back, len(views)):
        span = views[at].sentence.span
        if span.start >= end:
            return
        if any(part.start < span.end and span.start < part.end for part in verdict.candidate.parts):
            yield at


def _covered(view: View, names: Iterable[str]) -> frozenset[int]:
    return frozenset(at for name in names for hit in view.hits[name] for at in range(hit.start, hit.end))


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> tuple[int, ...]:
    if word.startswith("<"):
        return (_hash(f"1 {word}"),)
    edged = f" {word} "
    letters = {edged[at : at + size] for size in _LETTERS for at in range(len(edged) - size + 1)}
    return (_hash(f"1 {word}"), *sorted(_hash(f"c {piece}") for piece in letters))


def _hash(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "replace")) % BUCKETS
