"""收到申请之日: derived from regime, channel and facts, never typed (R07 with 207号 §1; R19 Art.31)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.law.instruments import Citation
    from gongkai.law.practice import Practice
    from gongkai.law.regimes import Regime


class Channel(StrEnum):
    """Ways a request comes in; the first two may never be refused (19号函)."""

    COUNTER = "counter"  # 当面提交
    POST_SIGNED = "post_signed"  # 邮寄，须签收
    POST_PLAIN = "post_plain"  # 平常信函等无需签收
    POST_ELSEWHERE = "post_elsewhere"  # 寄至本机关其他机构或个人
    FAX = "fax"
    EMAIL = "email"
    WEB = "web"  # 互联网渠道
    OTHER = "other"  # 指南公布的其他渠道


class ConfirmedHow(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    SYSTEM = "system"
    AGENCY_RULE = "agency_rule"


class ReceiptBasis(StrEnum):
    HANDED_IN = "handed_in"
    SIGNED_FOR = "signed_for"
    ARRIVED = "arrived"
    CONFIRMED = "confirmed"
    CONTACT_RESTORED = "contact_restored"
    AGENCY_RULE = "agency_rule"
    UNCONFIRMED = "unconfirmed"  # 待确认: a careful term, counted from the earliest day it may turn out to be


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What is stored of an arrival; aware times are read in Beijing time, naive ones are Beijing time."""

    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_how: ConfirmedHow | None = None
    applicant_reachable: bool = True  # False: no telephone or nobody answers


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
    """A fact the channel needs is not stored; the message names it."""


def derive_receipt(
    channel: Channel, facts: ReceiptFacts, *, regime: Regime | None = None, practice: Practice | None = None
) -> Receipt:
    """The day of receipt and its basis. Without `regime` the date decides: R07 while its own rule gives a day of its time."""
    raise NotImplementedError
