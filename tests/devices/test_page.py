"""The reference of the codebook is generated, and kept in step."""

from rhetoric.devices.codebook import load
from rhetoric.devices.page import render_page, render_reference
from scripts.make_codebook_page import PAGE


def test_the_committed_reference_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_reference(load()), "run scripts/make_codebook_page.py"


def test_a_page_holds_definition_criteria_and_marked_examples() -> None:
    device = load().device("external_enemy")
    page = render_page(device)
    assert device.definition.strip() in page
    assert "Enemigo externo" in page
    assert "[[the Alder Pact is directing the attacks on our power grid from its own capital]]" in page
    assert "historical/commemorative" in page
