from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from rhetoric import vad
from rhetoric.config import Options
from rhetoric.records import Notice, Span
from rhetoric.transcribe import listen as stage
from rhetoric.transcribe.listen import listen
from tests.heard import Told, sound
from tests.material import ROOT
from tests.recordings import clip, save

SPEECH = (Span(0, 9000), Span(10_000, 19_000))


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut windows of ten seconds."""
    monkeypatch.setattr(stage, "_windows", lambda audio, speech: iter(vad.windows(audio, speech, longest=10_000)))


@pytest.fixture
def options(hears_spanish: Path) -> Options:
    return Options(model=str(hears_spanish), compute="cpu", beam=1)


def test_passages_and_their_provenance(tmp_path: Path, options: Options, cut: None) -> None:
    told = Told()
    heard = listen(sound(tmp_path, seconds=20), SPEECH, options, progress=told)
    assert len(heard.passages) == 2
    assert (heard.run.stage, heard.run.backend, heard.run.input_sha256) == (
        "transcribe",
        "faster-whisper",
        "5" * 64,
    )
    assert heard.run.options["language"] == "auto"
    assert heard.notices == ()
    assert told.stages == ["transcribing"]
    assert not list(tmp_path.rglob("*.json"))


def test_an_interrupted_run_goes_on_with_the_same_result(tmp_path: Path, options: Options, cut: None) -> None:
    from rhetoric.audio import decode

    path = save(tmp_path / "a.wav", clip(ROOT / "transcripts" / "es_plaza_mayor.ogg", tmp_path, seconds=22))
    (tmp_path / "scratch").mkdir()
    audio = decode(path, tmp_path / "scratch")
    speech = vad.speech(audio)
    whole = listen(audio, speech, options, progress=Told(), keep=tmp_path / "whole")
    assert len(whole.passages) >= 2
    assert whole.passages[0].words
    for number in sorted((tmp_path / "whole").rglob("*.json"))[1:]:
        number.unlink()
    told = Told()
    again = listen(audio, speech, options, progress=told, keep=tmp_path / "whole")
    assert told.said == ["going on after 1 finished passages of an earlier run"]
    assert again == whole


def test_a_draft_is_said_and_noted(tmp_path: Path, no_weights: Path, cut: None) -> None:
    told = Told()
    heard = listen(sound(tmp_path, seconds=20), SPEECH, Options(language="en", compute="cpu"), progress=told)
    assert heard.notices == (Notice("draft_transcript"),)
    assert heard.run.backend == "pocketsphinx"
    assert told.said == ["Draft transcript: made by a small recogniser, many words are wrong."]


def test_kept_passages_belong_to_one_set_of_options(tmp_path: Path, options: Options, hears_english: Path) -> None:
    audio = sound(tmp_path, seconds=1)
    other = replace(audio, recording=replace(audio.recording, sha256="6" * 64))
    glossary = tmp_path / "names.txt"
    glossary.write_text("Amara\n", encoding="utf-8")
    folder = Path(options.model)
    keys = {
        stage._key(audio, options, folder),
        stage._key(audio, options, hears_english),
        stage._key(audio, options, None),
        stage._key(other, options, folder),
        stage._key(audio, replace(options, beam=2), folder),
        stage._key(audio, replace(options, language="es"), folder),
        stage._key(audio, replace(options, glossary=glossary), folder),
    }
    assert len(keys) == 7
    assert stage._key(audio, replace(options, names="S1=Ana"), folder) in keys


def test_windows_are_cut_as_they_are_heard(tmp_path: Path) -> None:
    windows = stage._windows(sound(tmp_path, seconds=20), SPEECH)
    assert [window.time for window in islice(windows, 1)] == [Span(0, 19_000)]
