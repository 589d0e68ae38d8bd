"""Facts of a year straight as rows: what casework, disputes, engagement and directory write through their services."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from factories import make_person, moment
from gongkai.annual.enums import Register
from gongkai.annual.models import CountingStatement, FigureFromOutside
from gongkai.bodies.models import PublicBody
from gongkai.casework.enums import ApplicantKind, ReplyStage, RequestState
from gongkai.casework.models import (
    Decision,
    Delivery,
    Extension,
    FeeNotice,
    Reply,
    ReplySignature,
    Request,
    RequestSubject,
    Withdrawal,
)
from gongkai.disputes.enums import ComplaintChannel
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.engagement.enums import ActivityKind
from gongkai.engagement.models import Activity, Count
from gongkai.law.disputes import DisputeResult
from gongkai.law.events import DeliveryWay
from gongkai.law.receipt import Channel, ReceiptBasis
from gongkai.law.regimes import Regime

_numbers = count(1)
R19_SINCE = date(2019, 5, 15)


def subject(code: str, name: str) -> RequestSubject:
    made, _ = RequestSubject.objects.get_or_create(
        code=code, valid_from=2008, defaults={"name": name, "position": 1}
    )
    return made


def request(  # noqa: PLR0913 - plain defaults
    body: PublicBody,
    received_on: date,
    *,
    channel: Channel = Channel.COUNTER,
    kind: ApplicantKind = ApplicantKind.NATURAL,
    leaf: str = "",
    answered_on: date | None = None,
    on_time: bool = True,
    extended: bool = False,
    **values: Any,
) -> Request:
    """A request; with `leaf` and `answered_on` it is decided and delivered that day."""
    number = next(_numbers)
    regime = Regime.R07 if received_on < R19_SINCE else Regime.R19
    row = Request.objects.create(
        body=body,
        year=received_on.year,
        serial=number,
        number=f"申〔{received_on.year}〕{number}号",
        channel=channel.value,
        received_on=received_on,
        receipt_basis=ReceiptBasis.HANDED_IN.value,
        regime=regime.value,
        applicant_kind=kind.value,
        title=f"示例事项{number}",
        description="示例",
        state=RequestState.ANSWERED if answered_on else RequestState.HANDLING,
        updated_at=_noon(received_on),
        **values,
    )
    if extended:
        Extension.objects.create(
            request=row, told_on=received_on, days=15, reason="示例", approved_by=make_person()
        )
    if answered_on:
        answer(row, leaf, answered_on, on_time=on_time)
    return row


def answer(row: Request, leaf: str, on: date, *, on_time: bool = True) -> None:
    Decision.objects.create(request=row, regime=row.regime, outcome=leaf, decided_on=on)
    _sign(row, on)
    Delivery.objects.create(
        request=row, way=DeliveryWay.HANDED.value, arrived_on=on, counted_on=on, on_time=on_time
    )


def _sign(row: Request, on: date) -> None:
    """The database takes no delivery without an approved reply."""
    reply = Reply.objects.create(request=row, title="答复", text="答复", text_sha256="0" * 64)
    for stage in ReplyStage:
        ReplySignature.objects.create(
            reply=reply, round=1, stage=stage, person=make_person(), at=_noon(on), text_sha256="0" * 64
        )


def withdraw(row: Request, on: date) -> None:
    Withdrawal.objects.create(request=row, on=on)


def fee(
    row: Request,
    amount: str,
    waived: str = "0",
    paid_on: date | None = None,
    sent_on: date | None = None,
) -> FeeNotice:
    return FeeNotice.objects.create(
        request=row,
        amount=amount,
        waived=waived,
        basis="示例",
        sent_on=sent_on or row.received_on,
        paid_on=paid_on,
    )


def reconsideration(
    body: PublicBody, applied_on: date, result: DisputeResult | None = None, decided_on: date | None = None
) -> Reconsideration:
    return Reconsideration.objects.create(
        body=body,
        number=f"示复{next(_numbers)}号",
        review_body="示例市人民政府",
        matter="示例",
        applied_on=applied_on,
        copy_received_on=applied_on,
        decided_on=decided_on,
        result=result.value if result else "",
    )


def lawsuit(
    body: PublicBody,
    filed_on: date,
    result: DisputeResult | None = None,
    decided_on: date | None = None,
    **values: Any,
) -> Lawsuit:
    values["after_review"] = values.get("after_review", False) or values.get("reviewing_only", False)
    return Lawsuit.objects.create(
        body=body,
        number=f"示初{next(_numbers)}号",
        court="示例法院",
        matter="示例",
        filed_on=filed_on,
        copy_received_on=filed_on,
        decided_on=decided_on,
        result=result.value if result else "",
        **values,
    )


def complaint(body: PublicBody, received_on: date) -> Complaint:
    return Complaint.objects.create(
        body=body, channel=ComplaintChannel.LETTER, matter="示例", received_on=received_on
    )


def activity(
    body: PublicBody, kind: ActivityKind, held_on: date, *, leader: bool | None = None, **counts: int
) -> Activity:
    """An activity; each further keyword is a count of that key, in 人次, printed as 余."""
    row = Activity.objects.create(
        body=body, kind=kind, title=f"示例活动{next(_numbers)}", held_on=held_on, leader_present=leader
    )
    for key, value in counts.items():
        Count.objects.create(
            activity=row, key=key, label=key, value=value, unit="人次", approximate=True, source="签到表"
        )
    return row


def say(body: PublicBody, year: int, register: Register, *, counted: bool) -> CountingStatement:
    return CountingStatement.objects.create(
        body=body,
        year=year,
        register=register,
        counted=counted,
        source="示例台账",
        stated_on=date(year + 1, 1, 10),
    )


def outside(
    body: PublicBody, year: int, key: str, value: str, unit: str = "示例派出机构"
) -> FigureFromOutside:
    return FigureFromOutside.objects.create(
        body=body,
        year=year,
        key=key,
        unit_name=unit,
        value=value,
        source="书面报送表",
        handed_on=date(year + 1, 1, 12),
    )


def _noon(day: date) -> datetime:
    return moment(day.year, day.month, day.day, 12)
