from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rhetoric.errors import FormatError, RhetoricError
from rhetoric.formats import write
from rhetoric.records import Analysis, Notice, Overlap, Span
from tests.formats.build import subtitles

FILE = """1
00:00:01,000 --> 00:00:03,000
<i>HALE:</i> We will win
the harbour back.

2
00:00:03,000 --> 00:00:05,000
And we will.

3
00:00:08,000 --> 00:00:09,000
[APPLAUSE]

4
00:00:10,000 --> 00:00:11,000
- In 2019
"""


def spoken(analysis: Analysis) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.chars.slice(analysis.transcript.text)) for turn in analysis.transcript.turns]


def times(analysis: Analysis) -> list[tuple[int, ...]]:
    return [tuple(word.time) for word in analysis.transcript.words]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cues_become_one_text_with_speakers_and_events(tmp_path: Path, end: str) -> None:
    analysis = subtitles(tmp_path, FILE.replace("\n", end))
    assert analysis.transcript.text == ("HALE: We will win the harbour back. And we will.\n[APPLAUSE]\n- In 2019")
    assert spoken(analysis) == [("S1", "We will win the harbour back. And we will."), (None, "In 2019")]
    assert [(mark.kind, mark.time) for mark in analysis.reactions] == [("applause", Span(8000, 9000))]
    assert analysis.transcript.notices == (Notice("time_estimated"),)
    assert analysis.recording.duration == 11000


def test_times_are_spread_by_length_and_marked(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, "1\n00:00:01,000 --> 00:00:02,000\nnow harbours\n")
    words = analysis.transcript.words
    assert [(tuple(word.time), word.estimated) for word in words] == [((1000, 1308), True), ((1308, 2000), True)]


def test_overlapping_backward_and_reversed_times_are_repaired(tmp_path: Path) -> None:
    body = (
        "1\n00:00:00,000 --> 00:00:04,000\none\n\n2\n00:00:02,000 --> 00:00:06,000\ntwo\n\n"
        "3\n00:00:01,000 --> 00:00:07,000\nthree\n\n4\n00:00:09,000 --> 00:00:08,000\nfour\n"
    )
    analysis = subtitles(tmp_path, body)
    assert times(analysis) == [(0, 2000), (2000, 6000), (6000, 7000), (9000, 9000)]
    assert Notice("times_repaired") in analysis.transcript.notices


def test_two_speakers_at_once_are_an_overlap(tmp_path: Path) -> None:
    body = "1\n00:00:00,000 --> 00:00:04,000\nANA RUIZ: yes\n\n2\n00:00:03,000 --> 00:00:06,000\nLUIS PAZ: no\n"
    analysis = subtitles(tmp_path, body)
    assert analysis.transcript.overlaps == (Overlap(Span(3000, 4000), ("S1", "S2")),)


def test_a_pause_after_a_full_stop_ends_the_paragraph(tmp_path: Path) -> None:
    body = (
        "00:00:00,000 --> 00:00:01,000\nOne.\n\n00:00:05,000 --> 00:00:06,000\nTwo\n\n"
        "00:00:09,000 --> 00:00:10,000\nthree\n"
    )
    analysis = subtitles(tmp_path, body)
    assert analysis.transcript.text == "One.\nTwo three"
    assert spoken(analysis) == [(None, "One."), (None, "Two three")]


@pytest.mark.parametrize(
    ("body", "message"),
    [("1\n00:xx --> 3\nhello", "no cue"), ("1\n00:00:0,1.2 --> 00:00:02,000\nhello", "line 2")],
)
def test_unreadable_times_are_errors(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        subtitles(tmp_path, body)


def test_export_and_reading_back_keep_words_and_speakers(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, FILE)
    text = write(analysis, "srt")
    assert text.startswith("1\n00:00:01,000 --> 00:00:03,000\nHALE: We will win the harbour back.\n\n2\n")
    again = subtitles(tmp_path, text, "b.srt")
    assert [speaker.name for speaker in again.speakers] == ["HALE"]
    assert times(again)[0] == (1000, 1207)


def test_export_without_times_says_what_to_do(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, "HALE: We will win.", "a.txt")
    for name in ("srt", "vtt", "rttm"):
        with pytest.raises(RhetoricError, match="no times") as error:
            write(analysis, name)
        assert "--transcript" in error.value.hint


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 9000), st.integers(0, 9000), st.text("ab. :-(\n>A", max_size=20) | st.text(max_size=12)
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["a.srt", "a.vtt"]),
)
def test_any_cues_give_a_sound_transcript(
    tmp_path_factory: pytest.TempPathFactory, cues: list[tuple[int, int, str]], name: str
) -> None:
    body = "\n\n".join(f"00:00:0{a / 1000:.3f} --> 00:00:0{b / 1000:.3f}\n{text}" for a, b, text in cues)
    head = "WEBVTT\n\n" if name == "a.vtt" else ""
    try:
        analysis = subtitles(tmp_path_factory.getbasetemp(), head + body, name)
    except RhetoricError:
        return
    transcript = analysis.transcript
    assert all(word.chars.slice(transcript.text).strip() and word.time for word in transcript.words)
    for export in ("srt", "vtt", "txt", "json"):
        assert write(analysis, export).endswith("\n")
