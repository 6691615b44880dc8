from pathlib import Path

import pytest

from rhetoric import weights
from rhetoric.config import Options
from rhetoric.errors import ConfigError, InputError, ModelUnavailableError, UnknownNameError
from rhetoric.progress import SILENCE
from rhetoric.transcribe.engines import find_whisper, make_engine, read_glossary, whisper_options
from rhetoric.transcribe.sphinx import SphinxTranscriber
from rhetoric.transcribe.whisper import WhisperTranscriber
from tests.heard import Told


def nothing(_: int) -> None:
    pass


def options(language: str = "auto", asr: str = "auto", model: str = "small") -> Options:
    return Options(language=language, asr=asr, model=model, compute="cpu")


def test_weights_are_taken_from_the_folder_named(hears_english: Path) -> None:
    assert find_whisper(options(model=str(hears_english)), SILENCE) == hears_english
    engine = make_engine(options(model=str(hears_english)), hears_english, nothing)
    assert isinstance(engine, WhisperTranscriber)


@pytest.mark.parametrize(("language", "asr"), [("en", "auto"), ("en", "sphinx"), ("es", "sphinx")])
def test_where_a_draft_must_do(no_weights: Path, language: str, asr: str) -> None:
    assert find_whisper(options(language, asr), SILENCE) is None


@pytest.mark.parametrize(
    ("language", "asr", "message"),
    [
        ("es", "auto", "only English can be heard, not 'es'"),
        ("auto", "auto", "--language en"),
        ("en", "whisper", "the weights of 'small' (486 MB) are not on this machine"),
    ],
)
def test_where_no_draft_is_possible(no_weights: Path, language: str, asr: str, message: str) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        find_whisper(options(language, asr), SILENCE)
    assert message in caught.value.message
    assert caught.value.hint == (
        "get them: rhetoric models fetch small; or name a folder with --model DIR; "
        "or give the words with --transcript FILE"
    )


@pytest.mark.parametrize(("language", "asr"), [("en", "auto"), ("es", "auto"), ("auto", "whisper")])
def test_a_yes_on_the_terminal_fetches(
    no_weights: Path, monkeypatch: pytest.MonkeyPatch, language: str, asr: str
) -> None:
    told = Told(answer=True)
    monkeypatch.setattr(weights, "fetch", lambda name: no_weights / name)
    assert find_whisper(options(language, asr), told) == no_weights / "small"
    assert told.asked == ["download small, 486 MB?"]
    assert told.stages == ["fetching small"]


def test_a_no_fetches_nothing(no_weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(answer=False)
    monkeypatch.setattr(weights, "fetch", lambda _: pytest.fail("fetched"))
    assert find_whisper(options("en"), told) is None
    with pytest.raises(ModelUnavailableError):
        find_whisper(options("es"), told)
    assert len(told.asked) == 2


def test_an_unknown_model_is_no_question(no_weights: Path) -> None:
    told = Told(answer=True)
    with pytest.raises(UnknownNameError, match="unknown model 'smal'"):
        find_whisper(options(model="smal"), told)
    with pytest.raises(ModelUnavailableError, match="there is no model folder"):
        find_whisper(options(model="./none"), told)
    assert told.asked == []


def test_the_draft_engine_is_for_english() -> None:
    assert isinstance(make_engine(options("en"), None, nothing), SphinxTranscriber)
    with pytest.raises(ConfigError, match="hears English only, but the language is 'es'"):
        make_engine(options("es"), None, nothing)


def test_a_glossary_is_a_name_a_line(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes("\ufeff# remark\nAmara Ñandú\n\n  Veltz  \n".encode())
    assert read_glossary(path) == ("Amara Ñandú", "Veltz")
    assert read_glossary(None) == ()
    assert whisper_options(Options(glossary=path, language="es")).glossary == ("Amara Ñandú", "Veltz")


@pytest.mark.parametrize("content", [b"\xff\xfe\xfa", None])
def test_a_glossary_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "names.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"names\.txt"):
        read_glossary(path)


def test_actors_are_listened_for_beside_the_glossary(tmp_path: Path) -> None:
    glossary, actors = tmp_path / "g.txt", tmp_path / "a.yaml"
    glossary.write_text("Amara\nVeltz\n", encoding="utf-8")
    actors.write_text('actors: [{name: "Ada Veltz", aliases: [Veltz]}]', encoding="utf-8")
    assert whisper_options(Options(actors=actors, language="es")).glossary == ("Ada Veltz", "Veltz")
    both = whisper_options(Options(glossary=glossary, actors=actors, language="es")).glossary
    assert both == ("Amara", "Veltz", "Ada Veltz")
