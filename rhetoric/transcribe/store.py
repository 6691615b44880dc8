"""Finished passages of a transcription under way, so that an interrupted one goes on where it stopped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from rhetoric.files import write_bytes
from rhetoric.transcribe import HeardPassage


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

    def _read(self) -> Iterator[HeardPassage]:
        number = 0
        while (path := self._path(number)).is_file():
            try:
                yield msgspec.json.decode(path.read_bytes(), type=HeardPassage)
            except (OSError, msgspec.DecodeError):
                return
            number += 1

    def _path(self, number: int) -> Path:
        return self.folder / self.key[:16] / f"{number:04}.json"
