"""`rhetoric projection`: accusations of finished analyses beside the record, and findings put to the test."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rhetoric.cli import options as flag
from rhetoric.cli.analyses import named, read_named
from rhetoric.cli.output import put

if TYPE_CHECKING:
    from rhetoric.projection.stage import Means
    from rhetoric.projection.study import Study

app = typer.Typer(
    help="Accusations beside what is documented: show, chart, test.", no_args_is_help=True, rich_markup_mode=None
)

Analyses = Annotated[
    list[Path], typer.Argument(help="analysis.json files, or their folders.", metavar="ANALYSIS…")
]
Parameters = Annotated[
    Path | None,
    typer.Option(help="YAML file of numbers that order the cases, instead of the shipped.", metavar="FILE"),
]
Ui = Annotated[str, typer.Option("--ui", help="Language of the report.", metavar="en|es")]
Seed = Annotated[int, typer.Option(help="Of the permutations.", metavar="N")]
Out = Annotated[Path | None, typer.Option("--out", help="File to write instead of stdout.", metavar="FILE")]


@app.command()
def show(
    analyses: Analyses,
    record: flag.Record = None,
    actors: flag.Actors = None,
    codebook: flag.CodebookFolder = None,
    parameters: Parameters = None,
    ui: Ui = "en",
    form: Annotated[
        str, typer.Option("--format", help="Report, or a line per item of evidence.", metavar="md|csv")
    ] = "md",
    rounds: Annotated[int, typer.Option(help="Permutations of the Mirror Index.", min=1, max=1_000_000)] = 5000,
    seed: Seed = 0,
    save: Annotated[bool, typer.Option("--save", help="Write the cases into the analyses too.")] = False,
    out: Out = None,
) -> None:
    """Print each accusation beside its evidence; of several speeches also who charges whom with what."""
    from rhetoric.errors import unknown_name
    from rhetoric.formats.cases_csv import cases_csv
    from rhetoric.reports.study import render_study

    if form not in {"md", "csv"}:
        raise unknown_name("format", form, ("md", "csv"))
    _check_language(ui)
    found, means, paths = _study(analyses, record, actors, codebook, parameters)
    if save:
        _save(found, means, paths)
    put(cases_csv(found) if form == "csv" else render_study(found, ui=ui, rounds=rounds, seed=seed), out)


@app.command()
def chart(
    analyses: Analyses,
    out: Annotated[Path, typer.Option("--out", help="File to write: .svg or .png.", metavar="FILE")],
    record: flag.Record = None,
    actors: flag.Actors = None,
    codebook: flag.CodebookFolder = None,
    ui: Ui = "en",
) -> None:
    """Draw accusations by act and side against the record, on one time axis."""
    from rhetoric.charts.projection import draw_study
    from rhetoric.charts.render import to_png, to_svg
    from rhetoric.console import tell
    from rhetoric.errors import unknown_name
    from rhetoric.files import write_bytes

    renderers = {".svg": to_svg, ".png": to_png}
    if out.suffix.lower() not in renderers:
        raise unknown_name("kind of picture", out.suffix, renderers)
    _check_language(ui)
    found, _, _ = _study(analyses, record, actors, codebook, None)
    figure = draw_study(found, ui)
    if figure is None:
        tell("nothing to draw: no accusation has a known act, and there is no record")
        return
    write_bytes(out, renderers[out.suffix.lower()](figure))
    typer.echo(out)


@app.command("test")
def refutation(
    analyses: Analyses,
    record: Annotated[Path, typer.Option(help="The record under test.", metavar="FILE")],
    actors: flag.Actors = None,
    codebook: flag.CodebookFolder = None,
    parameters: Parameters = None,
    placebo: Annotated[
        Path | None, typer.Option(help="A record of other sides, which should document nothing.", metavar="FILE")
    ] = None,
    ui: Ui = "en",
    seed: Seed = 0,
    out: Out = None,
) -> None:
    """Run the placebo record, the change of sides and leave-one-source-out, and print what changed."""
    from rhetoric.projection import refute
    from rhetoric.projection.record.reading import read_record
    from rhetoric.reports.study import render_tests

    _check_language(ui)
    found, means, _ = _study(analyses, record, actors, codebook, parameters)
    other = read_record(placebo, acts=means.codebook.taxonomy.ids) if placebo else None
    report = render_tests(
        refute.placebo(found, other, seed=seed),
        refute.side_swap(found),
        refute.leave_one_out(found),
        refute.changed_by_renaming(found),
        ui=ui,
    )
    put(report, out)


def _study(
    analyses: list[Path], record: Path | None, actors: Path | None, codebook: Path | None, parameters: Path | None
) -> "tuple[Study, Means, dict[str, Path]]":
    from rhetoric.devices.actors import read_actors
    from rhetoric.devices.codebook import load
    from rhetoric.projection.parameters import read_parameters
    from rhetoric.projection.record.reading import read_record
    from rhetoric.projection.stage import Means, without_projections
    from rhetoric.projection.study import completed, study

    book = load(codebook)
    means = Means(
        book,
        read_actors(actors) if actors else (),
        read_record(record, acts=book.taxonomy.ids) if record else None,
        read_parameters(parameters),
    )
    paths = named(analyses)
    read = {name: without_projections(analysis) for name, analysis in read_named(paths).items()}
    return completed(study(read, means.setting)), means, paths


def _check_language(ui: str) -> None:
    from rhetoric.errors import unknown_name
    from rhetoric.reports.labels import LANGUAGES

    if ui not in LANGUAGES:
        raise unknown_name("language", ui, LANGUAGES)


def _save(found: "Study", means: "Means", paths: dict[str, Path]) -> None:
    from rhetoric.files import write_text
    from rhetoric.formats import write
    from rhetoric.projection.stage import projected

    for name, analysis in projected(found, means).items():
        write_text(paths[name], write(analysis, "json"))
