"""The clock of 政务舆情: hours by the calendar, whatever day it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.concerns import (
    DutyKind,
    Gravity,
    Standing,
    duties_of,
    judge,
    next_duty,
    whole_hours,
)

BEIJING = ZoneInfo("Asia/Shanghai")
FOUND = datetime(2017, 9, 30, 22, 30, tzinfo=BEIJING)  # the eve of eight days off
_FIRST, _LAST = datetime(2016, 8, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - the strategy adds the zone
moments = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
spans = st.timedeltas(timedelta(), timedelta(days=9))


def test_a_grave_concern_has_five_hours_for_information_and_a_day_for_the_press_conference():
    inform, conference = duties_of(Gravity.MAJOR, FOUND)
    assert (inform.kind, inform.due_at) == (DutyKind.INFORM, datetime(2017, 10, 1, 3, 30, tzinfo=BEIJING))
    assert conference.due_at == datetime(2017, 10, 1, 22, 30, tzinfo=BEIJING)
    assert (str(inform.citation), str(conference.citation)) == ("国办发〔2016〕80号", "国办发〔2016〕61号")


def test_any_other_concern_is_answered_within_48_hours_and_holidays_are_not_left_out():
    (respond,) = duties_of(Gravity.ORDINARY, FOUND)
    assert respond.due_at == datetime(2017, 10, 2, 22, 30, tzinfo=BEIJING)
    assert (
        respond.explanation
        == "作出回应：自发现之时起48小时内，即2017年10月2日22:30前；按自然小时计算，节假日不扣除（国办发〔2016〕61号）。"
    )


def test_the_last_second_is_in_time_and_the_one_after_is_late():
    def standing(after: timedelta) -> Standing:
        (row,) = judge(
            Gravity.ORDINARY, FOUND, informed_at=None, responded_at=FOUND + after, at=FOUND + after
        )
        return row.standing

    assert standing(timedelta(hours=48)) is Standing.IN_TIME
    assert standing(timedelta(hours=48, seconds=1)) is Standing.LATE


def test_information_alone_does_not_stop_the_clock_of_the_press_conference():
    at = FOUND + timedelta(hours=25, minutes=30)
    rows = judge(Gravity.MAJOR, FOUND, informed_at=FOUND + timedelta(hours=4), responded_at=None, at=at)
    assert [row.words for row in rows] == ["按时完成", "已超1小时30分钟"]
    assert next_duty(rows) is rows[1]


def test_hours_left_are_words():
    assert whole_hours(timedelta(hours=4, minutes=29, seconds=1)) == "4小时30分钟"
    assert whole_hours(timedelta(hours=5)) == "5小时"
    assert whole_hours(timedelta(hours=71, minutes=59)) == "71小时59分钟"
    assert whole_hours(timedelta(days=3)) == "3天"
    assert whole_hours(timedelta(days=3536, hours=16, minutes=47)) == "3536天16小时"
    assert whole_hours(timedelta(seconds=30)) == "1分钟"
    assert whole_hours(timedelta()) == "0分钟"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="时区"):
        duties_of(Gravity.MAJOR, datetime(2017, 1, 1))  # noqa: DTZ001 - that is the point


@given(moments, st.sampled_from(Gravity), spans)
def test_waiting_never_improves_an_open_duty(found, gravity, waited):
    order = [Standing.RUNNING, Standing.SOON, Standing.OVERDUE]
    then = judge(gravity, found, informed_at=None, responded_at=None, at=found + waited)
    later = judge(
        gravity, found, informed_at=None, responded_at=None, at=found + waited + timedelta(minutes=1)
    )
    for before, after in zip(then, later, strict=True):
        assert order.index(before.standing) <= order.index(after.standing)
        assert before.left - after.left == timedelta(minutes=1)


@given(moments, st.sampled_from(Gravity), spans, spans)
def test_what_is_done_is_judged_by_its_own_moment_whenever_one_asks(found, gravity, after, asked):
    done = found + after
    rows = judge(gravity, found, informed_at=done, responded_at=done, at=done + asked)
    assert next_duty(rows) is None
    for row in rows:
        in_time = after <= timedelta(hours=row.duty.hours)
        assert row.standing is (Standing.IN_TIME if in_time else Standing.LATE)


@given(moments, moments.map(lambda moment: moment.astimezone(BEIJING)), st.sampled_from(Gravity))
def test_the_zone_of_a_moment_changes_nothing(found, at, gravity):
    here = judge(gravity, found.astimezone(BEIJING), informed_at=None, responded_at=None, at=at)
    there = judge(gravity, found, informed_at=None, responded_at=None, at=at.astimezone(UTC))
    assert [(row.standing, row.left) for row in here] == [(row.standing, row.left) for row in there]
