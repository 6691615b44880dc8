import numpy as np
import pytest
from faster_whisper.audio import decode_audio

from rhetoric.records import Span, Transcript, Word
from rhetoric.transcribe import Window
from rhetoric.transcribe.known import align
from tests.material import shared


def _window(start: int, *parts: str) -> Window:
    samples = decode_audio(str(shared("data", "audio", *parts)))
    return Window(Span(start, start + len(samples) // 16), samples)


def test_a_timed_transcript_and_one_without_words_stay_as_they_are() -> None:
    timed = Transcript("Hello", "en", words=(Word(Span(0, 5), Span(0, 100)),))
    empty = Transcript("1961 — 1962", "en")
    assert align(timed, []).transcript is timed
    assert align(empty, []).transcript is empty


def test_silence_bears_no_words() -> None:
    silence = Window(Span(0, 5000), np.zeros(80_000, dtype=np.float32))
    aligned = align(Transcript("We shall not pay for Kovalen.", "en"), [silence])
    assert [notice.code for notice in aligned.transcript.notices] == ["transcript_mismatch"]
    assert all(word.time is None for word in aligned.transcript.words)


@pytest.mark.integration
def test_every_word_of_a_known_text_is_found() -> None:
    text = (
        "And so, my fellow Americans, ask not what your country can do for you in Veltzland, ask what you can do."
    )
    reached: list[int] = []
    aligned = align(Transcript(text, "en"), [_window(2000, "jfk", "jfk.mp3")], on_progress=reached.append)
    words = {word.chars.slice(text): word for word in aligned.transcript.words}
    assert words["fellow"].time is not None
    assert abs(words["fellow"].time.start - (2000 + 1240)) <= 60
    assert abs(words["country"].time.start - (2000 + 5860)) <= 60
    assert not words["country"].estimated
    assert reached == [13_000]
    assert (aligned.run.stage, aligned.run.backend) == ("align", "pocketsphinx")


@pytest.mark.integration
def test_a_long_reading_agrees_with_its_reference() -> None:
    folder = ("data", "audio", "ljspeech")
    text = shared(*folder, "LJ001_printing.txt").read_text(encoding="utf-8")
    rows = shared(*folder, "LJ001_printing.segments.tsv").read_text(encoding="utf-8").splitlines()[1:8]
    aligned = align(Transcript(text, "en"), [_window(0, "ljspeech", "LJ001_printing.ogg")])
    words = aligned.transcript.words
    place = 0
    for row in rows:
        start, _, line = row.split("\t")
        place = text.index(line[:40], place)
        first = next(word for word in words if word.chars.start >= place)
        assert first.time is not None
        assert abs(first.time.start - 1000 * float(start)) <= 400
    assert sum(word.estimated or word.time is None for word in words) <= 0.02 * len(words)
