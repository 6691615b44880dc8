"""One evaluation of tags, from files to a report."""

from dataclasses import dataclass, replace
from pathlib import Path

from rhetoric.devices.actors import read_actors
from rhetoric.devices.check import check
from rhetoric.devices.codebook import Codebook
from rhetoric.devices.codebook import load as load_codebook
from rhetoric.devices.learned.shipped import model_for
from rhetoric.devices.tagger import RuleTagger
from rhetoric.errors import unknown_name
from rhetoric.evaluate.examples import example_rows
from rhetoric.evaluate.gold import Gold
from rhetoric.evaluate.groups import read_groups
from rhetoric.evaluate.homes import read_homes, with_homes
from rhetoric.evaluate.measure import NO_CODERS, Plan, TagReport, measure
from rhetoric.evaluate.predict import read_predictions, run
from rhetoric.evaluate.reading import read_gold
from rhetoric.evaluate.score import SAMPLING, Sampling


@dataclass(frozen=True, slots=True)
class TagJob:
    """What to compare: without `predicted`, the shipped tagger is run over the gold's texts.

    `rules_only` leaves its learned weights out, as it must where they were trained on this very gold.
    """

    gold: Path
    predicted: Path | None = None
    codebook: Path | None = None
    actors: Path | None = None
    homes: Path | None = None
    groups: Path | None = None
    coded: tuple[str, ...] = ()
    coders: str = ""
    examples: bool = False
    example_actors: Path | None = None
    rules_only: bool = False
    sampling: Sampling = SAMPLING


def evaluate_tags(job: TagJob) -> TagReport:
    """Read what a job names, tag if asked, and measure.

    Raises
    ------
    RhetoricError
        If a file cannot be read, or the gold was coded for a device the codebook does not have.
    """
    gold = read_gold(job.gold, coded=job.coded)
    if job.homes is not None:
        gold = with_homes(gold, read_homes(job.homes))
    codebook = load_codebook(job.codebook)
    plan = Plan(
        families={device.id: device.family for device in codebook.devices},
        groupings=read_groups(job.groups) if job.groups else (),
        sampling=job.sampling,
        coders=job.coders or NO_CODERS,
        taxonomy=codebook.taxonomy,
    )
    if job.predicted is not None:
        report = measure(gold, read_predictions(job.predicted, gold), plan)
    else:
        _check_devices(gold, codebook)
        named = read_actors(job.actors) if job.actors else ()
        tagger = RuleTagger(codebook, actors=named, model=None if job.rules_only else model_for(codebook))
        made = tagger.provenance()
        name = f"{made.backend} {made.version}, codebook {made.model}, sha256 {(made.model_sha256 or '')[:12]}"
        sides = f"learned weights: {made.options['learned']}, " + (
            "sides known" if job.actors else "sides unknown"
        )
        if at_home := sum(bool(passage.home) for passage in gold.passages):
            sides += f", home country given for {at_home} of {len(gold.passages)} passages"
        report = measure(gold, run(tagger, gold), replace(plan, tagger=f"{name}, {sides}"))
    if not job.examples:
        return report
    known = read_actors(job.example_actors) if job.example_actors else ()
    return replace(report, examples=example_rows(check(codebook, actors=known)))


def _check_devices(gold: Gold, codebook: Codebook) -> None:
    known = {device.id for device in codebook.devices} | set(gold.joint)
    for unit in gold.units:
        if unit not in known:
            raise unknown_name("device in the gold", unit, known)
