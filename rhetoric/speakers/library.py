"""A library of voices: a local file, made only by the user's command, that names the same voice across recordings.

It holds names and vectors of the shipped voice network. A voice is named where the cosine reaches the
threshold and no other name comes close; all others are unknown. A likeness is no proof of who somebody is.
"""

import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rhetoric.errors import ConfigError, InputError, unknown_name
from rhetoric.files import sha256_file, write_text
from rhetoric.records import Run, Span
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.overlaps import timeline
from rhetoric.speakers.prints import Prints, unpack

Floats = NDArray[np.float32]

THRESHOLD = 0.82  # cosine; 1 % of pairs of other readers among ten reach it, and every pair of one reader did
_KIND = "rhetoric-voice-library/1"
_MARGIN = 0.02  # by which the best name must lead
_TO_ADD = 10.0  # seconds of speech
_TO_NAME = 3.0
_SECONDS = 0.2  # per window


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: its name, the recording it was taken from, seconds heard, and its unit vector."""

    name: str
    recording: str
    seconds: float
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The voices known, those of one network, and the cosine from which a voice is named."""

    voices: tuple[Voice, ...] = ()
    threshold: float = THRESHOLD
    model_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What the library says of one speaker: the nearest name and its cosine, and whether that is enough."""

    speaker: str
    seconds: float
    nearest: str | None
    similarity: float
    known: bool


def default_library() -> Path:
    """Return where the library lies unless the user names a file: the user's data folder."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "rhetoric" / "voices.json"


