"""The library of voices: what is named, what stays unknown, and what it refuses."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rhetoric.errors import ConfigError, InputError, UnknownNameError
from rhetoric.speakers.library import (
    Library,
    Voice,
    added,
    match_voices,
    read_library,
    removed,
    with_threshold,
    write_library,
)

MODEL = "6" * 64


def direction(*weights: float) -> NDArray[np.float32]:
    vector = np.zeros(8, dtype=np.float32)
    vector[: len(weights)] = weights
    unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
    return unit


def voice(name: str, vector: NDArray[np.float32], *, seconds: float = 60.0, recording: str = "a.wav") -> Voice:
    return Voice(name, recording, seconds, tuple(vector.tolist()))


def library() -> Library:
    found = added(Library(), voice("Ana Ruiz", direction(1)), model_sha256=MODEL)
    return added(found, voice("Ben Ode", direction(0, 1)), model_sha256=MODEL)


def names(found: Library, **heard: tuple[NDArray[np.float32], float]) -> dict[str, str | None]:
    matches = match_voices(found, heard, model_sha256=MODEL)
    return {one.speaker: one.nearest if one.known else None for one in matches}


def test_the_same_voice_is_named_and_others_are_unknown() -> None:
    heard = {"S1": (direction(0.1, 1), 30.0), "S2": (direction(1, 0, 1), 30.0), "S3": (direction(1, 0, 0.3), 30.0)}
    assert names(library(), **heard) == {"S1": "Ben Ode", "S2": None, "S3": "Ana Ruiz"}


def test_a_name_goes_to_one_speaker_only() -> None:
    heard = {"S1": (direction(1, 0, 0.4), 30.0), "S2": (direction(1, 0, 0.1), 30.0)}
    assert names(library(), **heard) == {"S1": None, "S2": "Ana Ruiz"}


def test_doubt_and_too_little_speech_stay_unknown() -> None:
    near = added(library(), voice("Eva Lund", direction(1, 0, 0.05)), model_sha256=MODEL)
    assert names(near, S1=(direction(1), 30.0)) == {"S1": None}
    assert names(library(), S1=(direction(1), 1.0)) == {"S1": None}
    assert names(Library(), S1=(direction(1), 30.0)) == {"S1": None}


def test_the_threshold_decides() -> None:
    heard = (direction(1, 0, 0.3), 30.0)
    assert names(with_threshold(library(), 0.99), S1=heard) == {"S1": None}
    with pytest.raises(ConfigError, match=r"threshold is 1\.5"):
        with_threshold(library(), 1.5)


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "voices.json"
    write_library(library(), path)
    assert read_library(path) == library()
    with pytest.raises(InputError, match="is not there"):
        read_library(tmp_path / "none.json")
    for content in (
        "",
        "[]",
        '{"kind": "x", "voices": [], "threshold": 0.5, "model_sha256": ""}',
        '{"voices": [1]}',
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(InputError):
            read_library(path)


def test_voices_are_replaced_and_removed() -> None:
    again = added(library(), voice("Ana Ruiz", direction(0, 0, 1)), model_sha256=MODEL)
    assert len(again.voices) == 2
    more = added(library(), voice("Ana Ruiz", direction(0, 0, 1), recording="b.wav"), model_sha256=MODEL)
    assert len(more.voices) == 3
    assert {one.name for one in removed(more, "Ana Ruiz").voices} == {"Ben Ode"}
    with pytest.raises(UnknownNameError, match="Ana Ruis"):
        removed(more, "Ana Ruis")


def test_too_short_a_voice_or_another_network_is_refused() -> None:
    with pytest.raises(ConfigError, match="too little"):
        added(library(), voice("Eva Lund", direction(1), seconds=4), model_sha256=MODEL)
    with pytest.raises(ConfigError, match="another voice network"):
        added(library(), voice("Eva Lund", direction(1)), model_sha256="7" * 64)
    with pytest.raises(ConfigError, match="another voice network"):
        match_voices(library(), {}, model_sha256="7" * 64)
