"""The sentences an inference model is asked about."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from rhetoric.devices.codebook import load
from rhetoric.errors import FormatError
from rhetoric.rescore.hypotheses import hypotheses_of, shipped


@pytest.mark.parametrize(("language", "speaker"), [("en", "The speaker "), ("es", "El orador ")])
def test_every_framing_and_evasion_device_has_one_sentence(language: str, speaker: str) -> None:
    devices = {one.id for one in load().devices if one.family[0] in "AB" and one.id != "projection"}
    sentences = {device: found[language] for device, found in shipped().sentences.items()}
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


def test_a_codebooks_own_sentences_go_before_the_shipped_ones() -> None:
    accusation, other = load().device("accusation"), load().device("hyperbole")
    spanish = replace(accusation.editions["es"], hypothesis="")
    english = replace(accusation.editions["en"], hypothesis="Somebody is blamed.")
    own = replace(accusation, editions={"en": english, "es": spanish})
    bare = replace(other, editions={"en": replace(other.editions["en"], hypothesis="")})
    found = hypotheses_of((own, bare, replace(bare, id="wink")))
    assert found.find("accusation", "es") == found.find("accusation", "en") == "Somebody is blamed."
    assert found.find("hyperbole", "es") == shipped().find("hyperbole", "es")
    assert found.find("wink", "en") is None
    assert found.sha256 != shipped().sha256
    assert hypotheses_of(load().devices) == shipped()


@pytest.mark.parametrize("content", ["[1]", "Somebody is blamed", "Is it so?", "'  '", f"{'so ' * 50}."])
def test_an_entry_that_is_no_sentence_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "devices").mkdir()
    (tmp_path / "codebook.yaml").write_text("{name: mine, extends: shipped}", encoding="utf-8")
    (tmp_path / "devices" / "hyperbole.en.yaml").write_text(f"name: H\nhypothesis: {content}\n", encoding="utf-8")
    with pytest.raises(FormatError, match="'hypothesis' is"):
        load(tmp_path)
