from pathlib import Path

import pytest

from rhetoric.errors import FormatError, RhetoricError
from rhetoric.formats import write
from rhetoric.formats.rttm import read_rttm
from rhetoric.records import Span
from rhetoric.speakers import SpeakerSegment
from tests.formats.build import subtitles
from tests.material import shared


def rttm(folder: Path, body: str, name: str = "talk.rttm") -> Path:
    path = folder / name
    path.write_text(body, encoding="utf-8")
    return path


def test_segments_come_in_order_and_comments_are_skipped(tmp_path: Path) -> None:
    body = (
        ";; made by hand\n# and more\n\nSPKR-INFO talk 1 <NA> <NA> <NA> unknown B <NA>\n"
        "SPEAKER talk 1 2.5 1.25 <NA> <NA> B <NA> <NA>\nspeaker talk 1 0 1e0 <NA> <NA> Ñ\n"
    )
    assert read_rttm(rttm(tmp_path, body)) == (
        SpeakerSegment(Span(0, 1000), "Ñ"),
        SpeakerSegment(Span(2500, 3750), "B"),
    )


def test_the_recording_is_chosen_by_name(tmp_path: Path) -> None:
    body = "SPEAKER other 1 0 1 <NA> <NA> A\nSPEAKER talk 1 0 2 <NA> <NA> B\n"
    assert read_rttm(rttm(tmp_path, body)) == (SpeakerSegment(Span(0, 2000), "B"),)
    assert read_rttm(rttm(tmp_path, body), recording="other") == (SpeakerSegment(Span(0, 1000), "A"),)
    with pytest.raises(FormatError, match="several recordings") as error:
        read_rttm(rttm(tmp_path, body, "third.rttm"))
    assert error.value.hint == "it has: other, talk"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("SPEAKER talk 1 0 1\n", "line 1: 5 columns"),
        (";;\nSPEAKER talk 1 x 1 <NA> <NA> A\n", "line 2: start 'x'"),
        ("SPEAKER talk 1 0 nan <NA> <NA> A\n", "duration 'nan'"),
        ("SPEAKER talk 1 -1 1 <NA> <NA> A\n", "start '-1'"),
        ("hello\n", "no SPEAKER line"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_rttm(rttm(tmp_path, body))


def test_turns_are_written_and_read_back(tmp_path: Path) -> None:
    body = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Ruiz>Yes.\n\n00:02.500 --> 00:04.000\n<v B>No.\n"
    text = write(subtitles(tmp_path, body, "my talk.vtt"), "rttm")
    assert text == (
        "SPEAKER my_talk 1 1.000 1.000 <NA> <NA> Ana_Ruiz <NA> <NA>\n"
        "SPEAKER my_talk 1 2.500 1.500 <NA> <NA> B <NA> <NA>\n"
    )
    assert [segment.speaker for segment in read_rttm(rttm(tmp_path, text))] == ["Ana_Ruiz", "B"]


def test_without_speakers_there_is_nothing_to_write(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, "00:00:01,000 --> 00:00:02,000\nhello\n")
    with pytest.raises(RhetoricError, match="names no speakers"):
        write(analysis, "rttm")


def test_a_real_file() -> None:
    segments = read_rttm(shared("data", "audio", "librispeech_dialogue", "ls_panel_5spk.rttm"))
    assert segments[0] == SpeakerSegment(Span(500, 8710), "ls2033")
    assert len({segment.speaker for segment in segments}) == 5
