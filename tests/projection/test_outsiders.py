"""Who an accusation sets apart from the speaker."""

import pytest

from rhetoric.projection.outsiders import is_outsider, is_own


@pytest.mark.parametrize(
    ("accused", "quote", "language", "outsider"),
    [
        ("they", "they took our boats", "en", True),
        ("the harbour office", "the harbour office robbed us", "en", True),
        ("our own treasurer", "our own treasurer robbed us", "en", False),
        ("Hale", "Hale robbed the people", "en", False),  # called by name: may be one of the speaker's own
        ("they", "they robbed the people", "en", True),
        ("ellos", "ellos nos robaron", "es", True),
        ("nosotros", "nosotros nos robamos", "es", False),
        ("sie", "sie haben uns bestohlen", "de", False),  # no word lists
    ],
)
def test_who_stands_apart(accused: str, quote: str, language: str, *, outsider: bool) -> None:
    assert is_outsider(accused, quote, language) is outsider


def test_nobody_named_is_nobodys_own() -> None:
    assert not is_own(None, "en")
    assert not is_own("", "es")
