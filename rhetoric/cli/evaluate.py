"""`rhetoric evaluate` and `rhetoric agree`: how well tags agree with codings, and coders with each other."""

from pathlib import Path
from typing import Annotated

import typer

from rhetoric.cli import options as flag
from rhetoric.cli.output import put

app = typer.Typer(help="Measure tags and themes against references.", no_args_is_help=True, rich_markup_mode=None)
external = typer.Typer(help="Measure on public data sets.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(external, name="external")

GoldFile = Annotated[
    Path, typer.Argument(help="Coded passages: .jsonl, WebAnno .tsv, brat .ann, or a folder.", metavar="GOLD")
]
Rounds = Annotated[int, typer.Option(help="Rounds of the bootstrap.", min=100, max=100_000)]
Seed = Annotated[int, typer.Option(help="Seed of the bootstrap.", min=0)]
Form = Annotated[str, typer.Option("--format", help="md, json or csv.", metavar="FORMAT")]
OutFile = Annotated[Path | None, typer.Option("--out", help="File to write instead of stdout.", metavar="FILE")]
Coded = Annotated[
    str, typer.Option(help="Devices the coders looked for, with commas; else as the file says.", metavar="IDS")
]


@app.command()
def tags(
    gold: GoldFile,
    predicted: Annotated[
        Path | None, typer.Argument(help="A .jsonl of predictions, or a folder of analyses.", metavar="[PRED]")
    ] = None,
    run: Annotated[bool, typer.Option("--run", help="Tag the gold's texts now, instead of PRED.")] = False,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="With --run: without the learned weights.")
    ] = False,
    codebook: flag.CodebookFolder = None,
    actors: flag.Actors = None,
    homes: Annotated[
        Path | None, typer.Option(help="CSV with the columns speech and home (a country).", metavar="FILE")
    ] = None,
    groups: Annotated[
        Path | None, typer.Option(help="CSV: speech or speaker, then one column per grouping.", metavar="FILE")
    ] = None,
    coded: Coded = "",
    coders: Annotated[str, typer.Option(help="Who coded the gold, for the first line.", metavar="TEXT")] = "",
    examples: Annotated[bool, typer.Option("--examples", help="Also run the codebook's examples.")] = False,
    example_actors: Annotated[
        Path | None, typer.Option(help="Actors file for the examples only.", metavar="FILE")
    ] = None,
    rounds: Rounds = 1000,
    seed: Seed = 0,
    form: Form = "md",
    plot: Annotated[
        Path | None, typer.Option(help="Write the reliability plot here (.svg or .png).", metavar="FILE")
    ] = None,
    out: OutFile = None,
) -> None:
    """Compare tags with coded passages: figures per device and language, with intervals."""
    from rhetoric.errors import ConfigError
    from rhetoric.evaluate.job import TagJob, evaluate_tags
    from rhetoric.evaluate.report import render
    from rhetoric.evaluate.score import Sampling

    if run == (predicted is not None):
        raise ConfigError("give either predictions or --run, one of them", "rhetoric evaluate tags GOLD --run")
    job = TagJob(
        gold=gold,
        predicted=predicted,
        codebook=codebook,
        actors=actors,
        homes=homes,
        groups=groups,
        coded=_listed(coded),
        coders=coders,
        examples=examples,
        example_actors=example_actors or actors,
        rules_only=rules_only,
        sampling=Sampling(rounds, seed),
    )
    report = evaluate_tags(job)
    if plot is not None:
        from rhetoric.evaluate.plot import write_plot

        write_plot(report.reliability, plot)
    put(render(report, form), out)


def agree(
    codings: Annotated[
        list[Path],
        typer.Argument(help="One coding a coder: gold formats, or folders of analyses.", metavar="A B…"),
    ],
    coded: Coded = "",
    rounds: Rounds = 1000,
    seed: Seed = 0,
    form: Annotated[str, typer.Option("--format", help="md or json.", metavar="FORMAT")] = "md",
    out: OutFile = None,
) -> None:
    """Compare coders of the same texts: alpha, kappa and pairwise F1 per device, with intervals."""
    from rhetoric.evaluate.agree import agree as compare
    from rhetoric.evaluate.agree_report import render_agreement
    from rhetoric.evaluate.codings import read_codings
    from rhetoric.evaluate.score import Sampling

    found = compare(read_codings(codings, coded=_listed(coded)), Sampling(rounds, seed))
    put(render_agreement(found, form), out)


