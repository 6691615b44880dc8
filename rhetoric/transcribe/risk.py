"""How risky it is to rest on a word: low, medium or high, by documented rules, and what annotations inherit.

A word is *high* where it is suspect (loop, stock phrase, no speech, too fast, translated), where the recogniser's
confidence is below `high_below`, or where two doubts meet. It is *medium* with one doubt: confidence below
`medium_below` or unknown, a time that is estimated, several voices at once, a turn edge within `edge` ms, or a
reaction of the audience underneath. Everything else is *low*. The limits are uncalibrated until
`rhetoric evaluate transcript --fit-risk` has fitted them on references of the user's own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import msgspec

from rhetoric.errors import ConfigError
from rhetoric.files import write_text
from rhetoric.notices import with_notice
from rhetoric.records import Analysis, Annotation, Notice, RiskClass, Span, Transcript, Word

CLASSES: tuple[RiskClass, ...] = ("low", "medium", "high")
SUSPECT = "suspect"  # the risk of an annotation that rests on suspect words
_MOST = 3  # doubts of a suspect word
_SCHEMA = "rhetoric-risk/1"
_LEVELS = {level: f"risk_{level}" for level in CLASSES}  # as annotations carry them


@dataclass(frozen=True, slots=True)
class RiskRules:
    """Limits of confidence in [0, 1], and how near a turn edge (ms) is doubtful; `words` they were fitted on."""

    high_below: float = 0.4
    medium_below: float = 0.7
    edge: int = 500
    words: int = 0
    errors: dict[str, float] | None = None  # share of wrong words per class where they were fitted
    schema: str = _SCHEMA

    @property
    def calibrated(self) -> bool:
        """Whether the limits were fitted on references."""
        return self.words > 0


def read_rules(path: Path | None) -> RiskRules:
    """Return the rules in a file written by `--fit-risk`, or the uncalibrated ones where there is none.

    Raises
    ------
    ConfigError
        If the file is no such file.
    """
    if path is None:
        return RiskRules()
    try:
        rules = msgspec.json.decode(path.read_bytes(), type=RiskRules)
    except (OSError, msgspec.DecodeError) as error:
        raise ConfigError(
            f"the risk file {path} cannot be read: {error}",
            "write one: rhetoric evaluate transcript --fit-risk REF PRED",
        ) from error
    if rules.schema != _SCHEMA or not 0 <= rules.high_below <= rules.medium_below <= 1:
        raise ConfigError(f"{path} is no risk file", "write one: rhetoric evaluate transcript --fit-risk REF PRED")
    return rules


def write_rules(rules: RiskRules, path: Path) -> None:
    """Write fitted rules to a file that `--risk FILE` reads."""
    write_text(path, msgspec.json.format(msgspec.json.encode(rules), indent=1).decode() + "\n")


def rated(analysis: Analysis, path: Path | None = None) -> Analysis:
    """Return an analysis whose heard words have a risk class; a notice says where the rules are uncalibrated."""
    if not analysis.transcript.words:
        return analysis
    rules = read_rules(path)
    reactions = [reaction.time for reaction in analysis.reactions if reaction.time is not None]
    transcript = rate_words(analysis.transcript, rules, reactions)
    if not rules.calibrated:
        transcript = with_notice(transcript, Notice("risk_uncalibrated"))
    return replace(analysis, transcript=transcript)


def rate_words(transcript: Transcript, rules: RiskRules, reactions: Sequence[Span] = ()) -> Transcript:
    """Return the transcript with a risk class for every word."""
    found = doubts(transcript, rules, reactions)
    words = tuple(
        replace(word, risk=_risk(word, rules, doubt)) for word, doubt in zip(transcript.words, found, strict=True)
    )
    return replace(transcript, words=words)


def doubts(transcript: Transcript, rules: RiskRules, reactions: Sequence[Span] = ()) -> list[int]:
    """Return how many doubts each word has besides its confidence; a suspect word has as many as make it high."""
    loud = sorted(overlap.time for overlap in transcript.overlaps)
    suspect = _within(transcript, [part.chars for part in transcript.passages if part.suspect])
    edges = _edges(transcript, rules.edge)
    return [
        _MOST if bad else _sounds(word, loud) + _sounds(word, reactions) + edge + word.estimated
        for word, edge, bad in zip(transcript.words, edges, suspect, strict=True)
    ]


def unsupported_by(notes: Iterable[Annotation], transcript: Transcript) -> tuple[Annotation, ...]:
    """Return the annotations, those that rest on suspect words as candidates with the risk "suspect".

    They stay to be seen, since a guard can be wrong about a real refrain; no count and no chart takes them in.
    """
    bad = [part.chars for part in transcript.passages if part.suspect]
    if not bad:
        return tuple(notes)
    return tuple(
        _candidate(note) if note.source.kind != "human" and _touches(note, bad) else note for note in notes
    )


def on_sound_words(analysis: Analysis) -> Analysis:
    """Return the analysis without accusations and own acts read from suspect words."""
    bad = [part.chars for part in analysis.transcript.passages if part.suspect]
    if not bad:
        return analysis
    doubted = {note.id for note in analysis.annotations if _touches(note, bad)}
    return replace(
        analysis,
        accusations=tuple(one for one in analysis.accusations if one.annotation not in doubted),
        own_acts=tuple(own for own in analysis.own_acts if not any(own.chars.overlap(one) for one in bad)),
    )


def inherited(notes: Iterable[Annotation], transcript: Transcript) -> tuple[Annotation, ...]:
    """Return the annotations with the highest risk class of their words; typed words have none to give."""
    known = [word for word in transcript.words if word.risk is not None]
    if not known:
        return tuple(notes)
    return tuple(_inheriting(note, known) for note in notes)


def level_of(note: Annotation) -> RiskClass | None:
    """Return the risk class an annotation inherited, or None where its words were not heard by a machine."""
    return next((level for level in reversed(CLASSES) if _LEVELS[level] in note.risks), None)


def at_most(analysis: Analysis, level: RiskClass) -> Analysis:
    """Return the analysis without annotations of a higher risk class, nor what refers to them."""
    allowed = CLASSES[: CLASSES.index(level) + 1]
    kept = tuple(note for note in analysis.annotations if (level_of(note) or "low") in allowed)
    names = {note.id for note in kept}
    risky = [word.chars for word in analysis.transcript.words if word.risk not in {None, *allowed}]
    return replace(
        analysis,
        annotations=kept,
        accusations=tuple(one for one in analysis.accusations if one.annotation in names),
        own_acts=tuple(own for own in analysis.own_acts if not _any_in(own.chars, risky)),
        projections=tuple(one for one in analysis.projections if one.accusation in names),
    )


def class_of(confidence: float | None, rules: RiskRules) -> RiskClass:
    """Return the class that confidence alone gives."""
    if confidence is None:
        return "medium"
    if confidence < rules.high_below:
        return "high"
    return "medium" if confidence < rules.medium_below else "low"


def _risk(word: Word, rules: RiskRules, doubt: int) -> RiskClass:
    alone = class_of(word.confidence, rules)
    return "high" if alone == "high" else CLASSES[min(doubt + (alone == "medium"), 2)]


def _edges(transcript: Transcript, near: int) -> list[bool]:
    """Tell of each word whether another speaker's turn begins or ends within `near` ms of it."""
    speakers = _speakers(transcript)
    moments = sorted(
        (before.time.end + after.time.start) // 2
        for (before, one), (after, other) in pairwise(zip(transcript.words, speakers, strict=True))
        if one != other and before.time is not None and after.time is not None
    )
    found, place = [], 0
    for word in transcript.words:
        if word.time is None:
            found.append(False)
            continue
        while place < len(moments) and moments[place] < word.time.start - near:
            place += 1
        found.append(place < len(moments) and moments[place] <= word.time.end + near)
    return found


