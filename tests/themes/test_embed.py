from pathlib import Path

import numpy as np
import pytest

from rhetoric.errors import ModelUnavailableError
from rhetoric.themes.embed import EmbedThemes, block_likeness
from rhetoric.themes.options import ThemeOptions
from tests.rescore.models import save
from tests.themes.examples import FERRY, SCHOOL, WATER, speech


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("encoders") / "tiny", "bert", onnx="onnx/model.onnx")


def test_blocks_of_vectors_are_compared_by_their_means() -> None:
    vectors = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    assert block_likeness(vectors, [5, 5, 5, 5], 10).tolist() == pytest.approx([1 / 2**0.5, 0.0, 1 / 2**0.5])


def test_an_encoder_from_a_folder_cuts_whole_sentences_the_same_way_twice(encoder: Path) -> None:
    made = speech(WATER, SCHOOL, FERRY, speakers=True)
    options = ThemeOptions(fineness=2, undivided=100)
    themes = EmbedThemes(encoder, options).segment(made)
    assert themes == EmbedThemes(encoder, options).segment(made)
    assert {part.start for theme in themes for part in theme.parts} <= {line.start for line in made.sentences}
    run = EmbedThemes(encoder).provenance()
    assert (run.backend, run.model, len(run.model_sha256 or "")) == ("embed", "tiny", 64)


def test_what_is_no_encoder_is_refused(tmp_path: Path, encoder: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="no sentence encoder"):
        EmbedThemes(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not a network")
    (tmp_path / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    with pytest.raises(ModelUnavailableError, match="cannot be used"):
        EmbedThemes(tmp_path)
