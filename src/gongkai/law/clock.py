"""答复期限: due date, days left, state and reasons of one request (R07 Art.24; R19 Arts.30-35, 42)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.law.practice import Practice

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.events import History
    from gongkai.law.regimes import Regime

NATIONAL = Practice()


class ClockState(StrEnum):
    RUNNING = "running"  # 办理中
    AWAITING_CORRECTION = "awaiting_correction"  # 待补正
    CONSULTING = "consulting"  # 征求意见中
    AWAITING_PAYMENT = "awaiting_payment"  # 待缴费
    OVERDUE = "overdue"  # 逾期
    ANSWERED_ON_TIME = "answered_on_time"
    ANSWERED_LATE = "answered_late"
    CORRECTION_LAPSED = "correction_lapsed"  # 逾期不补正，视为放弃
    PAYMENT_LAPSED = "payment_lapsed"  # 逾期不缴费，视为放弃
    WITHDRAWN = "withdrawn"  # 已撤回


class IntervalKind(StrEnum):
    RUNNING = "running"
    AWAITING_CORRECTION = "awaiting_correction"
    CONSULTING = "consulting"
    AWAITING_PAYMENT = "awaiting_payment"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days later than `after` and not later than `through`; None = still open."""

    kind: IntervalKind
    after: date
    through: date | None
    working_days: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due` is None while the clock waits for the applicant or has ended; `days_left` counts working days, < 0 late."""

    regime: Regime
    state: ClockState
    due: date | None
    statutory_due: date | None  # differs from `due` only under Art.35
    days_left: int | None
    provisional: bool  # 暂定: runs into a year whose notice is not out
    calendar_versions: tuple[str, ...]
    ledger: tuple[Interval, ...]
    explanation: tuple[str, ...]
    warnings: tuple[str, ...]


def due_on(
    history: History, calendar: Calendar, *, practice: Practice = NATIONAL, as_of: date | None = None
) -> date | None:
    """The due date alone, fast. An unanswered consultation ends at its limit or on `as_of`, whichever is first."""
    raise NotImplementedError


def assess(history: History, calendar: Calendar, *, as_of: date, practice: Practice = NATIONAL) -> Deadline:
    """Everything a case page shows about the term, line by line in Chinese."""
    raise NotImplementedError
