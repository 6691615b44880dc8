import numpy as np

from rhetoric.audience import KINDS
from rhetoric.audience.detect import Sound
from rhetoric.audience.model import CLASSES
from rhetoric.records import Span
from scripts.audience_limits import GRID, Tried, limits
from scripts.audience_scenes import CROWDS, OTHERS
from scripts.train_audience import fit


def test_the_same_seed_gives_the_same_weights() -> None:
    features = np.random.default_rng(0).standard_normal((1200, 9)).astype(np.float32)
    classes = np.arange(1200, dtype=np.intp) % len(CLASSES)
    first, second = (fit(features, classes, np.random.default_rng(5)) for _ in range(2))
    assert first.inner.tobytes() == second.inner.tobytes()
    assert first.inner.shape[1] == first.outer.shape[0]


def test_a_limit_lies_above_the_false_alarms_and_below_what_is_right() -> None:
    time = Span(5000, 9000)
    right = Tried((("laughter", time),), (Sound("laughter", time, 0.9, -20.0),))
    wrong = Tried((), (Sound("laughter", time, 0.7, -20.0),))
    chosen = dict(zip(KINDS, limits([right, *[wrong] * 5]), strict=True))
    assert 0.7 < chosen["laughter"] <= 0.9
    assert set(chosen.values()) <= set(GRID)


def test_every_kind_has_crowds_and_each_maker_gives_what_its_seed_says() -> None:
    assert len(CROWDS) == len(KINDS)
    for maker in OTHERS[:6]:
        first, second = (maker(np.random.default_rng(7), 2.0) for _ in range(2))
        assert first.size == 32_000
        assert np.array_equal(first, second)
        assert abs(float(np.sqrt(np.mean(first**2))) - 0.1) < 0.01
