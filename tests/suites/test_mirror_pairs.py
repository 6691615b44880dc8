"""Pairs of accusation and mirror evidence written before the matcher: what is found; and names do not matter."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.suites.pairs import FOLDER, SETS, outcome, read_cases, score

PRECISION, RECALL = 0.90, 0.75  # of the cases that could be read while rules were written


def renamed(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case whose sides have other ids throughout."""
    sides = sorted({one["side"] for one in (*case["actors"], case["speaker"], *case["record"])})
    ids = {side: f"camp{number}" for number, side in enumerate(sides, 1)}

    def moved(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "side": ids.get(one["side"], one["side"])}

    return {
        **case,
        "speaker": moved(case["speaker"]),
        "actors": [moved(one) for one in case["actors"]],
        "others": [{**one, "speaker": moved(one["speaker"])} for one in case["others"]],
        "record": [moved(one) for one in case["record"]],
    }


@pytest.mark.parametrize("name", SETS)
def test_cases_that_were_read_are_paired(name: str, tmp_path: Path) -> None:
    reached = score(outcome(case, tmp_path) for case in read_cases(FOLDER / f"{name}.yaml", part="open"))
    assert reached.cases >= 60
    assert reached.precision >= PRECISION, reached
    assert reached.recall >= RECALL, reached


@pytest.mark.parametrize("name", SETS)
def test_other_names_for_the_sides_change_nothing(name: str, tmp_path: Path) -> None:
    for case in read_cases(FOLDER / f"{name}.yaml")[::6]:
        one, other = outcome(case, tmp_path), outcome(renamed(case), tmp_path)
        assert (one.found, one.false) == (other.found, other.false), case["id"]
