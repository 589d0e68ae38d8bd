"""补正期限: R19 Art.30 asks for a reasonable one and names no figure; a model norm says how long is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.calendar import OutsideCalendarError
from gongkai.law.instruments import Citation

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.practice import Practice

REASONABLE: Final = Citation(instruments.R19, 30)
USUAL: Final = Citation(instruments.JIANGSU_NORM)
"""Sent to all provinces by the office of the State Council in 2020, 供参考: it binds nobody, so longer is a matter of reasons."""


def usual_until(told_on: date, calendar: Calendar, practice: Practice) -> date:
    """The last day of a period that needs no reason."""
    return calendar.add(told_on, practice.correction_days_normal)


def is_unusual(told_on: date, until: date, calendar: Calendar, practice: Practice) -> bool:
    """Longer than is usual; a day beyond the calendar is."""
    try:
        return calendar.count(told_on, until) > practice.correction_days_normal
    except OutsideCalendarError:
        return True


def unusual_sentence(usual: str, practice: Practice) -> str:
    """`usual` is the day as the screen prints it."""
    return (
        f"补正期限应当合理（{REASONABLE}），参照{USUAL}一般不超过{practice.correction_days_normal}个工作日，"
        f"今日起算至{usual}；请缩短期限，确有必要更长的，请写明理由。"
    )
