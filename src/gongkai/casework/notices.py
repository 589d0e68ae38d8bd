"""告知书、通知书、征求意见书: the letters of the acts on the way to a reply. Pure; names, numbers and dates stand around them.

None of them carries a remedy but the two that end something for their reader: an act on the way cannot be challenged
by itself (法释〔2025〕8号 Art.10; 109号 for the fee).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from gongkai.casework.letters import Case, facts_of
from gongkai.law.consultations import OverrideGround, rule_of, statutory_days
from gongkai.law.events import ConsultationKind
from gongkai.law.explanation import CORRECTION, DELAY, FEE, REPLY_PERIOD
from gongkai.law.instruments import FEE_RULES, R07, Citation
from gongkai.law.regimes import Regime
from gongkai.law.wording import plain_date

COSTS: Final = Citation(R07, 27)
_OPINION_TITLES: Final = {
    ConsultationKind.THIRD_PARTY: "政府信息公开征求第三方意见书",
    ConsultationKind.OTHER_BODY: "政府信息公开征求意见函",
    ConsultationKind.CO_MAKER: "政府信息公开征求意见函",
}

_GROUNDS: Final = {
    OverrideGround.PUBLIC_INTEREST: "不公开可能对公共利益造成重大影响",
    OverrideGround.NO_GOOD_REASON: "你方的意见没有合理理由",
}
"""As the third party reads it."""


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    text: str


def _cited(citation: Citation) -> str:
    return f"《{citation.instrument.title}》{citation.place}"


def _text(title: str, *paragraphs: str) -> Text:
    return Text(title, "\n".join(line for text in paragraphs for line in _lines(text)))


def _lines(text: str) -> Sequence[str]:
    """A text that somebody typed has its own line ends."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _ended(text: str) -> str:
    found = text.strip().rstrip("；;")
    return found if found[-1:] in "。！？" else f"{found}。"


def correction(case: Case, items: str, until: date) -> Text:
    """R19 Art.30: the items at once, the period, and what follows when it passes."""
    return _text(
        "政府信息公开申请补正告知书",
        facts_of(case),
        f"经审查，您的申请需要补正。根据{_cited(CORRECTION)}的规定，请于{plain_date(until)}前（含当日）补正下列事项：",
        _ended(items),
        "本机关自收到补正后的申请之日起重新计算答复期限。无正当理由逾期不补正的，视为放弃申请，"
        "本机关不再处理该政府信息公开申请。",
    )


def extension(  # noqa: PLR0913 - the facts of an extension
    case: Case, regime: Regime, days: int, reason: str, due: date, *, provisional: bool
) -> Text:
    """R07 Art.24(2), R19 Art.33(2): told before the period ends; 暂定 while the year's holidays are not announced."""
    until = plain_date(due) + ("（暂定，该日期按现有放假安排推算）" if provisional else "")
    adjusted = "如遇国务院调整放假安排，以调整后的日期为准；" if provisional else ""
    return _text(
        "延长政府信息公开申请答复期限告知书",
        facts_of(case),
        f"因{_ended(reason).removesuffix('。')}，本机关不能在规定期限内作出答复。经本机关政府信息公开工作机构负责人同意，"
        f"根据{_cited(REPLY_PERIOD[regime])}的规定，答复期限延长{days}个工作日，至{until}届满；"
        f"{adjusted}依法不计入期限的时间除外。",
    )


