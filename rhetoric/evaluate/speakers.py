"""`rhetoric evaluate speakers`: references paired with what was found, and the table of their figures.

A reference is an RTTM file, or a folder of them; what was found is an RTTM file, an analysis, a folder of either,
or the engine's answer now. In folders, files of one name belong together.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rhetoric.audio import decode
from rhetoric.errors import ConfigError, FormatError, InputError
from rhetoric.evaluate.diarization import Protocol, SpeakerScore, rate, score_segments
from rhetoric.formats.encoding import decode as decode_text
from rhetoric.formats.encoding import read_file
from rhetoric.formats.rhetoric_json import read_analysis
from rhetoric.formats.rttm import read_rttm, segments_of
from rhetoric.inputs import MEDIA_SUFFIXES
from rhetoric.records import Span
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.choose import make_diarizer
from rhetoric.speakers.count import SpeakerCount, parse_count

KNOWN = "known"  # as many speakers as the reference has


@dataclass(frozen=True, slots=True)
class SpeakerJob:
    """What to compare: `found` is None where the engine runs on the recording beside the reference."""

    reference: Path
    found: Path | None = None
    run: bool = False
    speakers: str = "auto"
    diarizer: str = "dvector"
    threads: int = 1
    protocol: Protocol = field(default_factory=Protocol)
    scored: Path | None = None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One recording's figures; `seconds` and `took` (its length, and the engine's time) only where it ran."""

    name: str
    score: SpeakerScore
    seconds: float | None = None
    took: float | None = None


@dataclass(frozen=True, slots=True)
class SpeakerReport:
    """All rows, and how they were made."""

    protocol: str
    source: str
    rows: tuple[SpeakerRow, ...]


def evaluate_speakers(job: SpeakerJob) -> SpeakerReport:
    """Score every reference of a job.

    Raises
    ------
    InputError
        If a reference has nothing to be compared with.
    """
    if job.speakers != KNOWN:
        parse_count(job.speakers)
    rows = tuple(_row(job, reference) for reference in _references(job.reference))
    how = f"{job.diarizer} now, count {job.speakers}" if job.run else "as given"
    return SpeakerReport(str(job.protocol), how, rows)


def render_speakers(report: SpeakerReport, form: str) -> str:
    """Return the report as Markdown ("md") or JSON ("json")."""
    der = pooled(report.rows)
    if form == "json":
        return json.dumps({**asdict(report), "der": der}, ensure_ascii=False, indent=1) + "\n"
    lines = [
        f"Who speaks when, against {len(report.rows)} reference(s); found: {report.source}.",
        f"Protocol: {report.protocol}. Missed, false alarm and confusion in seconds.",
        "",
        "| recording | speech s | DER | JER | missed | false alarm | confusion | speakers | found | time/length |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_line(row) for row in report.rows),
    ]
    if len(report.rows) > 1:
        exact = sum(row.score.speakers == row.score.found for row in report.rows)
        lines += ["", f"All together: DER {der:.3f}; number of speakers right in {exact} of {len(report.rows)}."]
    return "\n".join(lines) + "\n"


def pooled(rows: Sequence[SpeakerRow]) -> float:
    """Return the DER of all recordings as if they were one."""
    errors = (row.score.missed + row.score.false_alarm + row.score.confusion for row in rows)
    return rate(sum(errors), sum(row.score.speech for row in rows))


def _line(row: SpeakerRow) -> str:
    score = row.score
    speed = "" if row.took is None or not row.seconds else f"{row.took / row.seconds:.3f}"
    return (
        f"| {row.name} | {score.speech:.1f} | {score.der:.3f} | {score.jer:.3f} | {score.missed:.1f} | "
        f"{score.false_alarm:.1f} | {score.confusion:.1f} | {score.speakers} | {score.found} | {speed} |"
    )


def _references(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    found = tuple(sorted(path.glob("*.rttm")))
    if not found:
        raise InputError(f"{path} holds no .rttm file", "give an RTTM file, or a folder of them")
    return found


def _row(job: SpeakerJob, path: Path) -> SpeakerRow:
    reference = read_rttm(path)
    scored = () if job.scored is None else read_uem(job.scored, path.stem)
    if not job.run:
        found = _given(_partner(job.found or path, path.stem))
        return SpeakerRow(path.stem, score_segments(reference, found, job.protocol, scored=scored))
    count = len({part.speaker for part in reference})
    known = SpeakerCount(count, count) if job.speakers == KNOWN else parse_count(job.speakers)
    engine = make_diarizer(job.diarizer, known, job.threads)
    with TemporaryDirectory(prefix="rhetoric-", ignore_cleanup_errors=True) as scratch:
        audio = decode(_recording(job.found, path), Path(scratch))
        samples = audio.window(Span(0, audio.duration))
    began = time.perf_counter()
    found = engine.diarize(samples)
    took = time.perf_counter() - began
    whole = scored or (Span(0, max(audio.duration, *(part.time.end for part in reference))),)
    score = score_segments(reference, found, job.protocol, scored=whole)
    return SpeakerRow(path.stem, score, audio.duration / 1000, took)


def _recording(given: Path | None, reference: Path) -> Path:
    """Return the recording: the one given, or the one beside the reference, or in the folder given."""
    if given is not None and given.is_file():
        return given
    folder = given or reference.parent
    beside = (folder / f"{reference.stem}{suffix}" for suffix in sorted(MEDIA_SUFFIXES))
    found = next((path for path in beside if path.is_file()), None)
    if found is None:
        raise InputError(
            f"no recording called {reference.stem!r} lies in {folder}",
            "name it: rhetoric evaluate speakers REF RECORDING --run",
        )
    return found


def _partner(path: Path, stem: str) -> Path:
    """Return what was found for the reference called `stem`: `path` itself, or what a folder holds for it."""
    if not path.is_dir() or (path / "analysis.json").is_file():
        return path
    for choice in (path / f"{stem}.rttm", path / stem, path / f"{stem}.json"):
        if choice.exists():
            return choice
    raise InputError(f"{path} holds nothing for {stem!r}", f"it should hold {stem}.rttm, or the analysis {stem}/")


def _given(path: Path) -> tuple[SpeakerSegment, ...]:
    if path.suffix.lower() == ".rttm":
        return read_rttm(path)
    if path.suffix.lower() in MEDIA_SUFFIXES:
        raise ConfigError(f"{path} is a recording", "add --run to separate its speakers now")
    return segments_of(read_analysis(path))


def read_uem(path: Path, recording: str) -> tuple[Span, ...]:
    """Return the stretches to score of a recording from a UEM file ("file channel start end", seconds).

    Raises
    ------
    FormatError
        If a line cannot be read, or there is none for the recording.
    """
    spans = tuple(_uem_spans(path, recording))
    if not spans:
        raise FormatError(f"{path} says nothing of {recording!r}", "a line reads: file 1 0.00 15.00")
    return spans


def _uem_spans(path: Path, recording: str) -> Iterator[Span]:
    for number, line in enumerate(decode_text(read_file(path), str(path)).text.splitlines(), start=1):
        columns = line.split()
        if not columns or line.startswith(";") or columns[0] != recording:
            continue
        try:
            start, end = (round(float(column) * 1000) for column in columns[2:4])
            yield Span(start, end)
        except (ValueError, OverflowError) as error:
            raise FormatError(
                f"{path}, line {number}: {line.strip()[:60]!r} is no stretch", "write: file 1 0.00 15.00"
            ) from error
