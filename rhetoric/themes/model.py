"""The small model that weighs the evidence for a boundary; trained by scripts/train_themes.py, see its note."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

_PLACE = Path(__file__).with_name("model.json")
_USUAL = 10_000  # words; the speech whose typical theme is given


@dataclass(frozen=True, slots=True)
class BoundaryModel:
    """Weights of the evidence, and how to cut.

    Parameters
    ----------
    weights
        Log odds by name of the evidence.
    eagerness
        Added to the log odds of every boundary; more cuts more.
    alone
        Themes to find, as a part of those usual for its length, in a text in which the floor is hardly ever handed
        over: no place stands out in it, and none would be cut by its odds alone.
    spacing
        Cost of a theme e times as long or as short as a usual one.
    typical
        Words of a usual theme in a speech of 10,000 words.
    growth
        Power with which that length grows with the speech.
    note
        What it was trained on.
    """

    weights: Mapping[str, float]
    eagerness: float
    alone: float
    spacing: float
    typical: float
    growth: float
    note: str = ""

    def usual_length(self, words: int) -> float:
        """Return the words of a usual theme in a speech of that many words."""
        return float(self.typical * (max(1, words) / _USUAL) ** self.growth)


@cache
def shipped_model() -> BoundaryModel:
    """Return the model that comes with the program."""
    return msgspec.json.decode(_PLACE.read_bytes(), type=BoundaryModel)


def write_model(model: BoundaryModel) -> None:
    """Write the model that comes with the program."""
    _PLACE.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
