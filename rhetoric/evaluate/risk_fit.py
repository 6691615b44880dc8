"""`--fit-risk`: the limits of the risk classes, fitted on recordings whose words are known.

The limits are those whose classes tell wrong words from right ones best (least Brier score of the classes' own
shares), with shares that rise from low to high. The shares reported come from sentences the limits were not fitted
on: each half is judged by limits of the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from rhetoric.errors import ConfigError
from rhetoric.evaluate.transcripts import TranscriptScore
from rhetoric.records import Analysis
from rhetoric.transcribe.risk import CLASSES, RiskRules, doubts

FEWEST = 200  # words heard
_STEPS = 20
_FEWEST_IN_CLASS = 10


@dataclass(frozen=True, slots=True)
class _Words:
    """What decides the class of each word: confidence, doubts (3: suspect), and whether it is wrong."""

    confidence: "np.ndarray"
    doubts: "np.ndarray"
    wrong: "np.ndarray"
    half: "np.ndarray"


def fit(found: Sequence[tuple[TranscriptScore, Analysis]]) -> RiskRules:
    """Return the rules fitted on these recordings.

    Raises
    ------
    ConfigError
        If there are too few words, or none with a confidence.
    """
    words = _words(found)
    if words.wrong.size < FEWEST:
        raise ConfigError(
            f"{words.wrong.size} words are too few to fit risk classes",
            f"give references of {FEWEST} words or more",
        )
    if np.isnan(words.confidence).all():
        raise ConfigError(
            "no word has a confidence, so there are no limits to fit",
            "give analyses by Whisper; the draft recogniser gives no confidence",
        )
    rules = _best(words, np.ones(words.wrong.size, dtype=bool))
    classes = np.zeros(words.wrong.size, dtype=np.int64)
    for side in (0, 1):
        held = words.half == side
        other = _best(words, ~held)
        classes[held] = _classes(words, other.high_below, other.medium_below)[held]
    errors: dict[str, float] = {
        level: round(float(words.wrong[classes == at].mean()), 4)
        for at, level in enumerate(CLASSES)
        if (classes == at).any()
    }
    return RiskRules(rules.high_below, rules.medium_below, words=int(words.wrong.size), errors=errors)


def _words(found: Sequence[tuple[TranscriptScore, Analysis]]) -> _Words:
    confidence: list[float] = []
    doubt: list[int] = []
    wrong: list[bool] = []
    half: list[int] = []
    for row, heard in found:
        reactions = [reaction.time for reaction in heard.reactions if reaction.time is not None]
        doubt += doubts(heard.transcript, RiskRules(), reactions)
        confidence += [np.nan if word.confidence is None else word.confidence for word in heard.transcript.words]
        wrong += row.wrong
        half += [sentence % 2 for sentence in row.sentence_of]
    return _Words(np.array(confidence, dtype=float), np.array(doubt), np.array(wrong, dtype=float), np.array(half))


def _best(words: _Words, chosen: "np.ndarray") -> RiskRules:
    best, rules = np.inf, RiskRules()
    for high, medium in combinations_with_replacement(np.linspace(0, 1, _STEPS + 1), 2):
        classes = _classes(words, high, medium)[chosen]
        cost = _cost(classes, words.wrong[chosen])
        if cost < best - 1e-12:
            best, rules = cost, RiskRules(round(float(high), 4), round(float(medium), 4))
    return rules


def _cost(classes: "np.ndarray", wrong: "np.ndarray") -> float:
    shares, cost = [], 0.0
    for at in range(len(CLASSES)):
        inside = wrong[classes == at]
        if not inside.size:
            continue
        if inside.size < _FEWEST_IN_CLASS:
            return float("inf")
        shares.append(inside.mean())
        cost += float(((inside - inside.mean()) ** 2).sum())
    return cost if shares == sorted(shares) else float("inf")


def _classes(words: _Words, high: float, medium: float) -> "np.ndarray":
    unknown = np.isnan(words.confidence)
    known = np.where(unknown, 1.0, words.confidence)
    alone = np.where(known < high, 2, np.where((known < medium) | unknown, 1, 0))
    together = np.minimum(words.doubts + (alone == 1), 2)
    found: np.ndarray = np.where(alone == 2, 2, together)
    return found
