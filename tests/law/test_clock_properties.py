"""The clock against a second opinion: day by day, on another calendar, with sets instead of positions."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.law.clock import assess, due_on
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
from gongkai.law.ledger import IntervalKind
from gongkai.law.practice import PauseStart, Practice

CALENDAR = Calendar.load()
ONE = timedelta(1)
KINDS = list(ConsultationKind)
RECEIVED = st.dates(date(2008, 5, 1), date(2025, 3, 31))


@cache
def worked(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def stepped(day: date, count: int) -> date:
    while count:
        day += ONE
        count -= worked(day)
    return day


def act_day(event: Event) -> date:
    if isinstance(event, Withdrawal):
        return event.on
    return event.sent_on if isinstance(event, (Consultation, FeeNotice)) else event.told_on


def twin(event: Event) -> int:
    """Of two like acts on one day the one that goes first: the longer extension, the earlier date."""
    if isinstance(event, Extension):
        return -(event.days or 10**9)
    if isinstance(event, Delay):
        return event.until.toordinal()
    if isinstance(event, (Correction, FeeNotice)):
        found = event.received_on if isinstance(event, Correction) else event.paid_on
        return (found or date.max).toordinal()
    return 0


ORDER: list[type[Event]] = [Consultation, Extension, Delay, Correction, FeeNotice, Withdrawal]


def turn(event: Event) -> tuple[bool, int, int]:
    """A correction that is back before the day is over comes first: until it is back nothing else may be done."""
    back = isinstance(event, Correction) and event.received_on == event.told_on
    return not back, ORDER.index(type(event)), twin(event)


@dataclass
class Simulation:
    """Lives through the request one day after the other, as a clerk with a wall calendar would."""

    history: History
    practice: Practice
    as_of: date | None
    still: set[date] = field(default_factory=set)
    extended: bool = False
    corrected: bool = False
    charged: bool = False
    promised: date | None = None

    def __post_init__(self) -> None:
        self.old = self.history.received_on < date(2019, 5, 15)
        self.need = 15 if self.old else 20
        self.full = self.need
        self.base = self.history.received_on
        self.acts: dict[date, list[Event]] = {}
        for event in self.history.events:
            self.acts.setdefault(act_day(event), []).append(event)

    def due(self) -> date | None:
        """The day on which the count is full and no act of that day has changed it."""
        if any(isinstance(event, Withdrawal) for event in self.history.events):
            return None
        day, counted = self.base, 0
        while True:
            if self.acts.get(day):
                outcome = self.take(day)
                if outcome == "waits":
                    return None
                if isinstance(outcome, date):
                    self.still_acts_between(day, outcome)
                    day, counted, self.need, self.base, self.promised = outcome, 0, self.full, outcome, None
                    continue
            if counted >= self.need and (self.promised is None or day >= self.promised):
                return day
            day += ONE
            counted += worked(day) and day not in self.still

    def still_acts_between(self, told: date, resumed: date) -> None:
        """While the applicant has the request, a letter to others may go out; nothing else has an effect."""
        day = told + ONE
        while day < resumed:
            for event in self.acts.pop(day, []):
                if isinstance(event, Consultation):
                    self.pause(event)
            day += ONE

    def take(self, day: date) -> date | str | None:
        todo = sorted(self.acts.pop(day), key=turn)
        for number, event in enumerate(todo):
            outcome = self.act(event)
            if outcome is None:
                continue
            if outcome == day:  # answered on the same day: the rest of the day belongs to the new period
                self.acts[day] = todo[number + 1 :]
            return outcome
        return None

    def act(self, event: Event) -> date | str | None:
        if isinstance(event, Consultation):
            self.pause(event)
        elif isinstance(event, Extension) and not self.extended and self.promised is None:
            self.extended = True
            self.need += min(event.days or self.full, self.full)
        elif isinstance(event, Delay) and not self.old and self.promised is None:
            until = event.until
            while not worked(until):
                until += ONE
            self.promised = until
        elif (
            isinstance(event, Correction)
            and not self.corrected
            and (not self.old or self.practice.r07_correction_restarts)
        ):
            self.corrected = True
            return event.received_on or "waits"
        elif (
            isinstance(event, FeeNotice) and not self.charged and not self.old and event.sent_on.year >= 2021
        ):
            self.charged = True
            late = (
                event.paid_on
                and event.reached_on
                and event.paid_on > stepped(event.reached_on, self.practice.payment_days)
            )
            return "waits" if late or event.paid_on is None else event.paid_on
        return None

    def pause(self, event: Consultation) -> None:
        if self.old and event.kind is not ConsultationKind.THIRD_PARTY:
            return
        start = event.sent_on if self.practice.pause_start is PauseStart.SENT else event.reached_on
        if start is None:
            return
        last = self.last_paused(event)
        while start < last:
            start += ONE
            self.still.add(start)

    def last_paused(self, event: Consultation) -> date:
        limit = stepped(event.reached_on or event.sent_on, 15)
        if event.answered_on is None:
            return min(limit, self.as_of or limit)
        if event.answered_on > limit:
            return limit
        return event.answered_on - ONE if self.practice.answer_day_counts else event.answered_on


def second_opinion(history: History, practice: Practice, as_of: date | None) -> date | None:
    return Simulation(history, practice, as_of).due()


def later(rng: random.Random, day: date, most: int) -> date:
    return day + timedelta(rng.randint(0, most))


def maybe(rng: random.Random, day: date, most: int, chance: float = 0.75) -> date | None:
    return later(rng, day, most) if rng.random() < chance else None


def random_event(rng: random.Random, received: date) -> Event:
    on = later(rng, received, 75 if rng.random() < 0.3 else 30)
    match rng.choices(range(6), (30, 20, 8, 16, 12, 2))[0]:
        case 0:
            reached = maybe(rng, on, 8, 0.7)
            return Consultation(rng.choice(KINDS), on, reached, maybe(rng, reached or on, 45))
        case 1:
            return Extension(on, rng.choice([None, 5, 10, 15, 20, 30]))
        case 2:
            return Delay(on, later(rng, on, 90))
        case 3:
            return Correction(on, later(rng, on, 20), maybe(rng, on, 35))
        case 4:
            reached = maybe(rng, on, 6)
            return FeeNotice(on, reached, maybe(rng, reached or on, 40))
        case _:
            return Withdrawal(on)


def random_case(rng: random.Random) -> tuple[History, Practice, date | None]:
    received = date(2008, 5, 1) + timedelta(rng.randint(0, 6200))
    events = tuple(random_event(rng, received) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 3, 4, 5])))
    practice = Practice(
        pause_start=rng.choice([PauseStart.SENT, PauseStart.SENT, PauseStart.REACHED]),
        answer_day_counts=rng.random() < 0.3,
        r07_correction_restarts=rng.random() < 0.3,
    )
    return History(received, events), practice, maybe(rng, received + timedelta(76), 60, 0.5)


def compare(seed: int, cases: int) -> int:
    """Random histories judged twice; returns how many of them had a due date, so that the test knows it tested."""
    rng = random.Random(seed)
    dated = 0
    for number in range(cases):
        history, practice, as_of = random_case(rng)
        found = due_on(history, CALENDAR, practice=practice, as_of=as_of)
        assert found == second_opinion(history, practice, as_of), (number, history, practice, as_of)
        dated += found is not None
    return dated


def test_due_dates_equal_a_recomputation_day_by_day() -> None:
    assert compare(20171231, 1500) > 800


@pytest.mark.soak
def test_due_dates_equal_a_recomputation_for_a_hundred_thousand_histories() -> None:
    assert compare(20260101, 100_000) > 50_000


@given(st.integers(0, 10**9))
@settings(max_examples=300, deadline=None)
def test_the_order_in_which_acts_are_stored_never_matters(seed: int) -> None:
    rng = random.Random(seed)
    history, practice, as_of = random_case(rng)
    shuffled = list(history.events)
    rng.shuffle(shuffled)
    found = due_on(History(history.received_on, tuple(shuffled)), CALENDAR, practice=practice, as_of=as_of)
    assert found == due_on(history, CALENDAR, practice=practice, as_of=as_of)


@given(st.integers(0, 10**9))
@settings(max_examples=300, deadline=None)
def test_a_due_date_is_never_a_rest_day_and_both_paths_agree(seed: int) -> None:
    history, practice, as_of = random_case(random.Random(seed))
    fast = due_on(history, CALENDAR, practice=practice, as_of=as_of)
    told = assess(history, CALENDAR, practice=practice, as_of=as_of)
    assert told.due == fast
    if fast is not None:
        assert worked(fast)
        assert fast > history.received_on
        assert any(
            str(fast.year) in line and f"{fast.month}月{fast.day}日" in line for line in told.explanation
        )


@given(RECEIVED, st.integers(0, 60))
def test_a_later_receipt_never_has_an_earlier_due_date(received: date, days: int) -> None:
    later_on = received + timedelta(days)
    first, second = (due_on(History(day), CALENDAR) for day in (received, later_on))
    assert first is not None
    assert second is not None
    assert first <= second


@given(RECEIVED, st.integers(0, 20), st.integers(0, 30), st.integers(0, 30), st.sampled_from(KINDS))
def test_a_later_answer_never_brings_the_due_date_forward(
    received: date, sent: int, one: int, two: int, kind: ConsultationKind
) -> None:
    asked = received + timedelta(sent)

    def due(days: int) -> date:
        found = due_on(
            History(received, (Consultation(kind, asked, asked, asked + timedelta(days)),)), CALENDAR
        )
        assert found is not None
        return found

    assert due(min(one, two)) <= due(max(one, two))


@given(
    RECEIVED, st.integers(0, 20), st.none() | st.integers(0, 9), st.sampled_from(KINDS), st.integers(0, 400)
)
def test_no_consultation_stops_the_clock_beyond_its_answer_term(
    received: date, sent: int, reached: int | None, kind: ConsultationKind, viewed: int
) -> None:
    asked = received + timedelta(sent)
    arrived = None if reached is None else asked + timedelta(reached)
    history = History(received, (Consultation(kind, asked, arrived),))
    need = 15 if received < date(2019, 5, 15) else 20
    last = CALENDAR.add(arrived or asked, 15)
    bound = CALENDAR.add(max(last, CALENDAR.add(received, 1)), need)
    for as_of in (None, asked + timedelta(viewed)):
        found = due_on(history, CALENDAR, as_of=as_of)
        assert found is not None
        assert found <= bound


@given(st.integers(0, 10**9), st.integers(0, 40), st.integers(1, 60), st.sampled_from(KINDS))
@settings(max_examples=300, deadline=None)
def test_what_is_entered_after_the_term_ran_out_revives_nothing(
    seed: int, sent: int, late: int, kind: ConsultationKind
) -> None:
    history, practice, _ = random_case(random.Random(seed))
    before = due_on(history, CALENDAR, practice=practice)
    if before is None or any(not isinstance(event, Extension) for event in history.events):
        history = History(history.received_on)
        before = due_on(history, CALENDAR, practice=practice)
        assert before is not None
    asked = history.received_on + timedelta(sent)
    event = Consultation(kind, asked, asked, None, before + timedelta(late))
    found = due_on(History(history.received_on, (*history.events, event)), CALENDAR, practice=practice)
    assert found == before
    told = assess(History(history.received_on, (event,)), CALENDAR, practice=practice)
    assert told.due == due_on(History(history.received_on), CALENDAR)


@given(RECEIVED, st.integers(0, 40), st.sampled_from(KINDS))
def test_what_is_entered_on_its_day_counts_as_if_the_day_of_entry_were_unknown(
    received: date, sent: int, kind: ConsultationKind
) -> None:
    asked = received + timedelta(sent)
    plain, known = (Consultation(kind, asked, asked, None, entered) for entered in (None, asked))
    assert due_on(History(received, (plain,)), CALENDAR) == due_on(History(received, (known,)), CALENDAR)


@given(RECEIVED, st.integers(0, 10), st.integers(0, 30), st.integers(0, 10), st.integers(0, 30))
def test_pauses_take_out_exactly_their_own_working_days(
    received: date, sent: int, answer: int, gap: int, answer2: int
) -> None:
    asked = received + timedelta(sent)
    back = asked + timedelta(answer)
    again = asked + timedelta(gap)
    third = ConsultationKind.THIRD_PARTY
    events = (
        Consultation(third, asked, None, back),
        Consultation(third, again, None, again + timedelta(answer2)),
    )
    found = assess(History(received, events), CALENDAR)
    running = [
        interval.working_days or 0 for interval in found.ledger if interval.kind is IntervalKind.RUNNING
    ]
    assert sum(running) == (15 if received < date(2019, 5, 15) else 20)
    assert all(one.through == two.after for one, two in zip(found.ledger, found.ledger[1:], strict=False))


@given(st.dates(date(2019, 5, 15), date(2025, 3, 31)), st.integers(0, 9), st.integers(0, 40))
def test_a_restart_forgets_all_that_was_counted(received: date, told: int, back: int) -> None:
    told_on = received + timedelta(told)
    corrected = told_on + timedelta(back)
    history = History(received, (Correction(told_on, None, corrected),))
    assert due_on(history, CALENDAR) == due_on(History(corrected), CALENDAR)


@given(RECEIVED, st.integers(0, 40), st.integers(1, 40))
def test_an_extension_never_shortens_and_never_doubles_more_than_once(
    received: date, told: int, days: int
) -> None:
    plain = due_on(History(received), CALENDAR)
    extended = due_on(History(received, (Extension(received + timedelta(told), days),)), CALENDAR)
    full = 15 if received < date(2019, 5, 15) else 20
    assert plain is not None
    assert extended is not None
    assert plain <= extended <= CALENDAR.add(received, 2 * full)
