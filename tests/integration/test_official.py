"""An official transcript and its recording become one: times from the file, from what is heard, or estimated."""

import shutil
from pathlib import Path

import pytest

from rhetoric.records import Analysis
from tests.material import ROOT, shared
from tests.program import Program, notices, result
from tests.recordings import clip, save

pytestmark = pytest.mark.integration

WORDS = "La esperanza no se vende, la esperanza no se compra. ¿Quién paga la crisis?"


@pytest.fixture
def spanish(rhetoric: Program, tmp_path: Path) -> Path:
    source = ROOT / "transcripts" / "es_plaza_mayor.ogg"
    return save(Path("plaza.wav"), clip(source, tmp_path, seconds=20))


@pytest.fixture
def once(rhetoric: Program, tmp_path: Path) -> Path:
    """A recording as long as the words the scripted engine hears."""
    return save(Path("plaza.wav"), clip(ROOT / "transcripts" / "es_plaza_mayor.ogg", tmp_path, seconds=10))


@pytest.fixture
def jfk(rhetoric: Program) -> Path:
    shutil.copy(shared("data", "audio", "jfk", "jfk.txt"), "official.txt")
    return Path(shutil.copy(shared("data", "audio", "jfk", "jfk.mp3"), "jfk.mp3"))


def joined_by(analysis: Analysis) -> list[str]:
    return [run.backend for run in analysis.runs if run.stage == "join"]


def test_a_timed_transcript_stays_as_it_is(rhetoric: Program, no_weights: Path, spanish: Path) -> None:
    Path("official.vtt").write_text(
        "WEBVTT\nLanguage: es\n\n00:00.500 --> 00:04.900\n<v Lucía>Buenas noches desde la plaza mayor.\n\n"
        "00:05.100 --> 00:07.600\n<v Amparo>¿Me escuchan bien allá, junto a la fuente?\n",
        encoding="utf-8",
    )
    assert rhetoric("analyze", spanish, "--transcript", "official.vtt").code == 0
    analysis = result(Path("out/plaza"))
    assert joined_by(analysis) == ["file times"]
    words = analysis.transcript.words
    assert [word.chars.slice(analysis.transcript.text) for word in words][:3] == ["Buenas", "noches", "desde"]
    assert words[0].time is not None
    assert words[0].time.start == 500
    assert words[-1].time is not None
    assert words[-1].time.end == 7600
    assert [speaker.name for speaker in analysis.speakers] == ["Lucía", "Amparo"]
    assert analysis.recording is not None
    assert (analysis.recording.name, analysis.recording.duration) == ("plaza.wav", 20_000)


def test_an_untimed_english_one_is_aligned_without_weights(rhetoric: Program, no_weights: Path, jfk: Path) -> None:
    done = rhetoric("analyze", jfk, "--transcript", "official.txt", "--language", "en")
    assert done.code == 0
    analysis = result(Path("out/jfk"))
    assert joined_by(analysis) == ["pocketsphinx"]
    text = Path("official.txt").read_text(encoding="utf-8").strip()
    assert analysis.transcript.text.strip() == text
    assert "draft_transcript" not in notices(analysis)
    starts = [word.time.start for word in analysis.transcript.words if word.time is not None]
    assert len(starts) == 22
    assert starts == sorted(starts)
    times = {word.chars.slice(text): word.time for word in analysis.transcript.words if not word.estimated}
    assert times["Americans"] is not None
    assert 1000 < times["Americans"].start < 2600
    assert sum(not word.estimated for word in analysis.transcript.words) >= 18


def test_an_untimed_spanish_one_is_estimated_without_weights(
    rhetoric: Program, no_weights: Path, spanish: Path
) -> None:
    Path("official.txt").write_text(f"RUIZ: {WORDS}", encoding="utf-8")
    done = rhetoric("analyze", spanish, "--transcript", "official.txt", "--language", "es")
    assert done.code == 0
    assert "estimated" in done.err
    analysis = result(Path("out/plaza"))
    assert joined_by(analysis) == ["estimate"]
    assert "time_estimated" in notices(analysis)
    assert all(word.estimated and word.time is not None for word in analysis.transcript.words)
    page = Path("out/plaza/transcript.html").read_text(encoding="utf-8")
    assert "Algunos tiempos de palabra son estimados, no oídos." in page


