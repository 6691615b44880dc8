"""The sidecar `<stem>.yaml` beside a recording or transcript: what its owner knows about it.

title: Debate at the harbour
date: 2031-05-04
language: es
speakers:
  - {name: Ana Ruiz, label: RUIZ, side: government, country: Marel, role: minister, from: 0:00, to: 1:12:30}
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rhetoric.errors import ConfigError, unknown_name
from rhetoric.formats.clock import parse_clock
from rhetoric.formats.encoding import decode, read_file
from rhetoric.language import normalise
from rhetoric.records import Analysis, Span, Speaker
from rhetoric.speakers import SpeakerSegment
from rhetoric.text import fold
from rhetoric.yaml_tree import LARGEST, Node, read_tree

_KEYS = ("title", "date", "place", "country", "language", "speakers")
_SPEAKER_KEYS = ("name", "id", "label", "side", "country", "role", "from", "to")


@dataclass(frozen=True, slots=True)
class SidecarSpeaker:
    """A person: `id` or `label` is how the transcript calls them; `start` and `end` in ms of the recording."""

    name: str
    id: str | None = None
    label: str | None = None
    side: str | None = None
    country: str | None = None
    role: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar file says; nothing is required."""

    title: str | None = None
    date: str | None = None
    place: str | None = None
    country: str | None = None
    language: str | None = None
    speakers: tuple[SidecarSpeaker, ...] = ()

    def segments(self, duration: int) -> tuple[SpeakerSegment, ...]:
        """Return who speaks when, by name, for a recording of `duration` ms; empty if the file does not say.

        A speaker without `to` speaks until the next `from`, the last until the end.
        """
        starts = sorted({one.start for one in self.speakers if one.start is not None})
        found = []
        for one in self.speakers:
            if one.start is None:
                continue
            later = next((start for start in starts if start > one.start), duration)
            end = min(one.end if one.end is not None else later, duration)
            if one.start < end:
                found.append(SpeakerSegment(Span(one.start, end), one.name))
        return tuple(sorted(found))


def read_sidecar(path: Path) -> Sidecar:
    """Return what the YAML file at `path` says.

    Raises
    ------
    InputError
        If the file cannot be read.
    ConfigError
        If it is no YAML, or a key or value cannot be used; the message names the line.
    """
    data = read_file(path)
    if len(data) > LARGEST:
        raise ConfigError(
            f"{path} has more than {LARGEST >> 20} MiB, too much for a sidecar", "give a shorter file"
        )
    root = read_tree(decode(data, str(path)).text, str(path))
    values = _checked(root, _KEYS, str(path))
    texts = {key: _text(node, key, str(path)) for key, node in values.items() if key != "speakers"}
    language = texts.get("language")
    return Sidecar(
        title=texts.get("title"),
        date=texts.get("date"),
        place=texts.get("place"),
        country=texts.get("country"),
        language=normalise(language) if language else None,
        speakers=_speakers(values.get("speakers"), str(path)),
    )


def apply_sidecar(analysis: Analysis, sidecar: Sidecar) -> Analysis:
    """Return `analysis` with the recording's title, date, place and country, and its speakers named.

    A speaker is matched by id, label or name, case and accents ignored; who is not matched stays as is.
    """
    recording = analysis.recording
    if recording is not None:
        recording = replace(
            recording,
            title=sidecar.title or recording.title,
            date=sidecar.date or recording.date,
            place=sidecar.place or recording.place,
            country=sidecar.country or recording.country,
        )
    known = _by_key(sidecar.speakers)
    return replace(
        analysis,
        recording=recording,
        speakers=tuple(_named(speaker, known) for speaker in analysis.speakers),
    )


def _by_key(speakers: Iterable[SidecarSpeaker]) -> dict[str, SidecarSpeaker]:
    known: dict[str, SidecarSpeaker] = {}
    for one in speakers:
        for key in (one.id, one.label, one.name):
            if key is not None:
                known.setdefault(_key(key), one)
    return known


def _named(speaker: Speaker, known: Mapping[str, SidecarSpeaker]) -> Speaker:
    keys = (_key(key) for key in (speaker.id, speaker.name) if key is not None)
    one = next((known[key] for key in keys if key in known), None)
    if one is None:
        return speaker
    return Speaker(
        speaker.id,
        one.name,
        side=one.side or speaker.side,
        country=one.country or speaker.country,
        role=one.role or speaker.role,
    )


def _key(name: str) -> str:
    return " ".join(fold(name).replace(".", " ").split())


def _checked(node: Node, keys: tuple[str, ...], where: str) -> Mapping[str, Node]:
    """Return the mapping at `node`, whose keys must be among `keys`."""
    if not isinstance(node.value, Mapping):
        raise ConfigError(f"{where}, line {node.line}: expected keys and values", f"keys: {', '.join(keys)}")
    for key, value in node.value.items():
        if key not in keys:
            error = unknown_name("key", key, keys)
            raise ConfigError(f"{where}, line {value.line}: {error.message}", error.hint)
    return node.value


def _text(node: Node, key: str, where: str) -> str | None:
    if node.value is None:
        return None
    if not isinstance(node.value, str):
        raise ConfigError(
            f"{where}, line {node.line}: {key!r} must be one line of text", f"write {key}: some words"
        )
    return " ".join(node.value.split()) or None


def _speakers(node: Node | None, where: str) -> tuple[SidecarSpeaker, ...]:
    if node is None or node.value is None:
        return ()
    if isinstance(node.value, str | Mapping):
        raise ConfigError(
            f"{where}, line {node.line}: 'speakers' must be a list", "write one '- name: …' per speaker"
        )
    return tuple(_speaker(item, where) for item in node.value)


def _speaker(node: Node, where: str) -> SidecarSpeaker:
    values = _checked(node, _SPEAKER_KEYS, where)
    texts = {key: _text(value, key, where) for key, value in values.items()}
    name = texts.get("name")
    if name is None:
        raise ConfigError(f"{where}, line {node.line}: a speaker without a name", "add name: …")
    start, end = (_time(texts.get(key), key, where, node.line) for key in ("from", "to"))
    if end is not None and end <= (start or 0):
        raise ConfigError(f"{where}, line {node.line}: {name!r} stops before starting", "let 'to' be after 'from'")
    return SidecarSpeaker(
        name,
        id=texts.get("id"),
        label=texts.get("label"),
        side=texts.get("side"),
        country=texts.get("country"),
        role=texts.get("role"),
        start=0 if start is None and end is not None else start,
        end=end,
    )


def _time(string: str | None, key: str, where: str, line: int) -> int | None:
    if string is None:
        return None
    time = parse_clock(string)
    if time is None:
        raise ConfigError(f"{where}, line {line}: {key} is {string!r}, no time", "write seconds or h:mm:ss")
    return time
