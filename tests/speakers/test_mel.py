import numpy as np
import pytest

from rhetoric.speakers.mel import hertz_to_mel, mel_filters, mel_power, mel_to_hertz


def test_scale_is_linear_below_one_kilohertz_and_logarithmic_above() -> None:
    mels = hertz_to_mel(np.array([0.0, 200.0, 1000.0, 6400.0]))
    assert mels.tolist() == pytest.approx([0, 3, 15, 42])


def test_scale_goes_back() -> None:
    hertz = np.array([0.0, 440.0, 999.0, 1000.0, 1001.0, 8000.0])
    assert mel_to_hertz(hertz_to_mel(hertz)).tolist() == pytest.approx(hertz.tolist())


def test_filters_are_triangles_of_equal_area() -> None:
    filters = mel_filters()
    assert filters.shape == (201, 40)
    assert filters.min() == 0
    # Sampled every 40 Hz, a triangle of area 1 sums to 1/40 wherever it is broad enough.
    assert filters[:, 25:].sum(axis=0).tolist() == pytest.approx([1 / 40] * 15, rel=0.02)


def test_frames_are_centred_on_steps_of_ten_milliseconds() -> None:
    samples = np.zeros(16_000, dtype=np.float32)
    samples[3200] = 1
    power = mel_power(samples)
    assert power.shape == (101, 40)
    assert np.flatnonzero(power.sum(axis=1)).tolist() == [19, 20, 21]
    assert int(np.argmax(power.sum(axis=1))) == 20


def test_a_tone_lights_its_band() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    frame = mel_power(tone)[50]
    # 1 kHz is mel 15 of 45.245 in all; bands' peaks lie 45.245 / 41 apart.
    assert int(np.argmax(frame)) == 13
    # The spectrum of a whole number of periods under a Hann window: 100 in its bin, 50 in both neighbours.
    peaks = mel_filters()[24:27, 13] * np.array([50.0**2, 100.0**2, 50.0**2])
    assert frame[13] == pytest.approx(peaks.sum(), rel=1e-3)


def test_no_sound_gives_no_power() -> None:
    assert mel_power(np.zeros(0, dtype=np.float32)).tolist() == [[0.0] * 40]


def test_blocks_leave_no_seam() -> None:
    samples = np.random.default_rng(3).normal(size=160 * 20_010).astype(np.float32)
    whole = mel_power(samples)
    part = mel_power(samples[160 * 19_990 :])
    assert whole[20_000].tolist() == pytest.approx(part[10].tolist(), rel=1e-4)
