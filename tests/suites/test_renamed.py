"""The same words get the same labels whoever says them about whom, once the home country is said too."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from rhetoric.devices.check import transcript_of
from rhetoric.devices.tagger import RuleTagger
from tests.devices.speech import shipped

SUITE = yaml.safe_load(Path(__file__).with_name("renamed.yaml").read_text(encoding="utf-8"))
ENOUGH = 0.98


def labels(
    sentence: str, world: dict[str, str], language: str
) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    text = sentence.format(**world)
    notes = tagger(world["home"]).tag(transcript_of(text[0].upper() + text[1:], language))
    return sorted((note.device, note.decision, note.status, note.risks) for note in notes)


@cache
def tagger(home: str) -> RuleTagger:
    return RuleTagger(shipped(), home=home.removeprefix("the "))


def renamings(language: str) -> Iterator[tuple[str, bool]]:
    first, *others = SUITE[language]["worlds"]
    for sentence in SUITE[language]["sentences"]:
        wanted = labels(sentence, first, language)
        for world in others:
            yield sentence.format(**world), labels(sentence, world, language) == wanted


@pytest.mark.parametrize("language", ["en", "es"])
def test_labels_follow_a_consistent_renaming(language: str) -> None:
    outcomes = list(renamings(language))
    lost = [text for text, same in outcomes if not same]
    assert len(outcomes) == 100
    assert len(lost) <= (1 - ENOUGH) * len(outcomes), lost


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sentences_hold_labels_and_neutral_ones(language: str) -> None:
    first = SUITE[language]["worlds"][0]
    found = [labels(sentence, first, language) for sentence in SUITE[language]["sentences"]]
    assert sum(any(one[1] == "tag" for one in notes) for notes in found) >= 12
    assert sum(not notes for notes in found) >= 2
