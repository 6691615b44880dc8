from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rhetoric.audience.detect import best_path, detect, listen
from rhetoric.audience.features import frames, width, windows
from rhetoric.audience.model import CLASSES, NAME, shipped
from rhetoric.evaluate.audience import Found, Marked, find_now, hit_count, read_marked, score, silent_in
from rhetoric.records import Reaction, Span
from rhetoric.weights import find
from tests.material import shared

Floats = NDArray[np.float32]


def heard(sound: Floats) -> tuple[Reaction, ...]:
    def read(time: Span) -> Floats:
        return sound[time.start * 16 : time.end * 16]

    return detect(read, sound.size // 16, shipped())


def test_nothing_is_heard_in_silence_or_in_what_is_too_short() -> None:
    assert heard(np.zeros(16_000 * 4, np.float32)) == ()
    assert heard(np.zeros(0, np.float32)) == ()
    assert heard(np.full(100, 0.5, np.float32)) == ()


def claps(seconds: float, seed: int = 3) -> Floats:
    """Clap with some hands: bursts of noise between 0.7 and 2.5 kHz at random times."""
    chance = np.random.default_rng(seed)
    size = int(seconds * 16_000)
    at = np.zeros(size, np.float32)
    at[chance.integers(0, size, int(seconds * 60))] = 1
    burst = chance.standard_normal(600) * np.exp(-np.arange(600) / 80)
    spectrum = np.fft.rfft(np.convolve(at, burst)[:size])
    hertz = np.fft.rfftfreq(size, 1 / 16_000)
    spectrum[(hertz < 700) | (hertz > 2500)] = 0
    sound = np.fft.irfft(spectrum, size)
    return (0.1 * sound / sound.std()).astype(np.float32)


def test_claps_are_applause_from_their_first_second_on_at_any_level() -> None:
    quiet = (0.001 * np.random.default_rng(1).standard_normal(16_000 * 6)).astype(np.float32)
    sound = np.concatenate([quiet, claps(5.0), quiet])
    for gain in (1.0, 0.1):
        (found,) = heard(sound * np.float32(gain))
        assert found.kind == "applause"
        assert found.time is not None
        assert abs(found.time.start - 6000) <= 1000
        assert abs(found.time.end - 11_000) <= 1500


def test_noise_tones_and_chords_are_no_audience() -> None:
    chance = np.random.default_rng(2)
    ticks = np.arange(16_000 * 8) / 16_000
    tones = [0.2 * np.sin(2 * np.pi * hertz * ticks) for hertz in (60, 220, 277, 330, 440, 1000)]
    for sound in (0.1 * chance.standard_normal(ticks.size), sum(tones[1:4]), *tones):
        assert heard(np.asarray(sound, np.float32)) == ()


def test_what_the_model_is_not_sure_enough_of_is_not_told() -> None:
    sound = claps(5.0)
    never = replace(shipped(), sure=(1.1,) * (len(CLASSES) - 1))

    def read(time: Span) -> Floats:
        return sound[time.start * 16 : time.end * 16]

    assert detect(read, 5000, never) == ()
    assert listen(read, 5000, never).sounds[0].kind == "applause"


def test_the_weights_are_small_and_their_head_says_how_sure_they_must_be() -> None:
    assert (find(NAME) / f"{NAME}.npz").stat().st_size < 1_000_000
    assert all(0.5 <= limit <= 1.0 for limit in shipped().sure)


def test_features_do_not_depend_on_the_level() -> None:
    sound = claps(3.0) + 0.002 * np.random.default_rng(4).standard_normal(48_000).astype(np.float32)
    loud, quiet = (windows(frames(sound * np.float32(gain)))[0] for gain in (1.0, 0.05))
    assert loud.shape[1] == width()
    assert np.abs(loud - quiet).max() < 0.05


def test_the_bar_on_the_mixes_with_decoys_and_music_silent() -> None:
    marked = (
        *read_marked(shared("data", "audio", "reaction_mixes")),
        *silent_in([shared("data", "audio", "negatives")]),
    )
    found = find_now(marked)
    by_kind = {one.kind: one for one in score(marked, found, rounds=10)}
    value = by_kind["all"].f1.value
    assert value is not None
    assert value >= 0.8
    assert [one.name for one in marked if not one.events and found[one.name].reactions] == []


def test_one_doubtful_window_makes_no_reaction() -> None:
    logs = np.full((14, len(CLASSES)), -3.0, np.float32)
    logs[:, 0] = -0.1
    logs[4, :2] = (-2.0, -0.2)
    assert not best_path(logs).any()
    logs[2:8, :2] = (-4.0, -0.1)
    assert best_path(logs).tolist() == [0, 0, 1, 1, 1, 1, 1, 1, *[0] * 6]


def test_each_event_is_matched_once() -> None:
    assert hit_count([1000, 5000], [1900, 2000, 6100], 1000) == 1
    assert hit_count([1000, 1500], [1900, 600], 1000) == 2


def test_what_is_found_in_a_silent_recording_counts_against_f1(tmp_path: object) -> None:
    from pathlib import Path

    marked = (Marked("a", Path("a"), (("applause", Span(1000, 3000)),)), Marked("music", Path("m")))
    right = Found((Reaction("applause", time=Span(1500, 3000)),))
    wrong = Found((Reaction("booing", time=Span(0, 3000)),))
    by_kind = {one.kind: one for one in score(marked, {"a": right, "music": wrong})}
    assert by_kind["applause"].f1.value == 1.0
    assert by_kind["booing"].f1.value == 0.0
    assert by_kind["all"].f1.value == 2 / 3
