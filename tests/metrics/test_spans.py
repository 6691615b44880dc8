"""Partial span F1, against cases worked out by hand from the definition of SemEval-2020 task 11."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetoric.metrics.spans import compare, merge, span_f1, span_precision, span_recall, subtract
from rhetoric.records import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair))), max_size=8
)


def test_half_of_a_span_found() -> None:
    # Coded 0–10, found 5–15: both earn 5 of 10.
    sums = compare([Span(5, 15)], [Span(0, 10)])
    assert sums == (0.5, 1, 0.5, 1)
    assert span_f1(sums) == pytest.approx(0.5)


def test_precision_is_by_found_length_and_recall_by_coded_length() -> None:
    # Found 0–20 holds the coded 0–5 wholly: precision 5/20, recall 1.
    sums = compare([Span(0, 20)], [Span(0, 5)])
    assert span_precision(sums) == pytest.approx(0.25)
    assert span_recall(sums) == pytest.approx(1.0)
    assert span_f1(sums) == pytest.approx(0.4)


def test_one_found_span_over_two_coded_ones() -> None:
    # Found 0–10; coded 0–4 and 6–12: precision (4 + 4)/10, recall (1 + 4/6)/2.
    sums = compare([Span(0, 10)], [Span(0, 4), Span(6, 12)])
    assert sums == pytest.approx((0.8, 1, 1 + 4 / 6, 2))
    assert span_f1(sums) == pytest.approx(2 * 0.8 * (5 / 6) / (0.8 + 5 / 6))


def test_overlapping_spans_are_merged_so_that_nothing_is_earned_twice() -> None:
    sums = compare([Span(0, 6), Span(4, 10)], [Span(0, 10), Span(0, 10)])
    assert sums == (1.0, 1, 1.0, 1)


def test_a_miss_and_a_false_find() -> None:
    sums = compare([Span(0, 4), Span(50, 60)], [Span(0, 4), Span(20, 30), Span(40, 44)])
    assert span_precision(sums) == pytest.approx(0.5)
    assert span_recall(sums) == pytest.approx(1 / 3)
    assert span_f1(sums) == pytest.approx(0.4)


def test_one_side_empty_is_zero_and_both_empty_undefined() -> None:
    assert span_f1(compare([], [Span(0, 3)])) == 0
    assert span_f1(compare([Span(0, 3)], [])) == 0
    assert span_f1(compare([Span(0, 3)], [Span(5, 8)])) == 0
    assert np.isnan(span_f1(compare([], [])))


def test_sums_of_texts_add_up() -> None:
    total = np.add(compare([Span(0, 10)], [Span(0, 10)]), compare([Span(0, 2)], [Span(0, 8), Span(9, 12)]))
    assert span_precision(total) == pytest.approx(1.0)
    assert span_recall(total) == pytest.approx((1 + 0.25) / 3)


def test_merge_keeps_spans_that_only_touch() -> None:
    assert merge([Span(3, 6), Span(0, 3), Span(5, 9)]) == (Span(0, 3), Span(3, 9))


def test_subtract_leaves_what_is_outside() -> None:
    assert subtract([Span(0, 10), Span(20, 22)], [Span(3, 5), Span(19, 30)]) == (Span(0, 3), Span(5, 10))
    assert subtract([Span(0, 10)], []) == (Span(0, 10),)


@given(SPANS)
def test_spans_against_themselves_are_perfect(found: list[Span]) -> None:
    value = float(span_f1(compare(found, found)))
    assert value == pytest.approx(1.0) if found else np.isnan(value)


@given(SPANS, SPANS)
def test_exchanging_the_sides_exchanges_precision_and_recall(ours: list[Span], theirs: list[Span]) -> None:
    there, back = compare(ours, theirs), compare(theirs, ours)
    assert (there.found_credit, there.found) == (back.coded_credit, back.coded)
    assert 0 <= there.found_credit <= there.found + 1e-9


@given(SPANS, SPANS)
def test_subtract_never_keeps_a_hole(spans: list[Span], holes: list[Span]) -> None:
    left = subtract(spans, holes)
    assert not any(span.overlap(hole) for span in left for hole in holes)
    inside = {at for span in spans for at in range(*span)} - {at for hole in holes for at in range(*hole)}
    assert {at for span in left for at in range(*span)} == inside
