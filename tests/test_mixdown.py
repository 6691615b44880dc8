import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rhetoric._mixdown import RATE, Mixdown, Timeline, to_ms
from tests.sounds import tone


def mixed(*blocks: NDArray[np.int16]) -> tuple[NDArray[np.int16], Mixdown]:
    kept: list[bytes] = []
    mixdown = Mixdown(kept.append)
    for block in blocks:
        mixdown.add(block)
    mixdown.flush()
    return np.frombuffer(b"".join(kept), "<i2"), mixdown


def test_mono_passes_unchanged() -> None:
    samples = tone(2.5)
    out, mixdown = mixed(samples[np.newaxis, :1000], samples[np.newaxis, 1000:])
    np.testing.assert_array_equal(out, samples)
    assert mixdown.samples == 40_000


def test_equal_channels_average_to_themselves() -> None:
    samples = tone(1.5)
    out, mixdown = mixed(np.stack([samples, samples]))
    np.testing.assert_array_equal(out, samples)
    assert mixdown.one_channel == 0


def test_one_silent_channel_halves_the_other() -> None:
    samples = tone(1.0)
    out, mixdown = mixed(np.stack([samples, np.zeros_like(samples)]))
    assert np.abs(out - samples / 2).max() <= 0.5
    assert mixdown.one_channel == 0


def test_channels_that_cancel_give_the_stronger_one() -> None:
    samples = tone(3.0)
    weaker = (-0.9 * samples).astype(np.int16)
    out, mixdown = mixed(np.stack([weaker, samples]))
    np.testing.assert_array_equal(out, samples)
    assert mixdown.one_channel == 3 * RATE


def test_only_the_seconds_that_cancel_use_one_channel() -> None:
    samples = tone(1.0)
    out, mixdown = mixed(np.stack([samples, samples]), np.stack([samples, -samples]))
    np.testing.assert_array_equal(out, np.concatenate([samples, samples]))
    assert mixdown.one_channel == RATE


def test_a_shared_offset_hides_no_cancellation() -> None:
    samples = tone(1.0, level=0.1)
    _, mixdown = mixed(np.stack([samples + 5000, 5000 - samples]).astype(np.int16))
    assert mixdown.one_channel == RATE


def test_unrelated_channels_are_averaged() -> None:
    left, right = np.random.default_rng(1).normal(0, 3000, (2, RATE)).astype(np.int16)
    _, mixdown = mixed(np.stack([left, right]))
    assert mixdown.one_channel == 0


def test_the_number_of_channels_may_change() -> None:
    samples = tone(0.25)
    out, _ = mixed(samples[np.newaxis], np.stack([samples, samples]))
    np.testing.assert_array_equal(out, np.concatenate([samples, samples]))


def test_silence_stands_after_what_was_waiting() -> None:
    kept: list[bytes] = []
    mixdown = Mixdown(kept.append)
    mixdown.add(np.full((1, 10), 7, np.int16))
    mixdown.silence(RATE + 5)
    out = np.frombuffer(b"".join(kept), "<i2")
    assert out[:10].tolist() == [7] * 10
    assert out.size == RATE + 15
    assert not out[10:].any()


@given(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 20_000)), max_size=6))
def test_no_sample_is_lost_or_added(shapes: list[tuple[int, int]]) -> None:
    out, mixdown = mixed(*(np.ones((channels, count), np.int16) for channels, count in shapes))
    assert out.tolist() == [1] * sum(count for _, count in shapes)
    assert mixdown.samples == out.size


@pytest.mark.parametrize(("samples", "ms"), [(0, 0), (15, 0), (16, 1), (16_000, 1000)])
def test_times_are_whole_milliseconds(samples: int, ms: int) -> None:
    assert to_ms(samples) == ms


def test_a_frame_that_follows_on_leaves_no_gap() -> None:
    timeline = Timeline(0.0, 10.0)
    assert timeline.missing(0.0, damaged=False) == 0.0
    timeline.position = 2.0
    assert timeline.missing(2.01, damaged=True) == 0.0


def test_a_small_jump_is_a_gap_only_after_damage() -> None:
    timeline = Timeline(0.0, 10.0)
    timeline.position = 2.0
    assert timeline.missing(2.1, damaged=False) == 0.0
    assert timeline.missing(2.1, damaged=True) == pytest.approx(0.1)


def test_a_track_that_begins_late_keeps_its_place() -> None:
    assert Timeline(1.4, 10.0).missing(3.4, damaged=False) == pytest.approx(2.0)


def test_a_jump_beyond_the_end_is_a_new_time_base() -> None:
    timeline = Timeline(0.0, 10.0)
    timeline.position = 2.0
    assert timeline.missing(95_000.0, damaged=False) == 0.0
    timeline.position = 3.0
    assert timeline.missing(95_002.0, damaged=False) == pytest.approx(1.0)


def test_without_a_known_end_a_jump_is_bounded() -> None:
    timeline = Timeline(None, None)
    assert timeline.missing(5.0, damaged=False) == 0.0
    assert timeline.missing(605.5, damaged=False) == 0.0
    assert timeline.missing(None, damaged=True) == 0.0
