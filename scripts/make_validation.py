"""Print docs/validation.md: what the shipped tagger reaches on the project's gold and on PAN 2024.

Run it as `python -m scripts.make_validation [SHARED] > docs/validation.md`; SHARED is the folder of the material
(RHETORIC_SHARED, else ../shared). `--quick` leaves out the spans of PAN 2024, which take minutes.
"""

import itertools
import os
import sys
import tempfile
from pathlib import Path

from rhetoric.devices.codebook import load
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.external_report import evaluate_pan2024, render_external
from rhetoric.evaluate.homes import read_homes, with_homes
from rhetoric.evaluate.job import TagJob, evaluate_tags
from rhetoric.evaluate.reading import read_gold
from rhetoric.evaluate.report import to_markdown
from rhetoric.evaluate.score import SAMPLING
from rhetoric.metrics.intervals import wilson
from scripts.tagger_examples import left_out_rows, told_rows
from scripts.tagger_items import read_neutral
from scripts.tagger_training import gather
from scripts.tagger_training import score as fold_scores
from tests.suites.pairs import FOLDER, SETS, outcome, read_cases, score

ROOT = Path(__file__).resolve().parent.parent
CODERS = "labels by language models; no human gold yet"
READING = """\
The gold is passages of real political speeches, many of them chosen for their cue words, so that rates here
are not those of ordinary speech. Rare devices stay rare: where `positives` is small the figure says little,
and the interval says so. **Half of the speakers were read while rules were widened** (a hash of the name
decided which; By group, below, has both halves): only `unread` speaks of unseen speech. The codebook's
examples were known when its rules were written, so figures on them are no measure of unseen speech. Only the
rules are measured here, since the learned weights were trained on this gold: what they add, by folds of
speakers, is in models/tagger/README.md. This page is printed by `python -m scripts.make_validation >
docs/validation.md`.

Groups of speeches are public facts (scripts/gold_groups.csv), by the same rules for every camp. Office:
`incumbent` speaks for the government in office on that day, a UN delegation always; `challenger` wants to
form the next one, also in the debate that will elect him; `none` is a crown, or several speakers at once.
Lean: the family in which the speaker's party places itself or whose international it belongs to; `other` is a
military government, a single movement, a centre or religious party, or a crown; in doubt a cell is empty."""

LEFT_OUT = """\
Rules and learned decision; each example is scored by weights that saw neither it nor its sibling in the other
language, and without the rules that fire on nothing else (no other example, no passage of the gold). A rule that
lists an example's words among others stays; calibration and thresholds come from scores of the gold by models
that had seen the examples."""


PAIRS = """\
204 cases, half of them hard negatives, written from the codebook and the taxonomy alone before the matcher was, by
two writers who did not know its rules (tests/suites/mirror). `plain` is official and campaign speech as it is
transcribed, `oblique` says things round about. The rules were written while `open` cases could be read; `held`
cases were scored after the rules were done, and again at each run of this page; a few loose verbs of one cue
were cut after the first. A case is found where the marked accusation gets evidence of the expected kind at
grade 2 or more; any other pair of that grade is a false one."""


def pair_rows() -> str:
    """Return precision and recall of pairs by set and part, with n and Wilson intervals, as a table."""
    lines = ["| set | part | language | cases | precision | n | recall | n |", "|---|---|---|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, part in itertools.product(SETS, ("open", "held")):
            outcomes = [outcome(case, Path(folder)) for case in read_cases(FOLDER / f"{name}.yaml", part)]
            for language in ("en", "es", "all"):
                one = score(each for each in outcomes if language in {each.language, "all"})
                tagged = one.found + one.false
                lines.append(
                    f"| {name} | {part} | {language} | {one.cases} | {_share(one.found, tagged)} | {tagged} "
                    f"| {_share(one.found, one.positives)} | {one.positives} |"
                )
    return "\n".join(lines)


def _share(hits: int, trials: int) -> str:
    if not trials:
        return "-"
    low, high = wilson(hits, trials)
    return f"{hits / trials:.2f} [{low:.2f}, {high:.2f}]"


def main() -> None:
    """Measure and print."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    shared = Path(words[0] if words else os.environ.get("RHETORIC_SHARED", ROOT.parent / "shared"))
    job = TagJob(
        gold=shared / "data" / "gold",
        groups=ROOT / "scripts" / "gold_groups.csv",
        homes=ROOT / "scripts" / "gold_homes.csv",
        coders=CODERS,
        examples=True,
        rules_only=True,
        example_actors=ROOT / "tests" / "devices" / "actors.yaml",
    )
    gold = with_homes(read_gold(job.gold), read_homes(ROOT / "scripts" / "gold_homes.csv"))
    neutral = frozenset(read_neutral(ROOT / "scripts" / "gold_neutral.csv"))
    material = gather(load(), gold, ROOT / "scripts" / "tagger_speakers.csv", neutral, templates=False)
    first, _, rest = to_markdown(evaluate_tags(job)).partition("\n\n")
    folder = shared / "data" / "text" / "pan2024_oppositional"
    rows = evaluate_pan2024(folder, RuleTagger(load()), SAMPLING, spans="--quick" not in sys.argv)
    print(first, "# What the tagger reaches", READING, rest.rstrip(), sep="\n\n")
    print("\n## The codebook's examples, left out one by one\n", LEFT_OUT, sep="\n", end="\n\n")
    print(told_rows(left_out_rows(material, fold_scores(material, weights=(0.0,)))))
    print("\n## Projection: accusations beside mirror evidence\n", PAIRS, sep="\n", end="\n\n")
    print(pair_rows())
    print("\n## PAN 2024: conspiracy versus critical texts\n")
    print(render_external(rows, "md"), end="")


if __name__ == "__main__":
    main()
