import json
from pathlib import Path

import pytest

from rhetoric.errors import FormatError
from rhetoric.records import Analysis, Notice, Span
from tests.formats.build import subtitles

WHISPERX = {
    "language": "en",
    "segments": [
        {
            "start": 0.0, "end": 2.5, "text": " We paid 1,500 dollars.", "speaker": "SPEAKER_00",
            "words": [
                {"word": "We", "start": 0.1, "end": 0.4, "score": 0.9, "speaker": "SPEAKER_00"},
                {"word": "paid", "start": 0.4, "end": 0.9, "score": 0.8},
                {"word": "1,500"},
                {"word": "dollars.", "start": 1.6, "end": 2.4, "score": 0.7, "speaker": "SPEAKER_01"},
            ],
        },
        {"start": 2.6, "end": 4.0, "text": " Did you?", "speaker": "SPEAKER_01"},
    ],
}  # fmt: skip


def words_of(analysis: Analysis) -> list[tuple[str, tuple[int, ...], float | None, bool]]:
    text = analysis.transcript.text
    return [
        (word.chars.slice(text), tuple(word.time), word.confidence, word.estimated)
        for word in analysis.transcript.words
    ]


def test_whisperx_words_speakers_and_numbers_without_times(tmp_path: Path) -> None:
    analysis = subtitles(tmp_path, json.dumps(WHISPERX), "a.json", None)
    text = analysis.transcript.text
    assert text == "We paid 1,500 dollars. Did you?"
    assert analysis.transcript.language == "en"
    assert words_of(analysis) == [
        ("We", (100, 400), 0.9, False),
        ("paid", (400, 900), 0.8, False),
        ("1,500", (900, 1600), None, True),
        ("dollars", (1600, 2400), 0.7, False),
        ("Did", (2600, 3300), None, True),
        ("you", (3300, 4000), None, True),
    ]
    spoken = [(turn.speaker, turn.chars.slice(text)) for turn in analysis.transcript.turns]
    assert spoken == [("S1", "We paid 1,500"), ("S2", "dollars. Did you?")]
    assert [speaker.name for speaker in analysis.speakers] == ["SPEAKER_00", "SPEAKER_01"]


def test_openai_whisper_words_with_leading_blanks(tmp_path: Path) -> None:
    words = [
        {"word": " fellow", "start": 0.0, "end": 0.5, "probability": 0.5},
        {"word": "-citizens,", "start": 0.5, "end": 1.0, "probability": 0.25},
    ]
    tree = {
        "text": " fellow-citizens,",
        "segments": [{"id": 0, "start": 0, "end": 1, "text": " fellow-citizens,", "words": words}],
    }
    analysis = subtitles(tmp_path, json.dumps(tree), "a.json")
    assert words_of(analysis) == [("fellow-citizens", (0, 1000), 0.25, False)]
    assert analysis.transcript.notices == (Notice("speakers_not_separated"),)


def test_whisper_cpp_offsets(tmp_path: Path) -> None:
    segment = {
        "timestamps": {"from": "00:00:01,000", "to": "00:00:03,000"}, "offsets": {"from": 1000, "to": 3000},
        "text": " my fellow",
    }  # fmt: skip
    tree = {"result": {"language": "en"}, "transcription": [segment]}
    analysis = subtitles(tmp_path, json.dumps(tree), "a.json", None)
    assert [time for _, time, _, _ in words_of(analysis)] == [(1000, 1600), (1600, 3000)]
    del segment["offsets"]
    again = subtitles(tmp_path, json.dumps(tree), "a.json", None)
    assert words_of(again) == words_of(analysis)


def test_a_list_of_segments_and_a_bare_text(tmp_path: Path) -> None:
    timed = subtitles(tmp_path, '[{"start": 1.5, "end": 2, "text": "hello"}]', "a.json")
    assert timed.transcript.words[0].time == Span(1500, 2000)
    clocked = subtitles(tmp_path, '[{"start": "1:00:05", "end": "1:00:06.5", "text": "hello"}]', "a.json")
    assert clocked.transcript.words[0].time == Span(3605000, 3606500)
    bare = subtitles(tmp_path, '{"text": "ANA: hello"}', "a.json")
    assert bare.speakers[0].name == "ANA"
    assert not bare.transcript.timed


def test_segments_without_times_stay_untimed(tmp_path: Path) -> None:
    body = (
        '[{"speaker": "Ana", "text": "Hello."}, {"speaker": "Luis", "text": "No."}, '
        '{"speaker": " ANA", "text": "So."}, {"speaker": "", "text": "Hm."}]'
    )
    analysis = subtitles(tmp_path, body, "a.json")
    assert not analysis.transcript.timed
    assert [speaker.name for speaker in analysis.speakers] == ["Ana", "Luis"]
    assert [turn.speaker for turn in analysis.transcript.turns] == ["S1", "S2", "S1", None]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"segments": [', "not whole JSON"),
        ('{"x": 1}', "no transcript"),
        ("[1, 2]", "no transcript"),
        ("3", "no transcript"),
        ('{"segments": [{"start": "soon", "end": 1, "text": "a"}]}', "segment 0: 'soon'"),
        ('{"segments": [{"start": -9, "end": 1, "text": "a"}]}', "segment 0: '-9'"),
        ('{"segments": [{"start": 0, "end": 1e300, "text": "a"}]}', "segment 0: '1e.300'"),
        ('{"segments": [{"text": 7}]}', "segment 0: the text is a int"),
        ('{"segments": [{"text": "a", "words": [{"start": 1}]}]}', "a word without text"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        subtitles(tmp_path, body, "a.json")
