"""One sentence per device and language for an inference model to judge, from the *.yaml beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rhetoric.devices import yamlfile

_FALLBACK = "en"  # inference models for many languages compare across them


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """The sentences by language and device; `sha256` names their content."""

    sentences: Mapping[str, Mapping[str, str]]
    sha256: str

    def find(self, device: str, language: str) -> str | None:
        """Return the sentence of a device in a language, else in English, else None."""
        own = self.sentences.get(language, {}).get(device)
        return own or self.sentences.get(_FALLBACK, {}).get(device)


def shipped() -> Hypotheses:
    """Return the hypotheses that travel with the program."""
    return read(Path(__file__).parent)


def read(folder: Path) -> Hypotheses:
    """Read the files LANG.yaml of a folder, each a mapping of device id to sentence.

    Raises
    ------
    InputError
        If a file cannot be read.
    FormatError
        If an entry is no text.
    """
    digest = sha256()
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        raw = yamlfile.mapping(path)
        found[path.stem] = {device: yamlfile.text(raw, device, path).strip() for device in raw}
        digest.update(repr((path.stem, sorted(found[path.stem].items()))).encode())
    return Hypotheses(found, digest.hexdigest())
