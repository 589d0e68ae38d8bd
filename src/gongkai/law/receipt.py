"""收到申请之日: derived from regime, channel and facts, never typed (R07 with 207号 §1; R19 Art.31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.instruments import Citation, Confidence
from gongkai.law.regimes import R19_SINCE, Regime, regime_of
from gongkai.law.wording import full_date

if TYPE_CHECKING:
    from collections.abc import Mapping

BEIJING: Final = timezone(timedelta(hours=8))


class Channel(StrEnum):
    """Ways a request comes in."""

    COUNTER = "counter"  # 当面提交
    POST_SIGNED = "post_signed"  # 邮寄，须签收
    POST_PLAIN = "post_plain"  # 平常信函等无需签收
    POST_ELSEWHERE = "post_elsewhere"  # 寄至本机关其他机构或个人
    FAX = "fax"
    EMAIL = "email"
    WEB = "web"  # 互联网渠道
    OTHER = "other"  # 指南公布的其他渠道


NEVER_REFUSED: Final = frozenset(  # 19号函: the basic channels; the others bind once the 指南 names them
    {Channel.COUNTER, Channel.POST_SIGNED, Channel.POST_PLAIN, Channel.POST_ELSEWHERE}
)
CHANNEL_NAMES: Final[Mapping[Channel, str]] = {
    Channel.COUNTER: "当面提交",
    Channel.POST_SIGNED: "邮寄（签收）",
    Channel.POST_PLAIN: "平常信函等无需签收的邮寄",
    Channel.POST_ELSEWHERE: "寄至本机关其他机构或个人的信函",
    Channel.FAX: "传真",
    Channel.EMAIL: "电子邮件",
    Channel.WEB: "互联网提交",
    Channel.OTHER: "其他公布的渠道",
}


class ConfirmedHow(StrEnum):
    """How both sides came to know that the request is in."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    SYSTEM = "system"
    AGENCY_RULE = "agency_rule"  # R07, 207号: the day the agency's published rule names


class ReceiptBasis(StrEnum):
    """Which fact gave the day."""

    HANDED_IN = "handed_in"  # 提交之日
    SIGNED_FOR = "signed_for"  # 签收之日
    ARRIVED = "arrived"  # 进入邮箱系统之日
    CONFIRMED = "confirmed"  # 确认之日
    CONTACT_RESTORED = "contact_restored"  # 恢复联系之日
    AGENCY_RULE = "agency_rule"  # 本机关公布的规则
    UNCONFIRMED = "unconfirmed"  # 待确认: a careful term, counted from the earliest day it may turn out to be


