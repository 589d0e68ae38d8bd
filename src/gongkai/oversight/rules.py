"""What is lawful in this room, as pure predicates."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.local_terms import FILING, LocalTerm
from gongkai.law.wording import plain_date


class OversightError(Exception):
    """An act that is not lawful now, or a fact that cannot be: the sentence says what and what to do."""


def due_fault(year: int, due_on: date) -> str:
    """What is wrong with the term of a task of the year's plan; empty when nothing is."""
    if due_on.year == year:
        return ""
    return f"{plain_date(due_on)}不在{year}年之内，与所选年度不符"


def filing_due(answered_on: date, calendar: Calendar, term: LocalTerm = FILING) -> date:
    """备案期限: the last day for handing a reply up to the district."""
    return term.due_on(answered_on, calendar)


def answered_before(on: date, calendar: Calendar, term: LocalTerm = FILING) -> date:
    """Replies of days before this one had their filing due before `on`: so late filings are one comparison of dates."""
    return calendar.at(calendar.position(on - timedelta(days=1)) - term.days + 1)


def expiring_until(on: date, calendar: Calendar, days: int = 3) -> date:
    """临期: due within three working days, `on` itself included."""
    return calendar.add(on, days)
