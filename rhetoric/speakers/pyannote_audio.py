"""The engine `pyannote`: a pipeline of pyannote.audio (4 or later), from a folder or the Hugging Face cache.

Nothing is fetched and nothing is reported to anybody: the pipeline must be on this machine, and the library's
usage reports are switched off before it is imported.
"""

import hashlib
import os
import pickle
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import torch
import yaml
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError, RepositoryNotFoundError
from numpy.typing import NDArray

os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")

from pyannote.audio import Pipeline, __version__

from rhetoric.errors import ConfigError, ModelUnavailableError, RhetoricError
from rhetoric.files import sha256_file
from rhetoric.records import Run, Span
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.count import SpeakerCount

ENGINE = "pyannote"
_CONFIG = "config.yaml"
_RATE = 16_000
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
_FAULTS = (
    OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ImportError, yaml.YAMLError,
    pickle.UnpicklingError,
)  # fmt: skip
_HINT = "name a folder that holds a whole pipeline, such as a copy of pyannote/speaker-diarization-community-1"

Segments = tuple[SpeakerSegment, ...]


class _Time(Protocol):
    start: float
    end: float


class _Annotation(Protocol):
    def itertracks(self, *, yield_label: bool) -> Iterable[tuple[_Time, object, object]]: ...


class PyannoteDiarizer:
    """Tells voices apart by a pipeline; several may speak at once.

    Raises
    ------
    ModelUnavailableError
        If the pipeline is not on this machine, or cannot be loaded.
    """

    def __init__(self, count: SpeakerCount, threads: int, model: str) -> None:
        place = _find(model)
        torch.set_num_threads(threads)
        try:
            pipeline = Pipeline.from_pretrained(place)
        except _FAULTS as error:
            raise ModelUnavailableError(
                f"the pipeline in {place} cannot be loaded: {_reason(error)}", _HINT
            ) from error
        if pipeline is None:
            raise ModelUnavailableError(f"the pipeline in {place} cannot be loaded", _HINT)
        self._pipeline = pipeline
        self._count = count
        self._options: dict[str, str | int] = {"speakers": str(count), "threads": threads}
        self._model = model if _HUB_ID.fullmatch(model) else place.resolve().name
        self._sha256 = _sha256(place)

    def diarize(self, samples: NDArray[np.float32]) -> Segments:
        """Return the segments in order of time; those of several voices may overlap."""
        return self.diarize_both(samples)[0]

    def diarize_both(self, samples: NDArray[np.float32]) -> tuple[Segments, Segments]:
        """Return the segments, and those in which one voice at a time is heard (the same where not offered)."""
        clean = np.nan_to_num(np.asarray(samples, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
        if not clean.size:
            return (), ()
        heard = {"waveform": torch.from_numpy(clean)[None], "sample_rate": _RATE}
        try:
            output = self._pipeline(heard, **bounds(self._count))
        except _FAULTS as error:
            raise RhetoricError(
                f"the engine pyannote failed: {_reason(error)}", "try another pipeline, or --diarizer dvector"
            ) from error
        full = getattr(output, "speaker_diarization", output)
        exclusive = getattr(output, "exclusive_speaker_diarization", None)
        length = len(clean) * 1000 // _RATE
        tracks = _tracks(full, length)
        single = tracks if exclusive is None else _tracks(exclusive, length)
        names = dict.fromkeys(label for _, label in (*tracks, *single))
        ids = {label: f"S{number}" for number, label in enumerate(names, start=1)}
        return _named(tracks, ids), _named(single, ids)

    def provenance(self) -> Run:
        """Say which pipeline, version and options produced the segments."""
        return Run(
            "speakers", ENGINE, str(__version__), self._options, model=self._model, model_sha256=self._sha256
        )


def make(count: SpeakerCount, threads: int, model: str) -> PyannoteDiarizer:
    """Build the engine from a folder, a config.yaml, or the hub id of a pipeline fetched before.

    Raises
    ------
    ConfigError
        If no pipeline is named.
    """
    if not model:
        raise ConfigError(
            "the engine pyannote needs a pipeline", "write --diarizer pyannote:DIR, or pyannote:OWNER/NAME"
        )
    return PyannoteDiarizer(count, threads, model)


def bounds(count: SpeakerCount) -> Mapping[str, int]:
    """Return what a pipeline is told of the number of speakers."""
    if count.known:
        return {"num_speakers": count.lowest}
    told = {"min_speakers": count.lowest} if count.lowest > 1 else {}
    return told if count.highest is None else {**told, "max_speakers": count.highest}


def _find(model: str) -> Path:
    """Return the folder or config.yaml of a pipeline that is on this machine."""
    place = Path(model).expanduser()
    if place.is_file() or (place / _CONFIG).is_file():
        return place
    if place.exists() or not _HUB_ID.fullmatch(model):
        raise ModelUnavailableError(f"{place} holds no pipeline of pyannote.audio: no {_CONFIG}", _HINT)
    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, RepositoryNotFoundError, HFValidationError, OSError) as error:
        raise ModelUnavailableError(
            f"the pipeline {model} is not on this machine",
            f"fetch it (accept its terms, then: hf download {model}), or name its folder",
        ) from error


def _tracks(annotation: object, length: int) -> list[tuple[Span, str]]:
    """Return times in ms, inside the recording, with the pipeline's own labels, in order."""
    rows = cast("_Annotation", annotation).itertracks(yield_label=True)
    found = [
        (min(max(round(time.start * 1000), 0), length), min(round(time.end * 1000), length), str(label))
        for time, _, label in rows
    ]
    return [(Span(start, end), label) for start, end, label in sorted(found) if end > start]


def _named(tracks: Iterable[tuple[Span, str]], ids: Mapping[str, str]) -> Segments:
    return tuple(sorted(SpeakerSegment(time, ids[label]) for time, label in tracks))


def _sha256(place: Path) -> str:
    """Return the hash of a file, or one over the names and hashes of a folder's files."""
    if place.is_file():
        return sha256_file(place)
    files = sorted(path for path in place.rglob("*") if path.is_file() and ".cache" not in path.parts)
    lines = (f"{sha256_file(path)}  {path.relative_to(place).as_posix()}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _reason(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__} {lines[0][:100]}" if lines else type(error).__name__
