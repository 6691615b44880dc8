"""Sixty pairs that say the same in the vocabulary of opposed camps: neither camp is caught more often."""

import json
from pathlib import Path

import pytest

from rhetoric.devices.check import transcript_of
from rhetoric.devices.tagger import RuleTagger
from tests.devices.speech import shipped

PAIRS = [
    json.loads(line)
    for line in Path(__file__).with_name("mirrored_pairs.jsonl").read_text(encoding="utf-8").splitlines()
]
APART = 0.10


def hits(language: str, side: str, decisions: frozenset[str]) -> float:
    tagger = RuleTagger(shipped(), home="Uruguay")
    pairs = [pair for pair in PAIRS if pair["language"] == language]
    found = [
        any(
            note.device == pair["device"] and note.decision in decisions
            for note in tagger.tag(transcript_of(pair[side], language))
        )
        for pair in pairs
    ]
    return sum(found) / len(found)


def test_there_are_sixty_pairs() -> None:
    assert [sum(pair["language"] == language for pair in PAIRS) for language in ("en", "es")] == [30, 30]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("decisions", [frozenset({"tag"}), frozenset({"tag", "candidate"})])
def test_both_camps_are_caught_alike(language: str, decisions: frozenset[str]) -> None:
    one, other = (hits(language, side, decisions) for side in "ab")
    assert min(one, other) >= 0.6
    assert abs(one - other) <= APART
