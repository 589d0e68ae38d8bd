"""Dates and lists as an official would read them aloud."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from gongkai.law.calendar import Calendar
    from gongkai.law.notices import Span

_WEEKDAYS: Final = "一二三四五六日"


def full_date(day: date) -> str:
    """2017年2月15日（星期三）."""
    return f"{plain_date(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def plain_date(day: date) -> str:
    """2017年2月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain_minute(moment: datetime) -> str:
    """2017年2月15日 09:30, as the clock of the given moment says."""
    return f"{plain_date(moment)} {moment:%H:%M}"


def short_date(day: date) -> str:
    """2月15日."""
    return f"{day.month}月{day.day}日"


def listed(items: Iterable[str]) -> str:
    return "、".join(items)


def rest_days(calendar: Calendar, start: date, last: date) -> str:
    """What the notices say about the days of a term, and their numbers; empty when they name none of them.

    `start` is the day from which the term runs, itself not counted.
    """
    if start >= last:
        return ""
    first = start + timedelta(days=1)
    off, worked = calendar.holidays(first, last), calendar.worked_rest_days(first, last)
    if not off and not worked:
        return ""
    parts = []
    if off:
        parts.append(f"放假不计入期限：{listed(_span(span) for span in off)}")
    if worked:
        parts.append(f"调休上班日计入期限：{listed(short_date(day) for day in worked)}")
    names = listed(notice.name for notice in calendar.notices(first, last))
    return f"{'；'.join(parts)}（依据{names}）。"


def _span(span: Span) -> str:
    if span.first == span.last:
        return f"{span.name}{short_date(span.first)}"
    return f"{span.name}{short_date(span.first)}至{short_date(span.last)}"
