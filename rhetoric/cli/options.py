"""The flags that several commands share, and how they become one options record."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from rhetoric.config import Options, make_options, read_config

Language = Annotated[
    str | None,
    typer.Option(
        help="Language spoken: a code such as en or es, auto, or multi where it changes.",
        metavar="auto|multi|CODE",
    ),
]
Asr = Annotated[str | None, typer.Option(help="Recogniser.", metavar="auto|whisper|sphinx")]
Model = Annotated[
    str | None, typer.Option(help="Whisper model: a name (small, large-v3 …) or a folder.", metavar="NAME|DIR")
]
Compute = Annotated[str | None, typer.Option(help="Hardware for Whisper.", metavar="cpu|cuda|auto")]
Beam = Annotated[int | None, typer.Option(help="Beam size of Whisper.", metavar="N")]
Batch = Annotated[int | None, typer.Option(help="Stretches Whisper hears at once; 0: one by one.", metavar="N")]
Task = Annotated[
    str | None,
    typer.Option(help="translate adds an English layer beside the words.", metavar="transcribe|translate"),
]
Risk = Annotated[
    Path | None, typer.Option(help="Risk limits fitted with evaluate transcript --fit-risk.", metavar="FILE")
]
Threads = Annotated[int | None, typer.Option(help="Processor threads; 0 lets the engine choose.", metavar="N")]
Glossary = Annotated[
    Path | None, typer.Option(help="Text file of names to listen for, one a line.", metavar="FILE")
]
TranscriptFile = Annotated[
    Path | None,
    typer.Option("--transcript", help="Official transcript of the recording, joined with it.", metavar="FILE"),
]
Speakers = Annotated[str | None, typer.Option(help="Number of voices, or off.", metavar="N|MIN-MAX|auto|off")]
Diarizer = Annotated[
    str | None, typer.Option(help="Engine that tells voices apart.", metavar="dvector|pyannote:DIR")
]
Voices = Annotated[Path | None, typer.Option(help="Voice library: names the voices it knows.", metavar="FILE")]
Channels = Annotated[
    str | None,
    typer.Option(help="Stereo: one speaker a channel (split), or all in both (mix).", metavar="auto|mix|split"),
]
Rttm = Annotated[Path | None, typer.Option(help="Who speaks when, as an RTTM file.", metavar="FILE")]
Names = Annotated[str | None, typer.Option(help="Names of the voices found.", metavar="S1=NAME,…")]
CodebookFolder = Annotated[
    Path | None, typer.Option("--codebook", help="Folder of a codebook of your own.", metavar="DIR")
]
Actors = Annotated[
    Path | None, typer.Option(help="YAML file of persons and bodies, with their side.", metavar="FILE")
]
Record = Annotated[
    Path | None,
    typer.Option(
        help="Record file (YAML or CSV): dated, sourced acts to hold accusations against.", metavar="FILE"
    ),
]
Themes = Annotated[
    str | None,
    typer.Option(help="How themes are cut: by words, or by a sentence encoder.", metavar="blocks|embed:DIR"),
]
Topics = Annotated[Path | None, typer.Option(help="YAML file of topics of your own.", metavar="FILE")]
ThemeNames = Annotated[str | None, typer.Option(help="Names of the themes found.", metavar="T1=NAME,…")]
Rescorer = Annotated[
    str | None,
    typer.Option(help="Neural second opinion on candidates.", metavar="nli:NAME|nli:DIR|encoder:DIR"),
]
RescorerBatch = Annotated[int | None, typer.Option(help="Candidates the rescorer reads at once.", metavar="N")]
RescorerContext = Annotated[
    int | None, typer.Option(help="Sentences it reads before and after a candidate.", metavar="N")
]
RescorerTagAt = Annotated[
    float | None,
    typer.Option(
        help="Make tags of candidates with this score that nothing speaks against; 1: never.", metavar="P"
    ),
]
RescorerDropBelow = Annotated[
    float | None, typer.Option(help="Leave out candidates with a lower score; 0: none.", metavar="P")
]
Until = Annotated[
    str | None,
    typer.Option(help="Take the largest model here that is done by this time of day.", metavar="HH:MM"),
]
NoDelivery = Annotated[
    bool | None,
    typer.Option("--no-delivery", help="Do not measure rate, pauses, loudness and pitch of sentences."),
]
NoAudience = Annotated[
    bool | None,
    typer.Option("--no-audience", help="Do not listen for applause, cheering, laughter, booing and chanting."),
]
Fetch = Annotated[bool | None, typer.Option("--fetch", help="Fetch the model from the network if it is not here.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no messages, only errors.")]
JsonLog = Annotated[bool, typer.Option("--json-log", help="Progress as JSON lines on stderr.")]


def options_from(flags: Mapping[str, object]) -> Options:
    """Build the options of a command: defaults, then rhetoric.toml of this folder, then its flags."""
    given = dict(flags)
    for key in ("delivery", "audience"):
        if given.pop(f"no_{key}", None):
            given[key] = False
    return make_options(read_config(Path.cwd()), given)


def progress_style(quiet: bool, json_log: bool) -> str:
    """Return the style of progress that two flags ask for."""
    if json_log:
        return "json"
    return "quiet" if quiet else "bar"