def _speakers(transcript: Transcript) -> list[str | None]:
    found, place = [], 0
    turns = transcript.turns
    for word in transcript.words:
        while place < len(turns) and turns[place].chars.end <= word.chars.start:
            place += 1
        inside = place < len(turns) and turns[place].chars.overlap(word.chars)
        found.append(turns[place].speaker if inside else None)
    return found


def _within(transcript: Transcript, stretches: Sequence[Span]) -> list[bool]:
    found, place = [], 0
    for word in transcript.words:
        while place < len(stretches) and stretches[place].end <= word.chars.start:
            place += 1
        found.append(place < len(stretches) and bool(stretches[place].overlap(word.chars)))
    return found


def _sounds(word: Word, stretches: Sequence[Span]) -> bool:
    return word.time is not None and any(stretch.overlap(word.time) for stretch in stretches)


def _touches(note: Annotation, stretches: Sequence[Span]) -> bool:
    return any(part.overlap(stretch) for part in note.parts for stretch in stretches)


def _any_in(chars: Span, ordered: Sequence[Span]) -> bool:
    place = bisect_left(ordered, chars.start + 1, key=lambda span: span.end)
    return place < len(ordered) and ordered[place].start < chars.end


def _candidate(note: Annotation) -> Annotation:
    calibration = "none" if note.calibration == "rule" else note.calibration
    risks = tuple(sorted({*note.risks, SUSPECT}))
    return replace(note, decision="candidate", calibration=calibration, risks=risks)


def _inheriting(note: Annotation, known: Sequence[Word]) -> Annotation:
    levels = []
    for part in note.parts:
        place = bisect_left(known, part.start + 1, key=lambda word: word.chars.end)
        while place < len(known) and known[place].chars.start < part.end:
            levels.append(CLASSES.index(known[place].risk or "low"))
            place += 1
    others = {risk for risk in note.risks if risk not in _LEVELS.values()}
    if not levels:
        return replace(note, risks=tuple(sorted(others)))
    return replace(note, risks=tuple(sorted({*others, _LEVELS[CLASSES[max(levels)]]})))
