"""Options of a run, from three places: defaults, then rhetoric.toml, then flags. An unknown key is an error."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from rhetoric.errors import ConfigError, unknown_name

CONFIG_NAME = "rhetoric.toml"

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "asr": ("auto", "whisper", "sphinx"),
    "compute": ("auto", "cpu", "cuda"),
    "task": ("transcribe", "translate"),
    "channels": ("auto", "mix", "split"),
}
_PATHS = ("glossary", "transcript", "rttm", "codebook", "actors", "record", "topics", "risk", "voices")


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a user can choose that may change a result.

    `language` is a code ("en", "es" …), "auto", or "multi" where it changes; `risk` is a file that
    `evaluate transcript --fit-risk` wrote; `task` "translate" adds an English layer;
    `speakers` is "auto", "off", a number or a range "2-4"; `channels` "split" takes the two channels for two
    speakers, "mix" never does; `diarizer` is "dvector" or "pyannote:DIR";
    `names` is "S1=Ana Ruiz,S2=…"; `until` is a time of day, "HH:MM", by which transcription must be done.
    `themes` is "blocks" or "embed:DIR"; `theme_names` is "T1=Water,T2=…"; `topics` is a file of topics.
    `rescorer` is "nli:NAME", "nli:DIR" or "encoder:DIR"; its scores change no decision unless `rescorer_tag_at` is
    below 1 or `rescorer_drop_below` above 0. `delivery` measures how sentences are spoken,
    `audience` listens for applause and the like.
    """

    language: str = "auto"
    asr: str = "auto"
    model: str = "auto"
    compute: str = "auto"
    beam: int = 5
    threads: int = 0
    batch: int = 0
    task: str = "transcribe"
    risk: Path | None = None
    glossary: Path | None = None
    transcript: Path | None = None
    speakers: str = "auto"
    channels: str = "auto"
    rttm: Path | None = None
    diarizer: str = "dvector"
    voices: Path | None = None
    names: str = ""
    codebook: Path | None = None
    actors: Path | None = None
    record: Path | None = None
    themes: str = "blocks"
    topics: Path | None = None
    theme_names: str = ""
    rescorer: str | None = None
    rescorer_batch: int = 16
    rescorer_context: int = 1
    rescorer_tag_at: float = 1.0
    rescorer_drop_below: float = 0.0
    until: str | None = None
    delivery: bool = True
    audience: bool = True
    fetch: bool = False

    def __post_init__(self) -> None:
        """Refuse values that no stage could use."""
        for key, allowed in _CHOICES.items():
            if getattr(self, key) not in allowed:
                raise unknown_name(f"value of {key}", str(getattr(self, key)), allowed)
        if not 1 <= self.beam <= 100:
            raise ConfigError(f"beam is {self.beam}, but must be from 1 to 100", "the usual value is 5")
        if not 0 <= self.batch <= 256:
            raise ConfigError(f"batch is {self.batch}, but must be from 0 to 256", "0 hears one stretch at a time")
        if self.threads < 0:
            raise ConfigError(f"threads is {self.threads}, but must be 0 or more", "0 takes what the engine likes")


def read_config(folder: Path) -> dict[str, object]:
    """Return the settings of `folder`/rhetoric.toml, or none where there is no such file.

    Paths are taken from the folder of the file.

    Raises
    ------
    ConfigError
        If the file is no TOML, or a key is unknown or of the wrong type.
    """
    path = folder / CONFIG_NAME
    if not path.is_file():
        return {}
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}", "mend it, or run where there is none") from error
    return {key: _checked(path, key, value) for key, value in settings.items()}


def make_options(settings: Mapping[str, object], flags: Mapping[str, object]) -> Options:
    """Build options: defaults, overridden by `settings`, overridden by the flags that were given (not None)."""
    given = {key: value for key, value in flags.items() if value is not None}
    values: dict[str, Any] = {**settings, **given}
    return Options(**values)


def _checked(path: Path, key: str, value: object) -> object:
    kinds = {field.name: type(field.default) for field in fields(Options)}
    if key not in kinds:
        error = unknown_name(f"key in {path}", key, kinds)
        raise ConfigError(error.message, error.hint)
    if key in _PATHS:
        return _path_in(path, key, value)
    expected = str if kinds[key] is type(None) else kinds[key]
    if type(value) is not expected:
        raise ConfigError(f"{path}: {key} is {value!r}, not of type {expected.__name__}", f"write {key} = …")
    return value


def _path_in(path: Path, key: str, value: object) -> Path:
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key} is {value!r}, not a path", f'write {key} = "FILE"')
    return path.parent / value
