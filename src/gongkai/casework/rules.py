"""From rows to law and back: what the law says of a request, and the state that follows from its rows.

Everything here reads a request whose related rows are loaded (`queries.cases`) and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, cast

from gongkai.casework.enums import NoticeKind, ReplyStage, RequestState
from gongkai.casework.models import (
    Consultation,
    Correction,
    Decision,
    Delay,
    Delivery,
    Extension,
    FeeNotice,
    Notice,
    Reply,
    Request,
    Withdrawal,
)
from gongkai.law import events
from gongkai.law.applications import Contents
from gongkai.law.calendar import Calendar
from gongkai.law.clock import NATIONAL, Deadline, assess, due_on
from gongkai.law.consultations import answer_by, bars_disclosure
from gongkai.law.corrections import NoticeTerm, notice_term
from gongkai.law.course import FEE_SINCE, Effect, effect_of
from gongkai.law.decisions import Outcome
from gongkai.law.outcomes import outcome
from gongkai.law.receipt import Channel, ConfirmedHow, Receipt, ReceiptFacts, derive_receipt
from gongkai.law.regimes import Regime

OPEN_STATES: Final = frozenset(
    {
        RequestState.TO_CONFIRM,
        RequestState.HANDLING,
        RequestState.CORRECTING,
        RequestState.CONSULTING,
        RequestState.PAYING,
        RequestState.TO_REVIEW,
        RequestState.TO_SIGN,
        RequestState.TO_DELIVER,
    }
)
"""The reply is still owed."""
RUNNING_STATES: Final = OPEN_STATES - {RequestState.CORRECTING, RequestState.PAYING}
"""A last day stands, so that 临期 and 逾期 can be said of it: a consultation moves it and never takes it away."""
ENDED_STATES: Final = frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN, RequestState.CLOSED})
LAPSES: Final = frozenset({"correction_lapsed", "payment_lapsed"})
"""Ends by the applicant's silence: no reply is owed, the decision alone closes the case."""
STAGES: Final = (ReplyStage.OFFICER, ReplyStage.LEGAL, ReplyStage.APPROVAL)
STAGE_OF: Final = {
    RequestState.TO_REVIEW: ReplyStage.LEGAL,
    RequestState.TO_SIGN: ReplyStage.APPROVAL,
}
_AFTER: Final = {
    ReplyStage.OFFICER: RequestState.TO_REVIEW,
    ReplyStage.LEGAL: RequestState.TO_SIGN,
    ReplyStage.APPROVAL: RequestState.TO_DELIVER,
}


def _one(case: Request, name: str) -> Any:
    """The row of a one-to-one relation, or None; `cases` has loaded it, so nothing is asked of the database."""
    return getattr(case, name, None)


def correction_of(case: Request) -> Correction | None:
    return cast("Correction | None", _one(case, "correction"))


def extension_of(case: Request) -> Extension | None:
    return cast("Extension | None", _one(case, "extension"))


def delay_of(case: Request) -> Delay | None:
    return cast("Delay | None", _one(case, "delay"))


def fee_of(case: Request) -> FeeNotice | None:
    return cast("FeeNotice | None", _one(case, "fee"))


def withdrawal_of(case: Request) -> Withdrawal | None:
    return cast("Withdrawal | None", _one(case, "withdrawal"))


def decision_of(case: Request) -> Decision | None:
    return cast("Decision | None", _one(case, "decision"))


def reply_of(case: Request) -> Reply | None:
    return cast("Reply | None", _one(case, "reply"))


def delivery_of(case: Request) -> Delivery | None:
    return cast("Delivery | None", _one(case, "delivery"))


def consultations_of(case: Request) -> list[Consultation]:
    return sorted(case.consultations.all(), key=lambda row: (row.sent_on, row.pk))


def notices_of(case: Request) -> list[Notice]:
    """Letters that stand, in the order in which they were made."""
    return sorted((row for row in case.notices.all() if row.voided_on is None), key=lambda row: row.pk)


def waiting_notices(case: Request) -> list[Notice]:
    """Letters that nobody has told yet: what they say has no effect."""
    return [row for row in notices_of(case) if row.waits]


def has_notice(case: Request, kind: NoticeKind) -> bool:
    return any(row.kind == kind for row in notices_of(case))


def signed_stages(case: Request) -> frozenset[ReplyStage]:
    """The stages signed in the present round of the reply."""
    reply = reply_of(case)
    if reply is None:
        return frozenset()
    return frozenset(ReplyStage(row.stage) for row in reply.signatures.all() if row.round == reply.round)


def outcome_of(case: Request) -> Outcome | None:
    decision = decision_of(case)
    return outcome(Regime(decision.regime), decision.outcome) if decision else None


def receipt_of(case: Request) -> Receipt:
    """MissingFactError when the channel's fact is not stored."""
    facts = ReceiptFacts(
        sent_at=case.sent_at,
        arrived_at=case.arrived_at,
        confirmed_at=case.confirmed_at,
        confirmed_how=ConfirmedHow(case.confirmed_how) if case.confirmed_how else None,
        applicant_reachable=case.applicant_reachable,
    )
    return derive_receipt(Channel(case.channel), facts)


def history_of(case: Request) -> events.History:
    """The request as the clock sees it."""
    return events.History(case.received_on, tuple(_events(case)), _delivery(case))


