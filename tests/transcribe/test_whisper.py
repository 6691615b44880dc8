import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jiwer
import numpy as np
import pytest
from faster_whisper.audio import decode_audio

from rhetoric import weights
from rhetoric.errors import ConfigError, ModelUnavailableError
from rhetoric.records import Span
from rhetoric.transcribe import TRANSCRIBERS, HeardPassage, Window
from rhetoric.transcribe.assemble import assemble
from rhetoric.transcribe.whisper import WhisperOptions, WhisperTranscriber, model_name
from tests.material import shared
from tests.scripted_whisper import Dims, build, glossary_lead

SCRIPT = [(0.0, 4.0, "La esperanza no se vende,"), (4.0, 9.5, "la esperanza no se compra. ¿Quién paga la crisis?")]
WORDS = "La esperanza no se vende, la esperanza no se compra. ¿Quién paga la crisis?"


@pytest.fixture(scope="session")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("whisper") / "scripted", SCRIPT)


def _window(start: int, length: int) -> Window:
    return Window(Span(start, start + length), np.zeros(length * 16, dtype=np.float32))


def _hear(options: WhisperOptions, folder: Path, *windows: Window) -> list[HeardPassage]:
    return list(WhisperTranscriber(options, folder).transcribe(windows))


def _text(passage: HeardPassage) -> str:
    return "".join(word.text for word in passage.words)


def test_windows_become_passages_with_times_of_the_recording(scripted: Path) -> None:
    passages = _hear(WhisperOptions(vad=False), scripted, _window(0, 10_000), _window(600_000, 10_000))
    assert [_text(passage) for passage in passages] == [f" {WORDS}"] * 2
    assert [passage.language for passage in passages] == ["es", "es"]
    first, second = (passage.words for passage in passages)
    assert [(word.text, word.time) for word in first[:5]] == [
        (" La", Span(0, 800)),
        (" esperanza", Span(800, 1600)),
        (" no", Span(1600, 2400)),
        (" se", Span(2400, 3200)),
        (" vende,", Span(3200, 4000)),
    ]
    assert [word.time.start - 600_000 for word in second] == [word.time.start for word in first]
    assert all(word.confidence is not None and 0 <= word.confidence <= 1 for word in first)


def test_times_stay_inside_a_window_that_ends_in_mid_sentence(scripted: Path) -> None:
    (passage,) = _hear(WhisperOptions(vad=False), scripted, _window(1000, 35_000))
    starts = [word.time.start for word in passage.words]
    assert len(starts) == 28
    assert starts == sorted(starts)
    assert passage.words[-1].time.end <= 36_000


def test_progress_is_told_as_segments_are_heard_and_passages_come_one_by_one(scripted: Path) -> None:
    reached: list[int] = []
    heard = WhisperTranscriber(WhisperOptions(vad=False), scripted, on_progress=reached.append).transcribe(
        [_window(0, 10_000), _window(20_000, 10_000)]
    )
    assert reached == []
    next(heard)
    assert reached == [4000, 9500]
    assert [passage.time for passage in heard] == [Span(20_000, 30_000)]
    assert reached == [4000, 9500, 10_000, 24_000, 29_500, 30_000]


def test_a_glossary_goes_before_the_speech(scripted: Path, tmp_path: Path) -> None:
    lead = glossary_lead(scripted, "Amara, Veltz")
    folder = build(tmp_path / "led", SCRIPT, lead=lead)
    options = WhisperOptions(vad=False, language="es", glossary=("Amara", "Veltz"))
    assert _text(_hear(options, folder, _window(0, 10_000))[0]) == f" {WORDS}"


def test_silence_and_scraps_give_passages_without_words(scripted: Path) -> None:
    passages = _hear(WhisperOptions(), scripted, _window(0, 20_000), _window(20_000, 10), _window(21_000, 0))
    assert [(passage.language, passage.words) for passage in passages] == [("und", ())] * 3


def test_two_runs_hear_the_same(scripted: Path) -> None:
    options = WhisperOptions(vad=False, threads=2)
    assert _hear(options, scripted, _window(0, 10_000)) == _hear(options, scripted, _window(0, 10_000))


def test_heard_passages_assemble(scripted: Path) -> None:
    transcript = assemble(_hear(WhisperOptions(vad=False), scripted, _window(0, 10_000), _window(10_000, 10_000)))
    assert transcript.text == f"{WORDS}\n{WORDS}"
    assert [span.slice(transcript.text) for span in transcript.sentences[:2]] == [
        "La esperanza no se vende, la esperanza no se compra.",
        "¿Quién paga la crisis?",
    ]


def test_stretches_vote_on_the_language(scripted: Path) -> None:
    engine = WhisperTranscriber(WhisperOptions(vad=False), scripted)
    assert engine.vote(()) is None
    voted = engine.vote([_window(0, 5000).samples] * 3)
    assert voted is not None
    assert voted[0] == "es"
    assert voted[1] > 0.9
    assert str(engine.provenance().options["language_votes"]).startswith("es ")


def test_a_stretch_is_heard_again_by_itself(scripted: Path) -> None:
    engine = WhisperTranscriber(WhisperOptions(vad=False), scripted)
    passage = engine.again(_window(7000, 10_000), vary=False)
    assert _text(passage) == f" {WORDS}"
    assert passage.words[0].time == Span(7000, 7800)
    varied = _text(engine.again(_window(7000, 10_000), vary=True))
    assert varied.count("la esperanza no") + varied.count("La esperanza no") <= 2
    assert engine.again(_window(0, 10), vary=True).words == ()


