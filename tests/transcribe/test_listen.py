from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from rhetoric import vad
from rhetoric.config import Options
from rhetoric.records import Notice, Span
from rhetoric.transcribe import listen as stage
from rhetoric.transcribe.listen import listen
from tests.conftest import SPANISH
from tests.heard import Told, sound
from tests.material import ROOT
from tests.program import Program
from tests.recordings import clip, save
from tests.scripted_whisper import build, glossary_lead

SPEECH = (Span(0, 9000), Span(10_000, 19_000))


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut windows of ten seconds."""
    monkeypatch.setattr(
        stage, "_windows", lambda audio, speech, longest: iter(vad.windows(audio, speech, longest=10_000))
    )


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
    assert {notice.code for notice in heard.notices} <= {"suspect_words", "speech_lost"}  # it hears noise
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
    assert told.said[0] == "going on after 1 finished passages of an earlier run"
    assert again == whole


def test_a_resumed_run_votes_and_settles_as_an_undisturbed_one(
    tmp_path: Path, options: Options, cut: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rhetoric.transcribe.whisper import WhisperTranscriber

    settled: list[str] = []
    go_on = WhisperTranscriber.go_on

    def listened(self: WhisperTranscriber, language: str) -> None:
        settled.append(language)
        go_on(self, language)

    monkeypatch.setattr(WhisperTranscriber, "go_on", listened)
    audio, keep = sound(tmp_path, seconds=20), tmp_path / "keep"
    whole = listen(audio, SPEECH, options, progress=Told(), keep=keep)
    assert settled == []
    assert "language_votes" in whole.run.options
    max(keep.rglob("0*.json")).unlink()
    assert listen(audio, SPEECH, options, progress=Told(), keep=keep) == whole
    first = whole.passages[0]
    assert settled == ([first.language] if first.words and first.sure else [])


def test_a_translation_goes_on_where_it_stopped(tmp_path: Path, options: Options, cut: None) -> None:
    from rhetoric.audio import decode

    path = save(tmp_path / "a.wav", clip(ROOT / "transcripts" / "es_plaza_mayor.ogg", tmp_path, seconds=22))
    audio = decode(path, tmp_path / "scratch")
    speech, keep = vad.speech(audio), tmp_path / "keep"
    spanish = replace(options, task="translate", language="es")
    whole = listen(audio, speech, spanish, progress=Told(), keep=keep)
    kept = sorted(keep.rglob("english-*.json"))
    assert len(kept) == len(whole.passages) >= 2
    assert whole.translation
    before = kept[0].stat().st_mtime_ns
    kept[1].unlink()
    assert listen(audio, speech, spanish, progress=Told(), keep=keep) == whole
    assert kept[0].stat().st_mtime_ns == before


def test_other_stretches_of_speech_start_anew(tmp_path: Path, options: Options) -> None:
    audio, folder = sound(tmp_path, seconds=1), Path(options.model)
    assert stage._key(audio, options, folder, SPEECH) != stage._key(audio, options, folder, SPEECH[:1])


def test_a_draft_is_said_and_noted(tmp_path: Path, no_weights: Path, cut: None) -> None:
    told = Told()
    heard = listen(sound(tmp_path, seconds=20), SPEECH, Options(language="en", compute="cpu"), progress=told)
    assert heard.notices[0] == Notice("draft_transcript")
    assert [gap.time for gap in heard.coverage.gaps] == list(SPEECH)  # it hears nothing in noise, and says so
    assert heard.run.backend == "pocketsphinx"
    assert told.said[0] == "Draft transcript: made by a small recogniser, many words are wrong."
    assert told.said[1].startswith("speech 18.0 s, transcribed 0.0 s, 2 gaps (18.0 s)")


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


WHO = "actors: [{name: Ada Veltz, aliases: [Veltz, La Molinera]}, {name: Kestria, kind: state}]"
LISTENED_FOR = "Ada Veltz, Veltz, La Molinera, Kestria"
SPOKEN = SPANISH[0][2].split()[:3]


@pytest.fixture
def led(hears_spanish: Path, tmp_path: Path) -> Path:
    """Weights that hear their script only where the names of WHO stand before it as hotwords."""
    return build(tmp_path / "led", SPANISH, lead=glossary_lead(hears_spanish, LISTENED_FOR))


def test_names_of_an_actors_file_reach_the_engine(tmp_path: Path, led: Path, cut: None) -> None:
    from rhetoric.audio import decode

    actors, glossary = tmp_path / "who.yaml", tmp_path / "names.txt"
    actors.write_text(WHO, encoding="utf-8")
    glossary.write_text("Ada Veltz\nVeltz\n", encoding="utf-8")
    bare = Options(model=str(led), compute="cpu", language="es")
    named = replace(bare, actors=actors)
    path = save(tmp_path / "a.wav", clip(ROOT / "transcripts" / "es_plaza_mayor.ogg", tmp_path, seconds=12))
    audio = decode(path, tmp_path)
    speech = vad.speech(audio)

    def spoken(options: Options) -> list[str]:
        passages = listen(audio, speech, options, progress=Told()).passages
        return [word.text.strip() for word in passages[0].words][:3]

    assert spoken(named) == SPOKEN
    assert spoken(replace(named, glossary=glossary)) == SPOKEN  # a name that both hold is said once
    assert spoken(bare) != SPOKEN
    assert spoken(replace(bare, glossary=glossary)) != SPOKEN
    run = listen(audio, speech, named, progress=Told()).run
    assert run.options["glossary"] == LISTENED_FOR


def test_the_command_takes_an_actors_file(rhetoric: Program, tmp_path: Path, led: Path) -> None:
    speech = save(tmp_path / "a.wav", clip(ROOT / "transcripts" / "es_plaza_mayor.ogg", tmp_path, seconds=12))
    (tmp_path / "who.yaml").write_text(WHO, encoding="utf-8")
    flags = ("--model", led, "--language", "es", "--compute", "cpu", "--speakers", "1")
    with_names = rhetoric("transcribe", speech, "--actors", tmp_path / "who.yaml", *flags)
    assert with_names.code == 0, with_names
    assert " ".join(SPOKEN) in with_names.out
    assert " ".join(SPOKEN) not in rhetoric("transcribe", speech, *flags).out
