"""Fine-tuned classifiers as rescorers: labels from config.json, calibration from the card."""

import json
import math
from pathlib import Path

import pytest

from rhetoric.errors import ModelUnavailableError
from rhetoric.rescore import Excerpt, open_rescorer
from rhetoric.rescore.encoder import MULTI_LABEL, readings
from tests.rescore.models import save

DEVICES = ("accusation", "external_enemy", "fear_appeal")
EXCERPT = Excerpt("the league is behind the blackouts", "the blackouts", "en", before="we know it")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save(tmp_path / "tuned", labels=DEVICES, problem=MULTI_LABEL, onnx="model.onnx")


def test_each_device_has_its_own_output(folder: Path) -> None:
    rescorer = open_rescorer(f"encoder:{folder}")
    scores = [rescorer.score([EXCERPT], device)[0] for device in DEVICES]
    assert len(set(scores)) == 3
    assert all(score is not None and 0 < score < 1 for score in scores)


def test_a_device_it_was_not_trained_on_has_no_score(folder: Path) -> None:
    assert open_rescorer(f"encoder:{folder}").score([EXCERPT, EXCERPT], "hyperbole") == (None, None)


def test_a_card_calibrates_the_devices_it_has_enough_positives_for(folder: Path) -> None:
    (raw,) = open_rescorer(f"encoder:{folder}").score([EXCERPT], "accusation")
    card = {
        "calibration": {
            "accusation": {"slope": 0.5, "intercept": -1.0, "positives": 40},
            "fear_appeal": {"slope": 0.5, "intercept": -1.0, "positives": 39},
        }
    }
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    rescorer = open_rescorer(f"encoder:{folder}")
    (score,) = rescorer.score([EXCERPT], "accusation")
    assert raw is not None
    assert score is not None
    assert math.log(score / (1 - score)) == pytest.approx(0.5 * math.log(raw / (1 - raw)) - 1.0, abs=1e-6)
    assert rescorer.calibrated("accusation")
    assert not rescorer.calibrated("fear_appeal")
    assert rescorer.provenance().options["calibrated"] == "accusation"


@pytest.mark.parametrize(
    "card", ["{", "[]", '{"calibration": {"a": {"slope": 1}}}', '{"calibration": {"a": {"slope": "x"}}}',
             '{"calibration": {"a": {"slope": 1e999, "intercept": 0, "positives": 50}}}', '{"calibration": 3}']
)  # fmt: skip
def test_a_card_that_cannot_be_read_is_an_error(folder: Path, card: str) -> None:
    (folder / "card.json").write_text(card, encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match=r"card\.json cannot be read"):
        open_rescorer(f"encoder:{folder}")


def test_a_classifier_of_one_class_a_text_is_refused(tmp_path: Path) -> None:
    folder = save(tmp_path / "nli", onnx="model.onnx")
    with pytest.raises(ModelUnavailableError, match="is no multi-label classifier") as caught:
        open_rescorer(f"encoder:{folder}")
    assert "nli:DIR" in caught.value.hint


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="there is no model folder"):
        open_rescorer(f"encoder:{tmp_path / 'nowhere'}")
    with pytest.raises(ModelUnavailableError, match="there is no model folder mine"):
        open_rescorer("encoder:mine")


def test_readings_go_from_fullest_to_barest() -> None:
    span = Excerpt("S", "q", "en", before="b", after="a")
    assert readings(span) == (("S", "b a"), ("S", "b"), ("S", None), ("q", None))
    assert readings(Excerpt("S", "S", "en")) == (("S", None),)
