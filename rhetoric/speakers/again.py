"""Telling the voices of a finished analysis apart once more, without hearing the recording again."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from rhetoric.delivery.views import fitting
from rhetoric.formats.rttm import segments_of
from rhetoric.records import Analysis, Annotation, Speaker
from rhetoric.speakers import SpeakerSegment
from rhetoric.speakers.assign import assign
from rhetoric.speakers.count import SpeakerCount
from rhetoric.speakers.dvector import DvectorDiarizer, DvectorOptions
from rhetoric.speakers.library import named_voices, stamped
from rhetoric.speakers.names import rename
from rhetoric.speakers.prints import VOICES, Prints, load_prints
from rhetoric.transcribe.risk import inherited, rated


def prints_beside(analysis: Analysis, folder: Path) -> Prints:
    """Return the voices kept in an analysis's folder.

    Raises
    ------
    InputError
        If they are not there, or belong to another recording.
    """
    sha256 = analysis.recording.sha256 if analysis.recording else None
    return load_prints(folder / VOICES, recording_sha256=sha256)


def separate_again(
    analysis: Analysis,
    prints: Prints,
    count: SpeakerCount,
    names: Mapping[str, str],
    *,
    library: Path | None = None,
    risk: Path | None = None,
) -> Analysis:
    """Return `analysis` with speakers and turns by another count; text, themes and tags stay.

    Where words have a risk class it is judged again, since it depends on where turns end (`risk`: the fitted
    rules, if there are any). What was concluded from who spoke (accusations by side, own acts, projections) is
    left out, since it may no longer hold, and so is the delivery of turns that are gone.
    """
    engine = DvectorDiarizer(DvectorOptions(count))
    segments = engine.group(prints)
    transcript, speakers = assign(analysis.transcript, segments)
    known = named_voices(prints, segments, library)
    sha256 = analysis.recording.sha256 if analysis.recording else None
    run = stamped(replace(engine.provenance(), input_sha256=sha256), library)
    kept = tuple(one for one in analysis.runs if one.stage not in {"speakers", "projection"})
    placed = replace(
        analysis,
        transcript=transcript,
        speakers=rename((replace(one, name=known.get(one.id)) for one in speakers), names),
        annotations=tuple(replace(note, speaker=None) for note in analysis.annotations),
        accusations=(),
        own_acts=(),
        projections=(),
        runs=(*kept, run),
    )
    if any(word.risk is not None for word in placed.transcript.words):
        placed = rated(placed, risk)
    notes = inherited((_spoken(note, placed) for note in placed.annotations), placed.transcript)
    return fitting(replace(placed, annotations=notes))


def segments_by_id(analysis: Analysis) -> tuple[SpeakerSegment, ...]:
    """Return the turns of an analysis as segments by the ids of its speakers."""
    return segments_of(replace(analysis, speakers=tuple(Speaker(one.id) for one in analysis.speakers)))


def _spoken(note: Annotation, analysis: Analysis) -> Annotation:
    start = note.parts[0].start
    turns = analysis.transcript.turns
    return replace(
        note, speaker=next((turn.speaker for turn in turns if turn.chars.start <= start < turn.chars.end), None)
    )