_BASIS_NAMES: Final[Mapping[ReceiptBasis, str]] = {
    ReceiptBasis.HANDED_IN: "提交之日",
    ReceiptBasis.SIGNED_FOR: "本机关签收之日",
    ReceiptBasis.ARRIVED: "进入本机关邮箱系统之日",
    ReceiptBasis.CONFIRMED: "与申请人确认之日",
    ReceiptBasis.CONTACT_RESTORED: "与申请人恢复联系之日",
    ReceiptBasis.AGENCY_RULE: "本机关公布的规则所定之日",
}


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What is stored of an arrival; aware times are read in Beijing time, naive ones are Beijing time."""

    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_how: ConfirmedHow | None = None
    applicant_reachable: bool = True  # False: no telephone, or nobody answered on the day it came


@dataclass(frozen=True, slots=True)
class Receipt:
    """`received_on` starts the term; while `careful` it is a warning, not a finding."""

    received_on: date
    regime: Regime
    basis: ReceiptBasis
    citation: Citation
    careful: bool
    explanation: tuple[str, ...]
    warnings: tuple[str, ...]


class MissingFactError(ValueError):
    """A fact that the rule needs is not stored, or contradicts another; the message names it."""


LETTER_207: Final = Citation(instruments.LETTER_207, 1)
_R19_ITEM: Final[Mapping[Channel, Citation]] = {
    Channel.COUNTER: Citation(instruments.R19, 31, item=1),
    Channel.POST_SIGNED: Citation(instruments.R19, 31, item=2),
    Channel.POST_PLAIN: Citation(instruments.R19, 31, item=2),
    # not named by Art.31: treated like plain mail
    Channel.POST_ELSEWHERE: Citation(instruments.R19, 31, item=2, confidence=Confidence.UNVERIFIED),
    Channel.FAX: Citation(instruments.R19, 31, item=3),
    Channel.EMAIL: Citation(instruments.R19, 31, item=3),
    Channel.WEB: Citation(instruments.R19, 31, item=3),
    Channel.OTHER: Citation(instruments.R19, 31, item=3, confidence=Confidence.UNVERIFIED),
}
_MAIL_TO_CONFIRM: Final = frozenset({Channel.POST_PLAIN, Channel.POST_ELSEWHERE})


def derive_receipt(channel: Channel, facts: ReceiptFacts, *, regime: Regime | None = None) -> Receipt:
    """The day of receipt and its basis. Without `regime` the date decides: R07 while its own rule gives a day of its time.

    MissingFactError when the channel's fact is not stored; ValueError before 2008-05-01.
    """
    if regime is None:
        old = _derive(channel, facts, Regime.R07)
        regime = Regime.R07 if old.received_on < R19_SINCE else Regime.R19
    receipt = _derive(channel, facts, regime)
    regime_of(receipt.received_on)
    return receipt


def _derive(channel: Channel, facts: ReceiptFacts, regime: Regime) -> Receipt:
    arrived = _day(facts.arrived_at) or _day(facts.sent_at)
    confirmed = _day(facts.confirmed_at)
    if arrived and confirmed and confirmed < arrived:
        raise MissingFactError("确认日期早于申请到达日期。请核对收件登记。")
    basis = _basis(channel, facts, regime)
    if basis in {ReceiptBasis.HANDED_IN, ReceiptBasis.SIGNED_FOR, ReceiptBasis.ARRIVED}:
        return _receipt(_known(arrived, channel), channel, regime, basis, ())
    if confirmed is None:
        careful = _day(facts.sent_at) or _known(arrived, channel)
        return _receipt(careful, channel, regime, ReceiptBasis.UNCONFIRMED, (_unconfirmed(channel, facts),))
    return _receipt(confirmed, channel, regime, basis, _delay_warnings(channel, facts, arrived, confirmed))


def _basis(channel: Channel, facts: ReceiptFacts, regime: Regime) -> ReceiptBasis:
    """The rule of the channel; what needs confirming is CONFIRMED here even while it is not."""
    if channel is Channel.COUNTER:
        return ReceiptBasis.HANDED_IN
    if channel is Channel.POST_SIGNED:
        return ReceiptBasis.SIGNED_FOR
    if regime is Regime.R07 and channel is Channel.EMAIL:
        return ReceiptBasis.ARRIVED
    by_rule = facts.confirmed_how is ConfirmedHow.AGENCY_RULE
    if regime is Regime.R07 and by_rule and channel in {Channel.WEB, Channel.OTHER}:
        return ReceiptBasis.AGENCY_RULE
    # 207号 names the day contact is restored; R19 knows only the confirmation that comes with it
    restored = regime is Regime.R07 and not facts.applicant_reachable
    return ReceiptBasis.CONTACT_RESTORED if restored else ReceiptBasis.CONFIRMED


def _receipt(
    day: date, channel: Channel, regime: Regime, basis: ReceiptBasis, warnings: tuple[str, ...]
) -> Receipt:
    citation = LETTER_207 if regime is Regime.R07 else _R19_ITEM[channel]
    careful = basis is ReceiptBasis.UNCONFIRMED
    if careful:
        line = f"{CHANNEL_NAMES[channel]}的申请尚未与申请人确认，暂自{full_date(day)}起谨慎计算，确认后以确认之日为准（{citation}）。"
    else:
        line = f"{CHANNEL_NAMES[channel]}的申请，以{_BASIS_NAMES[basis]}{full_date(day)}为收到申请之日（{citation}）。"
    return Receipt(day, regime, basis, citation, careful, (line,), warnings)


def _unconfirmed(channel: Channel, facts: ReceiptFacts) -> str:
    if not facts.applicant_reachable:
        return "无法联系申请人，应先登记，自恢复联系之日起计算。请保留联系记录。"
    today = "应当于收到当日与申请人确认" if channel in _MAIL_TO_CONFIRM else "应当尽快与申请人确认"
    return f"尚未与申请人确认，{today}；未确认不等于期限停止。"


def _delay_warnings(
    channel: Channel, facts: ReceiptFacts, arrived: date | None, confirmed: date
) -> tuple[str, ...]:
    if arrived is None or confirmed == arrived or not facts.applicant_reachable:
        return ()
    days = (confirmed - arrived).days
    duty = "，应当于收到当日确认" if channel in _MAIL_TO_CONFIRM else ""
    return (f"申请到达{days}日后才确认{duty}；拖延确认在复议、诉讼中可能受到质疑。请说明原因。",)


def _day(moment: datetime | None) -> date | None:
    if moment is None:
        return None
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).date()


def _known(day: date | None, channel: Channel) -> date:
    if day is None:
        raise MissingFactError(
            f"没有记录{CHANNEL_NAMES[channel]}的申请何时到达，无法确定收到日期。请补充登记。"
        )
    return day
