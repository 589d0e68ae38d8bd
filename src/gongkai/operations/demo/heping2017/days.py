"""The working days of the demo year, by the calendar that the law room ships."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from gongkai.law.calendar import Calendar

YEAR: Final = 2017


@cache
def calendar() -> Calendar:
    return Calendar.load()


@cache
def working_between(start: date, end: date) -> tuple[date, ...]:
    """Working days, both ends included."""
    span = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return tuple(day for day in span if calendar().is_working(day))


def working_year() -> tuple[date, ...]:
    return working_between(date(YEAR, 1, 1), date(YEAR, 12, 31))


def later(day: date, count: int) -> date:
    """The working day `count` after `day`, but never beyond the last one of the demo year."""
    if not count:
        return day
    return min(calendar().add(day, count), working_year()[-1])
