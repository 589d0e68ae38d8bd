"""三个风险: the rule that ranks them, and the sentences in which they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.oversight.risks import Rank, Risk, tell, worst
from gongkai.oversight.spans import month_before, span_of, year_before

CALENDAR = Calendar.load()
DAY = date(2017, 6, 30)
ONE = Risk(Rank.OVERDUE, "复议答复", 1, "件", date(2017, 6, 12), [("区城建局", 1)], "/")


def risk(rank: Rank, on: date = DAY, number: int = 1, units: int = 1, what: str = "事项") -> Risk:
    return Risk(rank, what, number, "件", on, [(f"第{n}局", 1) for n in range(units)], "/")


def test_what_ran_out_comes_before_what_will_and_both_before_what_is_owed_and_what_waits():
    found = [risk(rank) for rank in reversed(Rank)]
    assert [each.rank for each in worst(found, 7)] == sorted(Rank)


def test_no_more_than_three_are_told():
    assert len(worst([risk(Rank.STALE, what=f"{n}") for n in range(9)])) == 3


def test_in_one_rank_the_longest_comes_first_then_what_more_units_share_then_the_larger_number():
    older, wider = risk(Rank.OVERDUE, date(2017, 6, 1)), risk(Rank.OVERDUE, units=3)
    larger, plain = risk(Rank.OVERDUE, number=9), risk(Rank.OVERDUE)
    assert worst([plain, larger, wider, older], 4) == [older, wider, larger, plain]


def test_an_older_matter_of_a_lower_rank_does_not_overtake():
    assert worst([risk(Rank.UNDONE, date(2010, 1, 4)), risk(Rank.OVERDUE)])[0].rank is Rank.OVERDUE


def test_nothing_is_no_risk():
    assert worst([]) == []
    assert worst([risk(Rank.OVERDUE, number=0)]) == []


@given(st.lists(st.tuples(st.sampled_from(Rank), st.integers(0, 3), st.integers(0, 400)), max_size=12))
def test_the_order_does_not_depend_on_the_order_in_which_they_were_found(drawn):
    found = [
        risk(rank, date.fromordinal(DAY.toordinal() - days), number, what=f"{place}")
        for place, (rank, number, days) in enumerate(drawn)
    ]
    assert worst(found) == worst(found[::-1])
    assert all(each.number for each in worst(found))


@pytest.mark.parametrize(
    ("given_risk", "sentence"),
    [
        (ONE, "件复议答复已经逾期，期限为2017年6月12日，超过14个工作日"),
        (replace(ONE, number=3), "件复议答复已经逾期，最久的一件期限为2017年6月12日，超过14个工作日"),
        (replace(ONE, rank=Rank.RUNNING_OUT, on=DAY), "件复议答复三个工作日内到期，当天到期"),
        (
            replace(ONE, rank=Rank.RUNNING_OUT, on=date(2017, 7, 4), number=2),
            "件复议答复三个工作日内到期，最近的一件2017年7月4日到期",
        ),
        (
            replace(ONE, rank=Rank.STALE, what="栏目", unit="个", number=2),
            "个栏目超期没有更新，最久的一个上次更新是2017年6月12日",
        ),
        (
            replace(ONE, rank=Rank.WAITING, what="答复待签发", number=2),
            "件答复待签发，最早的一件自2017年6月12日起已等待14个工作日",
        ),
    ],
)
def test_a_risk_says_how_many_what_and_since_or_by_when(given_risk, sentence):
    assert tell(given_risk, DAY, CALENDAR) == sentence


def test_the_units_that_have_most_are_named_and_the_others_counted():
    units = [("甲局", 4), ("乙局", 2), ("丙局", 1), ("丁局", 1)]
    assert replace(ONE, units=units).where == "甲局（4）、乙局（2）、丙局（1）等4个单位"
    assert replace(ONE, units=units[:2]).where == "甲局（4）、乙局（2）"


def test_the_month_before_and_the_day_a_year_before():
    assert month_before(date(2018, 1, 31)) == (date(2017, 12, 1), date(2017, 12, 31))
    assert month_before(date(2016, 3, 31)) == (date(2016, 2, 1), date(2016, 2, 29))
    assert year_before(date(2020, 2, 29)) == date(2019, 2, 28)
    assert year_before(date(2018, 6, 30)) == date(2017, 6, 30)


def test_a_span_lies_in_one_year():
    with pytest.raises(ValueError, match="2016"):
        span_of(frozenset(), date(2016, 12, 1), date(2017, 1, 31))
    with pytest.raises(ValueError, match="2017"):
        span_of(frozenset(), date(2017, 2, 1), date(2017, 1, 31))
