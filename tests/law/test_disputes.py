from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.disputes import (
    DisputeCell,
    DisputeKind,
    DisputeResult,
    TermKind,
    dispute_cell,
    dispute_key,
    dispute_row_2014,
    dispute_term,
    reply_after_judgment,
)
from gongkai.law.forms import form
from gongkai.law.periods import add_months, last_day

TERMS = [  # kind, length on 2023-12-29, length on 2024-01-02
    (TermKind.APPLY_FOR_REVIEW, "60日", "60日"),
    (TermKind.ACCEPT_REVIEW, "5个工作日", "5个工作日"),
    (TermKind.DECIDE_REVIEW, "60日", "60日"),
    (TermKind.EXTEND_REVIEW, "30日", "30日"),
    (TermKind.ANSWER_REVIEW, "10日", "10个工作日"),
    (TermKind.SUE_AFTER_REVIEW, "15日", "15日"),
    (TermKind.SUE_AFTER_REFUSED_REVIEW, "15日", "15日"),
    (TermKind.SUE, "6个月", "6个月"),
    (TermKind.SUE_UNTOLD, "1年", "1年"),
    (TermKind.SUE_ON_SILENCE, "6个月", "6个月"),
    (TermKind.DEFEND, "15日", "15日"),
    (TermKind.COURT_SENDS_COMPLAINT, "5日", "5日"),
    (TermKind.JUDGE, "6个月", "6个月"),
    (TermKind.JUDGE_SIMPLE, "45日", "45日"),
    (TermKind.APPEAL_JUDGMENT, "15日", "15日"),
    (TermKind.APPEAL_RULING, "10日", "10日"),
]


@pytest.mark.parametrize(("kind", "before", "since"), TERMS)
def test_terms_follow_the_text_in_force(kind: TermKind, before: str, since: str) -> None:
    assert str(dispute_term(kind, date(2023, 12, 29)).length) == before
    assert str(dispute_term(kind, date(2024, 1, 2)).length) == since


@pytest.mark.parametrize(
    ("kind", "length"),
    [
        (TermKind.DECIDE_REVIEW_SIMPLE, "30日"),
        (TermKind.ANSWER_REVIEW_SIMPLE, "5个工作日"),
        (TermKind.APPLY_FOR_REVIEW_UNTOLD, "1年"),
    ],
)
def test_the_simple_procedure_and_the_untold_right_are_of_the_text_of_2023(
    kind: TermKind, length: str
) -> None:
    assert str(dispute_term(kind, date(2024, 1, 2)).length) == length
    with pytest.raises(KeyError, match="没有这一期限"):
        dispute_term(kind, date(2023, 12, 29))


def test_the_agencys_answer_in_calendar_and_in_working_days(calendar: Calendar) -> None:
    old = dispute_term(TermKind.ANSWER_REVIEW, date(2023, 9, 21)).length
    new = dispute_term(TermKind.ANSWER_REVIEW, date(2024, 9, 20)).length
    assert last_day(date(2023, 9, 21), old, calendar) == date(2023, 10, 7)  # 10-01 is off, 10-07 worked
    assert last_day(date(2024, 9, 20), new, calendar) == date(2024, 10, 10)


def test_months_end_on_the_day_of_the_same_number_or_the_last() -> None:
    assert add_months(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2024, 7, 15), 6) == date(2025, 1, 15)
    assert add_months(date(2024, 12, 31), 12) == date(2025, 12, 31)


def test_a_court_gives_twenty_working_days_to_answer_anew_since_june_2025() -> None:
    assert reply_after_judgment(date(2025, 5, 30)) is None
    term = reply_after_judgment(date(2025, 6, 3))
    assert term is not None
    assert (str(term.length), str(term.citation)) == ("20个工作日", "法释〔2025〕8号第十一条")


CELLS = {
    DisputeCell.UPHELD: {"review_upheld", "review_request_rejected", "claim_rejected"},
    DisputeCell.CORRECTED: {
        "review_changed", "review_annulled", "review_illegal", "review_perform", "review_void",
        "court_annulled", "court_perform", "court_illegal", "court_void", "court_changed",
    },
    DisputeCell.OTHER: {
        "review_not_accepted", "review_application_rejected", "review_terminated", "settled", "suit_rejected", "suit_withdrawn",
    },
    DisputeCell.PENDING: {"pending"},
}  # fmt: skip


def test_every_result_has_its_column() -> None:
    found = {
        cell: {result.value for result in DisputeResult if dispute_cell(result) is cell}
        for cell in DisputeCell
    }
    assert found == CELLS


def test_the_old_form_does_not_know_the_undecided() -> None:
    assert dispute_row_2014(DisputeKind.REVIEW, DisputeResult.REVIEW_UPHELD) == "4.1"
    assert dispute_row_2014(DisputeKind.DIRECT_SUIT, DisputeResult.COURT_ANNULLED) == "5.2"
    assert dispute_row_2014(DisputeKind.SUIT_AFTER_REVIEW, DisputeResult.SUIT_WITHDRAWN) == "5.3"
    assert dispute_row_2014(DisputeKind.REVIEW, DisputeResult.PENDING) is None


def test_every_cell_named_stands_in_the_forms() -> None:
    old = {row.key for table in form("2014").tables for row in table.rows}
    for kind in DisputeKind:
        for result in DisputeResult:
            assert dispute_key(kind, result) in form("2021").cells
            row = dispute_row_2014(kind, result)
            assert row is None or row in old