@pytest.mark.parametrize("language", ["auto", "es"])
def test_any_language_is_matched_to_what_whisper_hears(
    rhetoric: Program, no_weights: Path, hears_spanish: Path, once: Path, language: str
) -> None:
    Path("official.txt").write_text(f"RUIZ: {WORDS.replace('paga', 'pagará')}", encoding="utf-8")
    flags = ("--transcript", "official.txt", "--model", hears_spanish, "--language", language)
    assert rhetoric("analyze", once, *flags).code == 0
    analysis = result(Path("out/plaza"))
    assert joined_by(analysis) == ["faster-whisper"]
    text = analysis.transcript.text
    assert text.startswith("RUIZ: La esperanza no se vende, la esperanza")
    estimated = [word.chars.slice(text) for word in analysis.transcript.words if word.estimated]
    assert estimated == ["pagará"]
    assert "time_estimated" in notices(analysis)
    assert "transcript_mismatch" not in notices(analysis)


def test_a_transcript_of_another_speech_is_noticed(
    rhetoric: Program, no_weights: Path, hears_spanish: Path, spanish: Path
) -> None:
    other = "El puerto abrirá mañana sus grandes puertas y habrá música, comida, fuegos artificiales, bailes."
    Path("official.txt").write_text(other, encoding="utf-8")
    flags = ("--transcript", "official.txt", "--model", hears_spanish, "--language", "es")
    assert rhetoric("analyze", spanish, *flags).code == 0
    assert "transcript_mismatch" in notices(result(Path("out/plaza")))


def test_a_timed_transcript_longer_than_its_recording_is_noticed(
    rhetoric: Program, no_weights: Path, jfk: Path
) -> None:
    Path("official.srt").write_text("1\n00:05:00,000 --> 00:05:02,000\nWe came.\n", encoding="utf-8")
    assert rhetoric("analyze", jfk, "--transcript", "official.srt", "--language", "en").code == 0
    analysis = result(Path("out/jfk"))
    assert [notice.detail for notice in analysis.transcript.notices if notice.code == "transcript_mismatch"] == [
        "302.0 s > 11.0 s"
    ]


def test_a_transcript_of_a_transcript_is_refused(rhetoric: Program, jfk: Path) -> None:
    done = rhetoric("analyze", "official.txt", "--transcript", "official.txt", "--quiet")
    assert done.code == 1
    assert done.err.splitlines() == [
        "rhetoric: --transcript goes with a recording, but official.txt is a transcript",
        "give the recording as the input",
    ]


def test_one_transcript_for_two_recordings_is_refused(rhetoric: Program, jfk: Path) -> None:
    shutil.copy(jfk, "b.mp3")
    done = rhetoric("analyze", "jfk.mp3", "b.mp3", "--transcript", "official.txt", "--quiet")
    assert done.code == 1
    assert "there are 2 inputs" in done.err


def test_asking_for_whisper_estimates_nothing(rhetoric: Program, no_weights: Path, jfk: Path) -> None:
    done = rhetoric("analyze", jfk, "--transcript", "official.txt", "--asr", "whisper", "--quiet")
    assert done.code == 1
    assert "rhetoric models fetch small" in done.err


def test_silence_with_a_transcript_still_gives_its_text(rhetoric: Program, no_weights: Path, jfk: Path) -> None:
    silence = shared("data", "audio", "hostile", "digital_silence.wav")
    assert rhetoric("analyze", silence, "--transcript", "official.txt", "--language", "en").code == 0
    analysis = result(Path("out/digital_silence"))
    assert analysis.transcript.text.startswith("And so, my fellow Americans")
    assert "no_speech" in notices(analysis)
