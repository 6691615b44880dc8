"""A speech after the pattern of a well-known evening, with invented people: every turn is a tag of its device."""

from pathlib import Path

import pytest
import yaml

from rhetoric.devices.check import transcript_of
from rhetoric.devices.tagger import RuleTagger
from tests.devices.speech import shipped

SPEECHES = yaml.safe_load(Path(__file__).with_name("article.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", sorted(SPEECHES))
def test_every_turn_of_the_speech_is_a_tag_where_it_is_said(language: str) -> None:
    turns = SPEECHES[language]
    text = "\n\n".join(turn["text"] for turn in turns)
    tags = [note for note in RuleTagger(shipped()).tag(transcript_of(text, language)) if note.decision == "tag"]
    missed, start = [], 0
    for turn in turns:
        end = start + len(turn["text"])
        here = {note.device for note in tags if any(start <= part.start < end for part in note.parts)}
        missed += [(device, turn["text"]) for device in turn["devices"] if device not in here]
        start = end + 2
    assert missed == []
    assert sum(len(turn["devices"]) for turn in turns) == 16
