"""Delivery as readers see it: each sentence against its speaker's usual manner, and medians by speaker."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median

from rhetoric.counting import separated, times_of
from rhetoric.records import Analysis, Delivery, Span


@dataclass(frozen=True, slots=True)
class Manner:
    """Medians over sentences; None where no sentence tells."""

    sentences: int
    rate: float | None
    pause: float | None
    loudness: float | None
    pitch: float | None
    pitch_range: float | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence or turn: who spoke it when, and how far it is from the speaker's median sentence.

    `louder` in dB, `higher` and `wider` in semitones, `faster` in words per minute.
    """

    item: Delivery
    speaker: str | None
    time: Span | None
    louder: float | None
    higher: float | None
    faster: float | None = None
    wider: float | None = None


def fitting(analysis: Analysis) -> Analysis:
    """Return `analysis` without delivery of sentences and turns that are no longer cut as they were."""
    transcript = analysis.transcript
    known = {("sentence", chars) for chars in transcript.sentences}
    known |= {("turn", turn.chars) for turn in transcript.turns} or {("turn", Span(0, len(transcript.text)))}
    kept = tuple(item for item in analysis.delivery if (item.kind, item.chars) in known)
    return analysis if len(kept) == len(analysis.delivery) else replace(analysis, delivery=kept)


def manners(analysis: Analysis) -> Mapping[str | None, Manner]:
    """Return the manner of each speaker in order of first sentence; of nobody where speakers are not separated."""
    groups: dict[str | None, list[Delivery]] = {}
    for item, speaker in _by_speaker(analysis, "sentence"):
        groups.setdefault(speaker, []).append(item)
    return {speaker: _manner(items) for speaker, items in groups.items()}


def spoken_parts(analysis: Analysis, kind: str = "sentence") -> tuple[Spoken, ...]:
    """Return the sentences, or the turns, in order, each against its speaker's median sentence."""
    usual = manners(analysis)
    found = list(_by_speaker(analysis, kind))
    times = times_of(analysis.transcript, [item.chars for item, _ in found])
    return tuple(
        _against(item, speaker, time, usual[speaker] if speaker in usual else _manner([]))
        for (item, speaker), time in zip(found, times, strict=True)
    )


def _by_speaker(analysis: Analysis, kind: str) -> Iterable[tuple[Delivery, str | None]]:
    turns = analysis.transcript.turns
    known = separated(analysis)
    place = 0
    for item in analysis.delivery:
        if item.kind != kind:
            continue
        while place < len(turns) and turns[place].chars.end <= item.chars.start:
            place += 1
        inside = known and place < len(turns) and turns[place].chars.start < item.chars.end
        yield item, turns[place].speaker if inside else None


def _manner(items: list[Delivery]) -> Manner:
    return Manner(
        len(items),
        _median(item.rate for item in items),
        _median(item.pause for item in items),
        _median(item.loudness for item in items),
        _median(item.pitch for item in items),
        _median(item.pitch_range for item in items),
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _against(item: Delivery, speaker: str | None, time: Span | None, usual: Manner) -> Spoken:
    higher = round(12 * math.log2(item.pitch / usual.pitch), 1) if item.pitch and usual.pitch else None
    return Spoken(
        item,
        speaker,
        time,
        louder=_more(item.loudness, usual.loudness),
        higher=higher,
        faster=_more(item.rate, usual.rate),
        wider=_more(item.pitch_range, usual.pitch_range),
    )


def _more(value: float | None, usual: float | None) -> float | None:
    return None if value is None or usual is None else round(value - usual, 1)
