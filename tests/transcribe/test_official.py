from pathlib import Path

import pytest

from rhetoric.config import Options
from rhetoric.errors import ModelUnavailableError
from rhetoric.formats import read_text
from rhetoric.records import Analysis, Span, Word
from rhetoric.transcribe.official import join_recording
from tests.heard import Told, sound

SPEECH = (Span(0, 9500),)
WORDS = "La esperanza no se vende, la esperanza no se compra."


def official(text: str, language: str = "es", *, times: tuple[Span, ...] = ()) -> Analysis:
    from dataclasses import replace

    analysis = read_text(text, language=language)
    words = tuple(
        Word(word.chars, time) for word, time in zip(analysis.transcript.words, times, strict=bool(times))
    )
    if not words:
        return analysis
    return replace(analysis, transcript=replace(analysis.transcript, words=words))


def codes(analysis: Analysis) -> list[str]:
    """Return the codes of the notices that joining adds."""
    found = [notice.code for notice in analysis.transcript.notices]
    assert found[0] == "speakers_not_separated"  # the texts here name nobody
    return found[1:]


def test_times_of_the_file_are_kept(tmp_path: Path) -> None:
    told = Told()
    given = official("Ya basta.", times=(Span(0, 500), Span(500, 900)))
    joined = join_recording(given, sound(tmp_path, seconds=10), SPEECH, Options(), progress=told)
    assert joined.transcript == given.transcript
    assert joined.recording is not None
    assert joined.recording.name == "a.wav"
    assert [(run.stage, run.backend) for run in joined.runs] == [("join", "file times")]
    assert told.stages == []


def test_times_past_the_end_are_noted(tmp_path: Path) -> None:
    given = official("Ya basta.", times=(Span(0, 500), Span(10_500, 11_001)))
    joined = join_recording(given, sound(tmp_path, seconds=10), SPEECH, Options(), progress=Told())
    assert codes(joined) == ["transcript_mismatch"]
    assert joined.transcript.notices[-1].detail == "11.0 s > 10.0 s"
    within = official("Ya basta.", times=(Span(0, 500), Span(10_500, 11_000)))
    assert codes(join_recording(within, sound(tmp_path, seconds=10), SPEECH, Options(), progress=Told())) == []


def test_without_weights_times_are_estimated_in_the_transcript_s_language(
    tmp_path: Path, no_weights: Path
) -> None:
    told = Told()
    joined = join_recording(
        official(WORDS), sound(tmp_path, seconds=10), SPEECH, Options(compute="cpu"), progress=told
    )
    assert codes(joined) == ["time_estimated"]
    assert [run.backend for run in joined.runs] == ["estimate"]
    assert told.said == ["no Whisper weights here: word times are estimated from the stretches of speech"]
    assert told.asked == ["download small, 486 MB?"]
    words = joined.transcript.words
    assert all(word.estimated and word.time is not None and word.time.end <= 9500 for word in words)


def test_with_weights_they_are_heard(tmp_path: Path, hears_spanish: Path) -> None:
    from rhetoric import vad
    from rhetoric.audio import decode
    from tests.material import ROOT
    from tests.recordings import clip, save

    path = save(tmp_path / "a.wav", clip(ROOT / "transcripts" / "es_plaza_mayor.ogg", tmp_path, seconds=12))
    (tmp_path / "scratch").mkdir()
    audio = decode(path, tmp_path / "scratch")
    options = Options(model=str(hears_spanish), compute="cpu", beam=1)
    told = Told()
    joined = join_recording(official(WORDS), audio, vad.speech(audio), options, progress=told)
    assert codes(joined) == []
    assert [(run.stage, run.backend) for run in joined.runs] == [("join", "faster-whisper")]
    assert told.stages == ["transcribing"]
    assert not any(word.estimated for word in joined.transcript.words)


def test_whisper_asked_for_is_not_replaced(tmp_path: Path, no_weights: Path) -> None:
    options = Options(asr="whisper", compute="cpu")
    with pytest.raises(ModelUnavailableError):
        join_recording(official(WORDS), sound(tmp_path, seconds=10), SPEECH, options, progress=Told())
