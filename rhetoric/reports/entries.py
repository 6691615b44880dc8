"""The list of tags: what each one is, where it stands, and why it is there."""

from collections.abc import Mapping
from dataclasses import dataclass

from rhetoric.counting import counted, separated
from rhetoric.records import Analysis, Annotation, Evidence, Source
from rhetoric.reports.catalogue import DeviceInfo, lookup
from rhetoric.reports.labels import labels, number, speaker_names, stretch, word_for

SYMBOLS: Mapping[str, str] = {"A": "●", "B": "■", "C": "▲", "X": "◆"}  # the markers of the charts


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag in the reader's words; `number` is its place in the transcript, from 1."""

    number: int
    index: int
    id: str
    device: str
    title: str
    family: str
    definition: str
    quote: str
    time: str
    speaker: str
    theme: str
    status: str
    candidate: bool
    counts: bool
    subtype: str
    fired: tuple[str, ...]
    against: tuple[str, ...]
    slots: tuple[str, ...]
    risks: tuple[str, ...]
    score: str
    source: str
    stale: bool

    @property
    def symbol(self) -> str:
        """The mark of the device's family."""
        return SYMBOLS[self.family]


def entries(analysis: Analysis, devices: Mapping[str, DeviceInfo], ui: str) -> tuple[Entry, ...]:
    """Return one entry per annotation, in order of place, then device, worded in the language `ui`."""
    notes = analysis.annotations
    order = sorted(range(len(notes)), key=lambda index: (notes[index].hull, notes[index].device, notes[index].id))
    names = speaker_names(analysis) if separated(analysis) else {}
    themes = {theme.id: theme.label for theme in analysis.themes}
    estimated = _estimated(analysis)
    return tuple(
        _entry(
            notes[index],
            lookup(devices, notes[index].device),
            place=(number_, index),
            where=(names.get(notes[index].speaker or "", ""), themes.get(notes[index].theme or "", "")),
            estimated=notes[index].hull.start in estimated,
            ui=ui,
        )
        for number_, index in enumerate(order, start=1)
    )


def status_words(note: Annotation, ui: str) -> str:
    """Return the status flags of an annotation as words, "asserted" where there are none."""
    return ", ".join(word_for(flag, ui) for flag in note.status) or labels(ui)["asserted"]


def _entry(
    note: Annotation,
    info: DeviceInfo,
    *,
    place: tuple[int, int],
    where: tuple[str, str],
    estimated: bool,
    ui: str,
) -> Entry:
    reasons = [(_reason(item), (item.weight or 0) < 0) for item in note.evidence]
    return Entry(
        number=place[0],
        index=place[1],
        id=note.id,
        device=note.device,
        title=info.title(ui),
        family=info.family_key,
        definition=info.meaning(ui),
        quote=note.quote,
        time=f"{'≈ ' if estimated else ''}{stretch(note.time)}" if note.time else "",
        speaker=where[0],
        theme=where[1],
        status=status_words(note, ui),
        candidate=note.decision == "candidate",
        counts=counted(note, info),
        subtype=(note.subtype or "").replace("_", " "),
        fired=tuple(words for words, negative in reasons if not negative),
        against=tuple(words for words, negative in reasons if negative),
        slots=tuple(f"{slot.name}: {slot.value}" for slot in note.slots),
        risks=tuple(risk.replace("_", " ") for risk in note.risks),
        score=f"{number(note.score, ui, digits=2)} ({note.calibration})" if note.score is not None else "",
        source=_source(note.source),
        stale=note.stale,
    )


def _reason(item: Evidence) -> str:
    weight = f" ({item.weight:+.2f})" if item.weight is not None else ""
    return f"{item.rule}: {item.cue}{weight}" if item.cue else f"{item.rule}{weight}"


def _source(source: Source) -> str:
    name = f"{source.kind}: {source.name} {source.version}".strip()
    verdict = " – ".join(words for words in (source.verdict, source.reason) if words)
    return f"{name} ({verdict})" if verdict else name


def _estimated(analysis: Analysis) -> frozenset[int]:
    """Return the first characters of tags that begin with a word whose time is estimated."""
    words = [word.chars for word in analysis.transcript.words if word.estimated]
    starts = {chars.start for chars in words}
    return frozenset(note.hull.start for note in analysis.annotations if note.hull.start in starts)
