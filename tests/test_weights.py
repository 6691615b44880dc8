import hashlib
import json
import struct
from pathlib import Path

import huggingface_hub
import pytest

from rhetoric import weights
from rhetoric.errors import ModelUnavailableError, UnknownNameError
from rhetoric.weights import ModelEntry
from tests.material import ROOT

MODEL_BIN = struct.pack("<IH", 6, 12) + b"WhisperSpec\0" + b"weights"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own weights out of these tests."""
    for name in ("RHETORIC_MODELS", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    models = _manifest_in(tmp_path / "models")
    monkeypatch.setattr(weights, "shipped", lambda: models)


def _manifest_in(folder: Path) -> Path:
    folder.mkdir()
    (folder / "manifest.toml").write_bytes((ROOT / "models" / "manifest.toml").read_bytes())
    return folder


def _whole(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(MODEL_BIN)
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


def _record(folder: Path, model_bytes: bytes) -> None:
    facts = {"bytes": len(model_bytes), "sha256": hashlib.sha256(model_bytes).hexdigest()}
    (folder / "source.json").write_text(json.dumps({"files": {"model.bin": facts}}), encoding="utf-8")


def test_the_manifest_names_each_model_its_source_and_licence() -> None:
    entries = weights.manifest()
    whisper = [entry for entry in entries if entry.kind == "whisper"]
    assert [entry.name for entry in whisper] == ["tiny", "base", "small", "medium", "large-v3", "large-v3-turbo"]
    assert all(entry.repo and entry.licence == "MIT" and entry.size_mb > 70 and entry.cost for entry in whisper)
    assert weights.entry("turbo").repo == "mobiuslabsgmbh/faster-whisper-large-v3-turbo"
    assert weights.entry("dvector").path == "dvector"


def test_a_model_that_is_nowhere_names_the_three_ways_out() -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        weights.find("small")
    assert caught.value.message == "the weights of 'small' (486 MB) are not on this machine"
    assert "rhetoric models fetch small" in caught.value.hint
    assert "--model DIR" in caught.value.hint
    assert "--transcript FILE" in caught.value.hint


def test_an_unknown_name_is_guessed_at() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'small'"):
        weights.find("smal")


def test_a_folder_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _whole(tmp_path / "mine")
    assert weights.find(str(folder)) == folder
    with pytest.raises(ModelUnavailableError, match="there is no model folder"):
        weights.find(str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    assert weights.find("mine") == Path("mine")


def test_places_are_searched_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = tmp_path / "cache/huggingface/hub/models--Systran--faster-whisper-small"
    snapshot = _whole(hub / "snapshots" / "abc")
    assert weights.find("small") == snapshot
    newer = _whole(hub / "snapshots" / "def")
    (hub / "refs").mkdir()
    (hub / "refs/main").write_text("def\n", encoding="utf-8")
    assert weights.find("small") == newer
    cached = _whole(tmp_path / "cache/rhetoric/models/small")
    assert weights.find("small") == cached
    downloaded = _whole(tmp_path / "models/downloaded/small")
    assert weights.find("small") == downloaded
    monkeypatch.setenv("RHETORIC_MODELS", str(tmp_path / "given"))
    chosen = _whole(tmp_path / "given/small")
    assert weights.find("small") == chosen


def test_damaged_weights_are_passed_over_and_named(tmp_path: Path) -> None:
    downloaded = _whole(tmp_path / "models/downloaded/tiny")
    (downloaded / "tokenizer.json").unlink()
    with pytest.raises(ModelUnavailableError, match=r"not whole here .*tokenizer\.json is missing"):
        weights.find("tiny")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("model.bin", b"", "model.bin is empty"),
        (
            "model.bin",
            b"version https://git-lfs.github.com/spec/v1",
            "model.bin is no Whisper model of CTranslate2",
        ),
        ("model.bin", b"\x06", "model.bin is no Whisper model of CTranslate2"),
        ("config.json", b"{", "config.json is no JSON"),
        ("tokenizer.json", b"\xff", "tokenizer.json is no JSON"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    folder = _whole(tmp_path / "model")
    assert weights.check(folder) == ()
    (folder / name).write_bytes(content)
    assert weights.check(folder)[0].startswith(problem)


def test_a_missing_vocabulary_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    folder = _whole(tmp_path / "model")
    (folder / "vocabulary.json").unlink()
    assert weights.check(folder) == ("vocabulary.json or vocabulary.txt is missing",)
    assert weights.check(tmp_path / "none") == (f"{tmp_path / 'none'} is not a folder",)


def test_the_record_of_a_download_is_held_against_the_files(tmp_path: Path) -> None:
    folder = _whole(tmp_path / "model")
    _record(folder, MODEL_BIN)
    assert weights.verify(folder) == ()
    (folder / "model.bin").write_bytes(MODEL_BIN[:-1] + b"X")
    assert weights.check(folder) == ()
    assert weights.verify(folder) == ("model.bin has another content than when it was fetched or released",)
    (folder / "model.bin").write_bytes(MODEL_BIN[:-1])
    assert weights.check(folder) == (
        f"model.bin has {len(MODEL_BIN) - 1} bytes, but {len(MODEL_BIN)} were fetched",
    )


def test_fetching_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def snapshot(repo: str, *, revision: str | None, local_dir: Path, allow_patterns: list[str]) -> str:
        asked.append(repo)
        assert revision is None
        assert "model.bin" in allow_patterns
        if len(asked) == 1:
            (local_dir / "config.json").write_text("{}", encoding="utf-8")
            raise ConnectionError("no route to host")
        for path in _whole(tmp_path / "source").iterdir():
            (local_dir / path.name).write_bytes(path.read_bytes())
        notes = local_dir / ".cache/huggingface/download"
        notes.mkdir(parents=True)
        (notes / "model.bin.metadata").write_text("c0ffee\netag\n1.0\n", encoding="utf-8")
        return str(local_dir)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    seen: list[tuple[int, int]] = []
    with pytest.raises(
        ModelUnavailableError, match="cannot fetch 'base' from Systran/faster-whisper-base: no route"
    ):
        weights.fetch("base")
    with pytest.raises(ModelUnavailableError, match="not on this machine"):
        weights.find("base")
    folder = weights.fetch("base", progress=lambda done, whole: seen.append((done, whole)))
    assert folder == tmp_path / "models/downloaded/base"
    assert weights.find("base") == folder
    assert weights.verify(folder) == ()
    assert json.loads((folder / "source.json").read_text(encoding="utf-8"))["revision"] == "c0ffee"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["base"]
    assert seen[-1][1] == 148_000_000


def test_files_in_folders_are_recorded_and_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def snapshot(_: str, *, local_dir: Path, allow_patterns: list[str], **__: object) -> str:
        for name in weights.entry("nli-small").files:
            assert name in allow_patterns
            (local_dir / name).parent.mkdir(parents=True, exist_ok=True)
            (local_dir / name).write_bytes(name.encode())
        return str(local_dir)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    folder = weights.fetch("nli")
    assert weights.find("nli-small") == folder
    assert weights.verify(folder, weights.entry("nli-small")) == ()
    (folder / "onnx/model.onnx").write_bytes(b"onnx/model.onnY")
    assert weights.verify(folder, weights.entry("nli-small")) == (
        "onnx/model.onnx has another content than when it was fetched or released",
    )


def test_what_came_broken_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda _repo, **_: "")
    with pytest.raises(ModelUnavailableError, match=r"is not whole: model\.bin is missing"):
        weights.fetch("tiny")
    assert not (tmp_path / "models/downloaded/tiny").exists()


def test_a_model_that_travels_with_the_program_is_not_fetched(tmp_path: Path) -> None:
    assert weights.fetch("dvector") == tmp_path / "models" / "dvector"
    with pytest.raises(ModelUnavailableError, match="install rhetoric again"):
        weights.find("dvector")


def test_other_models_need_their_own_files(tmp_path: Path) -> None:
    model = ModelEntry("voice", "speaker", "", "MIT", "any", 1, ("model.onnx",), path="voice", sha256="0" * 64)
    (tmp_path / "model.onnx").write_bytes(b"x")
    assert weights.check(tmp_path, model) == ()
    assert weights.verify(tmp_path, model) == (
        "model.onnx has another content than when it was fetched or released",
    )
