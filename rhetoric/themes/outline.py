"""A text as what speaks for a new subject at each of its sentences, and where that cuts it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rhetoric.records import Span, Transcript
from rhetoric.themes.boundaries import Floats
from rhetoric.themes.decode import best_cuts, enough_cuts
from rhetoric.themes.evidence import FEATURES, NEAR, WIDE, Cohesion, evidence
from rhetoric.themes.model import shipped_model
from rhetoric.themes.stems import Content

Comparer = Callable[[Content, int], Floats]

_SAID = ("announced", "announced_within", "closed")
_FEWEST_WORDS = 20  # of a block that is compared


@dataclass(frozen=True, slots=True)
class Outline:
    """A text, sentence by sentence.

    Parameters
    ----------
    content
        The text with its content words.
    scores
        Log odds that a subject begins with a sentence, up to a constant.
    handed
        Whether somebody else takes the floor with it.
    said
        Whether a subject is announced in it, or was closed just before.
    """

    content: Content
    scores: Floats
    handed: NDArray[np.bool_]
    said: NDArray[np.bool_]

    def cut(self, within: Span, typical: float) -> list[Span]:
        """Cut a range of sentences into subjects of about that many words."""
        model = shipped_model()
        lengths = self.content.lengths[within.start : within.end]
        scores, expected = self.scores[within.start : within.end], sum(lengths) / typical
        find = partial(best_cuts, scores, lengths, typical=typical, spacing=model.spacing)
        if np.count_nonzero(self.handed[within.start + 1 : within.end]) < expected:
            cuts = enough_cuts(find, model.alone * expected)
        else:
            cuts = find(eagerness=model.eagerness)
        bounds = (within.start, *(within.start + cut for cut in cuts), within.end)
        return [Span(*pair) for pair in pairwise(bounds)]


def outline_of(transcript: Transcript, content: Content, compare: Comparer, typical: float) -> Outline:
    """Weigh the evidence; `compare` says how alike blocks of that many words are at each gap."""
    widths = (max(_FEWEST_WORDS, round(part * typical)) for part in (NEAR, WIDE))
    rows = evidence(transcript, content, Cohesion(*(compare(content, width) for width in widths)), typical=typical)
    weights = np.array([shipped_model().weights[name] for name in FEATURES])
    said = rows[:, [FEATURES.index(name) for name in _SAID]]
    return Outline(content, rows @ weights, rows[:, FEATURES.index("turn")] > 0, np.any(said > 0, axis=1))
