"""From a text and the likeness of its parts to themes: cut, gather what returns, name, divide again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rhetoric.records import Span, Theme, Transcript
from rhetoric.text import segment, sentences
from rhetoric.themes.boundaries import Floats, stem_ids, stem_weights
from rhetoric.themes.decode import best_cuts
from rhetoric.themes.evidence import FEATURES, NEAR, WIDE, Cohesion, evidence
from rhetoric.themes.labels import Namer
from rhetoric.themes.model import shipped_model
from rhetoric.themes.options import ThemeOptions
from rhetoric.themes.stems import Content, read_content
from rhetoric.themes.topics import Topic

_RARITY = 45  # content words of the stretches by which a stem counts as rare or common

_DIVIDED = 800  # words of a theme that is long enough to have parts

Comparer = Callable[[Content, int], Floats]


@dataclass(frozen=True, slots=True)
class _Outline:
    """A text, and for each sentence the log odds that a subject begins there, up to a constant."""

    content: Content
    scores: Floats


def themes_of(
    transcript: Transcript, compare: Comparer, *, options: ThemeOptions, topics: Sequence[Topic]
) -> tuple[Theme, ...]:
    """Return the themes of a transcript; `compare` says how alike blocks of that many words are at each gap.

    Themes of the first level come in order of first mention, then those of the second level; parts are whole
    sentences. A text without words has no themes.
    """
    lines = transcript.sentences or _own_sentences(transcript)
    content = read_content(transcript.text, lines, transcript.language)
    total = sum(content.lengths)
    if not total:
        return ()
    typical = shipped_model().usual_length(total) / options.fineness
    whole = Span(0, len(lines))
    if total < options.undivided:
        groups = [[whole]]
        outline = _Outline(content, np.zeros(len(lines)))
    else:
        outline = _Outline(content, _scores(transcript, content, compare, typical))
        found = _cut(outline, whole, typical)
        gathered = _gather(_likeness(content, found), options.alike)
        groups = [_joined([found[index] for index in group]) for group in gathered]
    namer = Namer(content, transcript.language, topics, options.keywords)
    upper = namer.themes(groups, "T")
    if total < options.long:
        return upper
    lower = [
        theme
        for parent, group in zip(upper, groups, strict=True)
        if len(inner := _divided(outline, group, options)) > 1
        for theme in namer.themes(inner, f"{parent.id}.", parent=parent)
    ]
    return (*upper, *lower)


def _scores(transcript: Transcript, content: Content, compare: Comparer, typical: float) -> Floats:
    cohesion = Cohesion(*(compare(content, max(20, round(part * typical))) for part in (NEAR, WIDE)))
    rows = evidence(transcript, content, cohesion, typical=typical)
    weights = np.array([shipped_model().weights[name] for name in FEATURES])
    return np.asarray(rows @ weights, dtype=np.float64)


def _cut(outline: _Outline, within: Span, typical: float) -> list[Span]:
    scores = outline.scores[within.start : within.end]
    lengths = outline.content.lengths[within.start : within.end]
    cuts = best_cuts(scores, lengths, typical=typical, model=shipped_model())
    bounds = (within.start, *(within.start + cut for cut in cuts), within.end)
    return [Span(*pair) for pair in pairwise(bounds)]


def _divided(outline: _Outline, group: Sequence[Span], options: ThemeOptions) -> list[list[Span]]:
    """Cut the parts of one theme again, as a speech of their own length would be."""
    inner: list[list[Span]] = []
    for part in group:
        words = sum(outline.content.lengths[part.start : part.end])
        usual = shipped_model().usual_length(words) / options.inner_fineness
        inner.extend([piece] for piece in (_cut(outline, part, usual) if words >= _DIVIDED else [part]))
    return inner


def _own_sentences(transcript: Transcript) -> tuple[Span, ...]:
    if transcript.turns:
        return segment(transcript.text, transcript.language, transcript.turns, transcript.words)
    return sentences(transcript.text, transcript.language)


def _likeness(content: Content, stretches: Sequence[Span]) -> Floats:
    """Return the cosine of every two stretches' weighted stems."""
    ids, size = stem_ids(content)
    owners = np.array([word.sentence for word in content.words], dtype=np.int64)
    weights = stem_weights(ids, size, _RARITY)
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
