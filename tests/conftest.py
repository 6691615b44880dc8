"""Fixtures that several folders of tests share."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rhetoric import weights
from tests.program import Done, Program, parts_of
from tests.scripted_whisper import build

SPANISH = [
    (0.0, 4.0, "La esperanza no se vende,"),
    (4.0, 9.5, "la esperanza no se compra. ¿Quién paga la crisis?"),
]
ENGLISH = [(0.0, 4.0, "They took our water,"), (4.0, 9.5, "they took our roads, they took our votes. Who pays?")]


@pytest.fixture(scope="session")
def hears_spanish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whisper weights that hear the same Spanish words in all speech."""
    return build(tmp_path_factory.mktemp("weights") / "hears-spanish", SPANISH)


@pytest.fixture(scope="session")
def hears_english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whisper weights that hear the same English words in all speech."""
    return build(tmp_path_factory.mktemp("weights") / "hears-english", ENGLISH, language="en")


@pytest.fixture
def no_weights(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make this machine one on which no weights were ever fetched; return its empty cache."""
    empty = tmp_path_factory.mktemp("empty")
    for name in ("HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "RHETORIC_MODELS", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(empty))
    monkeypatch.setattr(weights, "_places", parts_of(weights._places, below=empty))
    return empty


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any attempt to reach the network fail the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def rhetoric(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Program:
    """Run the program in this process, in an empty folder: `rhetoric("tag", "a.txt")`."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return _program(capfdbinary, monkeypatch)


def _program(captured: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    from rhetoric.cli.main import run

    def call(*args: str | Path) -> Done:
        captured.readouterr()
        monkeypatch.setattr(sys, "argv", ["rhetoric", *map(str, args)])
        code = 0
        try:
            run()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = captured.readouterr()
        return Done(code, out.decode(), err.decode())

    return call
