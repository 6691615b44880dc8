"""The stage of the pipeline that hears the audience, and joins what it heard with the marks of a transcript."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rhetoric import __version__, weights
from rhetoric.audience import STAGE
from rhetoric.audience.detect import detect
from rhetoric.audience.model import NAME, shipped
from rhetoric.audio import Audio
from rhetoric.progress import Progress
from rhetoric.records import Analysis, Reaction, Run, Span, Transcript

_NEAR = 3000  # ms between a mark's place among the words and a sound taken for the same


def with_reactions(analysis: Analysis, audio: Audio, speech: Sequence[Span], progress: Progress) -> Analysis:
    """Return `analysis` with the reactions heard in its recording, joined with those its transcript notes."""
    progress.stage("hearing the audience")
    heard = detect(audio.window, audio.duration, shipped(), speech=speech)
    run = Run(
        STAGE, NAME, __version__, model=NAME, model_sha256=weights.sha256(weights.find(NAME) / f"{NAME}.npz"),
        input_sha256=audio.recording.sha256,
    )  # fmt: skip
    reactions = joined(analysis.transcript, analysis.reactions, heard)
    return replace(analysis, reactions=reactions, runs=(*analysis.runs, run))


def joined(transcript: Transcript, noted: Sequence[Reaction], heard: Sequence[Reaction]) -> tuple[Reaction, ...]:
    """Return marks with the time and strength of the sound they note, then the sounds no mark notes.

    A mark and a sound are the same where kinds agree and the sound begins between the words around the mark, or
    within 3 s of that.
    """
    left = list(heard)
    found = []
    for mark in noted:
        place = mark.time or (_between(transcript, mark.chars) if mark.chars else None)
        same = next((sound for sound in left if place and _same(mark, sound, place)), None)
        if same is not None:
            left.remove(same)
            mark = replace(mark, time=same.time, strength=same.strength)  # noqa: PLW2901
        found.append(mark)
    return (*found, *left)


def _same(mark: Reaction, sound: Reaction, place: Span) -> bool:
    if sound.time is None or mark.kind != sound.kind:
        return False
    return place.start - _NEAR <= sound.time.start <= place.end + _NEAR


def _between(transcript: Transcript, chars: Span) -> Span | None:
    """Return the time from the last word before `chars` to the first one after it."""
    before = [time.end for end, time in _timed(transcript) if end <= chars.start]
    after = next((time.start for end, time in _timed(transcript) if end > chars.end), None)
    if not before and after is None:
        return None
    start = before[-1] if before else 0
    return Span(start, max(start, after if after is not None else start))


def _timed(transcript: Transcript) -> Iterator[tuple[int, Span]]:
    return ((word.chars.end, word.time) for word in transcript.words if word.time is not None)
