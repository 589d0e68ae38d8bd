"""The terms of a case today, by the calendar of this installation."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from gongkai.configuration import calendar_dir
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.rules import Served, Term, answer_term, complaint_term, defence_term
from gongkai.law.calendar import Calendar


def calendar() -> Calendar:
    """The shipped notices and those that the office put beside them, read once."""
    return _load(calendar_dir())


@cache
def _load(overlay: Path) -> Calendar:
    return Calendar.load(overlay)


def term_of(case: Reconsideration | Lawsuit | Complaint, today: date) -> Term | None:
    """What the office must do in this case by when; None where nobody set a day."""
    if isinstance(case, Reconsideration):
        served = Served(case.applied_on, case.copy_received_on, case.answered_on)
        return answer_term(served, simple=case.simple, calendar=calendar(), today=today)
    if isinstance(case, Lawsuit):
        served = Served(case.filed_on, case.copy_received_on, case.defended_on)
        return defence_term(served, calendar=calendar(), today=today)
    return complaint_term(due_on=case.due_on, answered_on=case.answered_on, calendar=calendar(), today=today)
