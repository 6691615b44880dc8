"""The card of a trained classifier: card.json for the program, README.md for people."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rhetoric.rescore.calibration import Platt
from rhetoric.train.measure import DeviceFigures
from rhetoric.train.options import TrainOptions

SCHEMA = "rhetoric-encoder/1"
_PAGE = """# A classifier of rhetorical devices, for `--rescorer encoder:DIR`

Marks how something is said, not whether it is true. It gives candidates a second score; it is no tagger.

- Started from: {base}. Its licence governs these weights too.
- Learned from: {gold}. Who coded these files decides what the figures below are worth.
- {sentences[0]} sentences of {groups[0]} speakers trained, {sentences[1]} of {groups[1]} held out. A speaker is in
  one of the two; where none is named, the name of the speech without its date stands for one.
- {how}.

## Held-out speakers, sentence level, doubtful cells left out

| device | sentences | positives | average precision | precision | recall | F1 | calibrated |
|---|---|---|---|---|---|---|---|
{rows}

Precision, recall and F1 are at a raw probability of 0.5, on one split; nothing was tuned on it. Calibration
(Platt) is fitted on the same sentences, where a device has 40 positives there. It holds for sentences at large,
not for candidates, of which more are right.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A file learned from, by name and content."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a user of the weights must know: what they were made from, how, and how well they do."""

    version: str
    base: Source
    gold: tuple[Source, ...]
    options: TrainOptions
    labels: tuple[str, ...]
    sentences: tuple[int, int]
    groups: tuple[int, int]
    held_out_groups: tuple[str, ...]
    losses: tuple[float, ...]
    figures: tuple[DeviceFigures, ...]
    calibration: dict[str, Platt]

    def document(self) -> dict[str, object]:
        """Return the card as card.json holds it."""
        return {
            "schema": SCHEMA,
            "version": self.version,
            "base": asdict(self.base),
            "gold": [asdict(one) for one in self.gold],
            "options": asdict(self.options),
            "labels": list(self.labels),
            "sentences": {"trained": self.sentences[0], "held_out": self.sentences[1]},
            "speakers": {
                "trained": self.groups[0],
                "held_out": self.groups[1],
                "names": list(self.held_out_groups),
            },
            "loss": [round(one, 6) for one in self.losses],
            "held_out": [asdict(one) for one in self.figures],
            "calibration": {device: asdict(one) for device, one in self.calibration.items()},
        }

    def page(self) -> str:
        """Return the card as Markdown."""
        chosen = self.options
        return _PAGE.format(
            base=f"{self.base.name} (weights {self.base.sha256[:12]})",
            gold=", ".join(f"{one.name} ({one.sha256[:12]})" for one in self.gold),
            sentences=self.sentences,
            groups=self.groups,
            how=f"{chosen.epochs} epochs, batches of {chosen.batch}, rate {chosen.rate:g}, "
            f"{chosen.length} tokens, {chosen.context} sentences around, "
            f"seed {chosen.seed}, rhetoric {self.version}",
            rows="\n".join(self._row(one) for one in self.figures),
        )

    def _row(self, figures: DeviceFigures) -> str:
        values: Sequence[float | None] = (
            figures.average_precision,
            figures.precision,
            figures.recall,
            figures.f1,
        )
        shown = " | ".join("–" if one is None else f"{one:.2f}" for one in values)
        yes = "yes" if figures.device in self.calibration else "no"
        return f"| {figures.device} | {figures.cells} | {figures.positives} | {shown} | {yes} |"