def test_translated_pieces_have_their_times(scripted: Path) -> None:
    engine = WhisperTranscriber(WhisperOptions(vad=False), scripted)
    pieces = list(engine.translate(_window(7000, 10_000), "es"))
    assert [time for time, _ in pieces] == [Span(7000, 11_000), Span(11_000, 16_500)]
    assert pieces[0][1] == "La esperanza no se vende,"


def test_batched_hearing_gives_the_same_words(scripted: Path) -> None:
    one, many = (
        _hear(WhisperOptions(vad=False, language="es", batch=batch), scripted, _window(0, 10_000))[0]
        for batch in (0, 2)
    )
    assert _text(many) == _text(one)
    assert [word.time for word in many.words] == [word.time for word in one.words]


def test_where_languages_change_each_window_has_its_own(scripted: Path) -> None:
    engine = WhisperTranscriber(WhisperOptions(vad=False, multilingual=True), scripted)
    engine._language = "en"  # that of the window before
    (passage,) = engine.transcribe([_window(0, 10_000)])
    assert passage.language == "es"


def test_provenance_names_weights_and_options_but_no_place(scripted: Path) -> None:
    run = WhisperTranscriber(WhisperOptions(model=str(scripted), language="es"), scripted).provenance()
    assert (run.stage, run.backend, run.model) == ("transcribe", "faster-whisper", "scripted")
    assert run.model_sha256 == weights.sha256(scripted / "model.bin")
    assert run.options["language"] == "es"
    assert str(scripted.parent) not in json.dumps([run.model, dict(run.options)])


def test_options_out_of_range_are_refused(scripted: Path) -> None:
    for options in ({"beam": 0}, {"threads": -1}, {"compute": "tpu"}):
        with pytest.raises(ConfigError):
            WhisperOptions(**options)  # type: ignore[arg-type]  # values of the wrong kind are meant
    with pytest.raises(ConfigError, match="unknown language 'xx'"):
        WhisperTranscriber(WhisperOptions(language="xx"), scripted)


def test_broken_weights_are_an_error_of_two_lines(scripted: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match=r"model\.bin is missing"):
        WhisperTranscriber(WhisperOptions(), tmp_path)
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (tmp_path / name).write_bytes((scripted / name).read_bytes())
    (tmp_path / "model.bin").write_bytes((scripted / "model.bin").read_bytes()[:5000])
    with pytest.raises(ModelUnavailableError, match="cannot be loaded") as caught:
        WhisperTranscriber(WhisperOptions(), tmp_path)
    assert len(str(caught.value).splitlines()) == 2


def test_auto_means_small_without_a_gpu() -> None:
    assert model_name(WhisperOptions(compute="cpu")) == "small"
    assert model_name(WhisperOptions(model="tiny")) == "tiny"


def test_the_registry_knows_the_engine_and_the_package_loads_no_library() -> None:
    assert TRANSCRIBERS.load("whisper") is WhisperTranscriber
    code = (
        "import sys, rhetoric.transcribe, rhetoric.weights; "
        "print([name for name in ('numpy', 'faster_whisper', 'ctranslate2', 'pocketsphinx', 'huggingface_hub') "
        "if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_wide_networks_with_several_heads_hear_the_script_as_well(scripted: Path, tmp_path: Path) -> None:
    dims = Dims(width=256, inner=64, layers=2, heads=4, quantization="int8")
    options, window = WhisperOptions(vad=False), _window(0, 10_000)
    (narrow,) = _hear(options, scripted, window)
    (wide,) = _hear(options, build(tmp_path / "wide", SCRIPT, dims=dims), window)
    assert [(word.text, word.time) for word in wide.words] == [(word.text, word.time) for word in narrow.words]


@pytest.mark.integration
def test_a_trained_model_hears_a_speech_it_knows() -> None:
    folder = Path(os.environ.get("RHETORIC_WHISPER") or shared("models", "whisper-micro-synth"))
    samples = decode_audio(str(shared("data", "audio", "jfk", "jfk.mp3")))
    window = Window(Span(7000, 7000 + len(samples) // 16), samples)
    (passage,) = _hear(WhisperOptions(model=str(folder)), folder, window)
    said = shared("data", "audio", "jfk", "jfk.txt").read_text(encoding="utf-8")
    plain = jiwer.Compose([jiwer.ToLowerCase(), jiwer.RemovePunctuation(), jiwer.Strip()])
    assert passage.language == "en"
    assert jiwer.wer(plain(said), plain(_text(passage))) <= 0.1
    assert passage.words[0].time.start >= 7000
    assert passage.words[-1].time.end > 16_000


@pytest.mark.integration
def test_a_trained_model_detects_and_hears_spanish(tmp_path: Path) -> None:
    folder = Path(os.environ.get("RHETORIC_WHISPER") or shared("models", "whisper-micro-synth"))
    speaker = shutil.which("espeak-ng")
    if speaker is None:
        pytest.skip("needs the program espeak-ng")
    said = "Queremos justicia. Sin justicia no hay paz. No tenemos miedo. Muchas gracias."
    sound = tmp_path / "es.wav"
    subprocess.run([speaker, "-v", "es", "-w", str(sound), said], check=True)
    samples = decode_audio(str(sound))
    (passage,) = _hear(WhisperOptions(), folder, Window(Span(0, len(samples) // 16), samples))
    assert passage.language == "es"
    assert _text(passage).strip() == said
