"""征求意见: within what term the consulted answer, and what their silence means (R07 Art.23; R19 Arts.32-34).

R19 fixes 15 working days for third parties and co-makers. For other bodies, and under R07 for third parties, no text
fixes a term: the agency sets one in its letter, by default the same (`Practice.own_answer_days`), so that no
consultation stops the clock without end. What comes after the last day is read and weighed, and moves no date.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.events import ConsultationKind
from gongkai.law.instruments import Citation, Confidence
from gongkai.law.regimes import Regime, terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.events import Consultation
    from gongkai.law.practice import Practice

_THIRD, _BODY, _MAKER = ConsultationKind.THIRD_PARTY, ConsultationKind.OTHER_BODY, ConsultationKind.CO_MAKER


@dataclass(frozen=True, slots=True)
class Rule:
    """`basis` is what the letter cites; `silence` the consequence when the last day passes without an answer."""

    basis: Citation
    silence: str


RULES: Final[Mapping[tuple[Regime, ConsultationKind], Rule]] = {
    (Regime.R07, _THIRD): Rule(
        Citation(instruments.R07, 23),
        "逾期未提出意见的，没有得到第三方同意，不得公开；但不公开可能对公共利益造成重大影响的，应当予以公开",
    ),
    (Regime.R07, _BODY): Rule(
        Citation(instruments.R07, 7, confidence=Confidence.UNVERIFIED),
        "逾期未答复的，由本机关依照规定决定是否公开",
    ),
    (Regime.R19, _THIRD): Rule(
        Citation(instruments.R19, 32), "逾期未提出意见的，由本机关依照规定决定是否公开"
    ),
    (Regime.R19, _BODY): Rule(Citation(instruments.R19, 33, 3), "逾期未答复的，由本机关依照规定决定是否公开"),
    (Regime.R19, _MAKER): Rule(Citation(instruments.R19, 34), "逾期未提出意见的，视为同意公开"),
}


class OverrideGround(StrEnum):
    """Why something is disclosed although the third party does not consent."""

    PUBLIC_INTEREST = "public_interest"  # R07 Art.23, R19 Art.32
    NO_GOOD_REASON = "no_good_reason"  # R19 Art.32 protects a refusal with reasonable grounds only


OVERRIDES: Final[Mapping[Regime, Mapping[OverrideGround, str]]] = {
    Regime.R07: {OverrideGround.PUBLIC_INTEREST: "不公开可能对公共利益造成重大影响"},
    Regime.R19: {
        OverrideGround.PUBLIC_INTEREST: "不公开可能对公共利益造成重大影响",
        OverrideGround.NO_GOOD_REASON: "第三方不同意公开，但没有合理理由",
    },
}


def bars_disclosure(regime: Regime, *, consents: bool | None, answered: bool, silent: bool) -> bool:
    """Whether a third party's stance must be overridden to disclose: R07 wants its consent, R19 respects its refusal."""
    if regime is Regime.R19:
        return answered and consents is False
    return silent or (answered and consents is not True)


def is_known(regime: Regime, kind: ConsultationKind) -> bool:
    """R07 knows no co-makers: they are asked as other bodies."""
    return (regime, kind) in RULES


def rule_of(regime: Regime, kind: ConsultationKind) -> Rule:
    return RULES.get((regime, kind), RULES[regime, _BODY])


def statutory_days(regime: Regime, kind: ConsultationKind) -> int | None:
    """Working days that the Regulation itself gives the consulted; None where the agency sets the term."""
    terms = terms_of(regime)
    return {_THIRD: terms.third_party_days, _MAKER: terms.co_maker_days, _BODY: None}[kind]


def answer_days(regime: Regime, kind: ConsultationKind, practice: Practice) -> int:
    return statutory_days(regime, kind) or practice.own_answer_days


def answer_by(regime: Regime, asked: Consultation, calendar: Calendar, practice: Practice) -> date:
    """The last day to answer: from the consulted's own receipt; carefully from the sending while that is not known."""
    days = answer_days(regime, asked.kind, practice)
    return calendar.add(asked.reached_on or asked.sent_on, days)
