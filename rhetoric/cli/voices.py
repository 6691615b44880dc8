"""`rhetoric voices`: a library of voices on this machine, which only these commands change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

app = typer.Typer(
    help="Name the same voice across recordings, from a local file of yours.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

LibraryFile = Annotated[
    Path | None, typer.Option("--library", help="The library; else one in your data folder.", metavar="FILE")
]
AnalysisPath = Annotated[Path, typer.Argument(help="Folder analyze wrote.", metavar="ANALYSIS")]
Name = Annotated[str, typer.Argument(help="Name of the person.", metavar="NAME")]
Threshold = Annotated[float | None, typer.Option(help="Cosine from which a voice is named.", metavar="X")]


@app.command()
def add(
    name: Name,
    analysis: AnalysisPath,
    speaker: Annotated[str, typer.Option(help="Whose voice: an id of the analysis.", metavar="ID")] = "S1",
    library: LibraryFile = None,
    threshold: Threshold = None,
) -> None:
    """Put the voice of one speaker of an analysis into the library; ask the person first."""
    from rhetoric.errors import unknown_name
    from rhetoric.speakers.library import Library, Voice, added, read_library, with_threshold, write_library

    path = _path(library)
    heard, recording, model = _heard(analysis)
    if speaker not in heard:
        raise unknown_name("speaker", speaker, heard)
    vector, seconds = heard[speaker]
    voice = Voice(name, recording, round(seconds, 1), tuple(round(float(value), 5) for value in vector))
    known = read_library(path) if path.exists() else Library()
    if threshold is not None:
        known = with_threshold(known, threshold)
    write_library(added(known, voice, model_sha256=model), path)
    typer.echo(f"{name}: {seconds:.0f} s of {recording} → {path}")


@app.command("list")
def show(library: LibraryFile = None) -> None:
    """List the names in the library, with the recordings they were taken from."""
    from rhetoric.speakers.library import read_library

    found = read_library(_path(library))
    typer.echo(f"threshold {found.threshold:g}, {len(found.voices)} voices")
    for voice in sorted(found.voices, key=lambda voice: (voice.name, voice.recording)):
        typer.echo(f"{voice.name}\t{voice.recording}\t{voice.seconds:.0f} s")


@app.command()
def remove(name: Name, library: LibraryFile = None) -> None:
    """Take all voices of a name out of the library."""
    from rhetoric.speakers.library import read_library, removed, write_library

    path = _path(library)
    write_library(removed(read_library(path), name), path)
    typer.echo(f"{name} is no longer in {path}")


@app.command()
def check(analysis: AnalysisPath, library: LibraryFile = None, threshold: Threshold = None) -> None:
    """Say which speakers of an analysis the library knows; nothing is changed."""
    from rhetoric.speakers.library import match_voices, read_library, with_threshold

    known = read_library(_path(library))
    if threshold is not None:
        known = with_threshold(known, threshold)
    heard, _, model = _heard(analysis)
    typer.echo("speaker\tseconds\tname\tnearest\tcosine")
    for one in match_voices(known, heard, model_sha256=model):
        name = one.nearest if one.known else "unknown"
        typer.echo(f"{one.speaker}\t{one.seconds:.0f}\t{name}\t{one.nearest or '-'}\t{one.similarity:.3f}")


def _path(library: Path | None) -> Path:
    from rhetoric.speakers.library import default_library

    return library or default_library()


def _heard(path: Path) -> "tuple[dict[str, tuple[NDArray[np.float32], float]], str, str]":
    from rhetoric.formats.rhetoric_json import read_analysis
    from rhetoric.speakers.again import prints_beside, segments_by_id
    from rhetoric.speakers.library import voices_in

    analysis = read_analysis(path)
    prints = prints_beside(analysis, path if path.is_dir() else path.parent)
    name = analysis.recording.name if analysis.recording else path.name
    return voices_in(prints, segments_by_id(analysis)), name, prints.model_sha256
