"""What may happen to a request between receipt and reply, as dated facts; the clock is a function of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Correction:
    """补正 (R19 Art.30): told once, with items and a reasonable period `until`; the answer restarts the clock."""

    told_on: date
    until: date | None = None
    received_on: date | None = None


class ConsultationKind(StrEnum):
    THIRD_PARTY = "third_party"  # R07 Art.23, R19 Art.32
    OTHER_BODY = "other_body"  # R19 Art.33(3)
    CO_MAKER = "co_maker"  # R19 Art.34


@dataclass(frozen=True, slots=True)
class Consultation:
    """征求意见: `reached_on` is the consulted party's own receipt, from which its 15 working days run.

    `entered_on` is the day on which the desk first knew of it, None where that is not recorded.
    """

    kind: ConsultationKind
    sent_on: date
    reached_on: date | None = None
    answered_on: date | None = None
    entered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """延期 (R07 Art.24, R19 Art.33): approved and told before the period ends, once; None = all the days there are."""

    told_on: date
    days: int | None = None
    approved_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Delay:
    """延迟答复 (R19 Art.35): the reasonable period told to the applicant, as its last day."""

    told_on: date
    until: date


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """收费通知 (R19 Art.42, 109号): sent within the reply period; `reached_on` starts the time to pay."""

    sent_on: date
    reached_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    on: date


Event: TypeAlias = Correction | Consultation | Extension | Delay | FeeNotice | Withdrawal


class DeliveryWay(StrEnum):
    HANDED = "handed"  # 直接送达、委托其他机关代为送达: 签收
    POST = "post"  # 邮政企业: 交邮
    COURIER = "courier"  # 其他快递企业: not what 235号 allows
    ELECTRONIC = "electronic"  # 电子邮件、网上系统


@dataclass(frozen=True, slots=True)
class Delivery:
    """送达: `sent_on` 交邮 or sending, `arrived_on` 签收 or entry into the applicant's system."""

    way: DeliveryWay
    sent_on: date | None = None
    arrived_on: date | None = None
    cash_on_delivery: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """One request as the clock sees it; the order of `events` does not matter."""

    received_on: date
    events: tuple[Event, ...] = ()
    delivery: Delivery | None = None
