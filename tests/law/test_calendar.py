from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar, DayKind, OutsideCalendarError, fixed_holidays

DAYS = st.dates(date(2008, 1, 1), date(2026, 12, 31))
SHIPPED = Calendar.load()

WORKED_DEADLINES = [
    (date(2017, 1, 20), 15, date(2017, 2, 15)),
    (date(2017, 1, 20), 30, date(2017, 3, 8)),
    (date(2017, 9, 25), 15, date(2017, 10, 20)),
    (date(2017, 12, 20), 15, date(2018, 1, 11)),
    (date(2019, 5, 14), 15, date(2019, 6, 4)),
    (date(2019, 5, 15), 20, date(2019, 6, 13)),
    (date(2020, 1, 13), 20, date(2020, 2, 17)),
    (date(2023, 9, 20), 20, date(2023, 10, 24)),
    (date(2026, 2, 10), 7, date(2026, 2, 26)),
    (date(2026, 2, 10), 20, date(2026, 3, 16)),
    (date(2026, 9, 14), 20, date(2026, 10, 16)),
    (date(2026, 9, 14), 40, date(2026, 11, 13)),
]


@pytest.mark.parametrize(("received", "days", "due"), WORKED_DEADLINES)
def test_worked_deadlines_of_the_rules(calendar: Calendar, received: date, days: int, due: date) -> None:
    assert calendar.add(received, days) == due
    assert calendar.count(received, due) == days


def test_every_day_from_2008_to_2026_agrees_with_chinesecalendar(calendar: Calendar) -> None:
    day, different = date(2008, 1, 1), []
    while day <= date(2026, 12, 31):
        if calendar.is_working(day) != chinese_calendar.is_workday(day):
            different.append(day)
        day += timedelta(1)
    assert different == []


def off_days(calendar: Calendar, year: int) -> set[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(n) for n in range(366))
    return {day for day in days if day.year == year and calendar.kind(day) is DayKind.HOLIDAY}


def ranges(year: int, *spans: tuple[tuple[int, int], tuple[int, int]]) -> set[date]:
    return {
        date(year, *first) + timedelta(n)
        for first, last in spans
        for n in range((date(year, *last) - date(year, *first)).days + 1)
    }


def test_the_year_2017_as_its_notice_has_it(calendar: Calendar) -> None:
    spans = [((1, 27), (2, 2)), ((4, 2), (4, 4)), ((5, 1), (5, 1)), ((5, 28), (5, 30)), ((10, 1), (10, 8))]
    assert off_days(calendar, 2017) == ranges(2017, ((1, 1), (1, 2)), *spans)
    worked = calendar.worked_rest_days(date(2017, 1, 1), date(2017, 12, 31))
    assert worked == tuple(date(2017, *day) for day in [(1, 22), (2, 4), (4, 1), (5, 27), (9, 30)])


def test_the_year_2026_as_its_notice_has_it(calendar: Calendar) -> None:
    spans = [((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)), ((6, 19), (6, 21))]
    assert off_days(calendar, 2026) == ranges(2026, *spans, ((9, 25), (9, 27)), ((10, 1), (10, 7)))
    worked = calendar.worked_rest_days(date(2026, 1, 1), date(2026, 12, 31))
    assert worked == tuple(date(2026, *day) for day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])


def test_a_day_is_holiday_decreed_working_day_or_default(calendar: Calendar) -> None:
    assert calendar.kind(date(2017, 1, 27)) is DayKind.HOLIDAY
    assert calendar.kind(date(2017, 1, 22)) is DayKind.WORKING
    assert calendar.kind(date(2017, 1, 23)) is DayKind.DEFAULT


def test_the_change_of_january_2020_is_a_second_version(calendar: Calendar) -> None:
    received = date(2020, 1, 13)
    before = calendar.as_known_on(date(2020, 1, 26))
    assert before.add(received, 20) == date(2020, 2, 13)
    assert before.versions(received, date(2020, 2, 13)) == ("2020/1",)
    after = calendar.as_known_on(date(2020, 1, 27))
    assert after.add(received, 20) == calendar.add(received, 20) == date(2020, 2, 17)
    assert after.versions(received, date(2020, 2, 17)) == ("2020/2",)


