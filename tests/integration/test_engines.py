"""Which recogniser hears a recording, and what is said where none can."""

import shutil
from pathlib import Path

import pytest

from rhetoric import weights
from rhetoric.charts import CHARTS
from tests.material import shared
from tests.program import Program, notices, result

pytestmark = pytest.mark.integration

DRAFT = "Draft transcript: made by a small recogniser, many words are wrong."
WAYS = ("rhetoric models fetch small", "--model DIR", "--transcript FILE")


@pytest.fixture
def jfk(rhetoric: Program) -> Path:
    return Path(shutil.copy(shared("data", "audio", "jfk", "jfk.mp3"), "jfk.mp3"))


def test_english_without_weights_is_a_draft_and_says_so_everywhere(
    rhetoric: Program, no_weights: Path, jfk: Path
) -> None:
    done = rhetoric("analyze", jfk, "--language", "en")
    assert done.code == 0
    assert f"jfk: {DRAFT}" in done.err.splitlines()
    folder = Path("out/jfk")
    analysis = result(folder)
    assert "country" in analysis.transcript.text
    assert "draft_transcript" in notices(analysis)
    (run,) = (run for run in analysis.runs if run.stage == "transcribe")
    assert (run.backend, run.options["language"]) == ("pocketsphinx", "en")
    assert DRAFT in (folder / "run.log.json").read_text(encoding="utf-8")
    for name in ("transcript.html", "transcript.md", "transcript.vtt"):
        assert DRAFT in (folder / name).read_text(encoding="utf-8"), name


def test_a_draft_says_so_in_what_is_made_from_it(rhetoric: Program, no_weights: Path, jfk: Path) -> None:
    Path("jfk.txt").write_text("They took our roads. They took our votes. They took our water.", encoding="utf-8")
    assert rhetoric("analyze", jfk, "--language", "en").code == 0
    saved = Path("out/jfk/analysis.json").read_text(encoding="utf-8")
    for kind in ("txt", "vtt", "md", "html"):
        done = rhetoric("export", "out/jfk", "--to", kind)
        assert (done.code, DRAFT in done.out) == (0, True), kind
    assert Path("out/jfk/analysis.json").read_text(encoding="utf-8") == saved


def test_the_sidecar_can_say_that_it_is_english(rhetoric: Program, no_weights: Path, jfk: Path) -> None:
    Path("jfk.yaml").write_text("title: An address\nlanguage: en-GB\n", encoding="utf-8")
    assert rhetoric("analyze", jfk).code == 0
    analysis = result(Path("out/jfk"))
    assert "draft_transcript" in notices(analysis)
    assert analysis.recording is not None
    assert analysis.recording.title == "An address"


@pytest.mark.parametrize("language", ["es", "auto", "fr"])
def test_any_other_language_names_three_ways_out(
    rhetoric: Program, no_weights: Path, jfk: Path, language: str
) -> None:
    done = rhetoric("analyze", jfk, "--language", language, "--quiet")
    assert done.code == 1
    message, hint = done.err.splitlines()
    assert "the weights of 'small' (486 MB) are not on this machine" in message
    assert ("--language en" if language == "auto" else repr(language)) in message
    assert all(way in hint for way in WAYS)
    assert list(Path("out").iterdir()) == []


def test_whisper_asked_for_is_no_draft(rhetoric: Program, no_weights: Path, jfk: Path) -> None:
    done = rhetoric("analyze", jfk, "--asr", "whisper", "--language", "en", "--quiet")
    assert done.code == 1
    assert all(way in done.err for way in WAYS)


@pytest.mark.parametrize("language", ["es", "auto"])
def test_the_draft_engine_hears_english_only(
    rhetoric: Program, no_weights: Path, jfk: Path, language: str
) -> None:
    done = rhetoric("analyze", jfk, "--asr", "sphinx", "--language", language, "--quiet")
    assert done.code == 1
    message, hint = done.err.splitlines()
    assert "hears English only" in message
    assert repr(language) in message
    assert "--language en" in hint


