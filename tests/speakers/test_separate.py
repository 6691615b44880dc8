from pathlib import Path

import pytest

from rhetoric.config import Options
from rhetoric.errors import ConfigError
from rhetoric.formats import read_text
from rhetoric.records import Analysis, Recording, Span, Speaker, Transcript, Turn, Word
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.separate import separate
from tests.heard import Told, sound

TEXT = "We came. We saw."
STATED = (SpeakerSegment(Span(0, 1000), "Ben Ode"), SpeakerSegment(Span(1000, 2000), "Ana Ruiz"))


def timed() -> Analysis:
    words = (
        Word(Span(0, 2), Span(0, 400)),
        Word(Span(3, 7), Span(500, 900)),
        Word(Span(9, 11), Span(1100, 1400)),
        Word(Span(12, 15), Span(1500, 1900)),
    )
    return Analysis(
        Transcript(TEXT, "en", words, (Span(0, 8), Span(9, 16)), (Turn(None, Span(0, 16)),)),
        Recording("a.wav", "5" * 64, 2000, 16_000, 1),
    )


def turns(analysis: Analysis) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.chars.slice(analysis.transcript.text)) for turn in analysis.transcript.turns]


def apart(analysis: Analysis, options: Options | None = None, stated: tuple[SpeakerSegment, ...] = ()) -> Analysis:
    return separate(analysis, options or Options(), audio=None, stated=stated, progress=Told())


def test_segments_stated_by_the_user_name_the_speakers() -> None:
    analysis = apart(timed(), stated=STATED)
    assert analysis.speakers == (Speaker("S1", "Ben Ode"), Speaker("S2", "Ana Ruiz"))
    assert turns(analysis) == [("S1", "We came."), ("S2", "We saw.")]
    assert [(run.stage, run.backend) for run in analysis.runs] == [("speakers", "sidecar")]


def test_an_rttm_file_comes_before_what_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "a.rttm"
    path.write_text("SPEAKER a 1 0.0 2.0 <NA> <NA> eva <NA> <NA>\n", encoding="utf-8")
    analysis = apart(timed(), Options(rttm=path), STATED)
    assert analysis.speakers == (Speaker("eva"),)
    assert [run.backend for run in analysis.runs] == ["rttm"]
    assert analysis.runs[0].input_sha256 is not None
    assert str(tmp_path) not in repr(analysis)


def test_labels_of_the_transcript_stay() -> None:
    labelled = read_text("ANA: We came.\n\nBEN: We saw.", language="en")
    assert apart(labelled) == labelled
    assert apart(labelled, Options(speakers="3")) == labelled


@pytest.mark.parametrize("speakers", ["auto", "off", "2"])
def test_without_sound_or_labels_nobody_is_named(speakers: str) -> None:
    analysis = apart(timed(), Options(speakers=speakers))
    assert analysis.speakers == ()
    assert [notice.code for notice in analysis.transcript.notices] == ["speakers_not_separated"]
    assert turns(analysis) == [(None, TEXT)]


def test_an_empty_transcript_needs_no_notice() -> None:
    empty = Analysis(Transcript("", "und"))
    assert apart(empty) == empty
    assert apart(empty, stated=STATED).speakers == ()


def test_times_without_a_timed_transcript() -> None:
    with pytest.raises(ConfigError, match="the transcript has no times"):
        apart(read_text(TEXT, language="en"), stated=STATED)


def test_one_voice_is_asked_for_and_found(tmp_path: Path) -> None:
    told = Told()
    analysis = separate(timed(), Options(speakers="1"), audio=sound(tmp_path, seconds=2), stated=(), progress=told)
    assert told.stages == ["separating speakers"]
    assert len(analysis.speakers) <= 1
    assert [run.stage for run in analysis.runs] in ([], ["speakers"])
