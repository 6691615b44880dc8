"""The numbers behind the order of cases: read, checked, varied."""

from pathlib import Path

import pytest

from rhetoric.errors import FormatError, UnknownNameError
from rhetoric.projection.parameters import read_parameters, shipped


def written(folder: Path, text: str) -> Path:
    path = folder / "numbers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_leaves_out_keeps_its_shipped_value(tmp_path: Path) -> None:
    own = read_parameters(written(tmp_path, "match:\n  sibling: 0.25\n"))
    assert own("match", "sibling") == 0.25
    assert own("match", "same") == shipped()("match", "same")
    assert set(own.names()) == set(shipped().names())


def test_without_a_file_the_shipped_numbers_hold() -> None:
    assert read_parameters(None) is shipped()


def test_a_share_never_exceeds_one_and_years_may() -> None:
    assert shipped().varied("match", "same", 3.0)("match", "same") == 1.0
    years = shipped()("time", "years")
    assert shipped().varied("time", "years", 3.0)("time", "years") == 3 * years


def test_varying_one_number_leaves_the_others() -> None:
    changed = shipped().varied("match", "sibling", 0.5)
    differing = [
        (group, name) for group, name in shipped().names() if changed(group, name) != shipped()(group, name)
    ]
    assert differing == [("match", "sibling")]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("match:\n  sibling: 2\n", FormatError, "match.sibling is 2"),
        ("match:\n  sibling: -0.1\n", FormatError, "match.sibling is -0.1"),
        ("match:\n  sibling: yes\n", FormatError, "match.sibling is True"),
        ("match:\n  sibling: .nan\n", FormatError, "match.sibling is nan"),
        ("match: 1\n", FormatError, "'match' is '1'"),
        ("time:\n  years: -1\n", FormatError, "time.years is -1"),
        ("match:\n  sibbling: 0.2\n", UnknownNameError, "sibbling"),
        ("mach:\n  sibling: 0.2\n", UnknownNameError, "mach"),
    ],
)
def test_a_wrong_number_is_named(tmp_path: Path, text: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        read_parameters(written(tmp_path, text))
