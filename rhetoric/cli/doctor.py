"""`rhetoric doctor`: what is installed, which weights are found, and what each missing piece would bring."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

import typer

from rhetoric import __version__


class Library(NamedTuple):
    """A library the program can use: what it serves, and how to get it."""

    name: str
    serves: str
    command: str


_REINSTALL = "pip install --force-reinstall rhetoric"
LIBRARIES = (
    Library("faster-whisper", "transcription in any language", _REINSTALL),
    Library("pocketsphinx", "English drafts without Whisper weights", _REINSTALL),
    Library("av", "decoding audio and video", _REINSTALL),
    Library("onnxruntime", "voice activity and speaker separation", _REINSTALL),
    Library("nltk", "sentences, stems", _REINSTALL),
    Library("transformers", "tokenizers of neural rescorers", _REINSTALL),
    Library("matplotlib", "charts", _REINSTALL),
    Library("python-docx", "reading .docx transcripts", _REINSTALL),
)
OPTIONAL = (
    Library("torch", "rescorers without an ONNX file, and rhetoric train", "pip install 'rhetoric[neural]'"),
)


def doctor() -> None:
    """Say what is installed and found, what is missing, and the command that gets it."""
    typer.echo(
        f"rhetoric {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    broken = [_library_line(library) for library in LIBRARIES]
    for library in OPTIONAL:
        _optional_line(library)
    _hardware_line()
    whisper = _weights_lines()
    typer.echo("")
    if not whisper:
        typer.echo("No Whisper weights: recordings can only be joined with a transcript (--transcript), or")
        typer.echo("drafted where they are in English. To get weights: rhetoric models fetch small")
    if not all(broken):
        raise typer.Exit(1)


def _library_line(library: Library) -> bool:
    try:
        typer.echo(f"  ok       {library.name} {version(library.name)}: {library.serves}")
    except PackageNotFoundError:
        typer.echo(f"  MISSING  {library.name}: {library.serves}. To get it: {library.command}")
        return False
    return True


def _optional_line(library: Library) -> None:
    try:
        typer.echo(f"  ok       {library.name} {version(library.name)}: {library.serves}")
    except PackageNotFoundError:
        typer.echo(f"  absent   {library.name}: {library.serves}. To get it: {library.command}")


def _hardware_line() -> None:
    try:
        import ctranslate2

        cards = ctranslate2.get_cuda_device_count()
    except (ImportError, RuntimeError, OSError) as error:
        typer.echo(f"  MISSING  ctranslate2 does not load ({error}). To get it: {_REINSTALL}")
        return
    typer.echo(f"  {'ok  ' if cards else 'none'}     GPU: {cards} found" + ("" if cards else " (the CPU is used)"))


def _weights_lines() -> bool:
    """Print a line for each model of the manifest; tell whether any Whisper model is here."""
    from rhetoric.weights import locate, manifest

    whisper = False
    for entry in manifest():
        here = locate(entry.name) is not None
        whisper = whisper or (here and entry.kind == "whisper")
        if here:
            typer.echo(f"  ok       {entry.name}: {entry.purpose}")
        elif entry.path:
            typer.echo(f"  MISSING  {entry.name}: {entry.purpose}. To get it: {_REINSTALL}")
        else:
            typer.echo(f"  absent   {entry.name}: {entry.purpose}. To get it: rhetoric models fetch {entry.name}")
    return whisper
