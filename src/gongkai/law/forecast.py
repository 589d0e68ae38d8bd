"""The term of a plain request, with or without the full extension: what the command line and a register show first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from gongkai.law.course import follow
from gongkai.law.events import History
from gongkai.law.explanation import REPLY_PERIOD, conclusion, opening
from gongkai.law.practice import Practice
from gongkai.law.receipt import Channel, ReceiptFacts, derive_receipt
from gongkai.law.wording import full_date, rest_days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.regimes import Regime, Terms


@dataclass(frozen=True, slots=True)
class Forecast:
    received: date
    regime: Regime
    due: date
    provisional: bool  # 暂定
    calendar_versions: tuple[str, ...]
    explanation: tuple[str, ...]


def forecast(
    received: date, calendar: Calendar, *, extended: bool = False, channel: Channel | None = None
) -> Forecast:
    """The last day of a request received on `received`; `extended` adds all the days that an extension may have.

    ValueError (a sentence) before 2008-05-01 and outside the calendar.
    """
    history = History(received)
    course = follow(history, calendar, Practice(), None)
    terms = course.terms
    if extended:
        course.due = calendar.add(received, terms.reply_days + terms.extension_days)
        course.statutory_due = course.due
    due = course.due or received
    lines = [
        *_receipt(received, channel, terms),
        *opening(history, course, calendar),
        *(_extension(received, calendar, terms, due) if extended else ()),
        rest_days(calendar, received, due),
        *conclusion(history, course, calendar, due),
    ]
    return Forecast(
        received,
        terms.regime,
        due,
        calendar.is_provisional(received, due),
        calendar.versions(received, due),
        tuple(line for line in lines if line),
    )


def _receipt(received: date, channel: Channel | None, terms: Terms) -> Iterator[str]:
    """The rule of the channel, read with the day given as the day that this rule names."""
    if channel is None:
        return
    moment = datetime.combine(received, time())
    yield from derive_receipt(channel, ReceiptFacts(moment, moment, moment), regime=terms.regime).explanation


def _extension(received: date, calendar: Calendar, terms: Terms, due: date) -> Iterator[str]:
    told_by = calendar.add(received, terms.reply_days)
    yield (
        f"需要延长答复期限的，应经政府信息公开工作机构负责人同意，并在{full_date(told_by)}前（含当日）告知申请人；"
        f"最长可延长{terms.extension_days}个工作日（《条例》{REPLY_PERIOD[terms.regime].place}），至{full_date(due)}届满。"
    )
