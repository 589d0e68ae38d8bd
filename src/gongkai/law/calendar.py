"""Working days under the State Council's yearly notices: tri-state days, versions, fast arithmetic.

A day is a holiday, a decreed working day, or follows its weekday. Every working day has a position; terms are sums of
positions, so a due date costs two look-ups however long the term.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from gongkai.law.notices import Notice, Span, merge_notices, overlay_notices, shipped_notices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNANNOUNCED_YEARS: Final = 3  # how far beyond the last notice a provisional term may run
MAY_2_SINCE: Final = 2025  # 《全国年节及纪念日放假办法》 as revised on 2024-11-10
_SATURDAY: Final = 5


class DayKind(StrEnum):
    """What the year's notice says of a day; a day it does not name follows its weekday."""

    HOLIDAY = "holiday"  # 放假、调休、补休
    WORKING = "working"  # 调休上班
    DEFAULT = "default"


class OutsideCalendarError(ValueError):
    """A day for which no notice is known and none is near; the message is a sentence for the screen."""


class Calendar:
    """One choice of notice versions, frozen; the latest of each year unless `as_known_on` says otherwise."""

    def __init__(self, notices: tuple[Notice, ...], known_on: date | None = None) -> None:
        self._notices = notices
        self.known_on = known_on
        known = [notice for notice in notices if known_on is None or notice.published_on <= known_on]
        self._chosen = {notice.year: notice for notice in known}  # the latest version of a year stands last
        if not self._chosen:
            raise OutsideCalendarError(
                "没有可用的放假通知，无法推算工作日。请先录入国务院办公厅的年度放假通知。"
            )
        self.first_day = date(min(self._chosen), 1, 1)
        self.last_day = date(max(self._chosen) + UNANNOUNCED_YEARS, 12, 31)
        self._base = self.first_day.toordinal()
        self._kinds = self._read_kinds()
        self._positions, self._days = self._number_days()

    @classmethod
    def load(cls, overlay: Path | None = None) -> Calendar:
        """The shipped notices, with `overlay`/YYYY.json put over or after them; NoticeError if one is malformed."""
        beside = overlay_notices(overlay) if overlay else ()
        return cls(merge_notices(shipped_notices(), beside))

    def as_known_on(self, day: date) -> Calendar:
        """The calendar an official had on `day`: only notices published by then."""
        return Calendar(self._notices, day)

    def kind(self, day: date) -> DayKind:
        """What the notice says; in a year without one only the dates that the 放假办法 itself fixes are holidays."""
        self.position(day)
        return self._kinds.get(day, DayKind.DEFAULT)

    def is_working(self, day: date) -> bool:
        kind = self._kinds.get(day)
        self.position(day)
        return day.weekday() < _SATURDAY if kind is None else kind is DayKind.WORKING

    def position(self, day: date) -> int:
        """How many working days there are up to and including `day`, from the calendar's first."""
        index = day.toordinal() - self._base
        if not 0 <= index < len(self._positions):
            raise OutsideCalendarError(self._outside(day))
        return self._positions[index]

    def at(self, position: int) -> date:
        """The working day that stands at `position`, counted from 1."""
        if not 0 < position <= len(self._days):
            raise OutsideCalendarError(self._outside(None))
        return self._days[position - 1]

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the day itself is never counted (民事诉讼法 期间). `count` > 0."""
        if count < 1:
            raise ValueError(f"工作日数应为正整数，现为 {count}。")
        return self.at(self.position(day) + count)

    def count(self, after: date, through: date) -> int:
        """Working days later than `after` and not later than `through`; negative when they are reversed."""
        return self.position(through) - self.position(after)

    def next_working(self, day: date) -> date:
        """`day` itself if it is worked, else the next that is: a term ending on a rest day ends there."""
        return day if self.is_working(day) else self.add(day, 1)

    def is_announced(self, year: int) -> bool:
        """False for a year without a notice: a term that runs there is 暂定."""
        return year in self._chosen

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether a term from `first` to `last` touches a year whose notice is not out (or not yet entered)."""
        return any(year not in self._chosen for year in range(first.year, last.year + 1))

    def notices(self, first: date, last: date) -> tuple[Notice, ...]:
        """The notices a term rests on; next year's among them when it names days of this December."""
        years = [*range(first.year, last.year + 1)]
        following = self._chosen.get(last.year + 1)
        if following and any(span.first <= last for span in self._named(following)):
            years.append(last.year + 1)
        return tuple(self._chosen[year] for year in years if year in self._chosen)

    def versions(self, first: date, last: date) -> tuple[str, ...]:
        """The notices a term rests on as "2020/2" (year, version); a year without a notice is "2027/0"."""
        keys = [notice.key for notice in self.notices(first, last)]
        missing = [f"{year}/0" for year in range(first.year, last.year + 1) if year not in self._chosen]
        return tuple(sorted(keys + missing))

    def holidays(self, first: date, last: date) -> tuple[Span, ...]:
        """The spans of the notices that touch the days from `first` to `last`, in order."""
        spans = {span for notice in self.notices(first, last) for span in notice.off}
        return tuple(
            sorted((s for s in spans if s.first <= last and s.last >= first), key=lambda span: span.first)
        )

    def worked_rest_days(self, first: date, last: date) -> tuple[date, ...]:
        """调休上班: the Saturdays and Sundays from `first` to `last` that are worked."""
        days = {day for notice in self.notices(first, last) for day in notice.worked}
        return tuple(sorted(day for day in days if first <= day <= last))

    @cached_property
    def announced_years(self) -> tuple[int, ...]:
        return tuple(sorted(self._chosen))

    @staticmethod
    def _named(notice: Notice) -> tuple[Span, ...]:
        return (*notice.off, *(Span("", day, day) for day in notice.worked))

    def _read_kinds(self) -> dict[date, DayKind]:
        kinds = {day: DayKind.HOLIDAY for year in self._unannounced() for day in fixed_holidays(year)}
        for notice in self._chosen.values():
            kinds.update(dict.fromkeys(notice.off_days(), DayKind.HOLIDAY))
            kinds.update(dict.fromkeys(notice.worked, DayKind.WORKING))
        return kinds

    def _unannounced(self) -> Iterator[int]:
        return (
            year for year in range(self.first_day.year, self.last_day.year + 1) if year not in self._chosen
        )

    def _number_days(self) -> tuple[list[int], list[date]]:
        positions: list[int] = []
        days: list[date] = []
        day, one = self.first_day, timedelta(1)
        while day <= self.last_day:
            kind = self._kinds.get(day)
            if day.weekday() < _SATURDAY if kind is None else kind is DayKind.WORKING:
                days.append(day)
            positions.append(len(days))
            day += one
        return positions, days

    def _outside(self, day: date | None) -> str:
        what = f"日期 {day.isoformat()} " if day else "期限"
        return (
            f"{what}超出工作日历的范围（{self.first_day.isoformat()} 至 {self.last_day.isoformat()}）。"
            "请核对日期，或先录入相应年度的放假通知。"
        )


def fixed_holidays(year: int) -> tuple[date, ...]:
    """The holidays whose date the 放假办法 itself fixes: all that is certain before the year's notice."""
    may = (date(year, 5, 1), date(year, 5, 2)) if year >= MAY_2_SINCE else (date(year, 5, 1),)
    return (date(year, 1, 1), *may, date(year, 10, 1), date(year, 10, 2), date(year, 10, 3))
