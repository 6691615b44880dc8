"""Reactions found against reactions somebody marked: event F1 with a tolerance for the onset, per kind.

An event is found if a reaction of its kind begins within the tolerance of its own begin; each is matched once, and
as many as possible. What lies outside is a false alarm, all of it where nothing was marked (decoys, music).
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rhetoric.audience import KINDS
from rhetoric.audience.detect import detect
from rhetoric.audience.model import shipped
from rhetoric.audio import decode
from rhetoric.errors import FormatError, InputError
from rhetoric.formats.rhetoric_json import read_analysis
from rhetoric.inputs import MEDIA_SUFFIXES
from rhetoric.metrics.intervals import Estimate, draws, estimate
from rhetoric.records import Reaction, Span

ANY = "any kind"
_SUFFIX = ".events.json"
_ALSO = {"chanting": "chant", "boos": "booing", "cheers": "cheering", "laugh": "laughter"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A recording and its events as (kind, ms); no events where it is to be silent."""

    name: str
    path: Path
    events: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The reactions found in a recording, and its length in ms (0 where unknown)."""

    reactions: tuple[Reaction, ...]
    duration: int = 0


@dataclass(frozen=True, slots=True)
class KindScore:
    """Counts of a kind; `f1` with a 95 % interval, recordings drawn anew."""

    kind: str
    marked: int
    found: int
    right: int
    f1: Estimate


def read_marked(path: Path) -> tuple[Marked, ...]:
    """Read NAME.events.json files: one, or all of a folder.

    Raises
    ------
    InputError
        If there is none.
    FormatError
        If a file is none of these: {"file": …, "events": [{"start": s, "end": s, "label": kind}]}.
    """
    files = sorted(path.glob(f"*{_SUFFIX}")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise InputError(f"{path} holds no marked reactions", f"give a NAME{_SUFFIX}, or a folder of them")
    return tuple(_marked(file) for file in files)


def silent_in(paths: Sequence[Path]) -> tuple[Marked, ...]:
    """Return recordings in which nothing is to be found: files, or all of a folder."""
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return tuple(Marked(file.stem, file) for file in files if file.suffix.lower() in MEDIA_SUFFIXES)


def find_now(marked: Sequence[Marked]) -> dict[str, Found]:
    """Listen to the recordings with the shipped weights."""
    return {one.name: _heard(one.path) for one in marked}


def find_in(folder: Path, marked: Sequence[Marked]) -> dict[str, Found]:
    """Read the analyses of the recordings: FOLDER/NAME/analysis.json, or one analysis for one recording."""
    found = {}
    for one in marked:
        own = folder / one.name
        analysis = read_analysis(own if own.is_dir() or len(marked) > 1 else folder)
        length = analysis.recording.duration if analysis.recording else 0
        found[one.name] = Found(analysis.reactions, length)
    return found


def score(
    marked: Sequence[Marked],
    found: Mapping[str, Found],
    *,
    tolerance: int = 1000,
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[KindScore, ...]:
    """Return the scores of all kinds that are marked or found, then of all together and regardless of kind.

    Parameters
    ----------
    marked
        The recordings with their events.
    found
        The reactions by name of recording.
    tolerance
        How far apart onsets may be, in ms.
    rounds, seed
        Of the bootstrap.
    """
    drawn = draws(len(marked), rounds=rounds, seed=seed, stream="audience")
    per_kind = {kind: _counts(marked, found, (kind,), tolerance) for kind in KINDS}
    together = np.sum(list(per_kind.values()), axis=0)
    blind = np.array([_matched(one, found[one.name], KINDS, tolerance) for one in marked], dtype=np.float64)
    rows = [(kind, counts) for kind, counts in per_kind.items() if counts.any()]
    return tuple(_score(name, counts, drawn) for name, counts in [*rows, ("all", together), (ANY, blind)])


def hit_count(wanted: Sequence[int], given: Sequence[int], tolerance: int) -> int:
    """Return how many of two lists of times can be paired at most `tolerance` apart."""
    left, right, hits = sorted(wanted), sorted(given), 0
    first = second = 0
    while first < len(left) and second < len(right):
        apart = right[second] - left[first]
        if abs(apart) <= tolerance:
            hits, first, second = hits + 1, first + 1, second + 1
        elif apart < 0:
            second += 1
        else:
            first += 1
    return hits


def render_scores(
    scores: Sequence[KindScore], marked: Sequence[Marked], found: Mapping[str, Found], form: str, tolerance: int
) -> str:
    """Return the scores as md, json or csv."""
    if form == "json":
        rows = [{**_row(one), "f1_low": one.f1.low, "f1_high": one.f1.high} for one in scores]
        return json.dumps({"tolerance_s": tolerance / 1000, "scores": rows}, indent=1) + "\n"
    if form == "csv":
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, list(_row(scores[0])), lineterminator="\n")
        writer.writeheader()
        writer.writerows(_row(one) for one in scores)
        return buffer.getvalue()
    return "\n".join(_lines(scores, marked, found, tolerance)) + "\n"


def _lines(
    scores: Sequence[KindScore], marked: Sequence[Marked], found: Mapping[str, Found], tolerance: int
) -> Iterator[str]:
    yield f"Reactions, onsets within {tolerance / 1000:g} s, {len(marked)} recordings\n"
    yield "| kind | marked | found | right | precision | recall | F1 | 95 % |"
    yield "|:--|--:|--:|--:|--:|--:|--:|:--|"
    for one in scores:
        row = _row(one)
        figures = " | ".join(
            "–" if row[key] is None else f"{row[key]:.3f}" for key in ("precision", "recall", "f1")
        )
        bounds = "" if one.f1.low is None or one.f1.high is None else f"{one.f1.low:.3f} to {one.f1.high:.3f}"
        yield f"| {one.kind} | {one.marked} | {one.found} | {one.right} | {figures} | {bounds} |"
    for recording in marked:
        heard, wanted = _listed(_timed(found[recording.name])), _listed(recording.events)
        yield f"\n{recording.name}: marked {wanted}; found {heard}"


def _listed(events: Sequence[tuple[str, Span]]) -> str:
    shown = (f"{kind} {time.start / 1000:.1f}–{time.end / 1000:.1f}" for kind, time in events)
    return ", ".join(shown) or "nothing"


def _row(one: KindScore) -> dict[str, str | int | float | None]:
    precision = one.right / one.found if one.found else None
    recall = one.right / one.marked if one.marked else None
    return {
        "kind": one.kind, "marked": one.marked, "found": one.found, "right": one.right, "precision": precision,
        "recall": recall, "f1": one.f1.value,
    }  # fmt: skip


def _score(
    kind: str, counts: "np.typing.NDArray[np.float64]", drawn: "np.typing.NDArray[np.float64]"
) -> KindScore:
    wanted, given, right = counts.sum(axis=0)
    sums = drawn @ counts
    with np.errstate(invalid="ignore", divide="ignore"):
        rounds = 2 * sums[:, 2] / (sums[:, 0] + sums[:, 1])
    value = 2 * right / (wanted + given) if wanted + given else float("nan")
    return KindScore(kind, int(wanted), int(given), int(right), estimate(value, rounds))


def _counts(
    marked: Sequence[Marked], found: Mapping[str, Found], kinds: Sequence[str], tolerance: int
) -> "np.typing.NDArray[np.float64]":
    rows = [_matched(one, found[one.name], kinds, tolerance) for one in marked]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _matched(one: Marked, found: Found, kinds: Sequence[str], tolerance: int) -> tuple[int, int, int]:
    wanted = [time.start for kind, time in one.events if kind in kinds]
    given = [time.start for kind, time in _timed(found) if kind in kinds]
    return len(wanted), len(given), hit_count(wanted, given, tolerance)


def _timed(found: Found) -> list[tuple[str, Span]]:
    return [(one.kind, one.time) for one in found.reactions if one.time and one.kind in KINDS]


def _heard(path: Path) -> Found:
    with TemporaryDirectory(prefix="rhetoric-") as scratch:
        audio = decode(path, Path(scratch))
        return Found(detect(audio.window, audio.duration, shipped()), audio.duration)


def _marked(path: Path) -> Marked:
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        name = str(tree["file"])
        times = [(str(one["label"]), float(one["start"]), float(one["end"])) for one in tree["events"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"{path} marks no reactions: {error}",
            'it reads {"file": "a.ogg", "events": [{"start": 1.0, "end": 2.5, "label": "applause"}]}',
        ) from error
    events = tuple(
        (_ALSO.get(label, label), Span(round(1000 * start), round(1000 * end)))
        for label, start, end in times
        if _ALSO.get(label, label) in KINDS
    )
    return Marked(Path(name).stem, path.parent / name, events)
