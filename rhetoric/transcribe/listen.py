"""A recording becomes words: speech found, windows cut, passages heard one by one and kept as they come."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from rhetoric import __version__, vad, weights
from rhetoric.audio import Audio
from rhetoric.config import Options
from rhetoric.files import sha256_text
from rhetoric.notices import sentence
from rhetoric.progress import Progress
from rhetoric.records import Notice, Run, Span
from rhetoric.transcribe import HeardPassage, Window
from rhetoric.transcribe.engines import find_whisper, hotwords, make_engine
from rhetoric.transcribe.forecast import choose_model
from rhetoric.transcribe.store import PassageStore


@dataclass(frozen=True, slots=True)
class Listening:
    """What was heard in a recording: passages in order, where they come from, and what to tell readers."""

    passages: tuple[HeardPassage, ...]
    run: Run
    notices: tuple[Notice, ...] = ()


def listen(
    audio: Audio, speech: tuple[Span, ...], options: Options, *, progress: Progress, keep: Path | None = None
) -> Listening:
    """Recognise the speech of `audio`; `keep` is the folder for passages of a run that may be interrupted.

    Raises
    ------
    ModelUnavailableError
        If there are no weights for the language and nobody allows to fetch them.
    """
    folder = find_whisper(options, progress)
    if folder is not None:
        options, folder = choose_model(audio, speech, options, folder, progress)
    store = PassageStore(keep, _key(audio, options, folder)) if keep else None
    kept = store.finished() if store else ()
    # A resumed run must not detect the language anew in the middle of the recording.
    language = next((part.language for part in kept if part.words), options.language)
    progress.stage("transcribing", audio.duration)
    engine = make_engine(replace(options, language=language), folder, progress.reach)
    notices = () if folder else (Notice("draft_transcript"),)
    for notice in notices:
        progress.say(sentence(notice, "en"))
    if kept:
        progress.say(f"going on after {len(kept)} finished passages of an earlier run")
    heard = engine.transcribe(islice(_windows(audio, speech), len(kept), None))
    fresh = store.keep(heard, start=len(kept)) if store else heard
    passages = (*kept, *fresh)
    run = engine.provenance()
    run = replace(run, options={**run.options, "language": options.language}, input_sha256=audio.recording.sha256)
    return Listening(passages, run, notices)


def _windows(audio: Audio, speech: tuple[Span, ...]) -> Iterator[Window]:
    return iter(vad.windows(audio, speech))


def _key(audio: Audio, options: Options, folder: Path | None) -> str:
    parts = [
        __version__,
        audio.recording.sha256,
        weights.sha256(folder / "model.bin") if folder else "sphinx",
        options.language,
        options.compute,
        options.beam,
        options.threads,
        hotwords(options),
    ]
    return sha256_text(json.dumps(parts))
