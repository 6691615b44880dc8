"""Themes by block comparison: no model to download, any language written with spaces."""

from collections.abc import Sequence
from dataclasses import asdict

from rhetoric import __version__
from rhetoric.records import Run, Theme, Transcript
from rhetoric.themes.boundaries import cohesion
from rhetoric.themes.compose import themes_of
from rhetoric.themes.options import ThemeOptions
from rhetoric.themes.topics import Topic, shipped_topics


class BlockThemes:
    """Cuts a transcript where its vocabulary changes or a new subject is announced."""

    def __init__(self, options: ThemeOptions | None = None, topics: Sequence[Topic] | None = None) -> None:
        self.options = options or ThemeOptions()
        self.topics = shipped_topics() if topics is None else tuple(topics)

    def segment(self, transcript: Transcript) -> tuple[Theme, ...]:
        """Return themes in order of first mention; their parts are whole sentences; no words, no themes."""
        return themes_of(transcript, cohesion, options=self.options, topics=self.topics)

    def provenance(self) -> Run:
        """Say which version and options produced the themes."""
        return Run(stage="themes", backend="blocks", version=__version__, options=asdict(self.options))
