"""办理进度: what the applicant of a web request sees of it, told again after every act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from gongkai import configuration
from gongkai.casework import rules
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Correction, Request
from gongkai.casework.working_days import current_calendar
from gongkai.law.course import moved_on
from gongkai.portal.inbox.sealing import inbox_of
from gongkai.portal.inbox.status import FOLDER, State, Status, Step, write_status

_REMARKS: Final = {
    RequestState.TO_CONFIRM: (
        "本机关将与您联系，确认收到申请。答复期限自收到申请之日起计算，确认之后在这里告知。"
    ),
    RequestState.CONSULTING: "正在征求有关方面的意见，所需时间是否计入答复期限依照《条例》确定。",
    RequestState.PAYING: "已发出收费通知，请按通知缴费。",
    RequestState.WITHDRAWN: "申请已经撤回，办理终止。",
    RequestState.CLOSED: "逾期未补正或者未缴费，不再处理。",
}


def tell_applicant(case: Request) -> None:
    """Write the status once the act is committed; a disk that fails is logged and stops nobody's work."""
    if case.receipt_code:
        code, status = case.receipt_code, status_of(case)
        folder = inbox_of(configuration.public_dir()) / FOLDER
        transaction.on_commit(lambda: write_status(folder, code, status), robust=True)


def status_of(case: Request) -> Status:
    """From the rows alone: dated steps, the last one present, and nothing personal.

    Until receipt is confirmed the desk's careful term is its own: no reply period is told that the confirmation moves.
    """
    found = sorted(_steps(case), key=lambda step: step.on)
    correction = rules.correction_of(case)
    waits = case.state == RequestState.CORRECTING and correction is not None
    due_on = None if case.careful else case.due_on
    return Status(
        steps=tuple(found),
        due_on=_correct_by(correction) if waits and correction else due_on,
        number=case.number,
        remark=_REMARKS.get(RequestState(case.state), ""),
    )


def _correct_by(correction: Correction) -> date | None:
    """A last day that is a rest day moves on (民法典 Art.203(1))."""
    return moved_on(correction.until, current_calendar()) if correction.until else None


def _steps(case: Request) -> Iterator[Step]:
    """In the order in which they happen; steps of one day keep it."""
    sent = case.sent_at or case.arrived_at
    yield Step(State.SUBMITTED, timezone.localdate(sent) if sent else case.received_on)
    if case.careful:
        return
    yield Step(State.RECEIVED, case.received_on)
    yield Step(State.HANDLING, case.received_on)
    if (correction := rules.correction_of(case)) is not None:
        yield Step(State.CORRECTION, correction.told_on)
        if correction.received_on is not None:
            yield Step(State.HANDLING, correction.received_on)
    extension = rules.extension_of(case)
    if extension is not None and rules.extension_works(case, current_calendar()):
        yield Step(State.EXTENDED, extension.told_on)
    yield from _end(case)


def _end(case: Request) -> Iterator[Step]:
    delivery, withdrawal = rules.delivery_of(case), rules.withdrawal_of(case)
    decision = rules.decision_of(case)
    if delivery is not None:
        yield Step(State.ANSWERED, delivery.counted_on)
    elif withdrawal is not None:
        yield Step(State.ANSWERED, withdrawal.on)
    elif decision is not None and decision.outcome in rules.LAPSES and decision.decided_on is not None:
        yield Step(State.ANSWERED, decision.decided_on)
