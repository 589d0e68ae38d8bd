"""What is lawful in this room, as pure predicates."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.local_terms import FILING, LocalTerm


class OversightError(Exception):
    """An act that is not lawful now, or a fact that cannot be: the sentence says what and what to do."""


def filing_due(answered_on: date, calendar: Calendar, term: LocalTerm = FILING) -> date:
    """备案期限: the last day for handing a reply up to the district."""
    return term.due_on(answered_on, calendar)


def answered_before(on: date, calendar: Calendar, term: LocalTerm = FILING) -> date:
    """Replies of days before this one had their filing due before `on`: so late filings are one comparison of dates."""
    return calendar.at(calendar.position(on - timedelta(days=1)) - term.days + 1)


def expiring_until(on: date, calendar: Calendar, days: int = 3) -> date:
    """临期: due within three working days, `on` itself included."""
    return calendar.add(on, days)
