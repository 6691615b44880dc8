import jiwer
import numpy as np
import pytest
from faster_whisper.audio import decode_audio

from rhetoric.errors import ConfigError
from rhetoric.records import Span
from rhetoric.transcribe import TRANSCRIBERS, Window
from rhetoric.transcribe.sphinx import SphinxOptions, SphinxTranscriber
from tests.material import shared


def _speech(*parts: str) -> np.ndarray:
    return decode_audio(str(shared("data", "audio", *parts)))


def test_it_hears_english_only() -> None:
    with pytest.raises(ConfigError, match="English only, but the language is 'es'") as caught:
        SphinxOptions(language="es")
    assert caught.value.hint == (
        "fetch Whisper weights (rhetoric models fetch small), name a folder with --model, "
        "or give the words with --transcript FILE"
    )
    assert SphinxOptions(language="en-GB").longest == 15.0
    with pytest.raises(ConfigError, match=r"between 20\.0 and 5\.0 s"):
        SphinxOptions(shortest=20.0, longest=5.0)


def test_silence_scraps_and_bad_numbers_give_no_words() -> None:
    bad = np.full(16_000, np.nan, dtype=np.float32)
    bad[::2] = np.inf
    windows = [
        Window(Span(0, 2000), np.zeros(32_000, dtype=np.float32)),
        Window(Span(2000, 2010), np.zeros(160, dtype=np.float32)),
        Window(Span(3000, 3000), np.zeros(0, dtype=np.float32)),
        Window(Span(4000, 5000), bad),
    ]
    reached: list[int] = []
    passages = list(SphinxTranscriber(SphinxOptions(), on_progress=reached.append).transcribe(windows))
    assert [passage.time.start for passage in passages] == [0, 2000, 3000, 4000]
    assert [passage.words for passage in passages[:3]] == [(), (), ()]
    assert reached[-1] == 5000


def test_provenance_names_engine_and_model() -> None:
    run = SphinxTranscriber(SphinxOptions()).provenance()
    assert (run.backend, run.model, len(run.model_sha256 or "")) == ("pocketsphinx", "en-us", 64)
    assert TRANSCRIBERS.load("sphinx") is SphinxTranscriber


@pytest.mark.integration
@pytest.mark.parametrize(
    ("folder", "sound", "text", "most"),
    [
        ("jfk", "jfk.mp3", "jfk.txt", 0.25),
        ("librispeech", "61-70968-0000.flac", "61-70968-0000.txt", 0.25),
    ],
)
def test_clear_speech_gives_a_draft(folder: str, sound: str, text: str, most: float) -> None:
    samples = _speech(folder, sound)
    window = Window(Span(1000, 1000 + len(samples) // 16), samples)
    engine = SphinxTranscriber(SphinxOptions())
    (first,), (again,) = list(engine.transcribe([window])), list(engine.transcribe([window]))
    plain = jiwer.Compose([jiwer.ToLowerCase(), jiwer.RemovePunctuation(), jiwer.Strip()])
    said = plain(shared("data", "audio", folder, text).read_text(encoding="utf-8"))
    heard = "".join(word.text for word in first.words).strip()
    assert jiwer.wer(said, heard) <= most
    assert first == again
    assert all(word.text == word.text.lower() and "(" not in word.text for word in first.words)
    assert 1000 <= first.words[0].time.start < first.words[-1].time.end <= window.time.end
