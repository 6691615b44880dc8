"""The stages in order, as a library."""

from dataclasses import replace
from pathlib import Path

import pytest

import rhetoric
from rhetoric import Options, pipeline
from rhetoric.errors import ConfigError, InputError, RhetoricError
from rhetoric.formats import write
from rhetoric.records import Source, quote_at
from rhetoric.speakers.names import parse_names
from tests.heard import Told
from tests.sounds import tone, write_wav

ENGLISH = "ANA RUIZ: They took our roads. They took our votes. They took our water. Who pays for it?"
SPANISH = "Nos quitaron el agua. Nos quitaron la tierra. Nos quitaron la voz. ¿Quién paga la crisis?"


def test_a_text_is_tagged_in_either_language() -> None:
    for text, language in ((ENGLISH, "en"), (SPANISH, "es")):
        analysis = rhetoric.tag(text, language=language)
        assert analysis.transcript.language == language
        assert any(note.device == "anaphora" and note.decision == "tag" for note in analysis.annotations)
        assert [run.stage for run in analysis.runs] == ["themes", "devices", "projection"]
        for note in analysis.annotations:
            assert note.quote == quote_at(analysis.transcript.text, note.parts)
            assert note.evidence


def test_a_file_is_analysed_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    analysis = rhetoric.analyze(str(path), language="en")
    assert analysis == rhetoric.analyze(path, Options(language="en"))
    assert [speaker.name for speaker in analysis.speakers] == ["ANA RUIZ"]
    assert analysis.themes
    assert all(note.theme == analysis.themes[0].id for note in analysis.annotations)


def test_the_language_may_be_named_in_many_ways() -> None:
    for name in ("es", "ES", "es-MX", "Spanish", "español"):
        assert rhetoric.tag(SPANISH, language=name).transcript.language == "es"
    with pytest.raises(ConfigError, match="language is 'klingonese'"):
        rhetoric.tag(SPANISH, language="klingonese")


def test_a_language_without_rules_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Wir sind das Volk. Wir sind die Stadt. Wir sind der Hafen.", encoding="utf-8")
    told = Told()
    analysis = pipeline.analyze_file(path, Options(language="de"), progress=told)
    assert analysis.annotations == ()
    assert "language_unsupported" in [notice.code for notice in analysis.transcript.notices]
    assert "Devices are tagged in English and Spanish only. (de)" in told.said


def test_annotating_again_changes_nothing_and_keeps_what_people_found() -> None:
    analysis = rhetoric.tag(ENGLISH, language="en")
    assert pipeline.annotate(analysis, Options()) == analysis
    human = replace(analysis.annotations[0], id="H1", source=Source("human", "coder 1"), theme=None)
    again = pipeline.annotate(replace(analysis, annotations=(human,), accusations=(), projections=()), Options())
    assert [note.id for note in again.annotations] == [*(note.id for note in analysis.annotations), "H1"]
    assert again.annotations[-1].theme == analysis.themes[0].id
    assert again.runs == analysis.runs


def test_sound_without_speech_is_an_empty_transcript(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "tone.wav", tone(2))
    told = Told()
    analysis = pipeline.analyze_file(path, Options(), progress=told)
    assert (analysis.transcript.text, analysis.transcript.language) == ("", "und")
    assert [notice.code for notice in analysis.transcript.notices] == ["no_speech"]
    assert "No speech was found in the recording." in told.said
    assert told.stages[:2] == ["decoding", "finding speech"]
    assert write(analysis, "md")


@pytest.mark.parametrize("name", ["none.wav", "."])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is not a file"):
        rhetoric.analyze(tmp_path / name)


@pytest.mark.parametrize(
    "options",
    [
        Options(speakers="many"),
        Options(names="Ana"),
        Options(until="noon"),
        Options(glossary=Path("none.txt")),
        Options(rttm=Path("none.rttm")),
        Options(transcript=Path("none.txt")),
        Options(codebook=Path("none")),
        Options(actors=Path("none.yaml")),
        Options(language="klingonese"),
    ],
)
def test_options_that_cannot_be_used_show_before_any_work(tmp_path: Path, options: Options) -> None:
    told = Told()
    with pytest.raises(RhetoricError) as caught:
        pipeline.analyze_file(write_wav(tmp_path / "tone.wav", tone(1)), options, progress=told)
    assert caught.value.hint
    assert told.stages == []


def test_names_given_twice_or_not_at_all() -> None:
    assert parse_names("") == {}
    with pytest.raises(ConfigError, match="twice"):
        parse_names("S1=Ana,S1=Ben")


def test_nothing_is_kept_where_nobody_asked_for_it(tmp_path: Path, hears_english: Path) -> None:
    from tests.material import ROOT
    from tests.recordings import clip, save

    path = save(tmp_path / "a.wav", clip(ROOT / "transcripts" / "en_harbour_debate.ogg", tmp_path, seconds=6))
    before = sorted(tmp_path.rglob("*"))
    analysis = rhetoric.analyze(path, Options(model=str(hears_english), compute="cpu", beam=1))
    assert analysis.transcript.text.startswith("They took our water")
    assert sorted(tmp_path.rglob("*")) == before
