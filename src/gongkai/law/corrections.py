"""补正 has two terms. To tell it R19 Art.30 gives working days from the receipt; to correct, a reasonable period.

For the second it names no figure; a model norm says how long is usual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.calendar import OutsideCalendarError
from gongkai.law.instruments import Citation
from gongkai.law.regimes import terms_of
from gongkai.law.wording import plain_date

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.practice import Practice
    from gongkai.law.regimes import Regime

ARTICLE: Final = Citation(instruments.R19, 30)
USUAL: Final = Citation(instruments.JIANGSU_NORM)
"""Sent to all provinces by the office of the State Council in 2020, 供参考: it binds nobody, so longer is a matter of reasons."""


@dataclass(frozen=True, slots=True)
class NoticeTerm:
    """The office's own last day to tell a correction, as it stands on some day."""

    last: date
    past: bool
    sentence: str


def last_day_to_tell(regime: Regime, received_on: date, calendar: Calendar) -> date | None:
    """None where the regime sets no term. It runs from the receipt, whatever stops the reply period."""
    days = terms_of(regime).correction_notice_days
    return None if days is None else calendar.add(received_on, days)


def notice_term(regime: Regime, received_on: date, on: date, calendar: Calendar) -> NoticeTerm | None:
    """What to know before a correction is told on that day; told late it still counts, and the page says it was late."""
    last = last_day_to_tell(regime, received_on, calendar)
    if last is None:
        return None
    if on > last:
        sentence = f"补正告知期限已于{plain_date(last)}届满（{ARTICLE}），现在告知的，期限说明将载明逾期。"
        return NoticeTerm(last, past=True, sentence=sentence)
    unsure = "（暂定）" if calendar.is_provisional(received_on, last) else ""
    sentence = f"需要补正的，应在{plain_date(last)}{unsure}前（含当日）一次性告知申请人（{ARTICLE}）。"
    return NoticeTerm(last, past=False, sentence=sentence)


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
        f"补正期限应当合理（{ARTICLE}），参照{USUAL}一般不超过{practice.correction_days_normal}个工作日，"
        f"今日起算至{usual}；请缩短期限，确有必要更长的，请写明理由。"
    )
