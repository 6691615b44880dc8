from pathlib import Path

import numpy as np
import pytest

from rhetoric.records import Span
from rhetoric.transcribe import HeardPassage, HeardWord, Window
from rhetoric.transcribe.store import PassageStore

PASSAGES = tuple(
    HeardPassage(
        Span(start, start + 1000),
        "es",
        (HeardWord(" Añó", Span(start, start + 400), 0.5), HeardWord(" 😀.", Span(start + 500, start + 900))),
    )
    for start in range(0, 4000, 1000)
)
KEY = "0123456789abcdef" * 4


def test_kept_passages_come_back_as_they_were(tmp_path: Path) -> None:
    store = PassageStore(tmp_path, KEY)
    assert store.finished() == ()
    assert tuple(store.keep(PASSAGES, start=0)) == PASSAGES
    assert store.finished() == PASSAGES
    assert not list(tmp_path.rglob("*.part"))


def test_each_passage_is_kept_before_the_next_is_heard(tmp_path: Path) -> None:
    store = PassageStore(tmp_path, KEY)
    kept = store.keep(iter(PASSAGES), start=0)
    next(kept)
    assert store.finished() == PASSAGES[:1]


def test_later_passages_follow(tmp_path: Path) -> None:
    store = PassageStore(tmp_path, KEY)
    list(store.keep(PASSAGES[:2], start=0))
    list(store.keep(PASSAGES[2:], start=2))
    assert store.finished() == PASSAGES


@pytest.mark.parametrize("damage", [b"", b"{", b'{"time": [0]}', b"\xff"])
def test_a_broken_passage_ends_what_is_finished(tmp_path: Path, damage: bytes) -> None:
    store = PassageStore(tmp_path, KEY)
    list(store.keep(PASSAGES, start=0))
    sorted(tmp_path.rglob("*.json"))[2].write_bytes(damage)
    assert store.finished() == PASSAGES[:2]


def test_another_key_keeps_apart(tmp_path: Path) -> None:
    list(PassageStore(tmp_path, KEY).keep(PASSAGES, start=0))
    assert PassageStore(tmp_path, "f" * 64).finished() == ()


class Counted:
    """An engine that counts how often it hears a stretch again."""

    def __init__(self) -> None:
        self.heard = 0

    def again(self, window: Window, *, vary: bool) -> HeardPassage:
        self.heard += 1
        return HeardPassage(window.time, "en" if vary else "es", ())


def test_second_hearings_are_heard_once(tmp_path: Path) -> None:
    engine = Counted()
    window = Window(Span(500, 900), np.zeros(6400, np.float32))
    for _ in range(2):
        remembering = PassageStore(tmp_path, KEY).remembering(engine)
        assert remembering.again(window, vary=True) == HeardPassage(Span(500, 900), "en", ())
        assert remembering.again(window, vary=False) == HeardPassage(Span(500, 900), "es", ())
    assert engine.heard == 2
    assert PassageStore(tmp_path, KEY).finished() == ()


def test_english_is_kept_by_its_time(tmp_path: Path) -> None:
    store = PassageStore(tmp_path, KEY)
    english = ((Span(0, 500), "Hope is not sold,"), (Span(500, 900), "“hope”…"))
    assert store.english(Span(0, 1000)) is None
    store.keep_english(Span(0, 1000), english)
    assert store.english(Span(0, 1000)) == english
    assert store.english(Span(0, 2000)) is None
