"""The parts of the demonstration model, with weights by chance: it loads and decodes, whatever it says."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed (extra neural)")

import torch
from faster_whisper import WhisperModel
from faster_whisper.feature_extractor import FeatureExtractor
from faster_whisper.tokenizer import Tokenizer

from scripts import demo_tokens
from scripts.demo_export import export
from scripts.demo_network import Network, Shape
from scripts.demo_scores import clips, plain
from scripts.demo_texts import (
    LANGUAGES,
    Pool,
    invent,
    kept_apart,
    read_pool,
    training_text,
    unseen_text,
    vocabulary,
)
from scripts.demo_tokens import Tokens
from scripts.demo_voices import Utterance, coded, word_starts
from scripts.demo_windows import Windows, mels
from scripts.train_demo_whisper import losses, read_phase


@pytest.fixture(scope="module")
def pools() -> list[Pool]:
    return [read_pool(language) for language in LANGUAGES]


@pytest.fixture(scope="module")
def tokens(pools: list[Pool]) -> Tokens:
    return demo_tokens.build([text for pool in pools for text in pool.written])


@pytest.fixture(scope="module")
def folder(tokens: Tokens, tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    made = tmp_path_factory.mktemp("model")
    export(Network(Shape(tokens.rows, width=32, inner=32, encoder=1)), tokens, made)
    return made


def _bank() -> list[Utterance]:
    """Return tones in place of speech."""
    sound = np.round(9000 * np.sin(np.arange(24_000) / 9)).astype(np.int16)
    return [
        Utterance("en", "We keep it open.", "none", sound, ((0.0, 0.3), (0.3, 0.7), (0.7, 0.9), (0.9, 1.4))),
        Utterance("es", "¿Me escuchan bien?", "none", sound, ((0.0, 0.3), (0.3, 0.9), (0.9, 1.4))),
    ]


def test_new_sentences_keep_the_vocabulary(pools: list[Pool]) -> None:
    chance = Random(3)  # noqa: S311
    for pool in pools:
        known = vocabulary([pool])
        for _ in range(50):
            text = invent(pool, chance)
            assert text not in pool.written
            assert set(text.split()) <= known


def test_what_is_tested_on_is_never_trained_on(pools: list[Pool]) -> None:
    chance = Random(4)  # noqa: S311
    for pool in pools:
        trained = [training_text(pool, chance) for _ in range(100)]
        assert not any(kept_apart(text) for text in trained if text not in pool.written)
        assert kept_apart(unseen_text(pool, chance))


def test_marks_and_names_of_speakers_are_not_spoken(pools: list[Pool]) -> None:
    assert not any("APPLAUSE" in text or "APLAUSOS" in text or "DARROW:" in text for text in pools[0].written)


def test_the_text_comes_back_from_its_tokens(pools: list[Pool], tokens: Tokens) -> None:
    for text in pools[0].written[:20] + pools[1].written[:20]:
        ids = [token for word in tokens.words(text) for token in word]
        assert tokens.tokenizer.decode(ids) == f" {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_faster_whisper_finds_the_special_tokens_by_name(tokens: Tokens, language: str) -> None:
    own = Tokenizer(tokens.tokenizer, multilingual=True, task="transcribe", language=language)
    assert own.sot_sequence == [
        tokens.named(f"<|{name}|>") for name in ("startoftranscript", language, "transcribe")
    ]
    assert own.timestamp_begin == tokens.time(0.0)
    assert (own.eot, own.no_speech, own.sot_prev) == tuple(
        tokens.named(f"<|{name}|>") for name in ("endoftext", "nospeech", "startofprev")
    )
    blank = tokens.tokenizer.token_to_id("Ġ")
    assert blank not in own.non_speech_tokens, "a word that begins with rare letters could not be written"


def test_a_tokenizer_is_read_as_it_was_written(folder: Path, tokens: Tokens) -> None:
    again = demo_tokens.load(folder / "tokenizer.json")
    assert (again.pairs, again.rows, again.time(30.0)) == (tokens.pairs, tokens.rows, tokens.rows - 1)
    assert json.loads((folder / "vocabulary.json").read_text("utf-8")) == demo_tokens.names(tokens)


def test_faster_whisper_loads_the_folder_and_decodes(folder: Path) -> None:
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    assert model.model.is_multilingual
    sound = np.random.default_rng(1).standard_normal(32_000).astype(np.float32) * 0.1
    segments, info = model.transcribe(sound, word_timestamps=True, temperature=0, max_new_tokens=12, beam_size=1)
    assert info.language in LANGUAGES
    assert info.all_language_probs is not None
    assert {name for name, _ in info.all_language_probs} == set(LANGUAGES)
    words = [word for segment in segments for word in segment.words or ()]
    assert all(0 <= word.start <= word.end <= 30 for word in words)


def test_the_exported_network_says_what_torch_says(folder: Path, tokens: Tokens) -> None:
    torch.manual_seed(1)
    network = Network(Shape(tokens.rows, width=32, inner=32, encoder=1)).eval()
    features = torch.randn(1, 80, 3000)
    import ctranslate2

    model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="float32")
    got = np.array(model.encode(ctranslate2.StorageView.from_array(features.numpy())))
    with torch.no_grad():
        want = network.encode(features, [0]).numpy()
    assert np.corrcoef(got.ravel(), want.ravel())[0, 1] > 0.99, "only rounding to 8 bits may differ"


def test_features_are_those_of_faster_whisper() -> None:
    sound = np.random.default_rng(2).standard_normal(16_000).astype(np.float32) * 0.1
    own, theirs = mels(sound).numpy(), FeatureExtractor()(sound)
    assert np.abs(own - theirs[:, : own.shape[1]]).max() < 1e-3


def test_a_step_of_training_lowers_the_loss(tokens: Tokens) -> None:
    torch.manual_seed(2)
    batch = next(iter(Windows(_bank(), tokens, 4, 4, seed=5)))
    assert batch.tokens.shape == batch.targets.shape == batch.spans.shape[:2]
    assert batch.heard.shape == (4, 200)
    network = Network(Shape(tokens.rows, width=32, inner=32, encoder=1))
    optimiser = torch.optim.Adam(network.parameters(), lr=3e-3)
    sums = []
    for _ in range(4):
        loss = torch.stack(losses(network, batch, tokens, "cpu")).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        sums.append(loss.item())
    assert all(after < before for before, after in pairwise(sums))


def test_windows_come_again_with_their_seed(tokens: Tokens) -> None:
    first, again, other = (next(iter(Windows(_bank(), tokens, 4, 2, seed=seed))) for seed in (5, 5, 6))
    assert torch.equal(first.features, again.features)
    assert first.features.shape == other.features.shape
    assert not torch.equal(first.features, other.features)


def test_compressed_speech_keeps_its_times() -> None:
    sound = np.zeros(22_050, np.float32)
    sound[11_025:] = 0.5 * np.sin(np.arange(11_025) / 8)
    heard = np.flatnonzero(np.abs(coded(sound)) > 0.1)
    assert abs(int(heard[0]) - 8000) < 160


def test_words_without_an_event_share_the_span_before_them() -> None:
    assert word_starts(["of", "the", "port"], {1: 0, 8: 500}, 900) == [0, 200, 500]
    assert word_starts(["¿Quién", "va?"], {2: 10, 8: 400}, 900) == [10, 400]
    assert word_starts(["a", "b", "c", "d"], {1: 0}, 900) is None


def test_clips_tell_where_each_word_begins() -> None:
    found = list(clips(_bank() * 7))
    assert len(found) == 1
    assert found[0][2][4] == ("¿Me", 2.0)
    assert plain("¿Me escuchan bien?") == ["me", "escuchan", "bien"]


def test_a_phase_is_read() -> None:
    phase = read_phase("8:16:1.5")
    assert (phase.seconds, phase.size, phase.minutes) == (8, 16, 1.5)
