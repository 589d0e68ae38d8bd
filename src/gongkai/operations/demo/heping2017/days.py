"""Working days of 2017 and the days around it, 国办发明电〔2016〕17号."""

from __future__ import annotations

import bisect
from datetime import date, timedelta
from typing import Final

YEAR: Final = 2017


def _span(start: tuple[int, int], end: tuple[int, int]) -> set[date]:
    first, last = date(YEAR, *start), date(YEAR, *end)
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


# 2017-01-01 is a Sunday and 2017-12-30 begins the holiday of 2018, so both ends need no entry of their own.
_OFF: Final = frozenset(
    _span((1, 2), (1, 2))
    | _span((1, 27), (2, 2))
    | _span((4, 2), (4, 4))
    | _span((5, 1), (5, 1))
    | _span((5, 28), (5, 30))
    | _span((10, 1), (10, 8))
)
_WORKED: Final = frozenset(date(YEAR, m, d) for m, d in ((1, 22), (2, 4), (4, 1), (5, 27), (9, 30)))


def is_working(day: date) -> bool:
    """Only for 2017; other years know weekends alone."""
    if day in _WORKED:
        return True
    return day.weekday() < 5 and day not in _OFF  # noqa: PLR2004  # Monday to Friday


WORKING: Final = tuple(
    day for day in (date(YEAR, 1, 1) + timedelta(days=n) for n in range(365)) if is_working(day)
)


def working_between(start: date, end: date) -> tuple[date, ...]:
    """Working days of 2017, both ends included."""
    return WORKING[bisect.bisect_left(WORKING, start) : bisect.bisect_right(WORKING, end)]


def later(day: date, count: int) -> date:
    """The working day `count` after `day`, at latest the last one of the year."""
    place = bisect.bisect_right(WORKING, day) - 1 + count
    return WORKING[max(0, min(place, len(WORKING) - 1))]
