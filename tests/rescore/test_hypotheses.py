"""The sentences an inference model is asked about."""

import re
from pathlib import Path

import pytest

from rhetoric.devices.codebook import load
from rhetoric.errors import FormatError
from rhetoric.rescore.hypotheses import read, shipped


@pytest.mark.parametrize(("language", "speaker"), [("en", "The speaker "), ("es", "El orador ")])
def test_every_framing_and_evasion_device_has_one_sentence(language: str, speaker: str) -> None:
    devices = {one.id for one in load().devices if one.family[0] in "AB" and one.id != "projection"}
    sentences = shipped().sentences[language]
    assert set(sentences) == devices
    assert len(set(sentences.values())) == len(devices)
    for sentence in sentences.values():
        assert sentence.startswith(speaker)
        assert re.fullmatch(r"[^.]+\.", sentence)
        assert len(sentence.split()) <= 30


def test_an_unknown_language_is_asked_in_english() -> None:
    found = shipped()
    assert found.find("accusation", "pt") == found.find("accusation", "en")
    assert found.find("tricolon", "en") is None


def test_an_entry_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("accusation: [1]\n", encoding="utf-8")
    with pytest.raises(FormatError, match="'accusation' is"):
        read(tmp_path)
