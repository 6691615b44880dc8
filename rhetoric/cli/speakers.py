"""`rhetoric speakers`: tell the voices of a finished analysis apart again, in seconds."""

from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli import options as flag
from rhetoric.console import progress_for, tell


def speakers(
    analysis: Annotated[
        Path, typer.Argument(help="Folder analyze wrote, or its analysis.json.", metavar="ANALYSIS")
    ],
    count: Annotated[str, typer.Option("--count", help="Number of voices.", metavar="N|MIN-MAX|auto")] = "auto",
    names: Annotated[str, typer.Option(help="Names of the voices found.", metavar="S1=NAME,…")] = "",
    voices: flag.Voices = None,
    risk: flag.Risk = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write; that of the analysis if left out.", metavar="DIR")
    ] = None,
    quiet: flag.Quiet = False,
) -> None:
    """Separate the speakers of an analysis again by another count, without transcribing again."""
    from rhetoric.errors import ConfigError
    from rhetoric.formats.rhetoric_json import read_analysis
    from rhetoric.outputs import write_results
    from rhetoric.runlog import RunLog
    from rhetoric.speakers.again import prints_beside, separate_again
    from rhetoric.speakers.count import parse_count
    from rhetoric.speakers.names import parse_names
    from rhetoric.speakers.prints import VOICES, save_prints

    wanted = parse_count(count)
    if wanted.off:
        raise ConfigError("--count off leaves nothing to separate", "give a number (3), a range (2-4) or auto")
    given = parse_names(names)
    folder = analysis if analysis.is_dir() else analysis.parent
    found = read_analysis(analysis)
    prints = prints_beside(found, folder)
    target = out or folder
    with progress_for(folder.name, flag.progress_style(quiet, json_log=False)) as shown:
        log = RunLog(shown)
        log.stage("separating speakers")
        again = separate_again(found, prints, wanted, given, library=voices, risk=risk)
        write_results(again, target, progress=log)
        log.write(target / "run.log.json", analysis)
    if target.resolve() != folder.resolve() and found.recording is not None:
        save_prints(prints, target / VOICES, recording_sha256=found.recording.sha256)
    if not quiet:
        lost = bool(found.accusations or found.own_acts or found.projections)
        tell(f"{folder.name}: {len(again.speakers)} speakers → {target}")
        if lost:
            tell("what was concluded from who spoke is left out; find it again: rhetoric tag")
