"""Each stage alone: `rhetoric transcribe`, `tag`, `chart` and `export`."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli import options as flag
from rhetoric.console import progress_for, tell
from rhetoric.files import write_text
from rhetoric.records import Analysis

Input = Annotated[
    Path,
    typer.Argument(help="A recording, a transcript or an analysis; tag takes its folder too.", metavar="FILE"),
]
Analyses = Annotated[list[Path], typer.Argument(help="Files or folders written by analyze.", metavar="ANALYSIS…")]
_WITH_DELIVERY = ("delivery", "html", "json", "md")  # formats that show it
OutFile = Annotated[Path | None, typer.Option("--out", help="File to write instead of stdout.", metavar="FILE")]


def transcribe(
    file: Input,
    form: Annotated[str, typer.Option("--format", help="txt, vtt, srt, rttm or json.", metavar="FORMAT")] = "txt",
    out: OutFile = None,
    language: flag.Language = None,
    asr: flag.Asr = None,
    model: flag.Model = None,
    compute: flag.Compute = None,
    beam: flag.Beam = None,
    threads: flag.Threads = None,
    batch: flag.Batch = None,
    task: flag.Task = None,
    risk: flag.Risk = None,
    glossary: flag.Glossary = None,
    actors: flag.Actors = None,
    speakers: flag.Speakers = None,
    channels: flag.Channels = None,
    rttm: flag.Rttm = None,
    diarizer: flag.Diarizer = None,
    names: flag.Names = None,
    no_delivery: flag.NoDelivery = None,
    no_audience: flag.NoAudience = None,
    until: flag.Until = None,
    fetch: flag.Fetch = None,
    quiet: flag.Quiet = False,
    json_log: flag.JsonLog = False,
) -> None:
    """Write down what is said in a recording, by whom and when; nothing is tagged."""
    from rhetoric.pipeline import load

    options = flag.options_from(
        {
            "language": language, "asr": asr, "model": model, "compute": compute, "beam": beam,
            "threads": threads, "batch": batch, "task": task, "risk": risk,
            "glossary": glossary, "actors": actors, "speakers": speakers, "channels": channels, "rttm": rttm,
            "diarizer": diarizer,
            "names": names, "until": until, "fetch": fetch,
            "no_delivery": no_delivery or form not in _WITH_DELIVERY, "no_audience": no_audience,
        }
    )  # fmt: skip
    _check_format(form)
    keep = out.with_name(f".{out.name}.partial") if out else None
    with progress_for(file.name, flag.progress_style(quiet, json_log)) as progress:
        analysis = load(file, options, progress=progress, keep=keep)
    _put(analysis, form, out)
    if keep:
        shutil.rmtree(keep, ignore_errors=True)


def tag(
    file: Input,
    form: Annotated[str, typer.Option("--format", help="md, csv, html, json …", metavar="FORMAT")] = "md",
    out: OutFile = None,
    language: flag.Language = None,
    codebook: flag.CodebookFolder = None,
    actors: flag.Actors = None,
    record: flag.Record = None,
    themes: flag.Themes = None,
    topics: flag.Topics = None,
    theme_names: flag.ThemeNames = None,
    rescorer: flag.Rescorer = None,
    rescorer_batch: flag.RescorerBatch = None,
    rescorer_context: flag.RescorerContext = None,
    rescorer_tag_at: flag.RescorerTagAt = None,
    rescorer_drop_below: flag.RescorerDropBelow = None,
    names: flag.Names = None,
    quiet: flag.Quiet = False,
    json_log: flag.JsonLog = False,
) -> None:
    """Tag the devices of a transcript or of an earlier analysis, without transcribing again."""
    from rhetoric.pipeline import annotate, load

    options = flag.options_from(
        {
            "language": language, "codebook": codebook, "actors": actors, "record": record, "names": names,
            "themes": themes, "topics": topics, "theme_names": theme_names,
            "rescorer": rescorer, "rescorer_batch": rescorer_batch, "rescorer_context": rescorer_context,
            "rescorer_tag_at": rescorer_tag_at, "rescorer_drop_below": rescorer_drop_below,
        }
    )  # fmt: skip
    _check_format(form)
    with progress_for(file.name, flag.progress_style(quiet, json_log)) as progress:
        analysis = annotate(load(_analysis_path(file), options, progress=progress), options, progress=progress)
    _put(analysis, form, out)


def chart(
    analyses: Analyses,
    kind: Annotated[list[str] | None, typer.Option(help="Chart to draw; all if left out.", metavar="NAME")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder; charts/ beside each analysis if left out.")] = None,
    risk: Annotated[
        str | None,
        typer.Option(help="Only tags whose words have at most this risk.", metavar="low|medium|high"),
    ] = None,
) -> None:
    """Draw the charts of finished analyses again."""
    from rhetoric.charts import CHARTS
    from rhetoric.errors import unknown_name
    from rhetoric.outputs import write_chart
    from rhetoric.transcribe.risk import CLASSES, at_most

    for name in kind or ():
        if name not in CHARTS.names():
            raise unknown_name("chart", name, CHARTS.names())
    level = next((one for one in CLASSES if one == risk), None)
    if risk is not None and level is None:
        raise unknown_name("risk", risk, CLASSES)
    for path in map(_analysis_path, analyses):
        analysis = at_most(_read(path), level) if level else _read(path)
        folder = (out / path.parent.name if len(analyses) > 1 else out) if out else path.parent / "charts"
        for name in kind or CHARTS.names():
            written = write_chart(analysis, name, folder)
            for file in written:
                typer.echo(file)
            if not written:
                tell(f"{path.parent.name}: {name} is withheld (nothing to draw, or speakers not separated)")


def export(
    analysis: Annotated[Path, typer.Argument(help="analysis.json, or its folder.", metavar="ANALYSIS")],
    to: Annotated[
        str, typer.Option("--to", help="json, csv, delivery, vtt, srt, rttm, txt, md or html.", metavar="FORMAT")
    ],
    out: OutFile = None,
) -> None:
    """Write a finished analysis in another format."""
    _check_format(to)
    _put(_read(_analysis_path(analysis)), to, out)


def _check_format(name: str) -> None:
    """Refuse an unknown format before any work is done."""
    from rhetoric.errors import unknown_name
    from rhetoric.formats import WRITERS

    if name not in WRITERS.names():
        raise unknown_name("format", name, WRITERS.names())


def _analysis_path(path: Path) -> Path:
    return path / "analysis.json" if path.is_dir() else path


def _read(path: Path) -> Analysis:
    from rhetoric.errors import InputError
    from rhetoric.formats.encoding import read_file
    from rhetoric.formats.rhetoric_json import loads

    if not path.is_file():
        raise InputError(f"{path} is not a file", "give an analysis.json, or the folder analyze wrote it into")
    return loads(read_file(path), where=str(path))


def _put(analysis: Analysis, form: str, out: Path | None) -> None:
    from rhetoric.formats import write

    content = write(analysis, form)
    if out is None:
        sys.stdout.buffer.write(content.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        write_text(out, content)
