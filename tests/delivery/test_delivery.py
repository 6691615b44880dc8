import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rhetoric.audio import Audio
from rhetoric.delivery import frames
from rhetoric.delivery.frames import measure
from rhetoric.delivery.stage import with_delivery
from rhetoric.delivery.views import fitting, manners, spoken_parts
from rhetoric.errors import InputError
from rhetoric.formats import write
from rhetoric.progress import SILENCE
from rhetoric.records import Analysis, Overlap, Span, Speaker, Transcript, Turn, Word
from tests.delivery.voices import audio, silence, voice

TEXT = "One two three. Four five six."
FIRST, SECOND = Span(0, 14), Span(15, 29)
STARTS = (0, 4, 8, 15, 20, 25)
ENDS = (3, 7, 13, 19, 24, 28)
TIMES = ((0, 600), (600, 1200), (1200, 2000), (3000, 3500), (3500, 4000), (4500, 5000))


def analysis(*, estimated: bool = False, timed: bool = True) -> Analysis:
    words = tuple(
        Word(Span(start, end), Span(*time) if timed else None, estimated=estimated)
        for start, end, time in zip(STARTS, ENDS, TIMES, strict=True)
    )
    transcript = Transcript(TEXT, "en", words, (FIRST, SECOND), (Turn("S1", FIRST), Turn("S2", SECOND)))
    return Analysis(transcript, speakers=(Speaker("S1", "=Ana"), Speaker("S2")))


def sounds(folder: Path) -> Audio:
    """Two seconds at 120 Hz and −20 dBFS, a second of silence, two at 220 Hz and −26 dBFS with a pause in them."""
    return audio(
        folder, voice(2, 120, level=0.1), silence(1), voice(1, 220, level=0.05), silence(0.5),
        voice(0.5, 220, level=0.05),
    )  # fmt: skip


def test_two_voices_are_measured(tmp_path: Path) -> None:
    found = with_delivery(analysis(), sounds(tmp_path), SILENCE)
    first, second = (item for item in found.delivery if item.kind == "sentence")
    assert (first.chars, second.chars) == (FIRST, SECOND)
    assert (first.rate, second.rate) == (90.0, 90.0)
    assert (first.pause, second.pause) == (0, 500)
    assert first.loudness == pytest.approx(-20, abs=0.5)
    assert second.loudness == pytest.approx(-26, abs=0.7)
    assert first.pitch == pytest.approx(120, rel=0.01)
    assert second.pitch == pytest.approx(220, rel=0.01)
    assert first.pitch_range == pytest.approx(0, abs=0.3)
    assert [item.kind for item in found.delivery] == ["sentence", "turn"] * 2
    assert found.runs[-1].backend == "swift-f0"


def test_a_glide_has_its_range_in_semitones(tmp_path: Path) -> None:
    found = with_delivery(analysis(), audio(tmp_path, voice(2, 150, glide=10), silence(3)), SILENCE)
    first, second = (item for item in found.delivery if item.kind == "sentence")
    assert first.pitch_range == pytest.approx(8, abs=0.5)  # from the 10th to the 90th percentile of 10
    assert (second.loudness, second.pitch, second.pitch_range) == (None, None, None)
    assert second.rate == 90.0


def test_nothing_is_told_where_times_are_estimated_or_missing(tmp_path: Path) -> None:
    found = with_delivery(analysis(estimated=True), sounds(tmp_path), SILENCE)
    assert {(item.rate, item.pause) for item in found.delivery} == {(None, None)}
    assert all(item.pitch for item in found.delivery)
    untimed = analysis(timed=False)
    assert with_delivery(untimed, sounds(tmp_path), SILENCE) is untimed


def test_frames_with_several_voices_are_left_out(tmp_path: Path) -> None:
    base = analysis()
    shared = replace(base, transcript=replace(base.transcript, overlaps=(Overlap(Span(0, 2000), ("S1", "S2")),)))
    first, *_ = with_delivery(shared, sounds(tmp_path), SILENCE).delivery
    assert (first.loudness, first.pitch, first.rate) == (None, None, 90.0)


def test_blocks_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = audio(tmp_path, voice(4, 130, glide=5), silence(1), voice(4, 200, glide=-3))
    whole = measure(sound, [Span(0, 9000)], progress=lambda _: None)
    monkeypatch.setattr(frames, "_BLOCK", 60)
    parts = measure(sound, [Span(0, 9000)], progress=lambda _: None)
    np.testing.assert_allclose(parts.pitch, whole.pitch, rtol=1e-3)
    np.testing.assert_allclose(parts.loudness, whole.loudness, atol=0.01)


def test_only_blocks_with_words_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_BLOCK", 125)  # 2 s
    found = measure(audio(tmp_path, voice(8, 130)), [Span(4100, 5900)], progress=lambda _: None)
    assert np.flatnonzero(np.isfinite(found.loudness)).tolist() == list(range(250, 375))


def test_sentences_are_held_against_their_speaker(tmp_path: Path) -> None:
    found = with_delivery(analysis(), sounds(tmp_path), SILENCE)
    usual = manners(found)
    assert list(usual) == ["S1", "S2"]
    assert usual["S1"].pitch == pytest.approx(120, rel=0.01)
    assert [(part.louder, part.higher) for part in spoken_parts(found)] == [(0.0, 0.0)] * 2
    alone = replace(found, transcript=replace(found.transcript, turns=(Turn("S1", Span(0, 29)),)))
    louder = [part.louder for part in spoken_parts(alone)]
    assert louder[0] == pytest.approx(3, abs=0.5)
    assert louder[1] == pytest.approx(-3, abs=0.5)


def test_delivery_of_other_turns_is_dropped(tmp_path: Path) -> None:
    found = with_delivery(analysis(), sounds(tmp_path), SILENCE)
    assert fitting(found) is found
    other = replace(found, transcript=replace(found.transcript, turns=(Turn("S1", Span(0, 29)),)))
    assert [item.kind for item in fitting(other).delivery] == ["sentence", "sentence"]


def test_the_csv_has_a_line_for_each_and_starts_no_formula(tmp_path: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(write(with_delivery(analysis(), sounds(tmp_path), SILENCE), "delivery")))
    )
    assert [(row["kind"], row["speaker"], row["words_per_minute"]) for row in rows] == [
        ("sentence", "S1", "90.0"), ("turn", "S1", "90.0"), ("sentence", "S2", "90.0"), ("turn", "S2", "90.0"),
    ]  # fmt: skip
    assert rows[0]["speaker_name"] == "'=Ana"
    assert (rows[2]["start_s"], rows[2]["pause_s"], rows[2]["text"]) == ("3.000", "0.500", "Four five six.")
    with pytest.raises(InputError, match="no delivery"):
        write(analysis(), "delivery")


def test_reading_delivery_loads_no_pitch_library() -> None:
    code = "import sys, rhetoric.delivery.views, rhetoric.formats.delivery_csv; print('swift_f0' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
