"""Fees: the law's amount, its notice, and what was paid (R07 Arts.27-28; R19 Art.42 with 109号)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.casework import notices, rules
from gongkai.casework.enums import NoticeKind
from gongkai.casework.models import FeeNotice, Notice, Request
from gongkai.casework.next_acts import CHARGE, PAID
from gongkai.casework.queries import ordinal_in_month
from gongkai.casework.services.opening import (
    CaseError,
    Fault,
    ahead,
    before,
    close_act,
    moved,
    open_case,
    refuse,
    unproved,
)
from gongkai.casework.services.receiving import Attached, store_files
from gongkai.casework.services.serving import make_notice, told
from gongkai.law.clock import NATIONAL
from gongkai.law.fees import FeeAmount, FeeMode, fee_by_pages, fee_of_request
from gongkai.law.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What is asked for. Under R19 `mode` decides and `amount`, if given, must be the law's; under R07 it is the costs."""

    pay_to: str
    mode: FeeMode | None = None
    pages: int | None = None
    amount: Decimal | None = None
    basis: str = ""
    waived: Decimal = Decimal(0)
    waiver: str = ""


def lawful_fee(case: Request, mode: FeeMode, pages: int | None) -> FeeAmount:
    """What 109号 gives for this request, with the lines of the calculation.

    Raises:
        CaseError: 按量 without pages, or more pages than anyone prints.
    """
    if mode is FeeMode.BY_REQUEST:
        return fee_of_request(ordinal_in_month(case))
    if not pages:
        raise CaseError("按量计收的，请填写提供信息的页数（A4幅面）。", "pages")
    try:
        return fee_by_pages(pages)
    except ValueError as fault:
        raise CaseError(str(fault)) from fault


@transaction.atomic
def charge(*, request: Request, asked: Charge, actor: Person, at: datetime) -> Notice:
    """制作收费通知书: costs under R07 Art.27, 信息处理费 under R19 Art.42; less only with a reason, more never.

    Raises:
        CaseError: another sum than the law's, nothing to pay, no basis, no way of paying, a waiver without reason.
    """
    case = open_case(request, CHARGE, actor=actor, at=at)
    regime, on = Regime(case.regime), timezone.localdate(at)
    amount, basis, units = _due(case, asked) if regime is Regime.R19 else _costs(asked)
    refuse(waiver_faults({"waived": asked.waived, "waiver": asked.waiver, "pay_to": asked.pay_to}, amount))
    text = notices.fee(
        told(case),
        regime,
        notices.Fee(
            amount=amount,
            waived=asked.waived,
            basis=basis,
            pay_to=asked.pay_to,
            waiver=asked.waiver.strip(),
        ),
        NATIONAL.payment_days,
    )
    facts = {
        "amount": str(amount),
        "waived": str(asked.waived),
        "waiver": asked.waiver.strip() if asked.waived else "",
        "basis": basis,
        "mode": asked.mode.value if asked.mode and regime is Regime.R19 else "",
        "units": units,
    }
    row = make_notice(case, NoticeKind.FEE, text, facts, actor=actor, on=on)
    new = {"amount": str(amount), "waived": str(asked.waived), "number": row.document_number}
    close_act(case, "charge", actor=actor, at=at, new=new)
    return row


def waiver_faults(values: Mapping[str, Any], amount: Decimal | None) -> Iterator[Fault]:
    """Of what is there; `amount` None where it is not known yet."""
    waived = values.get("waived") or Decimal(0)
    if waived < 0 or (amount is not None and waived > amount):
        yield "waived", "减免金额应在零和应收金额之间，请核对。"
    elif amount is not None and waived == amount:
        yield "waived", "全部减免的，申请人无须缴费，期限照常计算，不需要发出收费通知。"
    if waived and not values.get("waiver", "？").strip():
        yield "waiver", "减免费用应当写明理由，请填写。"
    if not values.get("pay_to", "？").strip():
        yield "pay_to", "收费通知应当写明缴纳方式，请填写。"


def _due(case: Request, asked: Charge) -> tuple[Decimal, str, int | None]:
    if asked.mode is None:
        raise CaseError("请选择按件还是按量计收；对同一件申请只能选择一种。", "mode")
    found = lawful_fee(case, asked.mode, asked.pages)
    lawful = Decimal(found.amount_yuan)
    refuse(nothing_due(found))
    if asked.amount is not None and asked.amount != lawful:
        less = "；少收的，请照填应收金额，另写减免金额和理由" if asked.amount < lawful else "，不能多收"
        raise CaseError(
            f"{found.explanation[0]}应收{lawful}元，填写的是{asked.amount.normalize():f}元{less}。", "amount"
        )
    units = asked.pages if asked.mode is FeeMode.BY_PAGE else ordinal_in_month(case)
    return lawful, "\n".join(found.explanation), units


def nothing_due(found: FeeAmount) -> Iterator[Fault]:
    if not found.amount_yuan:
        yield "mode", f"{''.join(found.explanation)}不需要发出收费通知。"


def _costs(asked: Charge) -> tuple[Decimal, str, int | None]:
    if asked.amount is None or asked.amount <= 0:
        raise CaseError("应收金额应大于零；不收费的，不需要登记。", "amount")
    if not asked.basis.strip():
        raise CaseError("收费通知应当写明依据和计算方法，请填写。", "basis")
    return asked.amount, asked.basis.strip(), None


@transaction.atomic
def note_payment(  # noqa: PLR0913 - two days and their proof
    *,
    request: Request,
    actor: Person,
    at: datetime,
    reached_on: date | None = None,
    paid_on: date | None = None,
    proof: Attached | None = None,
) -> Request:
    """登记收费通知的送达和缴费: one of the two days, or both; a past day of receipt with its proof only."""
    case = open_case(request, PAID, actor=actor, at=at)
    row = rules.fee_of(case)
    assert row is not None  # the situation says so
    told_of = {"reached_on": reached_on, "paid_on": paid_on, "proof": proof}
    refuse(payment_faults(row, told_of, timezone.localdate(at)))
    store_files(case, (proof,) if proof else (), at)
    row.reached_on = reached_on or row.reached_on
    row.paid_on = paid_on
    row.save(update_fields=["reached_on", "paid_on"])
    return close_act(
        case, "paid", actor=actor, at=at, new={"reached_on": row.reached_on, "paid_on": row.paid_on}
    )


def payment_faults(row: FeeNotice, values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    reached_on, paid_on = values.get("reached_on"), values.get("paid_on")
    if {"reached_on", "paid_on"} <= values.keys() and reached_on is None and paid_on is None:
        yield "", "请填写申请人收到通知的日期，或者缴费日期。"
    for day, what, field in (
        (reached_on, "申请人收到通知的日期", "reached_on"),
        (paid_on, "缴费日期", "paid_on"),
    ):
        yield from ahead(day, on, what, field)
        yield from before(day, row.sent_on, what, "通知发出日期", field)
    yield from moved(row.reached_on, reached_on, "申请人收到通知的日期", "reached_on")
    known = reached_on or row.reached_on
    if known is not None and known >= row.sent_on:
        yield from before(paid_on, known, "缴费日期", "申请人收到通知的日期", "paid_on")
    if reached_on != row.reached_on:
        kinds = "回执、签收单或者投递记录"
        yield from unproved(reached_on, on, values.get("proof"), what="申请人收到通知的日期", kinds=kinds)
