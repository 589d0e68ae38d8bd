"""Terms in words, lawful results, and the row of the form."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disputes.enums import COURT_RESULTS, REVIEW_RESULTS
from gongkai.disputes.rules import (
    NOT_COUNTED,
    Outcome,
    Served,
    answer_term,
    complaint_term,
    counted_as,
    court_results,
    defence_term,
    review_results,
    what_follows,
)
from gongkai.law.calendar import Calendar
from gongkai.law.disputes import DisputeKind, DisputeResult

CALENDAR = Calendar.load()


def answer(copy, *, applied=None, simple=False, done=None, today=None):
    served = Served(applied or copy, copy, done)
    return answer_term(served, simple=simple, calendar=CALENDAR, today=today or copy)


def test_until_2023_the_answer_is_due_in_ten_days_of_the_calendar():
    term = answer(date(2017, 3, 8))
    assert term.due == date(2017, 3, 20)  # the tenth day, 18 March, is a Saturday
    assert "10日" in "".join(term.explanation)
    assert "顺延" in "".join(term.explanation)


def test_since_2024_the_answer_is_due_in_ten_working_days_and_in_five_in_the_simple_procedure():
    copy = date(2024, 3, 6)
    assert answer(copy).due == date(2024, 3, 20)
    assert answer(copy, simple=True).due == date(2024, 3, 13)


def test_the_text_follows_the_day_of_the_application_not_of_the_copy():
    term = answer(date(2024, 1, 3), applied=date(2023, 12, 29))
    assert term.due == date(2024, 1, 15)  # the thirteenth is a Saturday
    assert "2017" in "".join(term.explanation)


def test_the_defence_is_due_in_fifteen_days_from_the_copy():
    served = Served(date(2017, 9, 20), date(2017, 9, 22), None)
    term = defence_term(served, calendar=CALENDAR, today=date(2017, 9, 25))
    assert term.due == date(2017, 10, 9)  # the fifteenth day, 7 October, is a holiday
    assert term.days_left == CALENDAR.count(date(2017, 9, 25), date(2017, 10, 9))


def test_what_was_done_on_the_last_day_is_on_time_and_a_day_later_is_late():
    due = answer(date(2017, 3, 8)).due
    assert not answer(date(2017, 3, 8), done=due).late
    assert answer(date(2017, 3, 8), done=due + timedelta(1)).late
    assert answer(date(2017, 3, 8), done=due, today=date(2018, 1, 1)).days_left is None


@given(copy=st.dates(date(2012, 1, 2), date(2026, 6, 30)), wait=st.integers(0, 200))
def test_an_open_term_is_late_exactly_after_its_last_day(copy, wait):
    today = copy + timedelta(wait)
    term = answer(copy, today=today)
    assert CALENDAR.is_working(term.due)
    assert term.late is (today > term.due)
    assert (term.days_left < 0) is term.late


def test_a_complaint_has_a_term_only_where_a_superior_set_one():
    given_day = date(2017, 3, 31)
    today = date(2017, 3, 20)
    assert complaint_term(due_on=None, answered_on=None, calendar=CALENDAR, today=today) is None
    term = complaint_term(due_on=given_day, answered_on=None, calendar=CALENDAR, today=today)
    assert (term.due, term.days_left) == (given_day, 9)


def test_every_result_but_the_pending_one_belongs_to_a_kind_and_bears_a_name():
    assert {*REVIEW_RESULTS, *COURT_RESULTS} == set(DisputeResult) - {DisputeResult.PENDING}
    assert set(REVIEW_RESULTS) & set(COURT_RESULTS) == {DisputeResult.SETTLED}
    for names in (REVIEW_RESULTS, COURT_RESULTS):
        assert len(set(names.values())) == len(names)


def test_results_of_the_text_of_2023_are_not_offered_for_older_cases():
    old, new = review_results(date(2023, 12, 31)), review_results(date(2024, 1, 1))
    assert set(new) - set(old) == {DisputeResult.REVIEW_VOID, DisputeResult.REVIEW_REQUEST_REJECTED}
    assert set(court_results()) == set(COURT_RESULTS)


@pytest.mark.parametrize(
    ("kind", "result", "year", "words"),
    [
        (DisputeKind.REVIEW, DisputeResult.REVIEW_ANNULLED, 2017, ("行政复议", "被依法纠错")),
        (DisputeKind.REVIEW, DisputeResult.REVIEW_APPLICATION_REJECTED, 2017, ("行政复议", "其他情形")),
        (DisputeKind.DIRECT_SUIT, DisputeResult.CLAIM_REJECTED, 2017, ("行政诉讼", "维持具体行政行为")),
        (DisputeKind.SUIT_AFTER_REVIEW, DisputeResult.COURT_ANNULLED, 2021, ("复议后起诉", "结果纠正")),
        (DisputeKind.DIRECT_SUIT, DisputeResult.SUIT_REJECTED, 2024, ("未经复议直接起诉", "其他结果")),
    ],
)
def test_an_outcome_names_the_row_of_its_years_form(kind, result, year, words):
    told = counted_as(Outcome(kind, result, date(year, 6, 1)))
    assert told.startswith(f"{year}年度统计表")
    assert all(word in told for word in words)


def test_where_the_body_only_reviewed_nothing_is_counted():
    outcome = Outcome(
        DisputeKind.SUIT_AFTER_REVIEW, DisputeResult.COURT_ANNULLED, date(2021, 6, 1), reviewing_only=True
    )
    assert counted_as(outcome) == NOT_COUNTED


@pytest.mark.parametrize("kind", DisputeKind)
@pytest.mark.parametrize("result", [*REVIEW_RESULTS, *COURT_RESULTS])
@pytest.mark.parametrize("year", [2014, 2018, 2019, 2020, 2021, 2026])
def test_every_result_has_a_row_in_every_form(kind, result, year):
    assert f"{year}年度统计表" in counted_as(Outcome(kind, result, date(year, 6, 1)))


def test_a_judgment_for_disclosure_gives_twenty_working_days_since_june_2025():
    after = what_follows(DisputeResult.COURT_PERFORM, date(2025, 6, 1))
    before = what_follows(DisputeResult.COURT_PERFORM, date(2025, 5, 31))
    assert "20个工作日" in "".join(after)
    assert "20个工作日" not in "".join(before)
    assert what_follows(DisputeResult.CLAIM_REJECTED, date(2025, 6, 1)) == ()
