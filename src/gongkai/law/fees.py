"""信息处理费 (R19 Art.42; 国办函〔2020〕109号, from 2021-01-01): by requests in a calendar month, or by pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class FeeMode(StrEnum):
    BY_REQUEST = "by_request"  # 按件
    BY_PAGE = "by_page"  # 按量


@dataclass(frozen=True, slots=True)
class FeeAmount:
    mode: FeeMode
    amount_yuan: int
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChargedRequest:
    """One request of one applicant; the agency picks one mode for it, never both (Art.3). `pages` are A4."""

    received_on: date
    mode: FeeMode
    pages: int | None = None


def fee_by_requests(count: int) -> FeeAmount:
    """`count` requests of one applicant in one calendar month."""
    raise NotImplementedError


def fee_by_pages(pages: int) -> FeeAmount:
    """A4 pages of one request, published information excepted."""
    raise NotImplementedError


def monthly_fees(requests: Iterable[ChargedRequest]) -> dict[str, int]:
    """Yuan by calendar month ("2024-03") for one applicant, both modes together."""
    raise NotImplementedError
