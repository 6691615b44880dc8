"""A recording becomes words: speech found, windows cut, passages heard one by one and kept as they come."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Protocol, runtime_checkable

from rhetoric import __version__, vad, weights
from rhetoric.audio import Audio
from rhetoric.config import Options
from rhetoric.errors import ConfigError
from rhetoric.files import sha256_text
from rhetoric.notices import sentence
from rhetoric.progress import Progress
from rhetoric.records import Notice, Run, Scalar, Span
from rhetoric.transcribe import HeardPassage, Transcriber, Window
from rhetoric.transcribe.again import Rehearing, hear_again
from rhetoric.transcribe.coverage import Coverage, coverage
from rhetoric.transcribe.cuts import Samples
from rhetoric.transcribe.engines import MULTI, find_whisper, hotwords, make_engine
from rhetoric.transcribe.forecast import choose_model
from rhetoric.transcribe.guard import guard
from rhetoric.transcribe.store import PassageStore

_LIBRARIES = ("faster-whisper", "ctranslate2", "pocketsphinx")  # that shape words
_LONG = 600_000  # ms of a window
_NOTHING = Coverage(0, 0)
_SHORT = 20_000  # the same where the language may change
ENGLISH = "en"


@runtime_checkable
class Voting(Protocol):
    """An engine that tells a recording's language from several stretches of it."""

    def vote(self, stretches: Iterable[Samples]) -> tuple[str, float] | None:
        """Choose the language of the recording, and hear what follows in it."""
        ...


@runtime_checkable
class Settling(Protocol):
    """An engine that settles on a language while it hears."""

    def go_on(self, language: str) -> None:
        """Hear what follows in the language an interrupted run had settled on."""
        ...


@runtime_checkable
class Translating(Protocol):
    """An engine that can put speech into English."""

    def translate(self, window: Window, language: str) -> Iterator[tuple[Span, str]]:
        """Yield the English of a window piece by piece, with its place in ms."""
        ...


@dataclass(frozen=True, slots=True)
class Listening:
    """What was heard in a recording: passages in order, where they come from, and what to tell readers."""

    passages: tuple[HeardPassage, ...]
    run: Run
    notices: tuple[Notice, ...] = ()
    coverage: Coverage = _NOTHING
    translation: tuple[tuple[Span, str], ...] = ()


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
    store = PassageStore(keep, _key(audio, options, folder, speech)) if keep else None
    kept = store.finished() if store else ()
    engine = _engine(audio, speech, options, folder, kept, progress)
    notices = () if folder else (Notice("draft_transcript"),)
    for notice in notices:
        progress.say(sentence(notice, "en"))
    if kept:
        progress.say(f"going on after {len(kept)} finished passages of an earlier run")
    longest = _SHORT if options.language == MULTI else _LONG
    heard = engine.transcribe(islice(_windows(audio, speech, longest), len(kept), None))
    fresh = store.keep(heard, start=len(kept)) if store else heard
    passages = _joined((*kept, *fresh)) if options.language == MULTI else (*kept, *fresh)
    passages, second = _second(passages, speech, engine, audio, store)
    passages = guard(passages, speech, audio.duration)
    found = coverage(passages, speech)
    english = tuple(_english(passages, engine, audio, store, progress)) if options.task == "translate" else ()
    run = engine.provenance()
    used = {**run.options, "language": options.language, **second, **_told(found)}
    run = replace(run, options=used, input_sha256=audio.recording.sha256)
    progress.say(_summary(found, passages))
    return Listening(passages, run, (*notices, *_notices(found, passages)), found, english)


def _engine(
    audio: Audio,
    speech: tuple[Span, ...],
    options: Options,
    folder: Path | None,
    kept: Sequence[HeardPassage],
    progress: Progress,
) -> Transcriber:
    """Load the recogniser; where nobody named the language, stretches all over the recording vote on it.

    After an interruption it is in the state it had, so that the rest is heard as it would have been.
    """
    progress.stage("transcribing", audio.duration)
    engine = make_engine(options, folder, progress.reach)
    if options.language == "auto" and isinstance(engine, Voting):
        engine.vote(audio.window(span) for span in voters(speech))
    settled = next((part.language for part in reversed(kept) if part.words and part.sure), None)
    if settled is not None and isinstance(engine, Settling):
        engine.go_on(settled)
    return engine


