"""Real recordings through `rhetoric analyze`, as far as the engines at hand allow.

pocketsphinx drafts the English ones, the tiny Whisper of the material hears the clip it knows, and real Whisper
weights, where RHETORIC_WHISPER names some, hear them all.
"""

import os
from pathlib import Path

import jiwer
import pytest

from rhetoric.text import tokens
from tests.material import shared
from tests.program import Program, notices, result

CLEAR_ENGLISH = ["jfk/jfk.mp3", "fleurs/fleurs-en-003.ogg", "librivox_en/sense_sensibility_0870.flac"]
REFERENCED = [
    *CLEAR_ENGLISH,
    "librivox_es/capitan_veneno_es.mp3",
    "fleurs/fleurs-es-003.ogg",
    "mls/13697_11991_000000.opus",
]


def words(text: str) -> str:
    """Return the words of a text as they are compared: folded, without punctuation."""
    return " ".join(token.norm for token in tokens(text))


def word_error(recording: Path, heard: str) -> float:
    reference = recording.with_suffix(".txt").read_text(encoding="utf-8")
    return float(jiwer.wer(words(reference), words(heard)))


@pytest.mark.integration
@pytest.mark.parametrize("name", CLEAR_ENGLISH)
def test_english_is_drafted(name: str, rhetoric: Program, no_weights: Path) -> None:
    recording = shared("data", "audio", *name.split("/"))
    assert rhetoric("analyze", recording, "--language", "en").code == 0
    analysis = result(Path("out") / recording.stem)
    assert "draft_transcript" in notices(analysis)
    assert word_error(recording, analysis.transcript.text) < 0.6


@pytest.mark.integration
def test_applause_does_not_stop_a_draft(rhetoric: Program, no_weights: Path) -> None:
    recording = shared("data", "audio", "reaction_mixes", "jfk_applause.ogg")
    assert rhetoric("analyze", recording, "--language", "en").code == 0
    analysis = result(Path("out/jfk_applause"))
    assert "country" in words(analysis.transcript.text).split()


@pytest.mark.integration
def test_a_parliament_speech_is_drafted_to_its_end(rhetoric: Program, no_weights: Path) -> None:
    recording = shared("data", "audio", "voxpopuli", "voxpopuli-en-000.ogg")
    assert rhetoric("analyze", recording, "--language", "en").code == 0
    analysis = result(Path("out/voxpopuli-en-000"))
    last = analysis.transcript.words[-1].time
    assert last is not None
    assert last.end > 60_000
    assert len(analysis.transcript.words) > 100


@pytest.mark.integration
def test_a_spanish_reading_is_joined_with_its_text(rhetoric: Program, no_weights: Path) -> None:
    recording = shared("data", "audio", "librivox_es", "capitan_veneno_es.mp3")
    official = recording.with_suffix(".txt")
    assert rhetoric("analyze", recording, "--transcript", official, "--language", "es").code == 0
    analysis = result(Path("out/capitan_veneno_es"))
    assert "time_estimated" in notices(analysis)
    assert words(analysis.transcript.text) == words(official.read_text(encoding="utf-8"))
    assert all(word.time is not None for word in analysis.transcript.words)


@pytest.mark.integration
def test_the_tiny_whisper_hears_the_clip_it_knows(rhetoric: Program) -> None:
    recording = shared("data", "audio", "jfk", "jfk.mp3")
    model = shared("models", "whisper-micro-synth")
    assert rhetoric("analyze", recording, "--model", model).code == 0
    analysis = result(Path("out/jfk"))
    assert analysis.transcript.language == "en"
    assert word_error(recording, analysis.transcript.text) < 0.1


@pytest.mark.integration
@pytest.mark.parametrize("name", REFERENCED)
def test_real_whisper_weights(name: str, rhetoric: Program) -> None:
    folder = os.environ.get("RHETORIC_WHISPER")
    if not folder:
        pytest.skip("needs real Whisper weights (set RHETORIC_WHISPER to their folder)")
    recording = shared("data", "audio", *name.split("/"))
    assert rhetoric("analyze", recording, "--model", folder).code == 0
    analysis = result(Path("out") / recording.stem)
    assert word_error(recording, analysis.transcript.text) < 0.35
