"""Themes by block comparison: no model, no download, any language written with spaces."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

import numpy as np

from rhetoric import __version__
from rhetoric.errors import ConfigError
from rhetoric.records import Run, Span, Theme, Transcript
from rhetoric.text import segment, sentences
from rhetoric.themes.boundaries import CutRule, Floats, cut, stem_ids, stem_weights
from rhetoric.themes.labels import key_terms, label
from rhetoric.themes.stems import Content, read_content

_TYPICAL = 800  # words; the speech for which `shortest` is meant as it stands


@dataclass(frozen=True, slots=True)
class BlockOptions:
    """How finely a speech is cut into themes, and how themes are named.

    Parameters
    ----------
    shortest
        Words of the shortest segment in a speech of 800 words or less.
    growth
        Power with which that length grows with the speech: 0 not at all, 1 in step with it.
    block
        Words compared on each side of a gap, as a multiple of the shortest segment.
    smoothing
        Words averaged over on each side of a gap, as a part of the block.
    strictness
        Depth a gap must exceed, in standard deviations above the mean depth.
    turn_bonus
        Advantage of gaps at which a turn ends, in standard deviations of the depths.
    undivided
        Words below which a speech is one theme.
    alike
        Likeness of vocabulary, 0 to 1, from which two segments are one theme.
    keywords, label_terms
        How many terms a theme lists, and how many of these make its label.
    """

    shortest: int = 90
    growth: float = 0.75
    block: float = 1.6
    smoothing: float = 0.125
    strictness: float = 0.25
    turn_bonus: float = 0.25
    undivided: int = 200
    alike: float = 0.5
    keywords: int = 8
    label_terms: int = 3

    def __post_init__(self) -> None:
        """Check the ranges."""
        positive = ("shortest", "block", "undivided", "alike", "keywords", "label_terms")
        for name, value in asdict(self).items():
            if name != "strictness" and (value < 0 or (name in positive and value == 0)):
                rule = "above 0" if name in positive else "0 or more"
                raise ConfigError(
                    f"themes option {name} = {value}: must be {rule}", "leave it out for the default"
                )


class BlockThemes:
    """Cuts a transcript where its vocabulary changes, and names the stretches by their own words."""

    def __init__(self, options: BlockOptions | None = None) -> None:
        self.options = options or BlockOptions()

    def segment(self, transcript: Transcript) -> tuple[Theme, ...]:
        """Return themes in order of first mention; their parts are whole sentences; no words, no themes."""
        lines = transcript.sentences or _own_sentences(transcript)
        content = read_content(transcript.text, lines, transcript.language)
        if not any(content.lengths):
            return ()
        starts = (
            cut(content, _turn_starts(transcript, lines), self._rule(content)) if self._divides(content) else ()
        )
        stretches = [Span(*pair) for pair in pairwise((0, *starts, len(lines)))]
        groups = _gather(_likeness(content, stretches, self.options), self.options.alike)
        return tuple(
            self._theme(content, number, [stretches[index] for index in group])
            for number, group in enumerate(groups, start=1)
        )

    def provenance(self) -> Run:
        """Say which version and options produced the themes."""
        return Run(stage="themes", backend="blocks", version=__version__, options=asdict(self.options))

    def _divides(self, content: Content) -> bool:
        return sum(content.lengths) >= self.options.undivided

    def _rule(self, content: Content) -> CutRule:
        """Scale the cut to the speech: a debate of two hours has longer themes than a speech of five minutes."""
        total, options = sum(content.lengths), self.options
        scale = max(1.0, (total / _TYPICAL) ** options.growth)
        block = options.shortest * scale * options.block
        reach = options.smoothing * block * len(content.sentences) / total
        return CutRule(
            block=round(block),
            shortest=round(options.shortest * scale),
            smoothing=max(1, round(reach)) if options.smoothing else 0,
            turn_bonus=options.turn_bonus,
            strictness=options.strictness,
        )

    def _theme(self, content: Content, number: int, stretches: Sequence[Span]) -> Theme:
        terms = key_terms(content, stretches, self.options.keywords)
        return Theme(
            id=f"T{number}",
            label=label(content, stretches, terms[: self.options.label_terms]),
            keywords=terms,
            parts=tuple(_chars(content, stretch) for stretch in _joined(stretches)),
        )


def _own_sentences(transcript: Transcript) -> tuple[Span, ...]:
    if transcript.turns:
        return segment(transcript.text, transcript.language, transcript.turns, transcript.words)
    return sentences(transcript.text, transcript.language)


def _turn_starts(transcript: Transcript, lines: Sequence[Span]) -> frozenset[int]:
    """Return the numbers of the sentences with which another speaker begins.

    Subtitles cut one speech into many turns of one speaker; only a change of speaker draws a boundary.
    """
    changes = [now.chars.start for before, now in pairwise(transcript.turns) if before.speaker != now.speaker]
    places = np.searchsorted(np.array([line.start for line in lines], dtype=np.int64), changes)
    return frozenset(int(place) for place in places)


def _likeness(content: Content, stretches: Sequence[Span], options: BlockOptions) -> Floats:
    """Return the cosine of every two stretches' weighted stems."""
    ids, size = stem_ids(content)
    owners = np.array([word.sentence for word in content.words], dtype=np.int64)
    weights = stem_weights(ids, size, max(1, options.shortest // 2))
    inside = [ids[(owners >= start) & (owners < end)] for start, end in stretches]
    rows = np.array([np.bincount(found, minlength=size) * weights for found in inside])
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(norms > 0, norms, 1.0)
    return np.asarray(unit @ unit.T, dtype=np.float64)


def _gather(likeness: Floats, alike: float) -> list[list[int]]:
    """Put each stretch to the group it resembles most, on the average of its members, or into one of its own."""
    groups: list[list[int]] = []
    for index in range(len(likeness)):
        scores = [float(np.mean(likeness[index, group])) for group in groups]
        best = max(range(len(groups)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= alike:
            groups[best].append(index)
        else:
            groups.append([index])
    return groups


def _joined(stretches: Sequence[Span]) -> list[Span]:
    """Join stretches that follow each other without a gap."""
    joined: list[Span] = []
    for stretch in stretches:
        if joined and joined[-1].end == stretch.start:
            joined[-1] = joined[-1].hull(stretch)
        else:
            joined.append(stretch)
    return joined


def _chars(content: Content, stretch: Span) -> Span:
    return content.sentences[stretch.start].hull(content.sentences[stretch.end - 1])