def voters(speech: Sequence[Span], count: int = 5, longest: int = 30_000) -> tuple[Span, ...]:
    """Return up to `count` stretches of at most `longest` ms, the longest of each part of the recording."""
    if not speech:
        return ()
    first, last = speech[0].start, speech[-1].end
    size = max((last - first) // count, 1)
    chosen: dict[int, Span] = {}
    for span in speech:
        part = min((span.start - first) // size, count - 1)
        if part not in chosen or span.length > chosen[part].length:
            chosen[part] = span
    return tuple(Span(span.start, min(span.end, span.start + longest)) for _, span in sorted(chosen.items()))


def _second(
    passages: tuple[HeardPassage, ...],
    speech: tuple[Span, ...],
    engine: Transcriber,
    audio: Audio,
    store: PassageStore | None,
) -> tuple[tuple[HeardPassage, ...], dict[str, Scalar]]:
    if not isinstance(engine, Rehearing):
        return passages, {"second_hearing": False}

    def cut(time: Span) -> Window:
        inside = Span(min(time.start, audio.duration), min(time.end, audio.duration))
        return Window(inside, audio.window(inside))

    heard_by = store.remembering(engine) if store else engine
    done = hear_again(passages, speech, heard_by, cut, duration=audio.duration)
    found: dict[str, Scalar] = {"second_hearing": True}
    if done.loops:
        found |= {"loops": done.loops, "loops_mended": done.mended}
    if done.gaps:
        found |= {"gaps": done.gaps, "gaps_filled": done.filled}
    return done.passages, found


def _english(
    passages: Sequence[HeardPassage],
    engine: Transcriber,
    audio: Audio,
    store: PassageStore | None,
    progress: Progress,
) -> Iterator[tuple[Span, str]]:
    if not isinstance(engine, Translating):
        raise ConfigError("the draft recogniser cannot translate", "use Whisper: rhetoric models fetch small")
    progress.stage("translating", audio.duration)
    for passage in passages:
        if not passage.words or passage.language == ENGLISH:
            continue
        kept = store.english(passage.time) if store else None
        if kept is None:
            kept = tuple(engine.translate(Window(passage.time, audio.window(passage.time)), passage.language))
            if store:
                store.keep_english(passage.time, kept)
        yield from kept


def _joined(passages: Sequence[HeardPassage]) -> tuple[HeardPassage, ...]:
    """Join neighbours of one language."""
    joined: list[HeardPassage] = []
    for passage in passages:
        if not passage.words:
            continue
        if joined and joined[-1].language == passage.language:
            last = joined.pop()
            passage = HeardPassage(last.time.hull(passage.time), last.language, (*last.words, *passage.words))  # noqa: PLW2901
        joined.append(passage)
    return tuple(joined)


def _told(found: Coverage) -> dict[str, Scalar]:
    return {"speech_ms": found.speech, "transcribed_ms": found.transcribed}


def _notices(found: Coverage, passages: Sequence[HeardPassage]) -> Iterator[Notice]:
    if found.gaps:
        yield Notice(
            "speech_lost", f"{found.listed / 1000:.1f} s / {found.speech / 1000:.1f} s, {len(found.gaps)}"
        )
    suspect = sum(word.suspect is not None for part in passages for word in part.words)
    if suspect:
        yield Notice("suspect_words", str(suspect))


def _summary(found: Coverage, passages: Sequence[HeardPassage]) -> str:
    suspect = sum(word.suspect is not None for part in passages for word in part.words)
    return (
        f"speech {found.speech / 1000:.1f} s, transcribed {found.transcribed / 1000:.1f} s, "
        f"{len(found.gaps)} gaps ({found.listed / 1000:.1f} s), {suspect} suspect words"
    )


def _windows(audio: Audio, speech: tuple[Span, ...], longest: int = _LONG) -> Iterator[Window]:
    return iter(vad.windows(audio, speech, longest=longest))


def _key(audio: Audio, options: Options, folder: Path | None, speech: Sequence[Span] = ()) -> str:
    parts = [
        __version__,
        [version(name) for name in _LIBRARIES],
        [tuple(span) for span in speech],
        audio.recording.sha256,
        weights.sha256(folder / "model.bin") if folder else "sphinx",
        options.language,
        options.compute,
        options.beam,
        options.threads,
        options.batch,
        hotwords(options),
    ]
    return sha256_text(json.dumps(parts))
