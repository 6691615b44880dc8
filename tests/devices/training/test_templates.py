"""Sentences made from templates: repeatable, filled, known to be synthetic, and light."""

from pathlib import Path

import numpy as np
import pytest

from rhetoric.devices.codebook import load
from rhetoric.devices.tagger import RuleTagger
from rhetoric.errors import UnknownNameError
from scripts.tagger_fit import fit
from scripts.tagger_items import Item, made_items
from scripts.tagger_templates import LANGUAGES, SOURCE, expand

DEVICES = {"accusation", "external_enemy", "conspiracy_claim"}


def test_a_seed_makes_the_same_sentences() -> None:
    assert expand(seed=1) == expand(seed=1)
    assert expand(seed=1) != expand(seed=2)


def test_every_slot_is_filled_and_every_answer_is_for_a_known_device() -> None:
    for made in expand(seed=0):
        assert not set("{}") & set(made.text)
        assert set(made.truth) <= DEVICES
        assert made.source.startswith(SOURCE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_device_has_hits_and_status_variants(language: str) -> None:
    made = [one for one in expand(seed=0) if one.language == language]
    for device in DEVICES:
        assert {one.truth[device] for one in made if device in one.truth} == {True, False}
        against = {one.source.removeprefix(f"{SOURCE} ") for one in made if one.truth.get(device) is False}
        assert {"negated", "reported and rejected", "hypothetical"} <= against


def test_a_slot_nobody_fills_is_an_error(tmp_path: Path) -> None:
    for language in LANGUAGES:
        text = "slots: {who: [they]}\ntexts:\n  - {is: [accusation], status: asserted, forms: ['{whom} lied.']}\n"
        (tmp_path / f"tagger_templates.{language}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnknownNameError, match="whom"):
        expand(seed=0, folder=tmp_path)


def test_items_of_templates_have_no_word_of_the_rules() -> None:
    tagger = RuleTagger(load())
    for made in expand(seed=0, each=1)[:20]:
        for item in made_items(tagger, made):
            assert item.speaker == ""
            assert not any(name.startswith(("rule:", "own:")) for signs in item.signs.values() for name in signs)


def test_a_light_item_moves_the_weights_less() -> None:
    def item(bucket: int, speaker: str, *, truth: bool, weight: float = 1.0) -> Item:
        return Item(np.array([bucket]), {"x": {}}, {"x": truth}, speaker, {}, weight=weight)

    gold = [item(at % 2, f"s{at % 5}", truth=at % 2 == 0) for at in range(20)]
    light, heavy = (fit([*gold, *[item(1, "", truth=True, weight=w)] * 10], "x").grams[1] for w in (0.1, 1.0))
    assert light < heavy
