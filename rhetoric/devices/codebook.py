"""The codebook: devices, rules, word classes and examples as YAML; a new device or language adds files, no code.

Layout of a codebook folder::

    codebook.yaml               name, version; `extends: shipped` builds on the one that comes with the program
    devices/ID.yaml             one device: definition, slots, criteria (in English, the reference), source
    devices/ID.LANG.yaml        name, definition, criteria, hypothesis, cues, rules, examples, in one language
    lexicon/*.LANG.yaml         word classes that the rules of a language share (see `rhetoric.devices.lexicon`)
    acts.yaml                   what accusations may name (see `rhetoric.devices.actsfile`); else the shipped acts

Spans a tagger should return stand in [[ ]] in the hits. Rules are explained in `rhetoric.devices.rules`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rhetoric.devices import actsfile, yamlfile
from rhetoric.devices.acts import Taxonomy
from rhetoric.devices.joining import joined_lexicons
from rhetoric.devices.rules import Rule, condition, read_rule
from rhetoric.errors import FormatError, InputError, unknown_name
from rhetoric.records import Span, Status

SHIPPED = Path(__file__).with_name("codebook")
MOST_RULES = 100  # per device and language; the shipped codebook has at most 20


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the spans of a hit, or a hard negative with the reason (`why`) no tag belongs there."""

    text: str
    spans: tuple[Span, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A device in one language: its name, cues as prose, rules, and examples."""

    name: str
    cues: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    hits: tuple[Example, ...] = ()
    negatives: tuple[Example, ...] = ()
    definition: str = ""  # definition and criteria: empty where the device's own hold, which are English
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hypothesis: str = ""  # what an inference model is asked of a candidate


@dataclass(frozen=True, slots=True)
class Device:
    """One rhetorical device: what it is, what counts, where the definition comes from."""

    id: str
    family: str
    unit: str
    definition: str
    slots: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    source: str
    semeval2023: str = ""
    counts_as_asserted: tuple[Status, ...] = ()
    kept_when: tuple[Status, ...] = ()  # flags that make a candidate where they would silence another device
    also: str = ""
    editions: Mapping[str, Edition] = field(default_factory=dict)
    charted: bool = True  # drawn in default charts; counted in tables all the same
    uncharted_subtypes: tuple[str, ...] = ()
    relation: bool = False  # pairs of passages, made by a later stage: its rules alone tag nothing

    def name(self, language: str) -> str:
        """Return the device's name in a language, else in English, else its id."""
        edition = self.editions.get(language) or self.editions.get("en")
        return edition.name if edition else self.id

    def meaning(self, language: str) -> str:
        """Return the definition in a language, else in English."""
        edition = self.editions.get(language)
        return (edition.definition if edition else "") or self.definition

    def criteria(self, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what counts and what does not, in a language, else in English."""
        edition = self.editions.get(language)
        return (edition and edition.include) or self.include, (edition and edition.exclude) or self.exclude


@dataclass(frozen=True, slots=True)
class Codebook:
    """All devices in order of file names, word classes per language, and acts; `sha256` names the content."""

    name: str
    version: str
    devices: tuple[Device, ...]
    lexicon: Mapping[str, Mapping[str, Mapping[str, object]]]
    sha256: str
    taxonomy: Taxonomy = field(default_factory=Taxonomy)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages any device has an edition in, sorted."""
        return tuple(sorted({language for device in self.devices for language in device.editions}))

    def device(self, device_id: str) -> Device:
        """Return the device with this id.

        Raises
        ------
        UnknownNameError
            If the codebook has no such device; the hint says which id was probably meant.
        """
        for device in self.devices:
            if device.id == device_id:
                return device
        raise unknown_name("device", device_id, (device.id for device in self.devices))


def load(folder: Path | None = None) -> Codebook:
    """Read and check a codebook folder; without one, the shipped codebook.

    Raises
    ------
    InputError
        If the folder or one of its files cannot be read.
    FormatError
        If a file breaks the rules of the layout; the message names the file and the key.
    """
    folder = folder or SHIPPED
    head = yamlfile.mapping(folder / "codebook.yaml")
    yamlfile.check_keys(head, {"name", "version", "extends"}, folder / "codebook.yaml")
    base = _base(head, folder)
    devices = tuple(_device(path) for path in _files(folder / "devices") if path.stem.count(".") == 0)
    if not devices and base is None:
        raise InputError(f"the codebook {folder} has no devices", "put one YAML file per device into its devices/")
    loose = _loose_editions(folder, devices, base)
    own = Codebook(
        yamlfile.text(head, "name", folder),
        str(head.get("version", "")),
        devices,
        _lexicon(folder / "lexicon"),
        _digest(folder),
        _taxonomy(folder, base),
    )
    return own if base is None else extended(base, own, loose)


def _base(head: Mapping[str, object], folder: Path) -> Codebook | None:
    """Return the codebook that another one builds on, if it says so."""
    if "extends" not in head:
        return None
    if head["extends"] != "shipped":
        raise FormatError(
            f"{folder / 'codebook.yaml'}: extends is {head['extends']!r}",
            "write `extends: shipped`, or leave it out",
        )
    return load()


def _taxonomy(folder: Path, base: Codebook | None) -> Taxonomy:
    """Return the acts of a folder, over those of the codebook it builds on; without any, the shipped ones."""
    own = folder / actsfile.FILE
    if own.is_file():
        return actsfile.read_taxonomy(own, base.taxonomy if base else None)
    return base.taxonomy if base else actsfile.shipped()


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return a text without its [[ ]] marks, and the spans they enclosed."""
    plain, spans = "", []
    for piece in text.split("[["):
        inside, mark, after = piece.partition("]]")
        if mark:
            spans.append(Span(len(plain), len(plain) + len(inside)))
        plain += inside + after
    return plain, tuple(spans)


_DEVICE_KEYS = frozenset(
    {"id", "family", "unit", "definition", "slots", "include", "exclude", "source", "semeval2023",
     "counts_as_asserted", "kept_when", "also", "charted", "uncharted_subtypes", "relation"}
)  # fmt: skip
_EDITION_KEYS = frozenset(
    {"name", "definition", "include", "exclude", "hypothesis", "cues", "rules", "unless", "pos", "neg"}
)


def _device(path: Path) -> Device:
    raw = yamlfile.mapping(path)
    yamlfile.check_keys(raw, _DEVICE_KEYS, path)
    name = yamlfile.text(raw, "id", path)
    if name != path.stem:
        raise FormatError(f"{path} holds the device {name!r}: file and id differ", "name the file after the id")
    editions = {
        other.stem.rpartition(".")[2]: _edition(other, name)
        for other in sorted(path.parent.glob(f"{name}.*.yaml"))
    }
    return Device(
        name,
        yamlfile.text(raw, "family", path),
        str(raw.get("unit", "")),
        yamlfile.text(raw, "definition", path).strip(),
        yamlfile.strings(raw, "slots", path),
        yamlfile.strings(raw, "include", path),
        yamlfile.strings(raw, "exclude", path),
        str(raw.get("source", "")),
        str(raw.get("semeval2023", "")),
        yamlfile.statuses(raw, "counts_as_asserted", path),
        yamlfile.statuses(raw, "kept_when", path),
        str(raw.get("also", "")),
        editions,
        yamlfile.flag(raw, "charted", path, default=True),
        yamlfile.strings(raw, "uncharted_subtypes", path),
        yamlfile.flag(raw, "relation", path, default=False),
    )


def _edition(path: Path, device: str) -> Edition:
    raw = yamlfile.mapping(path)
    yamlfile.check_keys(raw, _EDITION_KEYS, path)
    language = path.stem.rpartition(".")[2]
    listed = yamlfile.mappings(raw, "rules", path)
    if len(listed) > MOST_RULES:
        raise FormatError(f"{path} has {len(listed)} rules", f"keep to {MOST_RULES} rules per device and language")
    unless = tuple(condition(one, path) for one in yamlfile.strings(raw, "unless", path))
    read = (read_rule(each, path, f"{device}.", f".{language}") for each in listed)
    rules = tuple(replace(rule, unless=(*rule.unless, *unless)) for rule in read)
    return Edition(
        yamlfile.text(raw, "name", path),
        yamlfile.strings(raw, "cues", path),
        rules,
        tuple(Example(*marked(text)) for text in yamlfile.strings(raw, "pos", path)),
        tuple(_negative(each, path) for each in yamlfile.mappings(raw, "neg", path)),
        str(raw.get("definition", "")).strip(),
        yamlfile.strings(raw, "include", path),
        yamlfile.strings(raw, "exclude", path),
        yamlfile.sentence(raw, "hypothesis", path),
    )


def _negative(raw: Mapping[str, object], path: Path) -> Example:
    yamlfile.check_keys(raw, {"t", "why"}, path)
    return Example(yamlfile.text(raw, "t", path), (), str(raw.get("why", "")))


def _lexicon(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = {}
    for path in _files(folder):
        language = path.stem.rpartition(".")[2]
        found.setdefault(language, {})[path.stem] = dict(yamlfile.mapping(path))
    return found


def _loose_editions(
    folder: Path, devices: tuple[Device, ...], base: Codebook | None
) -> dict[str, dict[str, Edition]]:
    """Return, by device and language, the editions of devices that only the base has."""
    own = {device.id for device in devices}
    borrowed = {device.id for device in base.devices} - own if base else set()
    found: dict[str, dict[str, Edition]] = {}
    for path in _files(folder / "devices"):
        owner, dot, language = path.stem.partition(".")
        if dot and owner in borrowed:
            found.setdefault(owner, {})[language] = _edition(path, owner)
        elif dot and owner not in own:
            raise unknown_name(f"device of {path.name},", owner, own | borrowed)
    return found


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.yaml")))


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def extended(base: Codebook, own: Codebook, loose: Mapping[str, Mapping[str, Edition]]) -> Codebook:
    """Return `base` with the devices and editions of `own` added or put in place, and word classes joined."""
    ours = {device.id: device for device in own.devices}
    kept = (
        ours.pop(device.id)
        if device.id in ours
        else replace(device, editions={**device.editions, **loose.get(device.id, {})})
        for device in base.devices
    )
    digest = hashlib.sha256(f"{base.sha256}\0{own.sha256}".encode()).hexdigest()
    devices = (*kept, *ours.values())
    lexicon = joined_lexicons(base.lexicon, own.lexicon)
    return Codebook(own.name, own.version, devices, lexicon, digest, own.taxonomy)