@app.command()
def themes(
    references: Annotated[
        Path, typer.Argument(help="Marked texts: a .json file, or a folder of them.", metavar="REF")
    ],
    themes_model: Annotated[
        str, typer.Option("--themes", help="How themes are cut.", metavar="blocks|embed:DIR")
    ] = "blocks",
    part: Annotated[
        str, typer.Option(help="Only files at even or odd positions of the sorted names.", metavar="all|even|odd")
    ] = "all",
    rounds: Rounds = 1000,
    seed: Seed = 0,
    form: Annotated[str, typer.Option("--format", help="md or json.", metavar="FORMAT")] = "md",
    out: OutFile = None,
) -> None:
    """Compare themes with subjects people marked: Pk, WindowDiff, boundary F1, beside three baselines."""
    from rhetoric.errors import unknown_name
    from rhetoric.evaluate.theme_references import read_references
    from rhetoric.evaluate.themes import evaluate_themes, render_themes
    from rhetoric.themes.choose import theme_model

    for what, name, known in (("part", part, ("all", "even", "odd")), ("format", form, ("md", "json"))):
        if name not in known:
            raise unknown_name(what, name, known)
    found = read_references(references, part=part)
    scores = evaluate_themes(found, theme_model(themes_model), seed=seed, rounds=rounds)
    put(render_themes(scores, form), out)


@app.command()
def speakers(
    reference: Annotated[Path, typer.Argument(help="Who speaks when: .rttm, or a folder of them.", metavar="REF")],
    predicted: Annotated[
        Path | None,
        typer.Argument(help="RTTM, analysis, or a folder; with --run the recording.", metavar="[PRED]"),
    ] = None,
    run: Annotated[
        bool, typer.Option("--run", help="Separate the recording now (PRED, or beside REF by its name).")
    ] = False,
    count: Annotated[
        str, typer.Option("--speakers", help="With --run: the number of voices.", metavar="auto|known|N|MIN-MAX")
    ] = "auto",
    diarizer: Annotated[str, typer.Option(help="With --run: the engine.", metavar="NAME[:DIR]")] = "dvector",
    threads: Annotated[int, typer.Option(help="With --run: processor threads.", min=1)] = 1,
    collar: Annotated[
        float, typer.Option(help="Seconds left unscored around each change of the reference.", min=0, max=10)
    ] = 0.0,
    skip_overlap: Annotated[bool, typer.Option("--skip-overlap", help="Leave overlapping speech out.")] = False,
    uem: Annotated[Path | None, typer.Option(help="UEM file: the stretches to score.", metavar="FILE")] = None,
    form: Annotated[str, typer.Option("--format", help="md or json.", metavar="FORMAT")] = "md",
    out: OutFile = None,
) -> None:
    """Compare who speaks when with a reference: DER and JER with their protocol, and the number of speakers."""
    from rhetoric.errors import ConfigError, MissingDependencyError, unknown_name

    if form not in {"md", "json"}:
        raise unknown_name("format", form, ("md", "json"))
    if not run and predicted is None:
        raise ConfigError("give what was found, or --run", "rhetoric evaluate speakers REF.rttm --run")
    try:
        from rhetoric.evaluate.diarization import Protocol
        from rhetoric.evaluate.speakers import SpeakerJob, evaluate_speakers, render_speakers
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            f"evaluate speakers needs the library {error.name!r}, which is not installed",
            "run: pip install 'rhetoric[eval]'",
        ) from error
    job = SpeakerJob(
        reference, predicted, run=run, speakers=count, diarizer=diarizer, threads=threads,
        protocol=Protocol(round(collar * 1000), not skip_overlap), scored=uem,
    )  # fmt: skip
    put(render_speakers(evaluate_speakers(job), form), out)


