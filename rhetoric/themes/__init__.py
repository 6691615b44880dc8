"""What the speech is about, where: one module per model behind the `ThemeModel` protocol."""

from typing import Protocol

from rhetoric.records import Run, Theme, Transcript
from rhetoric.registry import Registry

THEME_MODELS = Registry(
    what="theme model",
    group="rhetoric.themes",
    builtin={"blocks": "rhetoric.themes.blocks:BlockThemes", "embed": "rhetoric.themes.embed:EmbedThemes"},
)


class ThemeModel(Protocol):
    """Cuts a transcript into themes; options go to the constructor."""

    def segment(self, transcript: Transcript) -> tuple[Theme, ...]:
        """Return themes in order of first mention; their parts are whole sentences."""
        ...

    def provenance(self) -> Run:
        """Say which model, version and options produced the themes."""
        ...
