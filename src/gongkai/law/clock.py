"""答复期限: due date, days left, state and reasons of one request (R07 Art.24; R19 Arts.30-35, 42).

`due_on` is the fast path; `assess` adds state, ledger and the sentences. Both walk the same `course`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law.course import Course, Ending, follow, terms_for
from gongkai.law.events import Correction, History
from gongkai.law.explanation import explain, warn
from gongkai.law.ledger import Interval, intervals
from gongkai.law.practice import Practice
from gongkai.law.timeliness import Timeliness, judge_delivery
from gongkai.law.wording import full_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.regimes import Regime

NATIONAL: Final = Practice()


class ClockState(StrEnum):
    """Where a request stands; the comment is the screen's word."""

    RUNNING = "running"  # 办理中
    AWAITING_CORRECTION = "awaiting_correction"  # 待补正
    CONSULTING = "consulting"  # 征求意见中
    AWAITING_PAYMENT = "awaiting_payment"  # 待缴费
    OVERDUE = "overdue"  # 逾期
    ANSWERED_ON_TIME = "answered_on_time"  # 已答复
    ANSWERED_LATE = "answered_late"  # 已答复，逾期
    CORRECTION_LAPSED = "correction_lapsed"  # 逾期不补正，不再处理
    PAYMENT_LAPSED = "payment_lapsed"  # 逾期不缴费，不再处理
    WITHDRAWN = "withdrawn"  # 已撤回


_ENDED: Final[Mapping[Ending, ClockState]] = {
    Ending.WITHDRAWN: ClockState.WITHDRAWN,
    Ending.CORRECTION_LAPSED: ClockState.CORRECTION_LAPSED,
    Ending.PAYMENT_LAPSED: ClockState.PAYMENT_LAPSED,
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due` is None while the clock waits for the applicant or has ended; `days_left` counts working days, < 0 late."""

    regime: Regime
    state: ClockState
    due: date | None
    statutory_due: date | None  # differs from `due` only under R19 Art.35
    waiting_limit: date | None  # the applicant's own last day while the clock waits
    days_left: int | None
    put_off: bool  # the reasonable period of R19 Art.35 was told and runs
    provisional: bool  # 暂定: runs into a year whose notice is not out
    calendar_versions: tuple[str, ...]
    ledger: tuple[Interval, ...]
    delivery: Timeliness | None
    explanation: tuple[str, ...]
    warnings: tuple[str, ...]


def due_on(
    history: History, calendar: Calendar, *, practice: Practice = NATIONAL, as_of: date | None = None
) -> date | None:
    """The due date alone. An unanswered consultation ends at its limit or on `as_of`, whichever is first."""
    if not history.events:
        return calendar.add(history.received_on, terms_for(history, practice).reply_days)
    return follow(history, calendar, practice, as_of).due


def assess(
    history: History, calendar: Calendar, *, practice: Practice = NATIONAL, as_of: date | None = None
) -> Deadline:
    """Everything a case page shows about the term. Without `as_of` nothing is said of the present day."""
    course = follow(history, calendar, practice, as_of)
    judged = judge_delivery(history.delivery, course.due) if history.delivery and course.due else None
    last = course.due or course.waiting_limit or as_of or history.received_on
    state = _state(history, course, judged, as_of)
    days_left = _days_left(course, calendar, history, as_of)
    return Deadline(
        regime=course.terms.regime,
        state=state,
        due=course.due,
        statutory_due=course.statutory_due,
        waiting_limit=course.waiting_limit,
        days_left=days_left,
        put_off=course.delay_until is not None,
        provisional=calendar.is_provisional(history.received_on, max(last, history.received_on)),
        calendar_versions=calendar.versions(history.received_on, max(last, history.received_on)),
        ledger=intervals(course, calendar),
        delivery=judged,
        explanation=(*explain(history, course, calendar), *_present(days_left, course.due, judged, as_of)),
        warnings=(*warn(history, course, calendar, practice), *(judged.warnings if judged else ())),
    )


def _state(history: History, course: Course, judged: Timeliness | None, as_of: date | None) -> ClockState:
    if course.ending is not None:
        return _ENDED[course.ending]
    if history.delivery is not None:
        late = judged is not None and not judged.on_time
        return ClockState.ANSWERED_LATE if late else ClockState.ANSWERED_ON_TIME
    if course.answered_by_notice is not None:
        return ClockState.ANSWERED_ON_TIME
    if course.waiting is not None:
        corrects = isinstance(course.waiting, Correction)
        return ClockState.AWAITING_CORRECTION if corrects else ClockState.AWAITING_PAYMENT
    if as_of is not None and course.due is not None and as_of > course.due:
        return ClockState.OVERDUE
    return ClockState.CONSULTING if course.consulting else ClockState.RUNNING


def _days_left(course: Course, calendar: Calendar, history: History, as_of: date | None) -> int | None:
    answered = history.delivery is not None or course.answered_by_notice is not None
    if as_of is None or course.due is None or answered:
        return None
    return calendar.count(max(as_of, course.base), course.due)


def _present(
    days_left: int | None, due: date | None, judged: Timeliness | None, as_of: date | None
) -> tuple[str, ...]:
    if judged is not None:
        return (judged.explanation,)
    if days_left is None or as_of is None or due is None:
        return ()
    if as_of > due:
        left = f"已逾期{-days_left}个工作日" if days_left else "已逾期"
    else:
        left = f"剩余{days_left}个工作日" if days_left else "期限已到最后一日"
    return (f"截至{full_date(as_of)}，{left}。",)