@app.command()
def transcript(
    reference: Annotated[Path, typer.Argument(help="What was said: a transcript, or a folder.", metavar="REF")],
    predicted: Annotated[
        Path, typer.Argument(help="What was heard: analysis, transcript, folder.", metavar="PRED")
    ],
    alignment: Annotated[bool, typer.Option("--alignment", help="Show the sentences with errors.")] = False,
    fit_risk: Annotated[
        bool, typer.Option("--fit-risk", help="Fit the risk classes on these references.")
    ] = False,
    risk_file: Annotated[Path, typer.Option(help="With --fit-risk: file to write.", metavar="FILE")] = Path(
        "risk.json"
    ),
    rounds: Rounds = 1000,
    seed: Seed = 0,
    form: Annotated[str, typer.Option("--format", help="md or json.", metavar="FORMAT")] = "md",
    out: OutFile = None,
) -> None:
    """Compare what was heard with what was said: WER, CER, cpWER, errors per risk class; or fit the classes."""
    from rhetoric.errors import MissingDependencyError, unknown_name

    if form not in {"md", "json"}:
        raise unknown_name("format", form, ("md", "json"))
    try:
        from rhetoric.evaluate.risk_fit import fit
        from rhetoric.evaluate.transcript_report import render_transcripts
        from rhetoric.evaluate.transcripts import evaluate_transcripts
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            f"evaluate transcript needs the library {error.name!r}, which is not installed",
            "run: pip install 'rhetoric[eval]'",
        ) from error
    from rhetoric.transcribe.risk import write_rules

    found = evaluate_transcripts(reference, predicted, rounds=rounds, seed=seed)
    fitted = fit(found) if fit_risk else None
    if fitted is not None:
        write_rules(fitted, risk_file)
    scores = tuple(score for score, _ in found)
    put(render_transcripts(scores, form, alignment=alignment, fitted=fitted), out)


@app.command()
def audience(
    reference: Annotated[Path, typer.Argument(help="A NAME.events.json, or a folder of them.", metavar="REF")],
    predicted: Annotated[
        Path | None, typer.Argument(help="Folder of analyses by name, or one analysis.", metavar="[PRED]")
    ] = None,
    run: Annotated[bool, typer.Option("--run", help="Listen to the recordings beside REF now.")] = False,
    silent: Annotated[
        list[Path] | None,
        typer.Option(help="Recordings or folders in which nothing must be found.", metavar="PATH"),
    ] = None,
    tolerance: Annotated[float, typer.Option(help="How far apart onsets may be, in s.", min=0)] = 1.0,
    rounds: Rounds = 1000,
    seed: Seed = 0,
    form: Form = "md",
    out: OutFile = None,
) -> None:
    """Compare reactions with those somebody marked: event F1 by kind, onsets within a tolerance."""
    from rhetoric.errors import ConfigError, unknown_name
    from rhetoric.evaluate import audience as marks

    if run == (predicted is not None):
        raise ConfigError("give either analyses or --run, one of them", "rhetoric evaluate audience REF --run")
    if form not in {"md", "json", "csv"}:
        raise unknown_name("format", form, ("md", "json", "csv"))
    marked = (*marks.read_marked(reference), *marks.silent_in(silent or ()))
    found = marks.find_in(predicted, marked) if predicted else marks.find_now(marked)
    within = round(1000 * tolerance)
    scores = marks.score(marked, found, tolerance=within, rounds=rounds, seed=seed)
    put(marks.render_scores(scores, marked, found, form, within), out)


@external.command("pan2024")
def pan2024(
    folder: Annotated[Path, typer.Argument(help="Folder with the texts of the task.", metavar="FOLDER")],
    spans: Annotated[bool, typer.Option(help="Also the spans of the six roles (minutes).")] = True,
    codebook: flag.CodebookFolder = None,
    rounds: Rounds = 1000,
    seed: Seed = 0,
    form: Annotated[str, typer.Option("--format", help="md or json.", metavar="FORMAT")] = "md",
    out: OutFile = None,
) -> None:
    """Train and score our features on conspiracy versus critical texts (PAN 2024); nothing is kept."""
    from rhetoric.devices.codebook import load
    from rhetoric.devices.tagger import RuleTagger
    from rhetoric.evaluate.external_report import evaluate_pan2024, render_external
    from rhetoric.evaluate.score import Sampling

    rows = evaluate_pan2024(folder, RuleTagger(load(codebook)), Sampling(rounds, seed), spans=spans)
    put(render_external(rows, form), out)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())
