"""Names lead to objects, imported on demand."""

import pytest

from rhetoric.errors import MissingDependencyError, UnknownNameError
from rhetoric.registry import Registry

TABLE = Registry(
    what="thing",
    group="rhetoric.test",
    builtin={"span": "rhetoric.records:Span", "absent": "nonexistent_library.module:Thing"},
)


def test_load_by_name() -> None:
    from rhetoric.records import Span

    assert TABLE.load("span") is Span
    assert TABLE.names() == ("absent", "span")


def test_unknown_and_missing() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'span'"):
        TABLE.load("spam")
    with pytest.raises(MissingDependencyError, match="nonexistent_library"):
        TABLE.load("absent")
