"""Alpha and kappa: our sums must give what nltk gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from rhetoric.metrics.agreement import alpha, alpha_of, alpha_terms
from rhetoric.metrics.binary import kappa

RATINGS = st.lists(st.tuples(*[st.sampled_from([True, False, None])] * 3), min_size=1, max_size=12)


def test_alpha_by_hand() -> None:
    # Ten values, 3 yes and 7 no, one item of five disagrees: 1 - 9 * 1 / (3 * 7).
    first = [True, True, False, False, False]
    second = [True, False, False, False, False]
    assert alpha({"a": first, "b": second}) == pytest.approx(1 - 9 * 1 / (3 * 7))


def test_kappa_by_hand() -> None:
    first = [True, True, False, False, False]
    second = [True, False, False, False, False]
    triples = [(name, at, mark) for name, marks in (("a", first), ("b", second)) for at, mark in enumerate(marks)]
    assert AnnotationTask(data=triples).kappa() == pytest.approx((0.8 - 0.56) / 0.44)
    assert kappa((1, 0, 1, 3)) == pytest.approx((0.8 - 0.56) / 0.44)


def test_undefined_where_all_say_the_same() -> None:
    assert alpha({"a": [False, False], "b": [False, False]}) is None
    assert alpha({"a": [True, None], "b": [None, False]}) is None


@given(RATINGS)
def test_our_sums_give_nltks_alpha(rows: list[tuple[bool | None, ...]]) -> None:
    ratings = {name: [row[at] for row in rows] for at, name in enumerate("abc")}
    known = alpha(ratings)
    if known is not None:
        assert alpha_of(alpha_terms(ratings).sum(axis=0)) == pytest.approx(known, abs=1e-9)
