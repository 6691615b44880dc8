import numpy as np
from numpy.typing import NDArray

from rhetoric._sides import Channels

RNG = np.random.default_rng(7)
SECOND = 16_000


def talk(
    *times: tuple[float, float], seconds: float = 20.0, level: float = 3000.0, pace: float = 2.5
) -> NDArray[np.float64]:
    """Noise in syllables of a fifth of a second, in stretches of time."""
    time = np.arange(round(seconds * SECOND)) / SECOND
    inside = np.any([(time >= start) & (time < end) for start, end in times], axis=0)
    return RNG.normal(0, level, time.size) * inside * (0.05 + np.abs(np.sin(pace * np.pi * time)))


def apart(left: NDArray[np.float64], right: NDArray[np.float64]) -> bool:
    channels = Channels()
    both = np.stack([left, right]).round().astype(np.int16)
    for start in range(0, both.shape[1], SECOND):
        channels.add(both[:, start : start + SECOND])
    return channels.apart()


def hiss(level: float = 20.0, seconds: float = 20.0) -> NDArray[np.float64]:
    return RNG.normal(0, level, round(seconds * SECOND))


FIRST, SECOND_VOICE = talk((0, 6), (10, 15)), talk((6.5, 9.5), (15, 20))


def test_two_voices_in_turns_are_apart() -> None:
    assert apart(FIRST, SECOND_VOICE)
    assert apart(FIRST + 0.2 * SECOND_VOICE + hiss(), SECOND_VOICE + 0.2 * FIRST + hiss())


def test_a_fainter_channel_is_measured_by_itself() -> None:
    assert apart(FIRST, 0.05 * SECOND_VOICE + hiss(1.0))


def test_two_voices_at_once_are_apart_too() -> None:
    assert apart(talk((0, 17)), talk((2, 5), (9, 19), pace=3.1))


def test_one_scene_in_two_channels_is_not() -> None:
    scene = FIRST + SECOND_VOICE
    assert not apart(scene, scene)
    assert not apart(scene, -scene)
    assert not apart(scene + hiss(), 0.5 * np.roll(scene, 25) + hiss())
    assert not apart(FIRST + 0.6 * SECOND_VOICE, SECOND_VOICE + 0.6 * FIRST)


def test_a_channel_of_noise_hum_or_nothing_is_no_speaker() -> None:
    hum = 2000 * np.sin(np.arange(FIRST.size) / 50)
    for other in (hiss(), hiss(2000), hum, np.zeros(FIRST.size)):
        assert not apart(FIRST, other)
        assert not apart(other, FIRST)


def test_nothing_heard_is_not_apart() -> None:
    assert not Channels().apart()
    assert not apart(np.zeros(100), np.zeros(100))
    assert not apart(np.zeros(SECOND), np.zeros(SECOND))
