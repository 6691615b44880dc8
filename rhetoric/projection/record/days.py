"""Dates as far as they are known: a day, month, quarter, half-year or year, and the days each stands for."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

PATTERN = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4]|-H[12])?"
DAY_PATTERN = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
RULE = "write 2024-08-18, 2024-08, 2024-Q3, 2024-H2 or 2024"
DAY_RULE = "write year-month-day, as in 2024-08-18"
_MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
PRECISIONS = ("day", *_MONTHS)  # from fine to coarse


def parse(text: str) -> tuple[date, date, str] | None:
    """Return first day, last day and precision of a date as written, or None if it is none."""
    if not re.fullmatch(PATTERN, text, re.ASCII):
        return None
    year, _, rest = text.partition("-")
    try:
        if re.fullmatch(DAY_PATTERN, text, re.ASCII):
            day = date.fromisoformat(text)
            return day, day, "day"
        precision = {"": "year", "Q": "quarter", "H": "half-year"}.get(rest[:1], "month")
        number = int(rest.lstrip("QH") or 1)
        return *period(date(int(year), (number - 1) * _MONTHS[precision] + 1, 1), precision), precision
    except ValueError:  # the 30th of February, the year 0
        return None


def period(day: date, precision: str) -> tuple[date, date]:
    """Return the first and last day of the calendar period of a precision that a day is in."""
    if precision == "day":
        return day, day
    length = _MONTHS[precision]
    month = (day.month - 1) // length * length + 1
    end = month + length - 1
    return date(day.year, month, 1), date(day.year, end, monthrange(day.year, end)[1])


def coarser(one: str, other: str) -> bool:
    """Tell whether a precision says less than another."""
    return PRECISIONS.index(one) > PRECISIONS.index(other)


def written(first: date, last: date, precision: str) -> str:
    """Return the shortest form that `parse` reads as these days, or both ends where there is none."""
    if (first, last) != period(first, precision):
        return f"{first} to {last}"
    year, month = f"{first.year:04}", first.month
    forms = {
        "month": f"{year}-{month:02}",
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "half-year": f"{year}-H{(month + 5) // 6}",
        "year": year,
    }
    return forms.get(precision, str(first))
