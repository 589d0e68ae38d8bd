from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.fees import (
    ChargedRequest,
    FeeMode,
    fee_by_pages,
    fee_by_requests,
    fee_of_request,
    monthly_fees,
    price_of_request,
)


@pytest.mark.parametrize(
    ("requests", "yuan"), [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (45, 5500)]
)
def test_fees_by_request_of_the_rules(requests: int, yuan: int) -> None:
    assert fee_by_requests(requests).amount_yuan == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (68, 380), (100, 700), (200, 2700), (201, 2740), (250, 4700)],
)
def test_fees_by_page_of_the_rules(pages: int, yuan: int) -> None:
    assert fee_by_pages(pages).amount_yuan == yuan


def test_the_explanation_gives_every_tier() -> None:
    lines = fee_by_requests(45).explanation
    assert lines[-1] == "合计5500元。"
    assert lines[-2] == "第41至45件：5件，每件300元，计1500元。"
    assert "国办函〔2020〕109号第四条" in lines[0]
    assert "国办函〔2020〕109号第五条" in fee_by_pages(1).explanation[0]


def test_a_long_list_of_tiers_is_shortened() -> None:
    lines = fee_by_requests(1000).explanation
    assert len(lines) <= 16
    assert "不逐一列出" in lines[-3]


def test_impossible_counts_get_a_sentence() -> None:
    for ask in (fee_by_requests, fee_by_pages):
        with pytest.raises(ValueError, match="不能为负数"):
            ask(-1)
        with pytest.raises(ValueError, match="过大"):
            ask(10**9)
    with pytest.raises(ValueError, match="从1起"):
        price_of_request(0)


@given(st.integers(0, 2000))
def test_the_sum_is_the_price_of_each_request_added_up(count: int) -> None:
    def price(number: int) -> int:  # written from the text: 10 free, 20 at 100, then 100 more for every ten
        return 0 if number <= 10 else 100 if number <= 30 else 100 + 100 * -(-(number - 30) // 10)

    assert fee_by_requests(count).amount_yuan == sum(price(number) for number in range(1, count + 1))
    assert all(price_of_request(number) == price(number) for number in range(max(1, count - 5), count + 1))


@given(st.integers(0, 2000))
def test_a_page_more_never_costs_less(pages: int) -> None:
    step = fee_by_pages(pages + 1).amount_yuan - fee_by_pages(pages).amount_yuan
    assert step == (0 if pages < 30 else 10 if pages < 100 else 20 if pages < 200 else 40)


def by_request(day: date, number: int) -> list[ChargedRequest]:
    return [ChargedRequest(day, FeeMode.BY_REQUEST)] * number


def test_requests_are_counted_by_calendar_month() -> None:
    fees = monthly_fees([*by_request(date(2024, 3, 31), 45), *by_request(date(2024, 4, 1), 10)])
    assert fees == {"2024-03": 5500, "2024-04": 0}


def test_a_request_is_charged_one_way_only_and_still_moves_the_count_on() -> None:
    day = date(2024, 3, 5)
    paged = ChargedRequest(day, FeeMode.BY_PAGE, 68)
    assert monthly_fees([*by_request(day, 10), paged, *by_request(day, 1)]) == {"2024-03": 380 + 100}


def test_nothing_was_charged_before_2021() -> None:
    assert monthly_fees(by_request(date(2020, 12, 31), 45)) == {"2020-12": 0}


def test_a_charge_by_pages_needs_the_pages() -> None:
    with pytest.raises(ValueError, match="没有登记页数"):
        monthly_fees([ChargedRequest(date(2024, 3, 5), FeeMode.BY_PAGE)])


@given(st.integers(1, 500))
def test_the_fee_of_one_request_is_the_step_that_it_adds_to_the_month(ordinal: int) -> None:
    found = fee_of_request(ordinal)
    before, after = (fee_by_requests(count).amount_yuan for count in (ordinal - 1, ordinal))
    assert found.amount_yuan == after - before == price_of_request(ordinal)
    assert f"第{ordinal}件" in found.explanation[0]
