import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetoric import vad
from rhetoric.audio import Audio, decode
from rhetoric.errors import ConfigError, MissingDependencyError
from rhetoric.records import Recording, Span
from rhetoric.vad import VadOptions, find_speech, plan_windows, speech, speech_in, windows
from tests.material import ROOT, shared
from tests.recordings import clip
from tests.sounds import tone, write_wav

PLAIN = VadOptions(start=0.5, stop=0.25, shortest_speech=64, shortest_pause=64, pad=0)


def audio_of(folder: Path, samples: np.ndarray) -> Audio:
    pcm = folder / "a.pcm"
    pcm.write_bytes(samples.astype("<i2").tobytes())
    return Audio(Recording("a.wav", "0" * 64, samples.size // 16, 16_000, 1), pcm, "wav", "pcm_s16le")


def test_speech_begins_high_and_lasts_until_low() -> None:
    chances = np.array([0.3, 0.6, 0.3, 0.3, 0.1, 0.3, 0.1], np.float32)
    assert find_speech(chances, 224, PLAIN) == (Span(32, 128),)


def test_short_speech_is_dropped_and_short_pauses_are_closed() -> None:
    chances = np.array([0.9, 0, 0, 0, 0.9, 0.9, 0, 0.9, 0.9, 0.9], np.float32)
    assert find_speech(chances, 320, PLAIN) == (Span(128, 320),)


def test_padding_stops_at_the_ends_and_between() -> None:
    chances = np.array([0.9, 0.9, 0, 0, 0, 0.9, 0.9, 0.9], np.float32)
    options = VadOptions(start=0.5, stop=0.25, shortest_speech=64, shortest_pause=64, pad=200)
    assert find_speech(chances, 250, options) == (Span(0, 112), Span(112, 250))


@given(st.lists(st.floats(0, 1, width=32), max_size=60), st.integers(0, 31))
def test_stretches_are_in_order_apart_and_inside(chances: list[float], cut: int) -> None:
    duration = max(0, len(chances) * 32 - cut)
    last = 0
    for stretch in find_speech(np.array(chances, np.float32), duration, VadOptions(pad=100)):
        assert last <= stretch.start < stretch.end <= duration
        last = stretch.end


def test_short_recordings_are_one_window() -> None:
    assert plan_windows((Span(500, 4000), Span(5000, 9000))) == (Span(500, 9000),)


def test_no_speech_gives_no_window() -> None:
    assert plan_windows(()) == ()


def test_long_silences_are_left_out() -> None:
    assert plan_windows((Span(0, 1000), Span(31_000, 32_000), Span(62_001, 63_000))) == (
        Span(0, 32_000),
        Span(62_001, 63_000),
    )


def test_cuts_fall_into_the_longest_pause_near_the_end() -> None:
    stretches = (Span(0, 3000), Span(6000, 8200), Span(8400, 9000), Span(9600, 12_000))
    assert plan_windows(stretches, longest=10_000) == (Span(0, 9300), Span(9300, 12_000))


def test_cuts_fall_earlier_if_nobody_pauses_near_the_end() -> None:
    assert plan_windows((Span(0, 5900), Span(6100, 12_000)), longest=10_000) == (Span(0, 6000), Span(6000, 12_000))


def test_speech_without_a_pause_is_cut_at_the_limit() -> None:
    assert plan_windows((Span(0, 25_000),), longest=10_000) == (
        Span(0, 10_000),
        Span(10_000, 20_000),
        Span(20_000, 25_000),
    )


def test_windows_too_short_to_be_useful_are_refused() -> None:
    with pytest.raises(ConfigError, match="999 ms"):
        plan_windows((), longest=999)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Span, ...]:
    found, at = [], 0
    for pause, length in draw(st.lists(st.tuples(st.integers(1, 40_000), st.integers(1, 20_000)), max_size=20)):
        found.append(Span(at + pause, at + pause + length))
        at += pause + length
    return tuple(found)


@given(stretches(), st.integers(1000, 15_000))
def test_windows_cover_all_speech_once(found: tuple[Span, ...], longest: int) -> None:
    planned = plan_windows(found, longest=longest)
    last = 0
    for window in planned:
        assert last <= window.start < window.end
        assert window.length <= longest
        last = window.end
    for stretch in found:
        assert sum(window.overlap(stretch) for window in planned) == stretch.length


def test_windows_hold_the_samples_of_their_time(tmp_path: Path) -> None:
    samples = np.arange(-16_000, 16_000).astype(np.int16)
    (window,) = windows(audio_of(tmp_path, samples), (Span(500, 1500),))
    assert window.time == Span(500, 1500)
    np.testing.assert_array_equal(window.samples, samples[8000:24_000].astype(np.float32) / 32768)


@pytest.mark.parametrize("size", [0, 1, 511, 512, 70_000, 16_000 * 61 + 5])
def test_silence_is_no_speech(tmp_path: Path, size: int) -> None:
    assert speech(audio_of(tmp_path, np.zeros(size, np.int16))) == ()


def test_neither_noise_nor_a_tone_nor_an_offset_is_speech(tmp_path: Path) -> None:
    noise = np.random.default_rng(7).normal(0, 1500, 16_000 * 5).astype(np.int16)
    for samples in (noise, noise // 30, noise // 300, tone(5.0), np.full(16_000 * 5, 900, np.int16)):
        assert speech(audio_of(tmp_path, samples)) == ()


def test_silence_does_not_wake_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hiss = np.random.default_rng(1).integers(-1, 2, 16_000 * 130).astype(np.int16)
    monkeypatch.setattr(vad._Network, "_run", None)
    assert speech(audio_of(tmp_path, hiss)) == ()


def test_the_voice_detector_loads_no_recogniser() -> None:
    program = (
        "import sys, numpy, rhetoric.vad as v; v.speech_in(numpy.full(9000, .1, 'f4'));"
        "print(*sorted({'av', 'torch', 'faster_whisper', 'ctranslate2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []


def test_missing_weights_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vad, "find_spec", lambda _: None)
    with pytest.raises(MissingDependencyError, match="faster-whisper"):
        speech_in(np.full(16_000, 0.1, np.float32))


@pytest.mark.integration
def test_speech_is_found_where_it_is(tmp_path: Path) -> None:
    audio = decode(shared("data", "audio", "jfk", "jfk.mp3"), tmp_path)
    found = speech(audio)
    samples = audio.window(Span(0, audio.duration))
    assert found == speech_in(samples)
    assert 8500 < sum(stretch.length for stretch in found) < 10_500
    assert found[0].start < 500
    # The same words far away: a level of -40 dB changes little.
    faint = speech_in(np.round(samples * 327.68) / np.float32(32768))
    assert abs(sum(s.length for s in faint) - sum(s.length for s in found)) < 1000


@pytest.mark.integration
def test_blocks_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = decode(shared("data", "audio", "jfk", "jfk.mp3"), tmp_path).window(Span(0, 11_000))
    whole = speech_in(samples)
    monkeypatch.setattr(vad, "_BLOCK", 777)
    assert speech_in(samples) == whole


@pytest.mark.integration
def test_it_hears_what_the_reference_implementation_hears(tmp_path: Path) -> None:
    reference = pytest.importorskip("faster_whisper.vad")
    samples = decode(shared("data", "audio", "jfk", "jfk.mp3"), tmp_path).window(Span(0, 11_000))
    padded = np.pad(samples, (0, -samples.size % 512))
    expected = reference.get_vad_model()(padded).reshape(-1)
    network = vad._Network()
    ours = np.concatenate([network.judge(samples), network.finish()])
    np.testing.assert_allclose(ours, expected, atol=1e-4)


def test_decoded_recordings_can_be_searched(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", np.zeros(16_000, np.int16))
    assert speech(decode(path, tmp_path)) == ()


LOUD, QUIET = 0.1**2, 0.002**2  # mean squares
MINUTE = 1875  # frames


def test_a_loud_recording_is_left_as_it_is() -> None:
    assert set(vad.find_gains(np.full(3 * MINUTE, LOUD, np.float32)).tolist()) == {1.0}


def test_a_quiet_recording_is_brought_to_one_level() -> None:
    gains = vad.find_gains(np.full(3 * MINUTE, QUIET, np.float32))
    assert gains.tolist() == pytest.approx([25.0] * 16)
    faintest = vad.find_gains(np.full(MINUTE, 1e-12, np.float32))
    assert faintest.tolist() == pytest.approx([100.0] * 6)


def test_a_burst_keeps_no_speech_from_being_heard() -> None:
    powers = np.full(3 * MINUTE, QUIET, np.float32)
    powers[2000:2400] = LOUD
    gains = vad.find_gains(powers)
    assert gains.tolist() == pytest.approx([10.0] * 16)  # 20 dB above that of the recording at most


def test_a_quiet_half_is_raised_by_its_own_level() -> None:
    gains = vad.find_gains(np.repeat(np.array([LOUD, 0.01**2], np.float32), 4 * MINUTE))
    assert gains[0] == 1.0
    assert gains[-1] == pytest.approx(5.0)
    assert np.all(np.diff(gains) >= 0)


def test_pauses_and_room_noise_are_not_raised() -> None:
    powers = np.full(6 * MINUTE, LOUD, np.float32)
    powers[MINUTE : MINUTE + 1000] = 0.001**2  # half a minute
    powers[4 * MINUTE :] = 1e-8**2
    assert set(vad.find_gains(powers).tolist()) == {1.0}


def test_silence_has_no_gain() -> None:
    assert vad.find_gains(np.zeros(MINUTE, np.float32)).size == 0
    assert vad.find_gains(np.zeros(0, np.float32)).size == 0


def test_speech_after_applause_is_found_in_a_quiet_recording(tmp_path: Path) -> None:
    quiet = clip(ROOT / "transcripts" / "en_harbour_debate.ogg", tmp_path, seconds=40).astype(np.float32)
    quiet *= np.float32(0.02) / np.abs(quiet).max()
    crowd = np.random.default_rng(3).normal(0, 0.2, 5 * 16_000).astype(np.float32)
    both = np.concatenate([quiet, crowd, quiet]).clip(-1, 1)

    alone, found = vad.speech_in(quiet), vad.speech_in(both)
    length, twice = quiet.size // 16, sum(span.length for span in alone) * 2
    inside = [span.overlap(Span(0, length)) + span.overlap(Span(length + 5000, both.size // 16)) for span in found]
    assert sum(inside) == pytest.approx(twice, rel=0.05)
