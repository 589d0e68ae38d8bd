"""Was the reply in time, by the way it was delivered (235号; 电子签名法 Art.11 by analogy)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.events import Delivery, DeliveryWay
from gongkai.law.instruments import Citation
from gongkai.law.receipt import MissingFactError
from gongkai.law.wording import full_date

if TYPE_CHECKING:
    from datetime import date

BY_LETTER_235: Final = Citation(instruments.LETTER_235)
BY_E_SIGNATURE: Final = Citation(
    instruments.E_SIGNATURE_LAW, 11, confidence=instruments.Confidence.UNVERIFIED
)
_NOT_POST: Final = "邮寄送达应当通过邮政企业，且不得由收件人付费；现按签收之日计算。请改用邮政企业寄送。"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """`counted_on` is the day that the law takes as the day of the reply."""

    counted_on: date
    on_time: bool
    citation: Citation
    explanation: str
    warnings: tuple[str, ...]


def counted_day(delivery: Delivery) -> date:
    """The day on which something was told, by the way it went; MissingFactError when that date is not stored.

    235号 says it of replies; of the notices on the way to them it is taken by analogy.
    """
    return _counted(delivery)[0]


def judge_delivery(delivery: Delivery, due: date) -> Timeliness:
    """MissingFactError when the date that counts for this way is not stored."""
    counted_on, what, citation, warnings = _counted(delivery)
    on_time = counted_on <= due
    verdict = "未超过" if on_time else "超过"
    return Timeliness(
        counted_on,
        on_time,
        citation,
        f"以{what}之日{full_date(counted_on)}为答复之日（{citation}），{verdict}到期日{full_date(due)}。",
        warnings,
    )


def _counted(delivery: Delivery) -> tuple[date, str, Citation, tuple[str, ...]]:
    match delivery.way:
        case DeliveryWay.POST if not delivery.cash_on_delivery:
            return _known(delivery.sent_on, "交邮"), "交邮", BY_LETTER_235, ()
        case DeliveryWay.HANDED:
            return _known(delivery.arrived_on, "签收"), "签收", BY_LETTER_235, ()
        case DeliveryWay.ELECTRONIC:
            return _known(delivery.sent_on, "发送"), "发送", BY_E_SIGNATURE, _electronic_warnings(delivery)
        case _:
            return _known(delivery.arrived_on, "签收"), "签收", BY_LETTER_235, (_NOT_POST,)


def _electronic_warnings(delivery: Delivery) -> tuple[str, ...]:
    if delivery.arrived_on is None:
        return ("没有到达对方系统的记录。请补充，或改用其他方式送达。",)
    if delivery.arrived_on != delivery.sent_on:
        return (
            f"发送与到达不在同一日（到达为{full_date(delivery.arrived_on)}），对是否按期可能有争议。请保留凭证。",
        )
    return ()


def _known(day: date | None, what: str) -> date:
    if day is None:
        raise MissingFactError(f"没有记录{what}日期，无法确定以哪一日为准。请补充该日期和送达凭证。")
    return day
