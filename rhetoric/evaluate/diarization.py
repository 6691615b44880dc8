"""Who speaks when against a reference: DER and JER by pyannote.metrics, and the number of speakers.

The protocol is strict unless told otherwise: no collar, overlapping speech scored, from the beginning of the
recording to its end (or within the stretches given). DER (NIST RT-09) is false alarm, missed speech and confusion
over the speech of the reference; JER (DIHARD II) is one minus the Jaccard index of each reference speaker with the
voice mapped to them, so that every speaker weighs the same. Times come in ms, figures are shares.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

from rhetoric.records import Span
from rhetoric.speakers import SpeakerSegment


@dataclass(frozen=True, slots=True)
class Protocol:
    """How errors are counted: `collar` in ms left unscored around each change, half on either side."""

    collar: int = 0
    overlap: bool = True

    def __str__(self) -> str:
        """Return the protocol as it is printed above the figures."""
        collar = f"collar {self.collar} ms (half before and half after a change)" if self.collar else "no collar"
        return f"{collar}, overlapping speech {'scored' if self.overlap else 'not scored'}"


@dataclass(frozen=True, slots=True)
class SpeakerScore:
    """How one recording was separated; times in seconds, `der` and `jer` as shares (DER may exceed 1)."""

    der: float
    jer: float
    speech: float
    missed: float
    false_alarm: float
    confusion: float
    speakers: int
    found: int


def score_segments(
    reference: Sequence[SpeakerSegment],
    found: Sequence[SpeakerSegment],
    protocol: Protocol,
    *,
    scored: Sequence[Span] = (),
) -> SpeakerScore:
    """Compare `found` with `reference`.

    Parameters
    ----------
    scored
        Stretches to score; without any, from 0 to the last end of either side.
    """
    collar, skip = protocol.collar / 1000, not protocol.overlap
    end = max((part.time.end for part in (*reference, *found)), default=0)
    within = Timeline(_segment(span) for span in scored or (Span(0, end),))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sides = (_annotation(reference), _annotation(found))
        parts = DiarizationErrorRate(collar=collar, skip_overlap=skip).compute_components(*sides, uem=within)
        jaccard = JaccardErrorRate(collar=collar, skip_overlap=skip)  # type: ignore[no-untyped-call]
        jer = float(jaccard(*sides, uem=within))
    missed, alarm, confusion, speech = (
        float(parts[name]) for name in ("missed detection", "false alarm", "confusion", "total")
    )
    return SpeakerScore(
        der=rate(missed + alarm + confusion, speech),
        jer=jer,
        speech=speech,
        missed=missed,
        false_alarm=alarm,
        confusion=confusion,
        speakers=len({part.speaker for part in reference}),
        found=len({part.speaker for part in found}),
    )


def rate(error: float, speech: float) -> float:
    """Return seconds of error per second of speech; without speech every error is the whole."""
    if speech > 0:
        return error / speech
    return 1.0 if error > 0 else 0.0


def _annotation(segments: Iterable[SpeakerSegment]) -> Annotation:
    side = Annotation()
    for place, part in enumerate(segments):
        if part.time.length > 0:
            side[_segment(part.time), place] = part.speaker
    return side


def _segment(span: Span) -> Segment:
    return Segment(span.start / 1000, span.end / 1000)
