"""Errors are two lines: what is wrong, and what to do."""

from rhetoric.errors import ConfigError, RhetoricError, UnknownNameError, unknown_name


def test_error_is_two_lines() -> None:
    assert str(RhetoricError("x is 3", "make it 4")) == "x is 3\nmake it 4"
    assert str(RhetoricError("x is 3")) == "x is 3"


def test_unknown_name_suggests() -> None:
    error = unknown_name("format", "htlm", ["md", "html"])
    assert isinstance(error, UnknownNameError)
    assert isinstance(error, ConfigError)
    assert str(error) == "unknown format 'htlm'\ndid you mean 'html'? (known: html, md)"
    assert unknown_name("format", "zzz", ["md"]).hint == "known: md"
    assert unknown_name("format", "zzz", []).hint == "none is known here"
