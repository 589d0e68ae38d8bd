"""The course of one request through its term: which acts restart, stop, lengthen or end the clock.

Terms are positions in the working-day calendar (see `calendar`): the last day is the base's position, plus the period,
plus what the pauses before it took out. One principle runs through all acts: a period that has ended is not revived,
so an act after the last day is noted and has no effect.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law.calendar import OutsideCalendarError
from gongkai.law.consultations import answer_by
from gongkai.law.events import (
    Consultation,
    ConsultationKind,
    Correction,
    Delay,
    Event,
    Extension,
    FeeNotice,
    History,
    Withdrawal,
)
from gongkai.law.practice import PauseStart, Practice
from gongkai.law.regimes import TERMS, Regime, Terms, regime_of

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar

FEE_SINCE: Final = date(2021, 1, 1)  # 109号
_NEVER: Final = date.max
_ALL_DAYS: Final = 1_000_000  # an extension that names no days takes all there are


class HistoryError(ValueError):
    """The facts contradict each other (an answer before its question); the message is a sentence."""


class Ending(StrEnum):
    """Why there is no reply period any more."""

    WITHDRAWN = "withdrawn"
    CORRECTION_LAPSED = "correction_lapsed"  # R19 Art.30
    PAYMENT_LAPSED = "payment_lapsed"  # 109号


class Effect(StrEnum):
    """What an act did to the clock; each has one sentence in `explanation`."""

    RESTARTED = "restarted"
    AWAITING = "awaiting"
    LAPSED = "lapsed"
    PAUSED = "paused"
    NO_PAUSE = "no_pause"  # R07 knows no pause for other bodies
    NOT_REACHED = "not_reached"  # the local practice pauses from the party's receipt, which is not known
    EXTENDED = "extended"
    DELAYED = "delayed"
    IS_ANSWER = "is_answer"  # R07: 告知作出更改、补充 is itself a counted answer
    ENDED = "ended"
    TOO_LATE = "too_late"
    ENTERED_LATE = "entered_late"  # dated in time, entered when the term had run out: it revives nothing
    NOT_RUNNING = "not_running"
    REPEATED = "repeated"
    REPLACED = "replaced"  # R19 Art.35: the reasonable period stands in the place of that of Art.33, which alone is extended
    NOT_IN_FORCE = "not_in_force"  # the regime has no such act


@dataclass(frozen=True, slots=True)
class Step:
    """One act and its effect; `due` is the last day as it stood after it, `limit` the addressee's own last day."""

    event: Event
    effect: Effect
    due: date | None
    limit: date | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Days later than `after` and not later than `through` do not count."""

    after: date
    through: date


@dataclass(frozen=True, slots=True)
class Period:
    """One running of the clock: from `base` (not counted) until stopped by a notice, resumed on another day."""

    base: date
    stopped_by: Event
    stopped_on: date
    resumed_on: date | None


@dataclass(slots=True)
class Course:
    """`base` starts the period now running; `due` is None while the clock waits or has ended."""

    terms: Terms
    base: date
    days: int
    due: date | None = None
    statutory_due: date | None = None
    waiting: Event | None = None
    waiting_limit: date | None = None
    ending: Ending | None = None
    answered_by_notice: date | None = None
    extended: bool = False
    consulting: bool = False  # an opinion is still out, and may still come
    delay_until: date | None = None
    pauses: list[Pause] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def terms_for(history: History, practice: Practice) -> Terms:
    delivery = history.delivery
    answered_on = (delivery.sent_on or delivery.arrived_on) if delivery else None
    return TERMS[regime_of(history.received_on, transition=practice.transition, answered_on=answered_on)]


def follow(history: History, calendar: Calendar, practice: Practice, as_of: date | None) -> Course:
    """Walk the acts in order of their dates. HistoryError when one precedes the receipt or its own notice."""
    terms = terms_for(history, practice)
    course = Course(terms, history.received_on, terms.reply_days)
    walker = _Walker(course, calendar, practice, as_of, history.received_on)
    walker.reckon()
    for event in sorted(history.events, key=_order) if len(history.events) > 1 else history.events:
        if course.ending is None:
            walker.take(event)
    return course


def moved_on(day: date, calendar: Calendar) -> date:
    """A last day that is a rest day moves to the next working day; beyond the calendar nobody knows, and it stays."""
    try:
        return calendar.next_working(day)
    except OutsideCalendarError:
        return day


def effect_of(event: Event, history: History, calendar: Calendar, practice: Practice) -> Effect:
    """What the act does to the clock if it stands among the facts; NOT_RUNNING where the course has ended before it."""
    known = history if event in history.events else replace(history, events=(*history.events, event))
    steps = follow(known, calendar, practice, None).steps
    return next((step.effect for step in steps if step.event == event), Effect.NOT_RUNNING)


def started_on(event: Event) -> date:
    """The day an act was done: told, sent, or withdrawn."""
    match event:
        case Correction() | Extension() | Delay():
            return event.told_on
        case Consultation() | FeeNotice():
            return event.sent_on
        case Withdrawal():
            return event.on


_RANK: Final = {Consultation: 0, Extension: 1, Delay: 2, Correction: 3, FeeNotice: 4, Withdrawal: 5}


def _order(event: Event) -> tuple[date, int, date, int]:
    """By day; on one day pauses first and endings last, so that the order of storage never matters.

    A correction that came on the very day it was asked stands before all: while it is awaited nothing else is lawful.
    """
    rank = _RANK[type(event)]
    match event:
        case Correction(told_on=told, received_on=received) if told == received:
            rank, tie, size = -1, told, 0
        case Correction():
            tie, size = event.received_on or _NEVER, 0
        case FeeNotice():
            tie, size = event.paid_on or _NEVER, 0
        case Extension():
            tie, size = _NEVER, -(event.days or _ALL_DAYS)
        case Delay():
            tie, size = event.until, 0
        case _:
            tie, size = _NEVER, 0
    return started_on(event), rank, tie, size


@dataclass(slots=True)
class _Walker:
    course: Course
    calendar: Calendar
    practice: Practice
    as_of: date | None
    received_on: date
    corrected: bool = False
    charged: bool = False

    def take(self, event: Event) -> None:
        match event:
            case Consultation():
                self.consult(event)
            case Extension():
                self.extend(event)
            case Correction():
                self.correct(event)
            case FeeNotice():
                self.charge(event)
            case Delay():
                self.put_off(event)
            case Withdrawal():
                self.withdraw(event)

    def reckon(self) -> None:
        """Set the last day from base, period, pauses and delay."""
        course, position = self.course, self.calendar.position
        target = position(course.base) + course.days
        edge = course.base
        for pause in sorted(course.pauses, key=lambda pause: pause.after) if course.pauses else ():
            edge = max(edge, pause.after)
            if target <= position(edge):
                break
            if pause.through > edge:
                target += position(pause.through) - position(edge)
                edge = pause.through
        course.statutory_due = course.due = self.calendar.at(target)
        if course.delay_until is not None and course.delay_until > course.due:
            course.due = course.delay_until

    def note(self, event: Event, effect: Effect, limit: date | None = None) -> None:
        self.course.steps.append(Step(event, effect, self.course.due, limit))

    def blocked(self, event: Event, since: date | None = None) -> bool:
        """Note and say True if no period is running on the day of the act, or it has already ended."""
        day = started_on(event)
        self.require(day >= self.received_on, f"{day.isoformat()} 的办理记录早于收到申请之日")
        course = self.course
        if course.waiting is not None or day < (since or course.base):
            self.note(event, Effect.NOT_RUNNING)
            return True
        if course.due is not None and day > course.due:
            self.note(event, Effect.TOO_LATE)
            return True
        return False

    @staticmethod
    def require(condition: bool, what: str) -> None:  # noqa: FBT001 - reads as an assertion
        if not condition:
            raise HistoryError(f"{what}。请核对日期后重新计算。")

    def consult(self, event: Consultation) -> None:
        """R07 Art.24(3), R19 Arts.32, 33(3), 34: the time of consultation is not counted."""
        course, terms = self.course, self.course.terms
        if event.kind is not ConsultationKind.THIRD_PARTY and not terms.other_bodies_pause:
            self.note(event, Effect.NO_PAUSE)
            return
        self.check_consultation(event)
        limit = answer_by(terms.regime, event, self.calendar, self.practice)
        start = event.sent_on if self.practice.pause_start is PauseStart.SENT else event.reached_on
        if start is None:
            self.note(event, Effect.NOT_REACHED)
            return
        if self.blocked(event, since=self.received_on):
            return
        if event.entered_on is not None and course.due is not None and event.entered_on > course.due:
            self.note(event, Effect.ENTERED_LATE, limit)
            return
        if event.answered_on is None and self.as_of is not None and self.as_of <= limit:
            course.consulting = True
        course.pauses.append(self.pause(event, start, limit))
        self.reckon()
        self.note(event, Effect.PAUSED, limit)

    def check_consultation(self, event: Consultation) -> None:
        first = event.reached_on or event.sent_on
        self.require(first >= event.sent_on, "征求意见书的送达日期早于发出日期")
        self.require(
            event.answered_on is None or event.answered_on >= event.sent_on,
            "意见的收到日期早于征求意见书的发出日期",
        )

    def pause(self, event: Consultation, start: date, limit: date) -> Pause:
        """From `start` to the answer, but never beyond the last day to answer, nor beyond the day of view."""
        answered = event.answered_on
        if answered is not None and answered <= limit:
            through = (
                date.fromordinal(answered.toordinal() - 1) if self.practice.answer_day_counts else answered
            )
            return Pause(start, max(start, through))
        end = limit if answered is not None or self.as_of is None else min(limit, self.as_of)
        return Pause(start, max(start, end))

    def extend(self, event: Extension) -> None:
        """R07 Art.24(2), R19 Art.33(2): once, told before the period ends, never more than the regime allows."""
        self.require(event.days is None or event.days > 0, "延长的天数应为正数")
        if self.blocked(event):
            return
        if self.course.extended:
            self.note(event, Effect.REPEATED)
            return
        if self.course.delay_until is not None:
            self.note(event, Effect.REPLACED)
            return
        most = self.course.terms.extension_days
        self.course.days += min(event.days or most, most)
        self.course.extended = True
        self.reckon()
        self.note(event, Effect.EXTENDED)

    def put_off(self, event: Delay) -> None:
        """R19 Art.35: the reasonable period told takes the place of the statutory one."""
        self.require(event.until >= event.told_on, "延迟答复的期限早于告知日期")
        if self.course.terms.regime is Regime.R07:
            self.note(event, Effect.NOT_IN_FORCE)
        elif not self.blocked(event):
            if self.course.delay_until is not None:
                self.note(event, Effect.REPEATED)
                return
            self.course.delay_until = self.calendar.next_working(event.until)
            self.reckon()
            self.note(event, Effect.DELAYED)

    def correct(self, event: Correction) -> None:
        """R19 Art.30: once; the period runs anew from the receipt of the corrected request.

        Its own last day, if a rest day, is the next that is worked (民法典 Art.203(1)).
        """
        self.require(event.until is None or event.until >= event.told_on, "补正期限早于补正告知日期")
        self.require(
            event.received_on is None or event.received_on >= event.told_on, "收到补正的日期早于补正告知日期"
        )
        if self.blocked(event):
            return
        if self.course.terms.regime is Regime.R07 and not self.practice.r07_correction_restarts:
            self.course.answered_by_notice = self.course.answered_by_notice or event.told_on
            self.note(event, Effect.IS_ANSWER)
        elif self.corrected:
            self.note(event, Effect.REPEATED)
        else:
            self.corrected = True
            limit = moved_on(event.until, self.calendar) if event.until else None
            self.wait(event, event.told_on, event.received_on, limit, Ending.CORRECTION_LAPSED)

    def charge(self, event: FeeNotice) -> None:
        """R19 Art.42, 109号: sent within the period; unpaid in time is given up, paid restarts the period."""
        self.require(
            event.reached_on is None or event.reached_on >= event.sent_on, "收费通知的送达日期早于发出日期"
        )
        self.require(
            event.paid_on is None or event.paid_on >= (event.reached_on or event.sent_on),
            "缴费日期早于收费通知",
        )
        if self.course.terms.regime is Regime.R07 or event.sent_on < FEE_SINCE:
            self.note(event, Effect.NOT_IN_FORCE)
        elif not self.blocked(event):
            if self.charged:
                self.note(event, Effect.REPEATED)
                return
            self.charged = True
            limit = (
                self.calendar.add(event.reached_on, self.practice.payment_days) if event.reached_on else None
            )
            self.pay(event, limit)

    def pay(self, event: FeeNotice, limit: date | None) -> None:
        late = event.paid_on is not None and limit is not None and event.paid_on > limit
        paid_on = None if late else event.paid_on
        if paid_on is not None and not self.practice.payment_restarts:
            self.course.pauses.append(Pause(event.sent_on, paid_on))
            self.reckon()
            self.note(event, Effect.PAUSED, limit)
            return
        self.wait(event, event.sent_on, paid_on, limit, Ending.PAYMENT_LAPSED, lapsed=late)

    def wait(  # noqa: PLR0913 - one act has these five facts
        self,
        event: Event,
        stopped_on: date,
        resumed_on: date | None,
        limit: date | None,
        ending: Ending,
        *,
        lapsed: bool = False,
    ) -> None:
        """Stop the clock for the applicant's turn; run it anew from `resumed_on`, or end it past the limit."""
        course = self.course
        course.periods.append(Period(course.base, event, stopped_on, resumed_on))
        if resumed_on is not None:
            course.base, course.days, course.delay_until = resumed_on, course.terms.reply_days, None
            self.reckon()
            self.note(event, Effect.RESTARTED, limit)
            return
        course.due = course.statutory_due = None
        course.waiting, course.waiting_limit = event, limit
        if lapsed or (limit is not None and self.as_of is not None and self.as_of > limit):
            course.waiting, course.ending = None, ending
        self.note(event, Effect.LAPSED if course.ending else Effect.AWAITING, limit)

    def withdraw(self, event: Withdrawal) -> None:
        self.require(event.on >= self.received_on, "撤回日期早于收到申请之日")
        self.course.due = self.course.statutory_due = None
        self.course.waiting, self.course.ending = None, Ending.WITHDRAWN
        self.note(event, Effect.ENDED)
