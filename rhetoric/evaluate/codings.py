"""Codings to compare: files of any gold format, or analyses that people tagged or corrected."""

from collections.abc import Collection, Sequence
from pathlib import Path

from rhetoric.errors import ConfigError
from rhetoric.evaluate.gold import CodedPassage, Gold, Label
from rhetoric.evaluate.reading import read_gold
from rhetoric.evaluate.schemes import coded_devices, joint_labels
from rhetoric.formats.encoding import read_file
from rhetoric.formats.rhetoric_json import loads
from rhetoric.records import Analysis


def read_codings(paths: Sequence[Path], *, coded: Collection[str] = ()) -> dict[str, Gold]:
    """Return the codings by coder, who is called as the file or folder is.

    Raises
    ------
    ConfigError
        If there are fewer than two, or two of one name.
    """
    if len(paths) < 2:
        raise ConfigError(f"{len(paths)} coding is given, but agreement needs two", "rhetoric agree A B")
    codings: dict[str, Gold] = {}
    for path in paths:
        name = path.stem if path.is_file() else path.resolve().name
        if name in codings:
            name = str(path)
        if name in codings:
            raise ConfigError(f"{path} is given twice", "give each coder's file once")
        codings[name] = _read(path, coded)
    return codings


def _read(path: Path, coded: Collection[str]) -> Gold:
    found = [path] if path.suffix == ".json" else sorted(path.glob("*/analysis.json")) if path.is_dir() else []
    if not found:
        return read_gold(path, coded=coded)
    analyses = [(file.parent.name, loads(read_file(file), where=str(file))) for file in found]
    seen = {note.device for _, analysis in analyses for note in analysis.annotations}
    devices = frozenset(coded) or coded_devices(seen)
    return Gold(tuple(_passage(name, analysis, devices) for name, analysis in analyses), joint_labels())


def _passage(name: str, analysis: Analysis, devices: frozenset[str]) -> CodedPassage:
    """Return an analysis as a coded passage: a person's tags if there are any, else the program's."""
    tags = [note for note in analysis.annotations if note.decision == "tag" and not note.stale]
    people = [note for note in tags if note.source.kind == "human"]
    labels = tuple(Label(note.device, part) for note in people or tags for part in note.parts)
    script = analysis.transcript
    return CodedPassage(
        name, script.language, script.text, script.sentences, labels, name.partition("@")[0], devices
    )
