"""How well themes match the topics people marked in real debates (Pk; Beeferman, Berger & Lafferty 1999)."""

import pytest

from rhetoric.evaluate.theme_references import read_references
from rhetoric.evaluate.themes import evaluate_themes
from rhetoric.themes.blocks import BlockThemes
from tests.material import shared


@pytest.mark.integration
def test_themes_of_held_out_debates_and_hearings_are_better_than_no_cuts() -> None:
    references = read_references(shared("data", "text", "segmentation"), part="odd")
    figures = evaluate_themes(references, BlockThemes(), rounds=100).figures
    assert figures["themes"]["Pk"].mean <= 0.36
    assert figures["themes"]["boundary F1"].mean >= 0.30
    assert figures["no boundaries"]["Pk"].mean == pytest.approx(0.417, abs=0.005)