def test_the_draft_engine_can_be_asked_for(
    rhetoric: Program, no_weights: Path, hears_english: Path, jfk: Path
) -> None:
    done = rhetoric("transcribe", jfk, "--asr", "sphinx", "--model", hears_english, "--language", "en")
    assert done.code == 0
    assert "[Draft transcript" in done.out
    assert "They took" not in done.out


def test_weights_in_a_folder_are_used(rhetoric: Program, no_weights: Path, hears_spanish: Path, jfk: Path) -> None:
    Path("words.txt").write_text("# names\nAmara\n\nVeltz\n", encoding="utf-8")
    done = rhetoric("analyze", jfk, "--model", hears_spanish, "--beam", "2", "--compute", "cpu")
    assert done.code == 0
    analysis = result(Path("out/jfk"))
    assert analysis.transcript.language == "es"
    assert analysis.transcript.text.startswith("La esperanza no se vende")
    assert all(word.time is not None and word.confidence is not None for word in analysis.transcript.words)
    (run,) = (run for run in analysis.runs if run.stage == "transcribe")
    assert (run.backend, run.model, run.options["beam"]) == ("faster-whisper", "hears-spanish", 2)
    assert run.model_sha256 == weights.sha256(hears_spanish / "model.bin")
    assert analysis.recording is not None
    assert run.input_sha256 == analysis.recording.sha256
    assert notices(analysis) == {"risk_uncalibrated"}
    assert all(word.risk is not None for word in analysis.transcript.words)


def test_weights_in_the_cache_are_found_by_name(
    rhetoric: Program, no_weights: Path, hears_english: Path, jfk: Path
) -> None:
    shutil.copytree(hears_english, no_weights / "small")
    assert rhetoric("analyze", jfk).code == 0
    assert result(Path("out/jfk")).transcript.text.startswith("They took our water")


def test_fetch_gets_the_weights(
    rhetoric: Program, no_weights: Path, hears_english: Path, jfk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fetch(name: str) -> Path:
        asked.append(name)
        return hears_english

    monkeypatch.setattr(weights, "fetch", fetch)
    assert rhetoric("analyze", jfk, "--fetch", "--compute", "cpu").code == 0
    assert asked == ["small"]
    assert result(Path("out/jfk")).transcript.text.startswith("They took our water")


@pytest.mark.parametrize(("flags", "named"), [(["--model", "smal"], "'small'"), (["--model", "./none"], "none")])
def test_a_wrong_model_is_named(
    rhetoric: Program, no_weights: Path, jfk: Path, flags: list[str], named: str
) -> None:
    done = rhetoric("analyze", jfk, "--quiet", *flags)
    assert done.code == 1
    assert len(done.err.splitlines()) == 2
    assert named in done.err


def test_weights_that_are_no_weights_are_refused(rhetoric: Program, no_weights: Path, jfk: Path) -> None:
    Path("fake").mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        Path("fake", name).write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")
    done = rhetoric("analyze", jfk, "--model", "./fake", "--quiet")
    assert done.code == 1
    assert "no usable Whisper model" in done.err
    assert len(done.err.splitlines()) == 2


def test_nothing_but_fetching_opens_the_network(
    rhetoric: Program, no_weights: Path, no_network: None, hears_english: Path, jfk: Path
) -> None:
    Path("a.txt").write_text("They took our roads. They took our votes. They took our water.", encoding="utf-8")
    calls = (
        ("analyze", jfk, "--language", "en"),
        ("analyze", jfk, "--model", hears_english, "--out", "heard"),
        ("transcribe", jfk, "--model", hears_english),
        ("tag", "a.txt"),
        ("chart", "out/jfk", *(f"--kind={name}" for name in CHARTS.names())),
        ("export", "out/jfk", "--to", "csv"),
        ("codebook", "list"),
        ("codebook", "show", "anaphora"),
        ("models", "list"),
        ("models", "check"),
        ("doctor",),
    )
    assert [(call[0], rhetoric(*call).code) for call in calls] == [(call[0], 0) for call in calls]


def test_fetching_opens_the_network(
    rhetoric: Program, no_weights: Path, no_network: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(AssertionError, match="the network was opened"):
        rhetoric("models", "fetch", "tiny")
