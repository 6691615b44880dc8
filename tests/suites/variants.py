"""Status variants of the codebook's framing and evasion hits, from templates independent of the layer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rhetoric.devices.codebook import Device, Example
from rhetoric.devices.document import read
from rhetoric.devices.status import StatusReader
from rhetoric.records import Span
from tests.devices.speech import shipped, tag

TEMPLATES = Path(__file__).with_name("status_templates.yaml")
KINDS = ("negated", "reported", "hypothetical", "historical")
ENOUGH: dict[str, frozenset[str]] = {
    "negated": frozenset({"negated"}),
    "reported": frozenset({"reported", "quoted", "negated"}),
    "hypothetical": frozenset({"hypothetical"}),
    "historical": frozenset({"historical"}),
}
NEGATORS = {
    "en": "not no never nobody none nothing nor without neither",
    "es": "no nunca jamás nadie nada ningún ninguno ninguna tampoco ni sin",
}
NOUN_PHRASES = frozenset({"name_calling", "hyperbole"})
NO_STATEMENT = frozenset({"spectacle_challenge", "whataboutism"})


@dataclass(frozen=True, slots=True)
class Variant:
    """A hit inside a frame: the text, where the hit stands in it, and the kind of status it should have."""

    device: str
    language: str
    kind: str
    cue: str
    text: str
    span: Span
    quoted: bool = False


@cache
def templates() -> dict[str, dict[str, object]]:
    """Return the template file as it stands."""
    loaded: dict[str, dict[str, object]] = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    return loaded


def variants(language: str) -> Iterator[Variant]:
    """Yield all variants of a language: of hits without a negator, leaving out what the device counts anyway."""
    for device in shipped().devices:
        edition = device.editions.get(language)
        if edition is None or device.family.startswith("C") or device.id == "projection":
            continue
        for hit in edition.hits:
            words = set(re.findall(r"[\w']+", _marked(hit).casefold()))
            if not words & set(NEGATORS[language].split()):
                for kind in KINDS:
                    if kind not in device.counts_as_asserted:
                        yield from _framed(device, hit, language, kind)


def _framed(device: Device, hit: Example, language: str, kind: str) -> Iterator[Variant]:
    marked = _marked(hit)
    if device.id in NOUN_PHRASES:
        marked = templates()["phrase"][language].replace("{n}", _lowered(marked))
    if device.id in NO_STATEMENT or "?" in marked:
        frames = [templates()["utterance"][language][kind]]
    else:
        frames = templates()[language][kind]
    for each in frames:
        before, slot, after = re.fullmatch(r"(.*)\{(\w)\}(.*)", each["frame"]).groups()
        inside = past(marked, language) if slot == "p" else marked
        inside = inside if slot == "u" else _lowered(inside)
        text = before + inside + after
        span = Span(len(before), len(before) + len(inside))
        yield Variant(device.id, language, kind, each["cue"], text, span, slot == "u")


def past(text: str, language: str) -> str:
    """Return a statement with its present verbs in the past tense, as far as the table knows them."""
    table = templates()["past"][language]
    return re.sub(r"[\w']+", lambda found: table.get(found[0].casefold(), found[0]), text)


def _marked(hit: Example) -> str:
    return hit.text[hit.spans[0].start : hit.spans[-1].end].rstrip(".")


def _lowered(text: str) -> str:
    first, _, rest = text.partition(" ")
    follows = rest.partition(" ")[0]
    name = first in ("Senator", "Corwin", "Kestria") or follows[:1].isupper()
    return text if name else text[0].lower() + text[1:]


def passes(variant: Variant, transcript: object) -> bool:
    """Tell whether a variant has its status and is no asserted tag."""
    document = read(transcript)
    reader = StatusReader(document)
    enough = ENOUGH[variant.kind] | ({"quoted"} if variant.quoted else set())
    index = max(i for i, one in enumerate(document.sentences) if one.span.start <= variant.span.start)
    flags = set(reader.flags(index, variant.span))
    plain = [
        note
        for note in tag(variant.text, variant.language)
        if note.device == variant.device
        and note.decision == "tag"
        and not enough & set(note.status)
        and any(part.overlap(variant.span) for part in note.parts)
    ]
    return bool(flags & enough) and not plain
