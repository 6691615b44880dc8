"""Thresholds, and how far rare devices are trusted."""

import numpy as np
import pytest

from scripts.tagger_fit import Cells
from scripts.tagger_items import Item
from scripts.tagger_thresholds import head_of, lower_bound, tag_threshold
from scripts.tagger_trust import trusted


def doubtful(*, truth: bool, clear: bool = True) -> Item:
    found = frozenset({"x"} if clear else ())
    return Item(np.array([], dtype=np.intp), {"x": {}}, {"x": truth}, "s", {"x": "candidate"}, found)


def test_the_threshold_is_the_lowest_that_is_precise_enough() -> None:
    chance = np.repeat([0.9, 0.5, 0.1], 40)
    truth = np.concatenate([np.ones(40), np.ones(30), np.zeros(50)]).astype(bool)
    assert tag_threshold(chance, truth) == pytest.approx(0.12)
    assert tag_threshold(chance[80:], truth[80:]) is None


def test_the_lower_bound_is_under_the_share_and_nears_it() -> None:
    assert lower_bound(8, 10) < lower_bound(80, 100) < 0.8


def test_findings_mostly_right_with_others_are_trusted() -> None:
    (one,) = trusted([doubtful(truth=True)] * 12, ("x",), {"x": 12})
    assert one[0].tag is not None
    assert one[0].candidate > 1
    assert trusted([doubtful(truth=False)] * 12, ("x",), {"x": 12}) == []
    assert trusted([doubtful(truth=True, clear=False)] * 12, ("x",), {"x": 12}) == []


def test_the_model_alone_shows_few_candidates() -> None:
    chance = np.random.default_rng(0)
    truth = chance.random(400) < 0.2
    cells = Cells("x", truth + chance.normal(size=400), truth, np.full(400, ""), np.ones(400, bool), ("s",) * 400)
    head = head_of(cells, 0.0)
    assert head.candidate >= 0.1
    assert head.positives == int(truth.sum())
