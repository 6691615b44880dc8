from dataclasses import replace
from pathlib import Path

import pytest

from rhetoric.errors import FormatError
from rhetoric.formats import write
from rhetoric.records import Notice, Span, Speaker, Word
from tests.formats.build import full, subtitles

FILE = """\ufeffWEBVTT - a debate
Kind: captions
Language: es-MX

NOTE una nota
con dos líneas

STYLE
::cue { color: red }

first cue
00:01.000 --> 00:03.000 align:start position:0%
<v.loud Ana Ruiz>Señores &amp; señoras: <c.red>buenas</c> noches.</v>

00:03.000 --> 00:04.000
<v Luis Ñáñez>¡No
es verdad!

00:05.000 --> 00:07.000
<v Ana Ruiz><00:05.100><c>Sí</c><00:05.900><c> lo es</c>

00:08.000 --> 00:09.000
nadie habla
"""


def test_voice_tags_are_speakers_and_timestamps_time_words(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, FILE, "a.vtt", None)
    transcript = analysis.transcript
    assert transcript.text == "Señores & señoras: buenas noches.\n¡No es verdad!\nSí lo es\nnadie habla"
    assert transcript.language == "es"
    assert [(speaker.id, speaker.name) for speaker in analysis.speakers] == [
        ("S1", "Ana Ruiz"),
        ("S2", "Luis Ñáñez"),
    ]
    assert [turn.speaker for turn in transcript.turns] == ["S1", "S2", "S1", None]
    timed = {word.chars.slice(transcript.text): word for word in transcript.words}
    assert timed["Sí"] == Word(timed["Sí"].chars, Span(5100, 5900))
    assert timed["lo"].estimated
    assert transcript.notices == (Notice("time_estimated"),)


def test_rolling_captions_are_read_once(tmp_path: Path) -> None:
    body = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<00:00.100><c>we</c><00:01.000><c> hold</c>\n\n"
        "00:02.000 --> 00:02.010\nwe hold\n\n"
        "00:02.010 --> 00:04.000\nwe hold\n<00:02.100><c>the</c><00:03.000><c> line</c>\n"
    )
    analysis = subtitles(tmp_path, body, "a.vtt")
    assert analysis.transcript.text == "we hold the line"
    assert [tuple(word.time) for word in analysis.transcript.words] == [
        (100, 1000), (1000, 2000), (2100, 3000), (3000, 4000),
    ]  # fmt: skip
    assert not any(word.estimated for word in analysis.transcript.words)


def test_repeated_words_of_plain_cues_are_kept(tmp_path: Path) -> None:
    body = "WEBVTT\n\n00:00.000 --> 00:01.000\nNever!\n\n00:01.000 --> 00:02.000\nNever!\n"
    assert subtitles(tmp_path, body, "a.vtt").transcript.text == "Never! Never!"


def test_a_file_without_cues_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no cue"):
        subtitles(tmp_path, "WEBVTT\n\nNOTE nothing here\n", "a.vtt")


def test_export_is_escaped_and_read_back(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, FILE, "a.vtt", None)
    hostile = replace(analysis, speakers=(Speaker("S1", "<b>A & B>\n"), analysis.speakers[1]))
    text = write(hostile, "vtt")
    assert text.startswith(
        "WEBVTT\nKind: captions\nLanguage: es\n\n"
        "NOTE Algunos tiempos de palabra son estimados, no oídos.\n\n"
        "00:00:01.000 --> 00:00:03.000\n<v &lt;b&gt;A &amp; B&gt;>Señores &amp; señoras: buenas noches.\n\n"
    )
    again = subtitles(tmp_path, text, "b.vtt", None)
    assert again.speakers[0].name == "<b>A & B>"
    words = [word.chars.slice(again.transcript.text) for word in again.transcript.words]
    assert words == [word.chars.slice(analysis.transcript.text) for word in analysis.transcript.words]


def test_long_sentences_are_cut_at_words(tmp_path: Path) -> None:
    words = " ".join(["harbour"] * 40)
    analysis = subtitles(tmp_path, f"00:00:00,000 --> 00:00:40,000\n{words}\n")
    cues = [line for line in write(analysis, "vtt").splitlines() if line.startswith("harbour")]
    assert {len(line.split()) for line in cues} == {7, 5}
    assert sum(len(line.split()) for line in cues) == 40


def test_a_draft_says_so() -> None:
    assert "NOTE Draft transcript" in write(full(), "vtt")
    assert write(full(), "txt").startswith("[Draft transcript")
