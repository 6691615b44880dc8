"""The stage: an analysis and its recording become an analysis with delivery."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rhetoric.audio import Audio
from rhetoric.counting import spoken, turn_times
from rhetoric.delivery import frames, measures
from rhetoric.progress import Progress
from rhetoric.records import Analysis, Delivery, DeliveryKind, Run, Span, Word

STAGE = "delivery"


def with_delivery(analysis: Analysis, audio: Audio, progress: Progress) -> Analysis:
    """Return `analysis` with how each sentence and each turn was spoken; without times it stays as it is."""
    transcript = analysis.transcript
    if not transcript.timed:
        return analysis
    progress.stage("measuring delivery", audio.duration)
    turns = [turn.chars for turn in spoken(transcript)]
    stretches = [time for time in turn_times(transcript) if time is not None] if transcript.turns else []
    heard = frames.measure(audio, stretches or [Span(0, audio.duration)], progress=progress.reach)
    clear = heard.without([overlap.time for overlap in transcript.overlaps])
    found = (
        *_described("sentence", transcript.sentences, transcript.words, clear),
        *_described("turn", turns, transcript.words, clear),
    )
    ordered = sorted(found, key=lambda item: (item.chars, item.kind))
    return replace(analysis, delivery=tuple(ordered), runs=(*analysis.runs, provenance(audio)))


def provenance(audio: Audio) -> Run:
    """Say which library measured what."""
    options = {
        "lowest_hz": frames.LOWEST,
        "highest_hz": frames.HIGHEST,
        "shortest_pause_ms": measures.SHORTEST_PAUSE,
    }
    return Run(STAGE, frames.BACKEND, frames.library_version(), options, input_sha256=audio.recording.sha256)


def _described(
    kind: DeliveryKind, spans: Iterable[Span], words: Sequence[Word], heard: frames.Frames
) -> Iterator[Delivery]:
    place = 0
    for span in spans:
        while place < len(words) and words[place].chars.end <= span.start:
            place += 1
        last = place
        while last < len(words) and words[last].chars.start < span.end:
            last += 1
        yield measures.describe(kind, span, words[place:last], heard)
        place = last
