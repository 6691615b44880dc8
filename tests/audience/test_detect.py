import numpy as np
from numpy.typing import NDArray

from rhetoric.audience.detect import best_path, detect
from rhetoric.audience.model import CLASSES, shipped
from rhetoric.evaluate.audience import Found, Marked, hit_count, score
from rhetoric.records import Reaction, Span

Floats = NDArray[np.float32]


def heard(sound: Floats) -> tuple[Reaction, ...]:
    def read(time: Span) -> Floats:
        return sound[time.start * 16 : time.end * 16]

    return detect(read, sound.size // 16, shipped())


def test_nothing_is_heard_in_silence_or_in_what_is_too_short() -> None:
    assert heard(np.zeros(16_000 * 4, np.float32)) == ()
    assert heard(np.zeros(0, np.float32)) == ()
    assert heard(np.full(100, 0.5, np.float32)) == ()


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
