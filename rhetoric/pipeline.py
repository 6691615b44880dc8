"""The stages in order: load (hear or read), then annotate (themes, devices); each stamps its provenance."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rhetoric.audio import decode, is_media
from rhetoric.config import Options
from rhetoric.devices.actors import read_actors
from rhetoric.devices.codebook import LANGUAGES, load as load_codebook
from rhetoric.devices.tagger import RuleTagger
from rhetoric.errors import InputError
from rhetoric.formats import read_transcript
from rhetoric.formats.rhetoric_json import loads
from rhetoric.formats.sidecar import Sidecar, apply_sidecar, read_sidecar
from rhetoric.progress import SILENCE, Progress
from rhetoric.records import Analysis, Annotation, Notice, Theme
from rhetoric.speakers.names import parse_names, rename
from rhetoric.speakers.separate import separate
from rhetoric.themes.blocks import BlockThemes
from rhetoric.transcribe.listen import listen


def analyze_file(
    path: Path, options: Options, *, progress: Progress = SILENCE, keep: Path | None = None
) -> Analysis:
    """Run every stage on one recording or transcript.

    Parameters
    ----------
    keep
        Folder in which finished passages of a transcription are kept until it is complete, so that an
        interrupted run goes on where it stopped; nothing is kept without one.

    Raises
    ------
    RhetoricError
        If the file cannot be read, decoded or transcribed with what is on this machine.
    """
    return annotate(load(path, options, progress=progress, keep=keep), options, progress=progress)
