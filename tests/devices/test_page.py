"""The reference of the codebook is generated, and kept in step."""

from dataclasses import replace

import pytest

from rhetoric.devices.codebook import load
from rhetoric.devices.page import render_page, render_reference
from rhetoric.errors import ConfigError
from scripts.make_codebook_page import PAGE
from tests.devices.speech import shipped
from tests.program import Program


def test_the_committed_reference_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_reference(load()), "run scripts/make_codebook_page.py"


def test_a_page_holds_definition_criteria_and_marked_examples() -> None:
    device = load().device("external_enemy")
    page = render_page(device)
    assert device.definition.strip() in page
    assert "Enemigo externo" in page
    assert "[[the Alder Pact is directing the attacks on our power grid from its own capital]]" in page
    assert "historical/commemorative" in page


def test_every_criterion_of_the_shipped_codebook_is_there_in_spanish() -> None:
    for device in shipped().devices:
        edition = device.editions["es"]
        assert (len(edition.include), len(edition.exclude)) == (len(device.include), len(device.exclude)), (
            device.id
        )
        assert not {*edition.include, *edition.exclude} & {*device.include, *device.exclude}, device.id


def test_a_page_in_spanish(rhetoric: Program) -> None:
    page = rhetoric("codebook", "show", "flag_waving", "--ui", "es").out
    device = shipped().device("flag_waving")
    assert page.count(device.editions["es"].definition) == 1
    assert "*No cuenta:*\n\n* mención ceremonial" in page
    assert "*Does not count:*" not in page
    assert len(rhetoric("codebook", "show", "flag_waving", "--ui", "fr").error) == 2


def test_english_stays_where_a_codebook_has_no_spanish() -> None:
    device = shipped().device("flag_waving")
    bare = replace(device, editions={"en": device.editions["en"]})
    page = render_page(bare, language="es")
    assert device.definition in page
    assert f"*Cuenta:*\n\n* {device.include[0]}" in page
    with pytest.raises(ConfigError, match="fr"):
        render_page(bare, language="fr")