def test_the_changes_of_may_2019_and_september_2015_are_second_versions(calendar: Calendar) -> None:
    assert calendar.as_known_on(date(2019, 3, 21)).is_working(date(2019, 5, 2))
    assert not calendar.as_known_on(date(2019, 3, 22)).is_working(date(2019, 5, 2))
    assert calendar.as_known_on(date(2015, 5, 12)).is_working(date(2015, 9, 3))
    assert not calendar.is_working(date(2015, 9, 3))
    assert calendar.is_working(date(2015, 9, 6))


def test_a_notice_rules_the_last_days_of_the_december_before(calendar: Calendar) -> None:
    assert calendar.is_working(date(2018, 12, 29))
    assert not calendar.is_working(date(2018, 12, 31))
    assert calendar.as_known_on(date(2018, 12, 5)).is_working(date(2018, 12, 31))
    assert calendar.versions(date(2018, 12, 3), date(2018, 12, 31)) == ("2018/1", "2019/2")


def test_a_term_into_a_year_without_a_notice_is_provisional(calendar: Calendar) -> None:
    last_year = calendar.announced_years[-1]
    assert not calendar.is_provisional(date(last_year, 11, 2), date(last_year, 12, 31))
    assert calendar.is_provisional(date(last_year, 12, 10), date(last_year + 1, 1, 8))
    assert calendar.versions(date(last_year, 12, 10), date(last_year + 1, 1, 8))[-1] == f"{last_year + 1}/0"


def test_without_a_notice_only_the_fixed_holidays_are_off(calendar: Calendar) -> None:
    known = calendar.as_known_on(date(2017, 11, 29))
    assert not known.is_announced(2018)
    assert not known.is_working(date(2018, 1, 1))
    assert known.is_working(date(2018, 2, 16))
    assert date(2024, 5, 2) not in fixed_holidays(2024)
    assert date(2025, 5, 2) in fixed_holidays(2025)


def test_days_outside_the_calendar_are_refused_with_a_sentence(calendar: Calendar) -> None:
    for ask in (calendar.is_working, calendar.kind, calendar.position, calendar.next_working):
        for day in (date(2007, 12, 31), date(2099, 1, 1)):
            with pytest.raises(OutsideCalendarError, match="请核对日期"):
                ask(day)
    with pytest.raises(OutsideCalendarError, match="请核对日期"):
        calendar.add(date(2026, 1, 5), 5000)


def test_before_the_first_notice_nothing_can_be_counted(calendar: Calendar) -> None:
    with pytest.raises(OutsideCalendarError, match="请先录入"):
        calendar.as_known_on(date(2000, 1, 1))


def test_no_working_days_cannot_be_added(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="正整数"):
        calendar.add(date(2026, 1, 5), 0)


@given(DAYS, st.integers(1, 120))
def test_adding_steps_over_exactly_that_many_working_days(day: date, count: int) -> None:
    due, step, left = SHIPPED.add(day, count), day, count
    while left:
        step += timedelta(1)
        left -= SHIPPED.is_working(step)
    assert due == step


@given(DAYS, DAYS)
def test_counting_is_antisymmetric_and_agrees_with_walking(first: date, last: date) -> None:
    assert SHIPPED.count(first, last) == -SHIPPED.count(last, first)
    early, late = sorted((first, min(last, first + timedelta(200))))
    walked = sum(SHIPPED.is_working(early + timedelta(n)) for n in range(1, (late - early).days + 1))
    assert SHIPPED.count(early, late) == walked


@given(DAYS)
def test_a_term_that_ends_on_a_rest_day_moves_to_the_next_working_day(day: date) -> None:
    moved = SHIPPED.next_working(day)
    assert SHIPPED.is_working(moved)
    assert moved >= day
    assert not any(SHIPPED.is_working(day + timedelta(n)) for n in range((moved - day).days))
