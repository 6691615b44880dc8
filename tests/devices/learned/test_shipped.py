"""The weights that travel with the program."""

from dataclasses import replace

from rhetoric import weights
from rhetoric.devices.codebook import load
from rhetoric.devices.learned.shipped import model_for

ALLOWED = 6_000_000  # bytes per language


def test_shipped_weights_fit_the_shipped_codebook_by_name() -> None:
    codebook = load()
    model = model_for(codebook)
    assert model is not None
    assert {head.device for head in model.heads} <= {device.id for device in codebook.devices}
    alone = [head for head in model.heads if head.candidate <= 1]  # devices in which the model may speak first
    assert all(head.positives >= 40 for head in alone)


def test_a_codebook_of_another_name_gets_no_model() -> None:
    assert model_for(replace(load(), name="mine")) is None


def test_shipped_weights_are_small_and_say_what_they_learned_from() -> None:
    folder = weights.find("tagger")
    assert (folder / "tagger.npz").stat().st_size <= ALLOWED
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "PAN-2024" in card
    assert "one_coder.jsonl" in card
    assert (folder / "NOTICE").is_file()
