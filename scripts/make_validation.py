"""Print docs/validation.md: what the shipped tagger reaches on the project's gold and on PAN 2024.

Run it as `python scripts/make_validation.py [SHARED] > docs/validation.md`; SHARED is the folder of the material
(RHETORIC_SHARED, else ../shared). `--quick` leaves out the spans of PAN 2024, which take minutes.
"""

import os
import sys
from pathlib import Path

from rhetoric.devices.codebook import load
from rhetoric.devices.tagger import RuleTagger
from rhetoric.evaluate.external_report import evaluate_pan2024, render_external
from rhetoric.evaluate.job import TagJob, evaluate_tags
from rhetoric.evaluate.report import to_markdown
from rhetoric.evaluate.score import SAMPLING

ROOT = Path(__file__).resolve().parent.parent
CODERS = "labels by language models; no human gold yet"
READING = """\
The gold is passages of real political speeches, many of them chosen for their cue words, so that rates here
are not those of ordinary speech. Rare devices stay rare: where `positives` is small the figure says little,
and the interval says so. **Half of the speakers were read while rules were widened** (a hash of the name
decided which; By group, below, has both halves): only `unread` speaks of unseen speech. The codebook's
examples were known when its rules were written, so figures on them are no measure of unseen speech. Only the
rules are measured here, since the learned weights were trained on this gold: what they add, by folds of
speakers, is in models/tagger/README.md. This page is printed by `python scripts/make_validation.py >
docs/validation.md`.

Groups of speeches are public facts (scripts/gold_groups.csv), by the same rules for every camp. Office:
`incumbent` speaks for the government in office on that day, a UN delegation always; `challenger` wants to
form the next one, also in the debate that will elect him; `none` is a crown, or several speakers at once.
Lean: the family in which the speaker's party places itself or whose international it belongs to; `other` is a
military government, a single movement, a centre or religious party, or a crown; in doubt a cell is empty."""


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
    first, _, rest = to_markdown(evaluate_tags(job)).partition("\n\n")
    folder = shared / "data" / "text" / "pan2024_oppositional"
    rows = evaluate_pan2024(folder, RuleTagger(load()), SAMPLING, spans="--quick" not in sys.argv)
    print(first, "# What the tagger reaches", READING, rest.rstrip(), sep="\n\n")
    print("\n## PAN 2024: conspiracy versus critical texts\n")
    print(render_external(rows, "md"), end="")


if __name__ == "__main__":
    main()
