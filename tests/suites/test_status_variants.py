"""Every framing and evasion hit, denied, reported, supposed or told of the past, is no longer asserted."""

import re

import pytest
import yaml

from rhetoric.devices.check import transcript_of
from rhetoric.devices.codebook import SHIPPED
from rhetoric.text import fold
from tests.suites.variants import KINDS, passes, templates, variants

ENOUGH = 0.90
FEWEST = 300


@pytest.mark.parametrize("language", ["en", "es"])
def test_nine_variants_of_ten_change_their_status(language: str) -> None:
    outcomes = [
        (variant, passes(variant, transcript_of(variant.text, language))) for variant in variants(language)
    ]
    lost = [(variant.kind, variant.text) for variant, passed in outcomes if not passed]
    assert len(outcomes) >= FEWEST
    assert len(lost) <= (1 - ENOUGH) * len(outcomes), lost


@pytest.mark.parametrize("language", ["en", "es"])
def test_half_of_the_cues_are_in_no_word_list_of_the_status_layer(language: str) -> None:
    source = (SHIPPED / "status" / f"{language}.yaml").read_text(encoding="utf-8")
    known = _entries(yaml.safe_load(source))
    cues = [each["cue"] for kind in KINDS for each in templates()[language][kind]]
    unknown = [cue for cue in cues if not any(re.search(rf"\b{re.escape(one)}\b", fold(cue)) for one in known)]
    assert 2 * len(unknown) >= len(cues), unknown


def _entries(tree: dict[str, object]) -> set[str]:
    """Return the words and phrases of the sections that set flags; a phrase counts as a whole."""
    found: set[str] = set()
    for section in ("negation", "reporting", "hypothetical", "historical", "governed"):
        for key, value in tree[section].items():
            if key not in NO_CUES:
                found.update(fold(one) for one in (value.split() if isinstance(value, str) else value))
    return found


NO_CUES = frozenset(  # words that lift, limit or place a flag and set none
    "objects not_reporting endorsed agreement not_negating comparatives adversatives embedding not_modal "
    "nouns_ria bridge factive truth not_against no_subject no_picture".split()
)