def delay(case: Case, reason: str, until: date) -> Text:
    """R19 Art.35: reasons that hold, a term that cannot."""
    return _text(
        "政府信息公开申请延迟答复告知书",
        facts_of(case),
        f"您申请公开政府信息的数量、频次明显超过合理范围。经审查，申请理由合理，但本机关无法在规定期限内答复：{_ended(reason)}",
        f"根据{_cited(DELAY)}的规定，本机关确定延迟答复的合理期限至{plain_date(until)}，将在该日前（含当日）作出答复。",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """`basis` are the lines of the calculation; `pay_to` says how and where to pay."""

    amount: Decimal
    waived: Decimal
    basis: str
    pay_to: str
    waiver: str = ""


def fee(case: Case, regime: Regime, due: Fee, payment_days: int) -> Text:
    """109号: basis, scale, sum and way of paying, the term and what follows; R07 Art.27: the costs."""
    waived = f"，减免{_money(due.waived)}（{due.waiver}）" if due.waived else ""
    asked = f"应收{_money(due.amount)}{waived}，请缴纳{_money(due.amount - due.waived)}。"
    if regime is Regime.R07:
        return _text(
            "政府信息公开收费通知书",
            facts_of(case),
            f"根据{_cited(COSTS)}的规定，提供您申请公开的政府信息收取检索、复制、邮寄等成本费用。{_ended(due.basis)}{asked}",
            f"缴纳方式：{_ended(due.pay_to)}",
        )
    return _text(
        "政府信息公开信息处理费收费通知书",
        facts_of(case),
        f"根据{_cited(FEE)}和《{FEE_RULES.title}》（{FEE_RULES.number}）的规定，本机关对该件申请收取信息处理费。",
        _ended(due.basis),
        asked,
        f"缴纳方式：{_ended(due.pay_to)}",
        f"请自收到本通知次日起{payment_days}个工作日内缴纳；逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。"
        "缴费后，答复期限自缴费次日起重新计算。",
        "对本通知不能单独申请行政复议或者提起行政诉讼；缴费期满后，可以对不再处理的决定依法申请行政复议或者提起行政诉讼。",
    )


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}".removesuffix(".00") + "元"


def opinion(case: Case, regime: Regime, kind: ConsultationKind, matter: str, days: int) -> Text:
    """R07 Art.23, R19 Arts.32-34: what is asked, by when, and what silence means. It never names the applicant."""
    rule = rule_of(regime, kind)
    third = kind is ConsultationKind.THIRD_PARTY
    touches = {
        ConsultationKind.THIRD_PARTY: "所涉信息公开后可能损害你方的合法权益",
        ConsultationKind.CO_MAKER: "所涉信息由本机关牵头、与贵单位共同制作",
        ConsultationKind.OTHER_BODY: "所涉信息与贵单位有关",
    }[kind]
    letter = "意见书" if third else "函"
    set_here = "" if statutory_days(regime, kind) else "（期限由本机关确定）"
    return _text(
        _OPINION_TITLES[kind],
        f"本机关收到一件政府信息公开申请（收件编号：{case.number}），{touches}。"
        f"根据{_cited(rule.basis)}的规定，现就下列信息是否公开征求意见：",
        _ended(matter),
        f"请自收到本{letter}之日起{days}个工作日内{set_here}，书面告知本机关是否同意公开；不同意公开的，请说明理由。"
        f"{rule.silence}。",
    )


def override(  # noqa: PLR0913 - the facts of a decision against somebody's refusal
    case: Case,
    regime: Regime,
    *,
    ground: OverrideGround,
    reason: str,
    refused: bool,
    remedy: str,
    matter: str,
) -> Text:
    """R07 Art.23, R19 Art.32: what is disclosed and why is told to the third party in writing.

    `matter` is what it was asked about, empty where its own letter alone says it.
    """
    what = f"“{matter.strip().rstrip('。；;')}”" if matter.strip() else "征求你方意见时所述的信息"
    basis = rule_of(regime, ConsultationKind.THIRD_PARTY).basis
    stance = "你方提出不同意公开的意见。" if refused else "你方没有表示同意公开。"
    return _text(
        "政府信息公开决定告知第三方书",
        f"本机关办理一件政府信息公开申请（收件编号：{case.number}），已书面征求你方意见。{stance}",
        f"经审查，本机关认为{_GROUNDS[ground]}，根据{_cited(basis)}的规定，决定公开{what}。"
        f"理由是：{_ended(reason)}",
        remedy.replace("本答复", "本决定"),
    )
