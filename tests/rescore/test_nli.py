"""Language-inference rescoring with tiny random models on disk, on both engines."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForSequenceClassification, PreTrainedTokenizerFast

from rhetoric.devices.codebook import load
from rhetoric.errors import ConfigError, MissingDependencyError, ModelUnavailableError, UnknownNameError
from rhetoric.rescore import Excerpt, RescorerOptions, open_rescorer
from rhetoric.rescore.hypotheses import hypotheses_of, shipped
from tests.rescore.models import save

EXCERPT = Excerpt("the league is behind the blackouts", "behind the blackouts", "en", before="we know it")
SPANISH = Excerpt("la liga está detrás de los apagones", "los apagones", "es", after="lo sabemos")
FOLDERS = {"bert": "model.onnx", "deberta": "onnx/model.onnx", "xlm-roberta": "onnx/model.onnx"}


@pytest.fixture(scope="module")
def onnx_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("nli") / "tiny", "deberta", onnx="onnx/model.onnx")


@pytest.fixture(scope="module")
def torch_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("nli") / "tiny-torch", "deberta")


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_both_engines_agree_with_transformers(tmp_path: Path, kind: str) -> None:
    save(tmp_path / "torch", kind)
    save(tmp_path / "onnx", kind, onnx=FOLDERS[kind])
    by_torch = open_rescorer(f"nli:{tmp_path / 'torch'}")
    by_onnx = open_rescorer(f"nli:{tmp_path / 'onnx'}")
    assert by_torch.provenance().options["engine"] == "torch"
    assert by_onnx.provenance().options["engine"] == "onnx"

    hypothesis = shipped().find("external_enemy", "en")
    model = AutoModelForSequenceClassification.from_pretrained(tmp_path / "torch").eval()
    tokenizer = PreTrainedTokenizerFast.from_pretrained(tmp_path / "torch")
    wanted = [["we know it the league is behind the blackouts", hypothesis]]
    encoded = tokenizer(wanted, return_tensors="pt", return_token_type_ids=kind == "bert")
    with torch.inference_mode():
        expected = float(torch.softmax(model(**encoded).logits, -1)[0, 0])

    assert by_torch.score([EXCERPT], "external_enemy") == pytest.approx((expected,), abs=1e-5)
    assert by_onnx.score([EXCERPT], "external_enemy") == pytest.approx((expected,), abs=1e-5)


def test_batches_change_nothing_and_order_is_kept(onnx_folder: Path) -> None:
    spans = [
        Excerpt(word * count, word, language)
        for count in (1, 7, 3)
        for word, language in (("abc ", "en"), ("xyz ", "es"))
    ]
    whole = open_rescorer(f"nli:{onnx_folder}").score(spans, "accusation")
    single = open_rescorer(f"nli:{onnx_folder}", RescorerOptions(batch=1)).score(spans, "accusation")
    assert len(set(whole)) == len(spans)
    assert whole == pytest.approx(single, abs=1e-6)
    assert whole == open_rescorer(f"nli:{onnx_folder}").score(spans, "accusation")


def test_the_language_of_the_text_chooses_the_hypothesis(onnx_folder: Path) -> None:
    rescorer = open_rescorer(f"nli:{onnx_folder}", RescorerOptions(length=512))
    english, spanish, other = (Excerpt("abc", "abc", language) for language in ("en", "es", "pt"))
    scores = rescorer.score([english, spanish, other], "victimhood")
    assert scores[0] == pytest.approx(scores[2])
    assert scores[0] != pytest.approx(scores[1])


def test_what_has_no_hypothesis_has_no_score(onnx_folder: Path) -> None:
    assert open_rescorer(f"nli:{onnx_folder}").score([EXCERPT, SPANISH], "anaphora") == (None, None)
    assert open_rescorer(f"nli:{onnx_folder}").score([], "accusation") == ()


def test_a_codebooks_own_hypothesis_is_asked(onnx_folder: Path) -> None:
    device = load().device("victimhood")
    edition = replace(device.editions["en"], hypothesis="Somebody wails.")
    own = hypotheses_of((replace(device, editions={"en": edition}),))
    mine = open_rescorer(f"nli:{onnx_folder}", RescorerOptions(length=512, hypotheses=own))
    plain = open_rescorer(f"nli:{onnx_folder}", RescorerOptions(length=512))
    assert mine.score([EXCERPT], "victimhood") != plain.score([EXCERPT], "victimhood")
    assert mine.score([EXCERPT], "hyperbole") == (None,)
    assert mine.provenance().options["hypotheses"] == own.sha256[:12]


def test_long_passages_lose_their_surroundings_first(onnx_folder: Path) -> None:
    rescorer = open_rescorer(f"nli:{onnx_folder}", RescorerOptions(length=180))
    bare = Excerpt("the league did it", "the league", "en")
    long_after = Excerpt("the league did it", "the league", "en", after="and so on " * 60)
    endless = Excerpt("the league did it " * 100, "the league", "en")
    quote_only = Excerpt("the league", "the league", "en")
    assert rescorer.score([long_after], "accusation") == rescorer.score([bare], "accusation")
    assert rescorer.score([endless], "accusation") == rescorer.score([quote_only], "accusation")


def test_a_quote_longer_than_the_model_is_cut_not_refused(onnx_folder: Path) -> None:
    rescorer = open_rescorer(f"nli:{onnx_folder}", RescorerOptions(length=32))
    (score,) = rescorer.score([Excerpt("word " * 4000, "word " * 4000, "en")], "accusation")
    assert score is not None
    assert 0 < score < 1


def test_the_networks_own_bound_limits_the_length(onnx_folder: Path) -> None:
    rescorer = open_rescorer(f"nli:{onnx_folder}", RescorerOptions(length=4096))
    assert rescorer.provenance().options["length"] == 512
    (score,) = rescorer.score([Excerpt("word " * 4000, "word " * 4000, "en")], "accusation")
    assert score is not None


def test_provenance_names_model_engine_and_hypotheses(onnx_folder: Path) -> None:
    run = open_rescorer(f"nli:{onnx_folder}").provenance()
    assert (run.stage, run.backend, run.model) == ("rescore", "nli", "tiny")
    assert run.model_sha256 is not None
    assert len(run.model_sha256) == 64
    assert run.options == {
        "engine": "onnx", "hardware": "cpu", "batch": 16, "length": 256, "hypotheses": shipped().sha256[:12],
    }  # fmt: skip


def test_with_an_onnx_file_torch_is_not_imported(onnx_folder: Path) -> None:
    code = (
        "import sys; from rhetoric.rescore import Excerpt, open_rescorer\n"
        f"r = open_rescorer({f'nli:{onnx_folder}'!r})\n"
        "print(r.score([Excerpt('abc', 'abc', 'en')], 'accusation')[0] > 0, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_torch_weights_without_torch_say_how_to_get_it(
    torch_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "rhetoric.rescore.torch_runner", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingDependencyError) as caught:
        open_rescorer(f"nli:{torch_folder}")
    assert str(caught.value).splitlines() == [
        "the model 'tiny-torch' has no ONNX file, so it needs the library 'torch', which is not installed",
        "install it: pip install 'rhetoric[neural]'",
    ]


def test_another_tokenizer_class_in_the_configuration_is_no_obstacle(onnx_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(onnx_folder, folder)
    config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    config["tokenizer_class"] = "DebertaV2Tokenizer"
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    scores = open_rescorer(f"nli:{folder}").score([EXCERPT], "accusation")
    assert scores == open_rescorer(f"nli:{onnx_folder}").score([EXCERPT], "accusation")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("config.json", b"{", "is no configuration"),
        ("config.json", b"[1]", "is no JSON object"),
        ("config.json", b"{}", "does not name the outputs"),
        ("config.json", b'{"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}', "is no inference model"),
        ("tokenizer.json", b"{}", "the tokenizer in"),
        ("tokenizer.json", b"\xff\xfe", "the tokenizer in"),
        ("onnx/model.onnx", b"version https://git-lfs", "the network of"),
    ],
)
def test_a_damaged_folder_is_refused(
    onnx_folder: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(onnx_folder, folder)
    (folder / name).write_bytes(content)
    with pytest.raises(ModelUnavailableError, match=message) as caught:
        open_rescorer(f"nli:{folder}")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "onnx/model.onnx"])
def test_a_missing_file_is_named(onnx_folder: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(onnx_folder, folder)
    (folder / name).unlink()
    with pytest.raises(ModelUnavailableError, match=name.rpartition("/")[2]):
        open_rescorer(f"nli:{folder}")


def test_a_network_with_another_number_of_outputs_is_refused(onnx_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    shutil.copytree(onnx_folder, folder)
    (folder / "config.json").write_text(
        '{"id2label": {"0": "entailment", "1": "not_entailment"}}', encoding="utf-8"
    )
    with pytest.raises(ModelUnavailableError, match=r"the shape \(1, 3\), not \(1, 2\)"):
        open_rescorer(f"nli:{folder}").score([EXCERPT], "accusation")


def test_damaged_torch_weights_are_refused(torch_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(torch_folder, folder)
    (folder / "model.safetensors").write_bytes(b"\x08\x00\x00\x00\x00\x00\x00\x00{}")
    with pytest.raises(ModelUnavailableError, match="PyTorch weights"):
        open_rescorer(f"nli:{folder}")


def test_weights_without_a_trained_head_are_refused(torch_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pretrained"
    shutil.copytree(torch_folder, folder)
    tensors = load_file(folder / "model.safetensors")
    save_file(
        {name: value for name, value in tensors.items() if not name.startswith("classifier")},
        folder / "model.safetensors",
        {"format": "pt"},
    )
    with pytest.raises(ModelUnavailableError, match=r"lack 'classifier.bias' \(2 tensors"):
        open_rescorer(f"nli:{folder}")


def test_names_are_guessed_at(no_weights: Path) -> None:
    with pytest.raises(UnknownNameError, match="unknown rescorer 'nly'") as caught:
        open_rescorer("nly:x")
    assert "did you mean 'nli'?" in caught.value.hint
    with pytest.raises(ConfigError, match="names no model"):
        open_rescorer("nli:")
    with pytest.raises(UnknownNameError, match="unknown nli model 'nli-smal'") as caught:
        open_rescorer("nli:nli-smal")
    assert "did you mean 'nli-small'?" in caught.value.hint
    with pytest.raises(ModelUnavailableError, match="no model folder"):
        open_rescorer("nli:./nowhere")
    with pytest.raises(ModelUnavailableError) as missing:
        open_rescorer("nli:nli-small")
    assert "rhetoric models fetch nli-small" in missing.value.hint
    assert "--transcript" not in missing.value.hint


@pytest.mark.parametrize("options", [{"batch": 0}, {"batch": 5000}, {"length": 4}, {"length": 1 << 20}])
def test_sizes_out_of_range_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(ConfigError):
        RescorerOptions(**options)


def test_outputs_are_probabilities_however_large(onnx_folder: Path) -> None:
    from rhetoric.rescore.nli import _entailed

    found = _entailed(np.array([[900.0, -900.0, 0.0], [0.0, 900.0, 900.0]], dtype=np.float32), 0)
    assert found == [1.0, 0.0]
