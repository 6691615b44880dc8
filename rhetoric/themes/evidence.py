"""What speaks for a new subject at each sentence: announcements, hand-overs, and the words that change.

Each sentence has one row, each kind of evidence one column; the weights come from a small trained model.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from rhetoric.records import Span, Transcript
from rhetoric.text import Token, tokens
from rhetoric.themes.boundaries import Floats, depths, smooth
from rhetoric.themes.cues import closings, openings
from rhetoric.themes.stems import Content, language_code
from rhetoric.themes.voices import Stretch, chair, stretches

FEATURES = ("turn", "announced", "announced_within", "closed", "near", "wide", "depth", "voice")
NEAR, WIDE = 0.35, 0.7  # blocks compared, as parts of a typical theme
_SHORT = 80  # words; a turn that long or shorter may be no more than an announcement
_OPENS = 6, 3  # sentences of a short and of a longer turn in which a subject is announced
_CHARS = 400  # of a sentence, at its head or end, in which cues are looked for
_WORDS = 40  # likewise
_SILENT = 0.7  # of a typical theme; who has not been heard for that long is a new voice
_SMOOTHING = 3  # sentences each side


@dataclass(frozen=True, slots=True)
class Cohesion:
    """How alike blocks of two widths are at each gap; gap i stands before sentence i + 1."""

    near: Floats
    wide: Floats


@dataclass(frozen=True, slots=True)
class _Announcements:
    """The evidence of turns and cues, one value a sentence."""

    turn: Floats
    announced: Floats
    within: Floats
    closed: Floats
    voice: Floats


def evidence(transcript: Transcript, content: Content, cohesion: Cohesion, *, typical: float) -> Floats:
    """Return one row of FEATURES per sentence; `typical` is the length of a usual theme in words."""
    size = len(content.sentences)
    said = _announcements(transcript, content, typical)
    near = _standard(cohesion.near) * _filled(content, NEAR * typical)
    wide = _standard(cohesion.wide) * _filled(content, WIDE * typical)
    depth = _standard(depths(smooth(cohesion.near, _SMOOTHING)))
    columns = (said.turn, said.announced, said.within, said.closed, -near, -wide, depth, said.voice)
    return np.stack(columns, axis=1) if size else np.zeros((0, len(FEATURES)))


def _announcements(transcript: Transcript, content: Content, typical: float) -> _Announcements:
    voices = stretches(transcript.turns, content.sentences) or (Stretch(Span(0, len(content.sentences)), None),)
    language = language_code(transcript.language)
    before = [0, *accumulate(content.lengths)]
    heads = [openings(_head(content, line), language) for line in content.sentences]
    said = _Announcements(*(np.zeros(len(content.sentences)) for _ in range(5)))
    for index, voice in enumerate(voices):
        start, end = voice.sentences
        said.turn[start] = index > 0
        short = before[end] - before[start] <= _SHORT
        if short:
            said.announced[start] = min(2, sum(heads[start : min(end, start + _OPENS[0])]))
        else:
            said.within[start] = any(heads[start : min(end, start + _OPENS[1])])
            inside = range(start + _OPENS[1], end)
            said.within[list(inside)] = [min(1, heads[place]) for place in inside]
        if index > 0:
            last = content.sentences[voices[index - 1].sentences.end - 1]
            announced = said.announced[voices[index - 1].sentences.start] > 0
            said.closed[start] = 0 if announced else min(1, closings(_tail(content, last), language))
    for place in _new_voices(voices, before, _SILENT * typical):
        said.voice[place] = 1
    return said


def _new_voices(voices: Sequence[Stretch], before: Sequence[int], silent: float) -> Iterator[int]:
    """Yield the sentences with which somebody silent for that many words takes the floor, or is given it."""
    leader = chair(voices)
    heard: dict[str | None, int] = {}
    for index, voice in enumerate(voices):
        follows = voices[min(index + 1, len(voices) - 1)]
        speaker = follows.speaker if leader is not None and voice.speaker == leader else voice.speaker
        start = before[voice.sentences.start]
        if index > 0 and start - heard.get(speaker, -silent * 2 - 1) > silent:
            yield voice.sentences.start
        heard[voice.speaker] = before[voice.sentences.end]


def _head(content: Content, line: Span) -> Sequence[Token]:
    return tokens(content.text, Span(line.start, min(line.end, line.start + _CHARS)))[:_WORDS]


def _tail(content: Content, line: Span) -> Sequence[Token]:
    return tokens(content.text, Span(max(line.start, line.end - _CHARS), line.end))[-_WORDS:]


def _filled(content: Content, block: float) -> Floats:
    """Return how much of its two blocks each sentence has around it: near the ends, likeness says less."""
    before = np.array([0, *accumulate(content.lengths)][:-1], dtype=np.float64)
    around = np.minimum(before, sum(content.lengths) - before)
    return np.asarray(np.minimum(1.0, around / block), dtype=np.float64)


def _standard(values: Iterable[float]) -> Floats:
    """Return the values of the gaps in standard deviations from their mean, one a sentence, 0 for the first."""
    listed = np.asarray(values, dtype=np.float64)
    spread = float(np.std(listed)) if len(listed) else 0.0
    scaled = (listed - np.mean(listed)) / spread if spread > 1e-9 else np.zeros(len(listed))
    return np.concatenate(([0.0], scaled))