def read_library(path: Path) -> Library:
    """Return the library in `path`.

    Raises
    ------
    InputError
        If there is no such file, or it is no library.
    """
    if not path.is_file():
        raise InputError(f"the voice library {path} is not there", "make it: rhetoric voices add NAME ANALYSIS")
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        voices = tuple(
            Voice(_plain(one["name"]), _plain(one["recording"]), _length(one["seconds"]), _vector(one["vector"]))
            for one in tree["voices"]
        )
        kind, library = tree["kind"], Library(voices, float(tree["threshold"]), str(tree["model_sha256"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        reason = str(error).splitlines()[0][:80] if str(error) else ""
        raise InputError(
            f"the voice library {path} cannot be read: {type(error).__name__} {reason!r}",
            "restore it, or make another",
        ) from error
    if kind != _KIND or len({len(voice.vector) for voice in voices}) > 1:
        raise InputError(
            f"{path} is no voice library that this version knows", "make another: rhetoric voices add"
        )
    return with_threshold(library, library.threshold)


def write_library(library: Library, path: Path) -> None:
    """Write the library, whole or not at all."""
    tree = {"kind": _KIND, **asdict(library)}
    write_text(path, json.dumps(tree, ensure_ascii=False) + "\n")


def with_threshold(library: Library, threshold: float) -> Library:
    """Return the library with another threshold.

    Raises
    ------
    ConfigError
        If it is no cosine above 0.
    """
    if not 0 < threshold <= 1:
        raise ConfigError(
            f"the threshold is {threshold}, but must be above 0 and at most 1", f"usual: {THRESHOLD}"
        )
    return replace(library, threshold=threshold)


def added(library: Library, voice: Voice, *, model_sha256: str) -> Library:
    """Return the library with one more voice; a name may have several, of several recordings.

    Raises
    ------
    ConfigError
        If the voice is too short, or of another network than the library, or its name is none.
    """
    if voice.name.strip() != voice.name or not voice.name or not voice.name.isprintable():
        raise ConfigError(f"{voice.name!r} is no name", "write it in one line, without spaces around it")
    if voice.seconds < _TO_ADD:
        raise ConfigError(
            f"{voice.name} speaks for {voice.seconds:.1f} s in {voice.recording}, too little to know a voice",
            f"take a recording with {_TO_ADD:.0f} s or more",
        )
    _check_model(library, model_sha256)
    others = tuple(one for one in library.voices if (one.name, one.recording) != (voice.name, voice.recording))
    return replace(library, voices=(*others, voice), model_sha256=model_sha256)


def removed(library: Library, name: str) -> Library:
    """Return the library without any voice of a name.

    Raises
    ------
    UnknownNameError
        If the library does not know the name.
    """
    left = tuple(voice for voice in library.voices if voice.name != name)
    if len(left) == len(library.voices):
        raise unknown_name("voice", name, {voice.name for voice in library.voices})
    return replace(library, voices=left)


def voices_in(prints: Prints, segments: Sequence[SpeakerSegment]) -> dict[str, tuple[Floats, float]]:
    """Return each speaker's mean unit vector and seconds heard, from windows in which nobody else speaks."""
    line = timeline(segments)
    owners: dict[str, list[int]] = {}
    for place, window in enumerate(prints.windows):
        middle = Span(window.middle, window.middle + 1)
        speaking = {part.speaker for part in line.near(middle, 0) if part.time.overlap(middle)}
        if len(speaking) == 1:
            owners.setdefault(speaking.pop(), []).append(place)
    vectors = unpack(prints.coarse)
    return {name: (_mean(vectors[places]), len(places) * _SECONDS) for name, places in sorted(owners.items())}


def match_voices(
    library: Library, heard: Mapping[str, tuple[Floats, float]], *, model_sha256: str
) -> tuple[Match, ...]:
    """Compare the speakers of a recording with the library; a name goes to one speaker, the one most alike."""
    _check_model(library, model_sha256)
    matches = [_match(library, speaker, vector, seconds) for speaker, (vector, seconds) in heard.items()]
    best: dict[str, Match] = {}
    for one in matches:
        if (
            one.known
            and one.nearest
            and (one.nearest not in best or one.similarity > best[one.nearest].similarity)
        ):
            best[one.nearest] = one
    return tuple(replace(one, known=one.known and best.get(one.nearest or "") is one) for one in matches)


def named_voices(prints: Prints, segments: Sequence[SpeakerSegment], path: Path | None) -> dict[str, str]:
    """Return the names of the speakers that the library in `path` knows."""
    if path is None:
        return {}
    found = match_voices(read_library(path), voices_in(prints, segments), model_sha256=prints.model_sha256)
    return {one.speaker: one.nearest for one in found if one.known and one.nearest}


def stamped(run: Run, path: Path | None) -> Run:
    """Return the provenance of speakers that says which library gave them names, if one was asked."""
    return run if path is None else replace(run, options={**run.options, "voices_sha256": sha256_file(path)})


def _likeness(voice: Voice, vector: Floats) -> float:
    if len(voice.vector) != len(vector):
        raise InputError(
            f"the library's voice of {voice.name} has {len(voice.vector)} numbers, not {len(vector)}",
            "remove it: rhetoric voices remove NAME",
        )
    return float(np.asarray(voice.vector, dtype=np.float32) @ vector)


def _match(library: Library, speaker: str, vector: Floats, seconds: float) -> Match:
    scores: dict[str, float] = {}
    for voice in library.voices:
        scores[voice.name] = max(_likeness(voice, vector), scores.get(voice.name, -1.0))
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked:
        return Match(speaker, seconds, None, 0.0, known=False)
    name, similarity = ranked[0]
    clear = len(ranked) == 1 or similarity - ranked[1][1] >= _MARGIN
    known = clear and similarity >= library.threshold and seconds >= _TO_NAME
    return Match(speaker, seconds, name, similarity, known=known)


def _check_model(library: Library, model_sha256: str) -> None:
    if library.voices and library.model_sha256 != model_sha256:
        raise ConfigError(
            "the voice library was made with another voice network",
            "make another: rhetoric voices add --library FILE",
        )


def _mean(vectors: Floats) -> Floats:
    summed = vectors.sum(axis=0)
    mean: Floats = summed / max(float(np.linalg.norm(summed)), 1e-9)
    return mean


def _vector(values: Sequence[float]) -> tuple[float, ...]:
    vector = tuple(float(value) for value in values)
    if not vector or not all(math.isfinite(value) for value in vector):
        raise ValueError("a vector is empty or not finite")
    if not math.isclose(math.hypot(*vector), 1, abs_tol=0.01):
        raise ValueError("a vector is not of length 1")
    return vector


def _plain(name: object) -> str:
    """Return a name that can be shown in one line."""
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise ValueError("a name is empty or cannot be shown")
    return name


def _length(seconds: object) -> float:
    if not isinstance(seconds, int | float) or not 0 <= seconds < math.inf:
        raise ValueError("the seconds of a voice are no length")
    return float(seconds)