def _events(case: Request) -> Iterator[events.Event]:
    if (correction := correction_of(case)) is not None:
        yield events.Correction(correction.told_on, correction.until, correction.received_on)
    for row in consultations_of(case):
        yield asked_of(row)
    if (extension := extension_of(case)) is not None:
        approver = extension.approved_by.display_name
        yield events.Extension(extension.told_on, extension.days, approver, extension.reason)
    if (delay := delay_of(case)) is not None:
        yield events.Delay(delay.told_on, delay.until)
    if (fee := fee_of(case)) is not None and fee_stops_clock(case, fee.sent_on):
        yield events.FeeNotice(fee.sent_on, fee.reached_on, fee.paid_on)
    if (withdrawal := withdrawal_of(case)) is not None:
        yield events.Withdrawal(withdrawal.on)


def asked_of(row: Consultation) -> events.Consultation:
    kind = events.ConsultationKind(row.kind)
    return events.Consultation(kind, row.sent_on, row.reached_on, row.answered_on, row.entered_on)


def answer_by_of(case: Request, row: Consultation, calendar: Calendar) -> date:
    """The last day on which the consulted answer."""
    return answer_by(Regime(case.regime), asked_of(row), calendar, NATIONAL)


def is_silent(row: Consultation, on: date) -> bool:
    """逾期未答复: the last day to answer is past, and nothing came."""
    return row.answered_on is None and row.answer_by is not None and row.answer_by < on


def barring(case: Request, on: date) -> list[Consultation]:
    """Third parties whose stance bars disclosure unless it is overridden with reasons."""
    regime = Regime(case.regime)
    return [
        row
        for row in consultations_of(case)
        if row.kind == events.ConsultationKind.THIRD_PARTY
        and bars_disclosure(
            regime,
            consents=row.consents,
            answered=row.answered_on is not None,
            silent=is_silent(row, on),
        )
    ]


def rewritten(case: Request) -> bool:
    """Whether a correction put the request in other words; once these are erased, every correction may have."""
    correction = correction_of(case)
    if correction is None or correction.received_on is None:
        return False
    applicant = getattr(case, "applicant", None)
    return bool(correction.description) or applicant is None or applicant.erased_on is not None


def description_of(case: Request) -> str:
    """What is asked for, as the applicant has corrected it."""
    correction = correction_of(case)
    return correction.description if correction is not None and correction.description else case.description


def contents_of(case: Request) -> Contents:
    """What the request holds of what the Regulation asks for; an erased applicant is not asked any more."""
    applicant = getattr(case, "applicant", None)
    form = bool(case.wished_form or case.wished_way)
    described = bool(description_of(case).strip("（未填写） "))
    if applicant is None or applicant.erased_on is not None:
        return Contents(described=described, form=form)
    return Contents(
        named=bool(applicant.name.strip("（未填写） ")),
        identified=bool(applicant.identity_number),
        reachable=bool(applicant.phone or applicant.email or applicant.address),
        described=described,
        form=form,
    )


def fee_stops_clock(case: Request, sent_on: date) -> bool:
    """信息处理费 (109号) stops the clock; the costs of R07 Art.27 (检索、复制、邮寄) never did."""
    return case.regime == Regime.R19 and sent_on >= FEE_SINCE


def _delivery(case: Request) -> events.Delivery | None:
    row = delivery_of(case)
    if row is None:
        return None
    way = events.DeliveryWay(row.way)
    return events.Delivery(way, row.sent_on, row.arrived_on, row.cash_on_delivery)


def extension_works(case: Request, calendar: Calendar) -> bool:
    """Whether the extension lengthened the term: one that was told too late, or while the clock stood, did not."""
    found = [event for event in _events(case) if isinstance(event, events.Extension)]
    return any(effect_of(event, history_of(case), calendar, NATIONAL) is Effect.EXTENDED for event in found)


def deadline_of(case: Request, calendar: Calendar, as_of: date | None = None) -> Deadline:
    return assess(history_of(case), calendar, as_of=as_of)


def correction_term(case: Request, calendar: Calendar, on: date) -> NoticeTerm | None:
    """The last day to tell a correction, as it stands on that day; asks for nothing but the row."""
    return notice_term(Regime(case.regime), case.received_on, on, calendar)


def stored_due(case: Request, calendar: Calendar) -> date | None:
    """The due date as the row keeps it: of the facts alone, whatever day it is.

    While an opinion is out, its pause runs to the last day to answer.
    """
    return due_on(history_of(case), calendar)


def pending_consultations(case: Request) -> list[Consultation]:
    return [row for row in consultations_of(case) if row.answered_on is None]


def state_of(case: Request) -> RequestState:
    """The state that follows from the rows alone."""
    if case.archived_on is not None:
        return RequestState.ARCHIVED
    if withdrawal_of(case) is not None:
        return RequestState.WITHDRAWN
    if delivery_of(case) is not None:
        return RequestState.ANSWERED
    decision = decision_of(case)
    if decision is not None and decision.outcome in LAPSES:
        return RequestState.CLOSED
    return RequestState.TO_CONFIRM if case.careful else _open_state(case)


def _open_state(case: Request) -> RequestState:
    correction, fee = correction_of(case), fee_of(case)
    if correction is not None and correction.received_on is None:
        return RequestState.CORRECTING
    if fee is not None and fee.paid_on is None and fee_stops_clock(case, fee.sent_on):
        return RequestState.PAYING
    signed = signed_stages(case)
    for stage in reversed(STAGES):
        if stage in signed:
            return _AFTER[stage]
    return RequestState.CONSULTING if pending_consultations(case) else RequestState.HANDLING
