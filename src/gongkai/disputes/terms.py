"""The terms of a case today, by the calendar of this installation."""

from __future__ import annotations

from datetime import date

from gongkai.casework.working_days import current_calendar
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.rules import Served, Term, answer_term, complaint_term, defence_term


def term_left(case: Reconsideration | Lawsuit, on: date) -> Term:
    """The term of a case that was not answered by the end of the day, whatever came later."""
    if isinstance(case, Reconsideration):
        served = Served(case.applied_on, case.copy_received_on, None)
        return answer_term(served, simple=case.simple, calendar=current_calendar(), today=on)
    served = Served(case.filed_on, case.copy_received_on, None)
    return defence_term(served, calendar=current_calendar(), today=on)


def term_of(case: Reconsideration | Lawsuit | Complaint, today: date) -> Term | None:
    """What the office must do in this case by when; None where nobody set a day."""
    if isinstance(case, Reconsideration):
        served = Served(case.applied_on, case.copy_received_on, case.answered_on)
        return answer_term(served, simple=case.simple, calendar=current_calendar(), today=today)
    if isinstance(case, Lawsuit):
        served = Served(case.filed_on, case.copy_received_on, case.defended_on)
        return defence_term(served, calendar=current_calendar(), today=today)
    return complaint_term(
        due_on=case.due_on, answered_on=case.answered_on, calendar=current_calendar(), today=today
    )
