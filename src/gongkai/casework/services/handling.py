"""Handling: correction, consultation, extension, delay, fee, search — each moves the clock as the law says, or not at all."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.casework import rules
from gongkai.casework.models import Consultation, Correction, Delay, Extension, FeeNotice, Request, SearchLog
from gongkai.casework.next_acts import CHARGE, CONSULT, CORRECT, DELAY, EXTEND, OPINION, PAID, SEARCH
from gongkai.casework.services.opening import (
    CaseError,
    close_act,
    forget,
    not_after,
    not_before,
    open_case,
)
from gongkai.law.events import ConsultationKind
from gongkai.law.regimes import Regime, terms_of


@transaction.atomic
def ask_correction(*, request: Request, items: str, until: date, actor: Person, at: datetime) -> Request:
    """告知补正 (R19 Art.30): once, with all items and a reasonable period; told today."""
    case = open_case(request, CORRECT, actor=actor, at=at)
    told_on = timezone.localdate(at)
    if not items.strip():
        raise CaseError("请一次性写明需要补正的全部事项。")
    not_before(until, told_on, "补正期限", "告知日期")
    Correction.objects.create(request=case, told_on=told_on, items=items.strip(), until=until)
    return close_act(case, "correct", actor=actor, at=at, new={"told_on": told_on, "until": until})


@transaction.atomic
def consult(  # noqa: PLR0913 - whom, and the two dates of the letter
    *,
    request: Request,
    kind: ConsultationKind,
    party: str,
    actor: Person,
    at: datetime,
    sent_on: date | None = None,
    reached_on: date | None = None,
) -> Consultation:
    """征求意见 (R07 Art.23, R19 Arts.32-34): the name of a third party stays out of the audit trail."""
    case = open_case(request, CONSULT, actor=actor, at=at)
    sent = sent_on or timezone.localdate(at)
    if not party.strip():
        raise CaseError("请填写征求意见的对象。")
    if kind is ConsultationKind.CO_MAKER and case.regime == Regime.R07:
        raise CaseError("2007年《条例》没有共同制作机关的规定，请按“其他机关”登记。")
    not_after(sent, at, "征求意见书的发出日期")
    not_after(reached_on, at, "对方收到的日期")
    not_before(sent, case.received_on, "征求意见书的发出日期", "收到申请之日")
    not_before(reached_on, sent, "对方收到的日期", "发出日期")
    row = Consultation.objects.create(
        request=case, kind=kind, party=party.strip(), sent_on=sent, reached_on=reached_on
    )
    forget(case, "consultations")
    close_act(case, "consult", actor=actor, at=at, new={"kind": kind.value, "sent_on": sent})
    return row


@transaction.atomic
def note_opinion(  # noqa: PLR0913 - the facts of an opinion
    *,
    request: Request,
    consultation_id: int,
    answered_on: date,
    consents: bool | None,
    opinion: str,
    actor: Person,
    at: datetime,
    reached_on: date | None = None,
) -> Request:
    """登记反馈意见: the clock runs on from there."""
    case = open_case(request, OPINION, actor=actor, at=at)
    row = next((found for found in case.consultations.all() if found.pk == consultation_id), None)
    if row is None or row.answered_on is not None:
        raise CaseError("这份征求意见书已经登记过反馈意见，请刷新页面核对。")
    if consents is False and not opinion.strip():
        raise CaseError("对方不同意公开的，请写明其理由。")
    not_after(answered_on, at, "收到意见的日期")
    not_before(answered_on, row.sent_on, "收到意见的日期", "征求意见书的发出日期")
    not_before(reached_on, row.sent_on, "对方收到的日期", "发出日期")
    row.answered_on, row.consents, row.opinion = answered_on, consents, opinion.strip()
    row.reached_on = reached_on or row.reached_on
    row.save()
    new = {"kind": row.kind, "answered_on": answered_on, "consents": consents}
    return close_act(case, "opinion", actor=actor, at=at, new=new)


@transaction.atomic
def extend(*, request: Request, days: int, reason: str, actor: Person, at: datetime) -> Request:
    """延长答复期限 (R07 Art.24, R19 Art.33): agreed by the head of the disclosure office, told today, in time, once."""
    case = open_case(request, EXTEND, actor=actor, at=at)
    most = terms_of(Regime(case.regime)).extension_days
    if not 0 < days <= most:
        raise CaseError(f"延长的期限应为1至{most}个工作日，请核对。")
    if not reason.strip():
        raise CaseError("延长答复期限应当说明理由，请填写。")
    told_on = timezone.localdate(at)
    Extension.objects.create(
        request=case, told_on=told_on, days=days, reason=reason.strip(), approved_by=actor
    )
    return close_act(case, "extend", actor=actor, at=at, new={"told_on": told_on, "days": days})


@transaction.atomic
def delay(*, request: Request, until: date, actor: Person, at: datetime) -> Request:
    """延迟答复 (R19 Art.35): the reasonable period told to the applicant today."""
    case = open_case(request, DELAY, actor=actor, at=at)
    told_on = timezone.localdate(at)
    not_before(until, told_on, "合理期限", "告知日期")
    Delay.objects.create(request=case, told_on=told_on, until=until)
    return close_act(case, "delay", actor=actor, at=at, new={"told_on": told_on, "until": until})


@transaction.atomic
def charge(  # noqa: PLR0913 - the facts of a fee notice
    *,
    request: Request,
    amount: Decimal,
    basis: str,
    actor: Person,
    at: datetime,
    waived: Decimal = Decimal(0),
    reached_on: date | None = None,
) -> Request:
    """收费通知: costs under R07 Art.27, 信息处理费 under R19 Art.42; waived for hardship (R07 Art.28)."""
    case = open_case(request, CHARGE, actor=actor, at=at)
    if amount <= 0:
        raise CaseError("应收金额应大于零；不收费的，不需要登记。")
    if not 0 <= waived <= amount:
        raise CaseError("减免金额应在零和应收金额之间，请核对。")
    if waived == amount:
        raise CaseError("全部减免的，申请人无须缴费，期限照常计算，不需要发出收费通知。")
    if not basis.strip():
        raise CaseError("收费通知应当写明依据和计算方法，请填写。")
    sent_on = timezone.localdate(at)
    FeeNotice.objects.create(
        request=case,
        amount=amount,
        waived=waived,
        basis=basis.strip(),
        sent_on=sent_on,
        reached_on=reached_on,
    )
    new = {"amount": str(amount), "waived": str(waived), "sent_on": sent_on}
    return close_act(case, "charge", actor=actor, at=at, new=new)


@transaction.atomic
def note_payment(
    *,
    request: Request,
    actor: Person,
    at: datetime,
    reached_on: date | None = None,
    paid_on: date | None = None,
) -> Request:
    """登记收费通知的送达和缴费: one of the two days, or both."""
    case = open_case(request, PAID, actor=actor, at=at)
    row = rules.fee_of(case)
    assert row is not None  # the situation says so
    if reached_on is None and paid_on is None:
        raise CaseError("请填写申请人收到通知的日期，或者缴费日期。")
    for day, what in ((reached_on, "申请人收到通知的日期"), (paid_on, "缴费日期")):
        not_after(day, at, what)
        not_before(day, row.sent_on, what, "通知发出日期")
    row.reached_on = reached_on or row.reached_on
    row.paid_on = paid_on
    not_before(paid_on, row.reached_on, "缴费日期", "申请人收到通知的日期")
    row.save(update_fields=["reached_on", "paid_on"])
    return close_act(
        case, "paid", actor=actor, at=at, new={"reached_on": row.reached_on, "paid_on": row.paid_on}
    )


@transaction.atomic
def log_search(  # noqa: PLR0913 - where, which words, with what result, when
    *,
    request: Request,
    place: str,
    terms: str,
    result: str,
    actor: Person,
    at: datetime,
    searched_at: datetime | None = None,
) -> SearchLog:
    """检索记录: the proof that a reasonable search was made (法释〔2025〕8号 Arts.5-6)."""
    case = open_case(request, SEARCH, actor=actor, at=at)
    moment = searched_at or at
    if moment > at:
        raise CaseError("检索时间晚于现在，请核对。")
    if not (place.strip() and terms.strip() and result.strip()):
        raise CaseError("检索范围、检索词、检索结果都要填写，才足以说明已尽合理检索义务。")
    row = SearchLog.objects.create(
        request=case,
        searched_at=moment,
        place=place.strip(),
        terms=terms.strip(),
        result=result.strip(),
        person=actor,
    )
    close_act(case, "search", actor=actor, at=at, new={"searched_at": moment})
    return row
