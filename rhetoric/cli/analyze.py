"""`rhetoric analyze`: recordings and transcripts in, folders of results out."""

import json
import shutil
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli import options as flag
from rhetoric.config import Options
from rhetoric.console import progress_for, tell
from rhetoric.errors import OutputError, RhetoricError
from rhetoric.inputs import Job, find_jobs

FAILED, SOME_FAILED = 1, 3  # exit codes


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that could not be done, and why."""

    job: Job
    error: RhetoricError


def analyze(
    inputs: Annotated[
        list[str], typer.Argument(help="Recordings, transcripts, folders or globs.", metavar="INPUT…")
    ],
    out: Annotated[Path, typer.Option(help="Folder of the results, one folder a speech.", metavar="DIR")] = Path(
        "out"
    ),
    language: flag.Language = None,
    asr: flag.Asr = None,
    model: flag.Model = None,
    compute: flag.Compute = None,
    beam: flag.Beam = None,
    threads: flag.Threads = None,
    batch: flag.Batch = None,
    task: flag.Task = None,
    risk: flag.Risk = None,
    glossary: flag.Glossary = None,
    transcript: flag.TranscriptFile = None,
    speakers: flag.Speakers = None,
    channels: flag.Channels = None,
    rttm: flag.Rttm = None,
    diarizer: flag.Diarizer = None,
    voices: flag.Voices = None,
    names: flag.Names = None,
    codebook: flag.CodebookFolder = None,
    actors: flag.Actors = None,
    record: flag.Record = None,
    themes: flag.Themes = None,
    topics: flag.Topics = None,
    theme_names: flag.ThemeNames = None,
    rescorer: flag.Rescorer = None,
    rescorer_batch: flag.RescorerBatch = None,
    rescorer_context: flag.RescorerContext = None,
    rescorer_tag_at: flag.RescorerTagAt = None,
    rescorer_drop_below: flag.RescorerDropBelow = None,
    no_delivery: flag.NoDelivery = None,
    no_audience: flag.NoAudience = None,
    until: flag.Until = None,
    fetch: flag.Fetch = None,
    quiet: flag.Quiet = False,
    json_log: flag.JsonLog = False,
) -> None:
    """Transcribe, separate speakers, cut themes, tag devices, draw charts."""
    options = flag.options_from(
        {
            "language": language, "asr": asr, "model": model, "compute": compute, "beam": beam,
            "threads": threads, "batch": batch, "task": task, "risk": risk,
            "glossary": glossary, "transcript": transcript, "speakers": speakers, "channels": channels,
            "rttm": rttm, "diarizer": diarizer, "voices": voices,
            "names": names, "codebook": codebook, "actors": actors, "record": record, "until": until,
            "fetch": fetch, "no_delivery": no_delivery, "no_audience": no_audience,
            "themes": themes, "topics": topics, "theme_names": theme_names,
            "rescorer": rescorer, "rescorer_batch": rescorer_batch, "rescorer_context": rescorer_context,
            "rescorer_tag_at": rescorer_tag_at, "rescorer_drop_below": rescorer_drop_below,
        }
    )  # fmt: skip
    jobs = find_jobs(inputs)
    if len(jobs) > 1 and (options.transcript or options.rttm):
        raise RhetoricError(
            f"--transcript and --rttm belong to one recording, but there are {len(jobs)} inputs",
            "give one recording, or put the transcript beside it under the same name",
        )
    _check_writable(out)
    style = flag.progress_style(quiet, json_log)
    failures = _run_all(jobs, options, out, style)
    if failures:
        _report(failures, len(jobs), style)
        raise typer.Exit(FAILED if len(jobs) == 1 else SOME_FAILED)


def _run_all(jobs: Sequence[Job], options: Options, out: Path, style: str) -> list[Failure]:
    failures = []
    for job in jobs:
        try:
            _run(job, options, out / job.name, style)
        except KeyboardInterrupt:
            _say_interrupted(job, out / job.name, style)
            raise
        except RhetoricError as error:
            failures.append(Failure(job, error))
        except Exception as error:
            if len(jobs) == 1:
                raise
            failures.append(Failure(job, _as_bug(job, out / job.name, error)))
    return failures


def _run(job: Job, options: Options, folder: Path, style: str) -> None:
    from rhetoric.outputs import write_results
    from rhetoric.pipeline import analyze_file
    from rhetoric.runlog import RunLog

    chosen = replace(options, transcript=options.transcript or job.transcript)
    with progress_for(job.name, style) as shown:
        log = RunLog(shown)
        keep = folder / ".partial"
        analysis = analyze_file(job.path, chosen, progress=log, keep=keep)
        write_results(analysis, folder, progress=log)
        _keep_voices(keep, folder)
        shutil.rmtree(keep, ignore_errors=True)
        log.write(folder / "run.log.json", job.path)
    if style == "bar":
        tags = sum(note.decision == "tag" for note in analysis.annotations)
        tell(f"{job.name}: {len(analysis.transcript.words)} words, {tags} tags → {folder}")
    elif style == "json":
        _tell_json({"file": job.name, "event": "done", "folder": str(folder)})


def _keep_voices(keep: Path, folder: Path) -> None:
    """Put what was heard of the voices beside the analysis; an earlier one's goes, so that they never mix."""
    from rhetoric.speakers.prints import VOICES

    (folder / VOICES).unlink(missing_ok=True)
    if (keep / VOICES).is_file():
        (keep / VOICES).replace(folder / VOICES)


def _tell_json(event: dict[str, str]) -> None:
    tell(json.dumps(event, ensure_ascii=False))


def _say_interrupted(job: Job, folder: Path, style: str) -> None:
    kept = len(list((folder / ".partial").glob("*/[0-9]*.json")))
    text = f"interrupted; {kept} finished passages are kept" if kept else "interrupted"
    hint = "run the same command again to go on"
    if style == "json":
        _tell_json({"file": job.name, "event": "interrupted", "text": text, "hint": hint})
    else:
        tell(f"rhetoric: {job.path}: {text}\n{hint}")


def _check_writable(out: Path) -> None:
    """Refuse an output folder that cannot be written before hours are spent."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".rhetoric-write-test"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"cannot write into {out}: {error.strerror or error}", "choose another folder with --out"
        ) from error


def _as_bug(job: Job, folder: Path, error: Exception) -> RhetoricError:
    """Record a crash of one file, so that the others go on and the trace is not lost."""
    trace = "".join(traceback.format_exception(error))
    place = folder / "bug.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(trace, encoding="utf-8")
    return RhetoricError(f"a bug in rhetoric stopped {job.path}: {error!r}", f"please report {place}")


def _report(failures: Sequence[Failure], total: int, style: str) -> None:
    if style == "json":
        for failure in failures:
            error = failure.error
            _tell_json({"file": failure.job.name, "event": "error", "text": error.message, "hint": error.hint})
        return
    if total == 1:
        tell(f"rhetoric: {failures[0].error}")
        return
    tell(f"\n{len(failures)} of {total} failed:")
    for failure in failures:
        tell(f"  {failure.job.path}\n    {failure.error.message}")
        if failure.error.hint:
            tell(f"    {failure.error.hint}")
