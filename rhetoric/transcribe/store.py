"""Finished parts of a transcription under way, so that an interrupted one goes on where it stopped.

Passages, second hearings and translated passages are kept, each in a file of its own that is there whole or not at
all; a broken one is heard again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from rhetoric.files import write_bytes
from rhetoric.records import Span
from rhetoric.transcribe import HeardPassage, Window
from rhetoric.transcribe.again import Rehearing

Kept = TypeVar("Kept")
English = tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class PassageStore:
    """A folder of numbered passages of one recording, heard with one set of options.

    Parameters
    ----------
    folder
        Where passages are kept; whoever gave it removes it when the results are written.
    key
        Hash of everything that shapes the passages: recording, engine, weights, options, windows.
    """

    folder: Path
    key: str

    def finished(self) -> tuple[HeardPassage, ...]:
        """Return the passages kept by an earlier run, up to the first that is missing or broken."""
        return tuple(self._read())

    def keep(self, passages: Iterable[HeardPassage], *, start: int) -> Iterator[HeardPassage]:
        """Pass `passages` on, each written down as number `start` and following."""
        for number, passage in enumerate(passages, start=start):
            write_bytes(self._path(number), msgspec.json.encode(passage))
            yield passage

    def english(self, time: Span) -> English | None:
        """Return the English of a passage, if an earlier run kept it."""
        return _read(self._file(f"english-{time.start}-{time.end}"), English)

    def keep_english(self, time: Span, pieces: English) -> None:
        """Write down the English of a passage."""
        write_bytes(self._file(f"english-{time.start}-{time.end}"), msgspec.json.encode(pieces))

    def remembering(self, engine: Rehearing) -> Rehearing:
        """Return an engine whose second hearings are kept."""
        return _Remembering(self, engine)

    def _read(self) -> Iterator[HeardPassage]:
        number = 0
        while (passage := _read(self._path(number), HeardPassage)) is not None:
            yield passage
            number += 1

    def _path(self, number: int) -> Path:
        return self._file(f"{number:04}")

    def _file(self, name: str) -> Path:
        return self.folder / self.key[:16] / f"{name}.json"


@dataclass(frozen=True, slots=True)
class _Remembering:
    """An engine that hears a stretch again only if no earlier run has."""

    store: PassageStore
    engine: Rehearing

    def again(self, window: Window, *, vary: bool) -> HeardPassage:
        """Return what was kept of this second hearing, or hear it now and keep it."""
        time = window.time
        path = self.store._file(f"again-{time.start}-{time.end}-{'vary' if vary else 'same'}")  # noqa: SLF001
        passage = _read(path, HeardPassage)
        if passage is None:
            passage = self.engine.again(window, vary=vary)
            write_bytes(path, msgspec.json.encode(passage))
        return passage


def _read(path: Path, kind: type[Kept]) -> Kept | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None
