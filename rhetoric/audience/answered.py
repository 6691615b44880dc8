"""How often the audience answers a device, beside sentences like it without the device.

The unit is a sentence: one in which a counted annotation of the device ends. It is answered if a reaction of
the kinds asked for begins inside it or within 2 s of its end (in a text: if its mark stands inside or directly
follows). Up to three sentences without the device are its match: same speaker, at most half as long again or a
third shorter, at most a quarter of the speech away; where none fits, the sentence is left out of the comparison.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rhetoric.audience.link import answers, latency, marks_of, sentence_of
from rhetoric.counting import counted_notes, separated, times_of
from rhetoric.records import Analysis, Reaction, Span
from rhetoric.reports.catalogue import DeviceInfo
from rhetoric.text import tokens

APPROVAL = ("applause", "cheering")
_MATCHES = 3
_LENGTH = math.log(1.5)
_APART = 0.25  # of the speech


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: whose, how long (words), where (0 to 1), which devices end in it, and what answered it."""

    speech: str
    speaker: str
    words: int
    place: float
    devices: frozenset[str]
    reaction: Reaction | None = None
    latency: int | None = None

    @property
    def answered(self) -> bool:
        """Whether a reaction answered it."""
        return self.reaction is not None


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with a device, and the sentences without it that it is compared with."""

    said: Said
    matched: tuple[Said, ...]

    @property
    def usual(self) -> float:
        """The share of the matched sentences that were answered."""
        return sum(one.answered for one in self.matched) / len(self.matched)


def sentences(
    speech: str, analysis: Analysis, devices: Mapping[str, DeviceInfo], kinds: Sequence[str]
) -> tuple[Said, ...]:
    """Return the sentences of a speech; only reactions of `kinds` count."""
    return tuple(_sentences(speech, analysis, devices, [one for one in analysis.reactions if one.kind in kinds]))


def cases(said: Sequence[Said], device: str) -> tuple[Case, ...]:
    """Return the sentences of one or more speeches with a device, each with its matches (perhaps none)."""
    others: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        if device not in one.devices:
            others.setdefault((one.speech, one.speaker), []).append(one)
    found = []
    for one in said:
        if device in one.devices:
            alike = [other for other in others.get((one.speech, one.speaker), ()) if _alike(one, other)]
            near = sorted(alike, key=lambda other: _distance(one, other))[:_MATCHES]
            found.append(Case(one, tuple(near)))
    return tuple(found)


def _sentences(
    speech: str, analysis: Analysis, devices: Mapping[str, DeviceInfo], reactions: Sequence[Reaction]
) -> Iterator[Said]:
    transcript = analysis.transcript
    marks = marks_of(analysis)
    present: dict[Span, set[str]] = {}
    for note in counted_notes(analysis, devices):
        home = sentence_of(transcript.sentences, note.hull.end)
        if home is not None:
            present.setdefault(home, set()).add(note.device)
    size = max(1, len(transcript.text))
    speaker = _speakers(speech, analysis)
    for chars, time in zip(transcript.sentences, times_of(transcript, transcript.sentences), strict=True):
        words = len(tokens(transcript.text, chars))
        if words:
            first = next((one for one in reactions if answers(one, time=time, chars=chars, marks=marks)), None)
            yield Said(
                speech, speaker(chars), words, chars.start / size, frozenset(present.get(chars, ())), first,
                latency(first, time) if first else None,
            )  # fmt: skip


def _speakers(speech: str, analysis: Analysis) -> Callable[[Span], str]:
    """Return what names the speaker of a stretch: a name, an id within its speech, or "" where none is known."""
    named = {one.id: one.name or f"{speech}: {one.id}" for one in analysis.speakers}
    turns = analysis.transcript.turns if separated(analysis) else ()
    owned = [(turn.chars, named.get(turn.speaker or "", "")) for turn in turns]

    def speaker(chars: Span) -> str:
        return max(owned, key=lambda turn: turn[0].overlap(chars), default=(chars, ""))[1]

    return speaker


def _distance(one: Said, other: Said) -> float:
    return abs(math.log(one.words / other.words)) + 2 * abs(one.place - other.place)


def _alike(one: Said, other: Said) -> bool:
    return abs(math.log(one.words / other.words)) <= _LENGTH and abs(one.place - other.place) <= _APART
