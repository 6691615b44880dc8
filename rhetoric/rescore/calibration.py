"""Log-odds, and the calibration a model card may hold: Platt's two numbers per device."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rhetoric.errors import ModelUnavailableError

ENOUGH = 40  # positives below which two numbers cannot be trusted
LIMIT = 4.6  # log-odds of 0.99: the most a model may say for or against


@dataclass(frozen=True, slots=True)
class Platt:
    """Calibrated log-odds are `slope` × raw log-odds + `intercept`; fitted on that many positives."""

    slope: float
    intercept: float
    positives: int


def logit(probability: float) -> float:
    """Return the natural log-odds of a probability, kept within ±LIMIT."""
    if probability <= 0 or probability >= 1:
        return math.copysign(LIMIT, probability - 0.5)
    return max(-LIMIT, min(LIMIT, math.log(probability / (1 - probability))))


def sigmoid(odds: float) -> float:
    """Return the probability of natural log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))


def read_calibration(card: Path) -> Mapping[str, Platt]:
    """Return the calibrations a card holds, those on fewer than 40 positives left out; none without a card.

    Raises
    ------
    ModelUnavailableError
        If the card is there but cannot be read as one.
    """
    if not card.is_file():
        return {}
    try:
        table = json.loads(card.read_bytes()).get("calibration", {})
        found = {str(device): _platt(row) for device, row in table.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelUnavailableError(
            f"the model card {card} cannot be read: {error}", "train again, or remove the card"
        ) from error
    return {device: one for device, one in sorted(found.items()) if one.positives >= ENOUGH and one.slope > 0}


def _platt(row: Mapping[str, float]) -> Platt:
    slope, intercept = float(row["slope"]), float(row["intercept"])
    if not (math.isfinite(slope) and math.isfinite(intercept)):
        raise ValueError("a number is not finite")
    return Platt(slope, intercept, int(row["positives"]))
