"""From a text and the likeness of its parts to themes: cut, gather what returns, name, divide again."""

from collections.abc import Sequence

import numpy as np

from rhetoric.records import Span, Theme, Transcript
from rhetoric.text import segment, sentences
from rhetoric.themes.boundaries import Floats, stem_ids, stem_weights
from rhetoric.themes.joins import join_neighbours
from rhetoric.themes.labels import Namer
from rhetoric.themes.matching import TopicReading
from rhetoric.themes.model import shipped_model
from rhetoric.themes.options import ThemeOptions
from rhetoric.themes.outline import Comparer, Outline, outline_of
from rhetoric.themes.stems import Content, language_code, read_content
from rhetoric.themes.topics import Topic
from rhetoric.themes.voices import voice_names

_RARITY = 45  # content words of the stretches by which a stem counts as rare or common

_DIVIDED = 800  # words of a theme that is long enough to have parts


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
    reading = TopicReading(content, topics, language_code(transcript.language))
    outline = outline_of(transcript, content, compare, typical) if total >= options.undivided else None
    whole = Span(0, len(lines))
    groups = _groups(outline, reading, typical, options.alike) if outline else [[whole]]
    namer = Namer(content, reading, options.keywords, names=voice_names(transcript))
    upper = namer.themes(groups, "T")
    if outline is None or total < options.long:
        return upper
    lower = [
        theme
        for parent, group in zip(upper, groups, strict=True)
        if len(inner := _divided(outline, reading, group, options)) > 1
        for theme in namer.themes(inner, f"{parent.id}.", parent=parent)
    ]
    return (*upper, *lower)


def _groups(outline: Outline, reading: TopicReading, typical: float, alike: float) -> list[list[Span]]:
    """Cut a text, join neighbours on one topic, and gather the stretches that resemble each other."""
    content = outline.content
    whole = Span(0, len(content.sentences))
    found = join_neighbours(outline, outline.cut(whole, typical), reading)
    gathered = _gather(_likeness(content, found), alike)
    return [_joined([found[index] for index in group]) for group in gathered]


def _divided(
    outline: Outline, reading: TopicReading, group: Sequence[Span], options: ThemeOptions
) -> list[list[Span]]:
    """Cut the parts of one theme again, as a speech of their own length would be."""
    inner: list[list[Span]] = []
    for part in group:
        words = sum(outline.content.lengths[part.start : part.end])
        usual = shipped_model().usual_length(words) / options.inner_fineness
        pieces = outline.cut(part, usual) if words >= _DIVIDED else [part]
        inner.extend([piece] for piece in join_neighbours(outline, pieces, reading))
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
