"""Terms in calendar days, months and years: the first day is not counted, a last day on a rest day moves on.

民事诉讼法 on periods, to which 行政诉讼法 Art.101 and 行政复议法 2017 Art.40, 2023 Art.88 refer.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar


class Unit(StrEnum):
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Length:
    amount: int
    unit: Unit

    def __str__(self) -> str:
        names = {Unit.WORKING_DAY: "个工作日", Unit.DAY: "日", Unit.MONTH: "个月", Unit.YEAR: "年"}
        return f"{self.amount}{names[self.unit]}"


def last_day(start: date, length: Length, calendar: Calendar) -> date:
    """The last day of a term that is set off on `start`."""
    if length.unit is Unit.WORKING_DAY:
        return calendar.add(start, length.amount)
    if length.unit is Unit.DAY:
        return calendar.next_working(start + timedelta(length.amount))
    months = length.amount * (12 if length.unit is Unit.YEAR else 1)
    return calendar.next_working(add_months(start, months))


def add_months(start: date, months: int) -> date:
    """The day of the same number `months` later, or the last of that month if it has none."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
