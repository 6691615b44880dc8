"""One speech, complete in itself, and how it came about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rhetoric.errors import RecordError
from rhetoric.records.annotation import Annotation, Delivery, Reaction, Status
from rhetoric.records.projection import Accusation, OwnAct, Projection
from rhetoric.records.span import Span, check_ordered, quote_at
from rhetoric.records.transcript import Recording, Transcript

SCHEMA = "rhetoric/1"
Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice or a named person; `side` and `country` come from the user, never from the text."""

    id: str
    name: str | None = None
    side: str | None = None
    country: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject and the stretches of text that treat it.

    `topic` is an entry of a topic list; `parent` is the id of the theme this one is a part of, if any.
    """

    id: str
    label: str
    keywords: tuple[str, ...]
    parts: tuple[Span, ...]
    topic: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class DeviceNote:
    """What readers need to know of a device that occurs, so that its codebook need not be at hand.

    `names` and `definitions` go by language; `counts_as_asserted` are the status flags of its ordinary form.
    What is `uncharted` is counted in tables but not drawn by default.
    """

    id: str
    family: str
    names: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    counts_as_asserted: tuple[Status, ...] = ()
    uncharted: bool = False
    uncharted_subtypes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Provenance of one stage: what ran, in which version, with which options, on which input."""

    stage: str
    backend: str
    version: str
    options: Mapping[str, Scalar] = field(default_factory=dict)
    model: str | None = None
    model_sha256: str | None = None
    input_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """One speech, complete in itself: everything shown or exported is made from it.

    `unknown` holds what a newer minor version wrote and this one does not know, so that saving keeps it.

    Raises
    ------
    RecordError
        If a quote is not the text at its parts, an id occurs twice, or a reference leads nowhere.
    """

    transcript: Transcript
    recording: Recording | None = None
    speakers: tuple[Speaker, ...] = ()
    themes: tuple[Theme, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    accusations: tuple[Accusation, ...] = ()
    own_acts: tuple[OwnAct, ...] = ()
    projections: tuple[Projection, ...] = ()
    delivery: tuple[Delivery, ...] = ()
    devices: tuple[DeviceNote, ...] = ()
    runs: tuple[Run, ...] = ()
    schema: str = SCHEMA
    unknown: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check ids, references and quotes."""
        size = len(self.transcript.text)
        speakers = _unique("speaker", (speaker.id for speaker in self.speakers))
        themes = _unique("theme", (theme.id for theme in self.themes))
        annotations = _unique("annotation", (note.id for note in self.annotations))
        _unique("device", (device.id for device in self.devices))
        for turn in self.transcript.turns:
            _check_reference("turn", turn.speaker, "speaker", speakers)
        for theme in self.themes:
            check_ordered(f"theme {theme.id!r} part", theme.parts, size)
            _check_reference(f"theme {theme.id!r}", theme.parent, "theme", themes)
        for note in self.annotations:
            _check_reference(f"annotation {note.id!r}", note.speaker, "speaker", speakers)
            _check_reference(f"annotation {note.id!r}", note.theme, "theme", themes)
            _check_quote(note, self.transcript.text)
        for accusation in self.accusations:
            _check_reference("accusation", accusation.annotation, "annotation", annotations)
        for own in self.own_acts:
            _check_reference("own act", own.speaker, "speaker", speakers)
            _check_words("own act", own.chars, own.quote, self.transcript.text)
        for projection in self.projections:
            _check_reference("projection", projection.accusation, "annotation", annotations)
            for item in projection.evidence:
                if item.chars is not None and item.document is None:
                    _check_words("evidence of a projection", item.chars, item.quote, self.transcript.text)

    @property
    def main_themes(self) -> tuple[Theme, ...]:
        """Return the themes of the first level, those that are no part of another."""
        return tuple(theme for theme in self.themes if theme.parent is None)

    def speaker(self, speaker_id: str | None) -> Speaker | None:
        """Return the speaker with this id, or None where there is none."""
        return next((speaker for speaker in self.speakers if speaker.id == speaker_id), None)


def _unique(what: str, ids: Iterable[str]) -> frozenset[str]:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise RecordError(f"{what} id {name!r} occurs twice", "ids are unique in an analysis")
        seen.add(name)
    return frozenset(seen)


def _check_reference(owner: str, name: str | None, what: str, known: frozenset[str]) -> None:
    if name is not None and name not in known:
        raise RecordError(f"{owner} refers to {what} {name!r}, which is not there", f"add the {what}")


def _check_quote(note: Annotation, text: str) -> None:
    if note.parts[-1].end > len(text) or quote_at(text, note.parts) != note.quote:
        raise _misquoted(f"annotation {note.id!r}", note.quote)


def _check_words(what: str, chars: Span, quote: str, text: str) -> None:
    if not 0 <= chars.start < chars.end <= len(text) or chars.slice(text) != quote:
        raise _misquoted(what, quote)


def _misquoted(what: str, quote: str) -> RecordError:
    return RecordError(
        f"{what} quotes {quote[:60]!r}, which is not the text at its parts",
        "the analysis was edited or belongs to another revision; tag the transcript again",
    )
