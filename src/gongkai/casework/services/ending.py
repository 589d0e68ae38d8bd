"""Endings: delivery, withdrawal, silence of the applicant, archive, erasure of the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.bodies.queries import authority_on
from gongkai.casework import letters, rules
from gongkai.casework.enums import NoticeKind
from gongkai.casework.models import Decision, Delivery, Notice, Request, Withdrawal
from gongkai.casework.next_acts import ARCHIVE, CLOSE, DELIVER, WITHDRAW
from gongkai.casework.notices import Text
from gongkai.casework.services.opening import (
    CaseError,
    Fault,
    ahead,
    before,
    close_act,
    open_case,
    refuse,
)
from gongkai.casework.services.receiving import SUPPLIED, Attached, store_files
from gongkai.casework.services.replying import remedy_facts, supply_faults
from gongkai.casework.services.serving import (
    NO_CHANNEL,
    REPLIED,
    Handover,
    make_notice,
    tells_online_channel,
    told,
    way_faults,
)
from gongkai.casework.working_days import current_calendar
from gongkai.files.services import store_file
from gongkai.law import events
from gongkai.law.clock import ClockState
from gongkai.law.decisions import RemedyBranch
from gongkai.law.events import DeliveryWay
from gongkai.law.outcomes import outcome
from gongkai.law.receipt import MissingFactError
from gongkai.law.regimes import Regime
from gongkai.law.timeliness import Timeliness, judge_delivery


@transaction.atomic
def deliver(  # noqa: PLR0913 - how it went out, with its proof, and what was handed over
    *,
    request: Request,
    handover: Handover,
    actor: Person,
    at: datetime,
    proof: Attached | None = None,
    information: Attached | None = None,
) -> Delivery:
    """登记送达: the law says which day counts and whether it was in time (235号). `information` is what the reply discloses.

    Raises:
        CaseError: the date that counts for the way is missing, lies ahead, before the letter, or behind without proof;
            what is disclosed was neither handed over nor does the reply say how it is had.
    """
    case = open_case(request, DELIVER, actor=actor, at=at)
    reply = rules.reply_of(case)
    assert reply is not None
    told_of = {**asdict(handover), "proof": proof}
    refuse(way_faults(told_of, reply.made_on, timezone.localdate(at), REPLIED))
    _need_online_channel(case, handover)
    store_files(case, (replace(information, purpose=SUPPLIED),) if information else (), at)
    refuse(supply_faults(case, TO_DELIVER))
    judged = judge(case, handover)
    row = Delivery.objects.create(
        request=case,
        way=handover.way,
        sent_on=handover.sent_on,
        arrived_on=handover.arrived_on,
        cash_on_delivery=handover.cash_on_delivery,
        tracking_number=handover.tracking_number.strip(),
        counted_on=judged.counted_on,
        on_time=judged.on_time,
        proof=store_file(proof.data, proof.media_type, at=at) if proof else None,
        note=handover.note.strip(),
    )
    new = {"way": row.way, "counted_on": row.counted_on, "on_time": row.on_time}
    close_act(case, "deliver", actor=actor, at=at, new=new)
    return row


TO_DELIVER: Final = (
    "文书已经签发，请在“向申请人提供的信息”处选择所提供信息的文件（纸质的，可以是扫描件），再登记送达。"
)


def _need_online_channel(case: Request, handover: Handover) -> None:
    reply, found = rules.reply_of(case), rules.outcome_of(case)
    if handover.way is not DeliveryWay.ELECTRONIC or reply is None or reply.made_on is None or found is None:
        return
    if found.remedy is not RemedyBranch.NONE and not tells_online_channel(case, reply.text, reply.made_on):
        raise CaseError(NO_CHANNEL.format("答复"), "way")


def judge(case: Request, handover: Handover) -> Timeliness:
    """Against the due date of the facts; CaseError (a sentence) when the date that counts is not given."""
    due = rules.stored_due(case, current_calendar())
    if due is None:
        raise CaseError("此件的答复期限现在没有在计算，不能判断是否按期，请先登记补正或者缴费的结果。")
    delivery = events.Delivery(handover.way, handover.sent_on, handover.arrived_on, handover.cash_on_delivery)
    try:
        return judge_delivery(delivery, due)
    except MissingFactError as fault:
        raise CaseError(str(fault)) from fault


@transaction.atomic
def withdraw(*, request: Request, on: date, note: str, actor: Person, at: datetime) -> Request:
    """登记撤回: the applicant takes the request back; nothing is owed any more."""
    case = open_case(request, WITHDRAW, actor=actor, at=at)
    refuse(withdrawal_faults(case, {"on": on}, timezone.localdate(at)))
    Withdrawal.objects.create(request=case, on=on, note=note.strip())
    return close_act(case, "withdraw", actor=actor, at=at, new={"on": on})


@transaction.atomic
def close(*, request: Request, reasons: str, actor: Person, at: datetime) -> Notice:
    """不再处理: the applicant let the time to correct or to pay pass without good reason (R19 Art.30; 109号)."""
    case = open_case(request, CLOSE, actor=actor, at=at)
    on = timezone.localdate(at)
    state = rules.deadline_of(case, current_calendar(), on).state
    key = "payment_lapsed" if state is ClockState.PAYMENT_LAPSED else "correction_lapsed"
    _need_told(case, NoticeKind.FEE if key == "payment_lapsed" else NoticeKind.CORRECTION)
    if not reasons.strip():
        raise CaseError("请写明通知已经送达、申请人逾期没有正当理由的事实。")
    former = rules.decision_of(case)
    row = former or Decision(request=case)
    row.regime, row.outcome, row.reasons, row.decided_on = case.regime, key, reasons.strip(), on
    row.override, row.override_reason = "", ""
    row.save()
    notice = _closing_notice(case, row, actor, on)
    new = {"outcome": key, "number": notice.document_number}
    close_act(case, "close", actor=actor, at=at, new=new)
    return notice


def withdrawal_faults(case: Request, values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    day = values.get("on")
    yield from ahead(day, on, "撤回日期", "on")
    yield from before(day, case.received_on, "撤回日期", "收到申请之日", "on")


def _need_told(case: Request, kind: NoticeKind) -> None:
    """Who was never told lets nothing pass: the letter with its service is what proves the giving up."""
    if not any(row.kind == kind and row.told_on is not None for row in rules.notices_of(case)):
        raise CaseError(f"没有“{kind.label}”的送达登记，不能认定申请人逾期；请先核对该文书及其送达凭证。")


def _closing_notice(case: Request, decision: Decision, actor: Person, on: date) -> Notice:
    """Told to the applicant with the remedy: against the end of handling it lies, against the notices before it did not."""
    found = outcome(Regime(case.regime), decision.outcome)
    facts = remedy_facts(authority_on(case.body, on))
    known = told(case)
    known = replace(known, served_online=known.served_online or bool(facts.review_online))
    letter = letters.compose(known, found, decision.reasons, facts, on)
    if letter.missing:
        raise CaseError(letter.missing[0])
    text = Text(letter.title, letter.text)
    return make_notice(case, NoticeKind.CLOSED, text, {"outcome": decision.outcome}, actor=actor, on=on)


@transaction.atomic
def archive(*, request: Request, actor: Person, at: datetime) -> Request:
    """归档: the file is complete and closed."""
    case = open_case(request, ARCHIVE, actor=actor, at=at)
    case.archived_on = timezone.localdate(at)
    return close_act(case, "archive", actor=actor, at=at, new={"archived_on": case.archived_on})
