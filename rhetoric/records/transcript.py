"""What was heard: the recording, its one text, and ranges of that text."""

from dataclasses import dataclass
from typing import Literal

from rhetoric.errors import RecordError
from rhetoric.records.span import Span, check_ordered

RiskClass = Literal["low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class Recording:
    """The audio or video a transcript was heard in; `duration` in ms, `sample_rate` in Hz."""

    name: str
    sha256: str
    duration: int
    sample_rate: int
    channels: int
    title: str | None = None
    date: str | None = None
    place: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word; `time` may be missing, or estimated rather than heard."""

    chars: Span
    time: Span | None = None
    confidence: float | None = None
    risk: RiskClass | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of speech by one speaker (a `Speaker.id`), or by nobody known."""

    speaker: str | None
    chars: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in one language; `suspect` says why its words may be invented."""

    chars: Span
    language: str
    suspect: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of the recording that gave no words though it should have."""

    time: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """A stretch of the recording in which several speakers talk at once."""

    time: Span
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something every reader must know; `code` names a sentence of `rhetoric.notices`."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction of a parent text: `chars` of the parent were replaced by `text`."""

    chars: Span
    text: str
    author: str


@dataclass(frozen=True, slots=True)
class TranslatedPassage:
    """A passage of the transcript in another language."""

    chars: Span
    text: str
    time: Span | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A second layer beside the transcript, never in its place."""

    language: str
    passages: tuple[TranslatedPassage, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said: one text, and ranges of it. Corrections make a new revision.

    Raises
    ------
    RecordError
        If a range leaves the text, ranges of one kind overlap or run backwards, or times run backwards.
    """

    text: str
    language: str
    words: tuple[Word, ...] = ()
    sentences: tuple[Span, ...] = ()
    turns: tuple[Turn, ...] = ()
    passages: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    notices: tuple[Notice, ...] = ()
    translation: Translation | None = None
    revision: int = 0
    parent_sha256: str | None = None
    edits: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        """Check that all ranges lie in the text, in order."""
        size = len(self.text)
        check_ordered("word", (word.chars for word in self.words), size)
        check_ordered("sentence", self.sentences, size)
        check_ordered("turn", (turn.chars for turn in self.turns), size)
        check_ordered("passage", (passage.chars for passage in self.passages), size)
        _check_word_times(self.words)

    @property
    def timed(self) -> bool:
        """Whether any word has a time."""
        return any(word.time is not None for word in self.words)


def _check_word_times(words: tuple[Word, ...]) -> None:
    last = 0
    for word in words:
        if word.time is None:
            continue
        if not last <= word.time.start <= word.time.end:
            raise RecordError(
                f"word at characters {tuple(word.chars)} has the time {tuple(word.time)} ms, before {last} ms",
                "times are non-negative and never run backwards",
            )
        last = word.time.start
