"""The words of reports and charts in the languages of the interface, and how times and names are written."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

from rhetoric.records import Analysis, Span

LANGUAGES = ("en", "es")


def ui_language(analysis: Analysis) -> str:
    """Return the interface language for a speech: its own if there are words for it, else English."""
    code = analysis.transcript.language.lower().replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else "en"


@cache
def labels(ui: str) -> Mapping[str, str]:
    """Return the words of the interface by key; English for a language without words of its own."""
    name = f"{ui if ui in LANGUAGES else 'en'}.yaml"
    words = yaml.safe_load(resources.files(__package__).joinpath("words", name).read_text(encoding="utf-8"))
    return MappingProxyType(words)


def word_for(value: str, ui: str) -> str:
    """Return the interface's word for a value of a record (a status, a reaction), or the value itself."""
    return labels(ui).get(value, value.replace("_", " "))


def clock(time: int) -> str:
    """Return `time`, in ms, as m:ss, or h:mm:ss from one hour on."""
    minutes, seconds = divmod(time // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def stretch(time: Span) -> str:
    """Return a range of ms as "0:05–0:09", or as one time where both ends read alike."""
    start, end = clock(time.start), clock(time.end)
    return start if start == end else f"{start}–{end}"


def number(value: float, ui: str, *, digits: int = 1) -> str:
    """Return `value` with `digits` decimals and the separators of the language."""
    plain = f"{value:,.{digits}f}"
    return plain.translate(str.maketrans(",.", ".,")) if ui == "es" else plain


def speaker_names(analysis: Analysis) -> dict[str, str]:
    """Return a name to show for each speaker id; equal names are told apart by their ids."""
    shown = {speaker.id: speaker.name or speaker.id for speaker in analysis.speakers}
    often = Counter(shown.values())
    return {key: f"{name} ({key})" if often[name] > 1 else name for key, name in shown.items()}
