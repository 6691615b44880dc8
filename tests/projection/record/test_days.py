from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rhetoric.projection.record import days
from rhetoric.projection.record.entries import When
from tests.projection.records import periods


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024-08-18", date(2024, 8, 18), date(2024, 8, 18), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31), "quarter"),
        ("2023-H1", date(2023, 1, 1), date(2023, 6, 30), "half-year"),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "year"),
    ],
)
def test_dates_as_far_as_known(text: str, first: date, last: date, precision: str) -> None:
    assert days.parse(text) == (first, last, precision)
    assert str(When(first, last, precision)) == text


@pytest.mark.parametrize(
    "text", ["", "24", "2024-8", "2024-13", "2023-02-29", "08/08/2024", "2024-Q5", "0000", "٢٠٢٤", "2024-08-08\n"]
)
def test_what_is_no_date(text: str) -> None:
    assert days.parse(text) is None


def test_a_stretch_shows_both_ends() -> None:
    assert str(When(date(2024, 8, 8), date(2024, 8, 18), "day")) == "2024-08-08 to 2024-08-18"


@given(periods())
def test_any_period_reads_back(when: When) -> None:
    assert days.parse(str(when)) == (when.first, when.last, when.precision)


@given(st.text(max_size=12))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert days.parse(text) is None or text[0].isdigit()
