"""An official transcript joined with its recording: its words, with the times at which they are said."""

from dataclasses import replace
from pathlib import Path

from rhetoric import __version__, vad
from rhetoric.audio import Audio
from rhetoric.config import Options
from rhetoric.errors import ModelUnavailableError
from rhetoric.notices import with_notice
from rhetoric.progress import Progress
from rhetoric.records import Analysis, Notice, Run, Span, Transcript
from rhetoric.transcribe.engines import DRAFT_LANGUAGE, MULTI, find_whisper
from rhetoric.transcribe.join import estimate, join
from rhetoric.transcribe.known import align
from rhetoric.transcribe.listen import listen

_SLACK = 1000  # ms a transcript may run over the end of its recording


def join_recording(
    official: Analysis,
    audio: Audio,
    speech: tuple[Span, ...],
    options: Options,
    *,
    progress: Progress,
    keep: Path | None = None,
) -> Analysis:
    """Return `official` as the transcript of `audio`, timed by the best means on this machine.

    A timed transcript stays as it is. An untimed one is matched to what Whisper hears; without Whisper's weights
    it is aligned by pocketsphinx in English, and in other languages its times are estimated.
    """
    language = official.transcript.language if options.language in {"auto", MULTI} else options.language
    options = replace(options, language=language)
    transcript, run = _timed(official, audio, speech, options, progress=progress, keep=keep)
    run = replace(run, input_sha256=official.recording.sha256 if official.recording else None)
    return replace(
        official, recording=audio.recording, transcript=_checked(transcript, audio), runs=(*official.runs, run)
    )


def _timed(
    official: Analysis,
    audio: Audio,
    speech: tuple[Span, ...],
    options: Options,
    *,
    progress: Progress,
    keep: Path | None,
) -> tuple[Transcript, Run]:
    transcript = official.transcript
    if transcript.timed:
        return transcript, Run("join", "file times", __version__)
    if _whisper_is_here(options, progress):
        heard = listen(audio, speech, options, progress=progress, keep=keep)
        words = [word for passage in heard.passages for word in passage.words]
        return join(transcript, words), replace(heard.run, stage="join")
    if options.language == DRAFT_LANGUAGE:
        progress.stage("aligning", audio.duration)
        aligned = align(transcript, vad.windows(audio, speech), on_progress=progress.reach)
        return aligned.transcript, replace(aligned.run, stage="join")
    progress.say("no Whisper weights here: word times are estimated from the stretches of speech")
    return estimate(transcript, speech), Run("join", "estimate", __version__)


def _whisper_is_here(options: Options, progress: Progress) -> bool:
    try:
        return find_whisper(options, progress) is not None
    except ModelUnavailableError:
        if options.asr == "whisper":
            raise
        return False


def _checked(transcript: Transcript, audio: Audio) -> Transcript:
    """Note a transcript whose times run over the end of the recording: it is probably of another one."""
    ends = [word.time.end for word in transcript.words if word.time is not None]
    last = max(ends, default=0)
    if last <= audio.duration + _SLACK:
        return transcript
    detail = f"{last / 1000:.1f} s > {audio.duration / 1000:.1f} s"
    return with_notice(transcript, Notice("transcript_mismatch", detail))
