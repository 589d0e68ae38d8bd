"""信息处理费 (R19 Art.42; 国办函〔2020〕109号, from 2021-01-01): by requests in a calendar month, or by pages.

Both scales are progressive (超额累进): each tier's price is paid for what lies within the tier.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.course import FEE_SINCE
from gongkai.law.instruments import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

BY_REQUEST_RULE: Final = Citation(instruments.FEE_RULES, 4)
BY_PAGE_RULE: Final = Citation(instruments.FEE_RULES, 5)
FREE_REQUESTS: Final = 10
FIRST_REQUEST_TIER: Final = (30, 100)  # the 11th to the 30th, yuan each
REQUEST_TIER: Final = 10  # from the 31st: tiers of ten, each 100 yuan dearer
REQUEST_STEP: Final = (
    100  # [M] that the 31st costs 200 is a reading of 以10件为一档，每增加一档，收费标准提高100元/件
)
PAGE_TIERS: Final = ((30, 0), (100, 10), (200, 20))  # last page of the tier, yuan a page
PAGE_PRICE_BEYOND: Final = 40


class FeeMode(StrEnum):
    """按件 or 按量: one of them for a request, never both (Art.3)."""

    BY_REQUEST = "by_request"
    BY_PAGE = "by_page"


@dataclass(frozen=True, slots=True)
class Tier:
    """`units` requests or pages from `first` to `last` at `price` yuan each."""

    first: int
    last: int
    price: int

    @property
    def units(self) -> int:
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        return self.units * self.price


@dataclass(frozen=True, slots=True)
class FeeAmount:
    mode: FeeMode
    amount_yuan: int
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChargedRequest:
    """One request of one applicant; the agency picks one mode for it. `pages` are A4, of this request."""

    received_on: date
    mode: FeeMode
    pages: int | None = None


def fee_by_requests(requests: int) -> FeeAmount:
    """`requests` of one applicant in one calendar month, all charged 按件 (Art.4)."""
    tiers = _tiers(requests, _request_bounds(), "申请件数")
    return _amount(
        FeeMode.BY_REQUEST,
        tiers,
        "件",
        f"同一申请人同一自然月内申请{requests}件，按件计收（{BY_REQUEST_RULE}）。",
    )


def fee_by_pages(pages: int) -> FeeAmount:
    """A4 pages of one request, published information excepted (Art.5)."""
    tiers = _tiers(pages, _page_bounds(), "页数")
    return _amount(
        FeeMode.BY_PAGE, tiers, "页", f"该件申请提供信息{pages}页（A4幅面），按量计收（{BY_PAGE_RULE}）。"
    )


def fee_of_request(ordinal: int) -> FeeAmount:
    """What the `ordinal`-th request of an applicant in a calendar month costs, charged 按件 (Art.4)."""
    price = price_of_request(ordinal)
    lines = (
        f"同一申请人同一自然月内的第{ordinal}件申请，按件计收（{BY_REQUEST_RULE}）。",
        f"该件{f'收费{price}元' if price else '不收费'}。",
    )
    return FeeAmount(FeeMode.BY_REQUEST, price, lines)


def price_of_request(ordinal: int) -> int:
    """Yuan for the `ordinal`-th request of an applicant in a calendar month, counted from 1."""
    if ordinal < 1:
        raise ValueError("申请的序号应从1起。请核对。")
    return next(price for last, price in _request_bounds() if ordinal <= last)


def monthly_fees(requests: Iterable[ChargedRequest]) -> dict[str, int]:
    """Yuan by calendar month ("2024-03") for one applicant, both modes together; months before 2021 cost nothing.

    Every request of the month moves the count on, a request charged by pages too: the number of requests is a fact of
    the month, the mode a choice for one request (a reading of Arts.3 and 4).
    """
    totals: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    for request in sorted(requests, key=lambda request: request.received_on):
        month = f"{request.received_on:%Y-%m}"
        ordinals[month] = ordinals.get(month, 0) + 1
        totals[month] = totals.get(month, 0) + _charge(request, ordinals[month])
    return totals


def _charge(request: ChargedRequest, ordinal: int) -> int:
    if request.received_on < FEE_SINCE:
        return 0
    if request.mode is FeeMode.BY_REQUEST:
        return price_of_request(ordinal)
    if request.pages is None:
        raise ValueError("按量计收的申请没有登记页数。请补充页数后重新计算。")
    return fee_by_pages(request.pages).amount_yuan


def _request_bounds() -> Iterator[tuple[int, int]]:
    """Last request of each tier and its price, without end."""
    yield FREE_REQUESTS, 0
    yield FIRST_REQUEST_TIER
    last, price = FIRST_REQUEST_TIER
    for step in count(1):
        yield last + step * REQUEST_TIER, price + step * REQUEST_STEP


def _page_bounds() -> Iterator[tuple[int, int]]:
    yield from PAGE_TIERS
    yield 2**63, PAGE_PRICE_BEYOND


LARGEST: Final = 1_000_000  # a slip of the hand, not a request


def _tiers(units: int, bounds: Iterator[tuple[int, int]], what: str) -> tuple[Tier, ...]:
    if units < 0:
        raise ValueError(f"{what}不能为负数，现为 {units}。请核对。")
    if units > LARGEST:
        raise ValueError(f"{what}过大，现为 {units}。请核对。")
    tiers: list[Tier] = []
    first = 1
    for last, price in bounds:
        if first > units:
            break
        tiers.append(Tier(first, min(last, units), price))
        first = last + 1
    return tuple(tiers)


MOST_LINES: Final = 12


def _amount(mode: FeeMode, tiers: tuple[Tier, ...], unit: str, head: str) -> FeeAmount:
    total = sum(tier.amount for tier in tiers)
    lines = [f"第{_range(tier)}{unit}：{_price(tier, unit)}。" for tier in tiers]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 : -1] = ["以下各档逐档递增，不逐一列出。"]
    return FeeAmount(mode, total, (head, *lines, f"合计{total}元。"))


def _range(tier: Tier) -> str:
    return str(tier.first) if tier.first == tier.last else f"{tier.first}至{tier.last}"


def _price(tier: Tier, unit: str) -> str:
    if not tier.price:
        return "不收费"
    return f"{tier.units}{unit}，每{unit}{tier.price}元，计{tier.amount}元"
