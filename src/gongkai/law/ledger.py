"""The ledger of a request: its term as intervals, running and standing still."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.law.events import Correction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.course import Course, Pause


class IntervalKind(StrEnum):
    """The screen's words: 办理中、待补正、征求意见中、待缴费."""

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


def intervals(course: Course, calendar: Calendar) -> tuple[Interval, ...]:
    """Every interval from the receipt to the last day, in order, without gaps while one runs into the next."""
    ledger: list[Interval] = []
    pauses = sorted(course.pauses, key=lambda pause: pause.after)
    for period in course.periods:
        ledger.extend(_running(period.base, period.stopped_on, pauses, calendar))
        corrects = isinstance(period.stopped_by, Correction)
        kind = IntervalKind.AWAITING_CORRECTION if corrects else IntervalKind.AWAITING_PAYMENT
        ledger.append(_interval(kind, period.stopped_on, period.resumed_on, calendar))
    if course.due is not None:
        ledger.extend(_running(course.base, course.due, pauses, calendar))
    return tuple(ledger)


def _running(base: date, end: date, pauses: list[Pause], calendar: Calendar) -> Iterator[Interval]:
    edge = base
    for pause in pauses:
        start, stop = max(pause.after, edge), min(pause.through, end)
        if stop <= start:
            continue
        if start > edge:
            yield _interval(IntervalKind.RUNNING, edge, start, calendar)
        yield _interval(IntervalKind.CONSULTING, start, stop, calendar)
        edge = stop
    if end > edge:
        yield _interval(IntervalKind.RUNNING, edge, end, calendar)


def _interval(kind: IntervalKind, after: date, through: date | None, calendar: Calendar) -> Interval:
    return Interval(kind, after, through, None if through is None else calendar.count(after, through))
