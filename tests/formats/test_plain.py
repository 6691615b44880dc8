from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rhetoric.errors import InputError
from rhetoric.formats import read_text, read_transcript, write
from rhetoric.records import Notice
from tests.material import shared

CUE = "00:00:01,000 --> 00:00:02,000\n"


def test_text_stays_verbatim_but_for_the_mark_of_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffLa casa es de todos.\r\n\r\n  Y el agua también. ".encode())
    analysis = read_transcript(path, language="es")
    assert analysis.transcript.text == "La casa es de todos.\r\n\r\n  Y el agua también. "
    spoken = [turn.chars.slice(analysis.transcript.text) for turn in analysis.transcript.turns]
    assert spoken == ["La casa es de todos.", "Y el agua también."]
    assert analysis.transcript.notices == (Notice("speakers_not_separated"),)
    assert analysis.recording.name == "a.txt"
    assert analysis.recording.sha256 == "6b511ab3551ab2b3fa50dc86b73832c945c0ccb5338b58a7ef740bee2e6f39e6"
    assert (analysis.recording.duration, analysis.recording.sample_rate, analysis.recording.channels) == (0, 0, 0)


def test_language_is_guessed_and_said() -> None:
    analysis = read_text("We are the people of this valley, and this is what we want for it.")
    assert analysis.transcript.language == "en"
    assert Notice("language_guessed", "en") in analysis.transcript.notices


@pytest.mark.parametrize("text", ["", "   \n", "(APPLAUSE)", "HALE: (laughs)", "...", "___"])
def test_a_wordless_text_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="no spoken words"):
        read_text(text)


def test_export_as_text_keeps_speakers_and_marks() -> None:
    text = "MOD: One. (APPLAUSE) Two.\n\nThree.\n\nSr. PAZ: No."
    assert write(read_text(text, language="en"), "txt") == "MOD: One. (APPLAUSE) Two.\n\nThree.\n\nSr. PAZ: No.\n"


def test_export_as_text_says_who_is_unknown_after_a_known_speaker(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text(f"{CUE}MOD: Go on.\n\n{CUE}- I will.\n", encoding="utf-8")
    analysis = read_transcript(path, language="en")
    assert write(analysis, "txt") == "MOD: Go on.\n\nUNKNOWN: I will.\n"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ABz ñÉ:.-—()[]\n\r\t\"'¿12_*♪>"), max_size=120) | st.text(max_size=80))
def test_any_text_gives_sound_offsets(text: str) -> None:
    try:
        analysis = read_text(text, language="es")
    except InputError:
        return
    transcript = analysis.transcript
    assert transcript.text == text
    marks = [reaction.chars for reaction in analysis.reactions]
    for word in transcript.words:
        assert word.chars.slice(text).strip()
        assert any(turn.chars.contains(word.chars) for turn in transcript.turns)
        assert not any(mark.overlap(word.chars) for mark in marks)
    for sentence in transcript.sentences:
        assert any(turn.chars.contains(sentence) for turn in transcript.turns)
    write(analysis, "txt")


def test_official_transcripts_give_their_speakers() -> None:
    expected = {
        "en_biden_2021-11-15.txt": {"THE PRESIDENT", "AUDIENCE", "AUDIENCE MEMBER"},
        "en_trump_2018-03-19.txt": {
            "THE PRESIDENT", "MS. MOZER", "AUDIENCE", "AGENT DUNN", "MR. KELLY", "SECRETARY AZAR",
        },
        "es_milei_2026-05-06.txt": {"PRESIDENTE"},
        "es_chile_1992.txt": {"El señor VALDES (Presidente)", "El señor AYLWIN (Presidente de la República)"},
        "es_chile_1971.txt": set(),
        "es_navidad_1955.txt": set(),
        "es_correa_2007.txt": set(),
        "en_1964-10-27.txt": set(),
    }  # fmt: skip
    folder = shared("data", "text", "raw_speeches")
    found = {name: {speaker.name for speaker in read_transcript(folder / name).speakers} for name in expected}
    assert found == expected


def test_applause_of_official_transcripts_is_no_speech() -> None:
    analysis = read_transcript(shared("data", "text", "raw_speeches", "es_cfk_2008-03-27.txt"))
    assert [reaction.kind for reaction in analysis.reactions] == ["applause"] * 32
    assert not any(word.chars.slice(analysis.transcript.text) == "APLAUSOS" for word in analysis.transcript.words)
