"""Training end to end: a random encoder learns which word means what, and is used as a rescorer afterwards."""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from rhetoric.errors import ConfigError, InputError, MissingDependencyError, ModelUnavailableError, OutputError
from rhetoric.rescore import Excerpt, open_rescorer
from rhetoric.train.options import TrainOptions
from rhetoric.train.run import train_encoder
from tests.train.gold import write_base, write_gold

OPTIONS = TrainOptions(epochs=10, batch=16, rate=5e-3, length=64, context=0)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("train")
    gold, base = write_gold(folder / "gold.jsonl", speakers=14), write_base(folder / "base")
    return train_encoder([gold], base, folder / "made" / "mine", options=OPTIONS)


def test_the_folder_is_whole_and_nothing_is_left_beside_it(trained: Path) -> None:
    names = {path.name for path in trained.iterdir()}
    assert {"model.onnx", "model.safetensors", "config.json", "tokenizer.json", "card.json", "README.md"} <= names
    assert [path.name for path in trained.parent.iterdir()] == ["mine"]


def test_it_learned_and_its_card_says_how_well_on_whom(trained: Path) -> None:
    card = json.loads((trained / "card.json").read_text(encoding="utf-8"))
    assert card["labels"] == ["accusation", "external_enemy"]
    assert card["loss"][-1] < 0.2 * card["loss"][0]
    assert [one["device"] for one in card["held_out"]] == card["labels"]
    assert all(one["f1"] > 0.9 for one in card["held_out"])
    assert card["speakers"]["trained"] + card["speakers"]["held_out"] == 14
    assert card["gold"][0]["name"] == "gold.jsonl"
    assert str(trained.parent) not in json.dumps(card)
    page = (trained / "README.md").read_text(encoding="utf-8")
    assert "| accusation |" in page
    assert "not whether it is true" in page


def test_it_serves_as_a_rescorer_on_onnx(trained: Path) -> None:
    rescorer = open_rescorer(f"encoder:{trained}")
    accusing, neutral = (
        Excerpt(text, text, "en") for text in ("zzz zzz the road is open tolland.", "we met at noon.")
    )
    scores = rescorer.score([accusing, neutral], "accusation")
    assert rescorer.provenance().options["engine"] == "onnx"
    assert scores == (pytest.approx(1, abs=0.2), pytest.approx(0, abs=0.2))


def test_the_same_seed_gives_the_same_weights(trained: Path, tmp_path: Path) -> None:
    options = TrainOptions(epochs=1, batch=16, rate=5e-3, length=128, context=0, seed=3)
    gold, base = write_gold(tmp_path / "gold.jsonl", speakers=5), write_base(tmp_path / "base")
    first, again = (train_encoder([gold], base, tmp_path / name, options=options) for name in ("a", "b"))
    assert (first / "model.safetensors").read_bytes() == (again / "model.safetensors").read_bytes()
    assert (first / "card.json").read_bytes() == (again / "card.json").read_bytes()


@pytest.mark.parametrize("kind", ["deberta", "xlm-roberta"])
def test_other_encoders_are_exported_too(tmp_path: Path, kind: str) -> None:
    options = TrainOptions(epochs=1, batch=32, rate=1e-3, length=64)
    gold, base = write_gold(tmp_path / "gold.jsonl", speakers=5), write_base(tmp_path / "base", kind)
    folder = train_encoder([gold], base, tmp_path / "out", options=options)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    assert {one.name for one in session.get_inputs()} == {"input_ids", "attention_mask"}
    feed = {name: np.ones((3, 7), dtype=np.int64) for name in ("input_ids", "attention_mask")}
    assert session.run(None, feed)[0].shape == (3, 2)


def test_an_existing_folder_is_not_written_over(trained: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is there already"):
        train_encoder([tmp_path / "gold.jsonl"], tmp_path, trained, options=OPTIONS)


def test_without_torch_the_command_that_gets_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("rhetoric.train.tune", "rhetoric.rescore.torch_runner"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingDependencyError, match=r"rhetoric\[neural\]"):
        train_encoder([tmp_path / "gold.jsonl"], tmp_path, tmp_path / "out", options=OPTIONS)


def test_a_base_without_weights_and_gold_without_devices_are_refused(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", speakers=5)
    (tmp_path / "base").mkdir()
    with pytest.raises(ModelUnavailableError, match=r"config\.json"):
        train_encoder([gold], tmp_path / "base", tmp_path / "out", options=OPTIONS)
    plain = tmp_path / "plain.jsonl"
    lines = [json.loads(line) | {"labels": []} for line in gold.read_text(encoding="utf-8").splitlines()]
    plain.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with pytest.raises(InputError, match="no device is there in 5 of the"):
        train_encoder([plain], tmp_path / "base", tmp_path / "out", options=OPTIONS)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wrong", [{"epochs": 0}, {"rate": 2.0}, {"held_out": 0.9}, {"compute": "tpu"}])
def test_options_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        TrainOptions(**wrong)  # type: ignore[arg-type]
