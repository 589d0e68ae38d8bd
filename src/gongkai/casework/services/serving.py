"""Letters of acts: made with a number, told on a dated way, or taken back. An act works from the day it was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import AuditRow, Person
from gongkai.bodies.queries import authority_on
from gongkai.casework import letters, rules
from gongkai.casework.enums import NoticeKind, VoidReason, WishedWay
from gongkai.casework.models import (
    Consultation,
    Correction,
    Delay,
    Extension,
    FeeNotice,
    Notice,
    Request,
)
from gongkai.casework.next_acts import SERVE, VOID, VOIDABLE
from gongkai.casework.notices import Text
from gongkai.casework.services.opening import (
    CaseError,
    Fault,
    ahead,
    before,
    close_act,
    forget,
    next_serial,
    open_case,
    refuse,
    subject_of,
    unproved,
)
from gongkai.casework.services.receiving import Attached
from gongkai.casework.working_days import current_calendar
from gongkai.files.services import store_file
from gongkai.law import events
from gongkai.law.authorities import REVIEW_LAW_2023_SINCE
from gongkai.law.clock import NATIONAL, due_on
from gongkai.law.course import Effect, effect_of
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.explanation import NO_EXTENSION_OF_A_DELAY
from gongkai.law.numbering import DocumentNumber
from gongkai.law.receipt import CHANNEL_NAMES, Channel, MissingFactError
from gongkai.law.timeliness import counted_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """How a letter went out."""

    way: DeliveryWay
    sent_on: date | None = None
    arrived_on: date | None = None
    cash_on_delivery: bool = False
    tracking_number: str = ""
    note: str = ""


TOLD, REPLIED = "告知之日", "答复之日"
RECEIPTS: Final = "邮寄收据、签收单或者发送记录"
_ENDING: Final = frozenset({NoticeKind.CLOSED, NoticeKind.OVERRIDE})
"""Letters that decide something for their reader and carry a remedy."""


def tells_online_channel(case: Request, text: str, on: date) -> bool:
    """A decision served over the internet tells the internet channel for reconsideration (复议法2023 Art.22(2))."""
    if on < REVIEW_LAW_2023_SINCE:
        return True
    authority = authority_on(case.body, on)
    return authority is not None and bool(authority.review_online) and authority.review_online in text


def need_online_channel(case: Request, way: DeliveryWay, row: Notice) -> None:
    decides = way is DeliveryWay.ELECTRONIC and row.kind in _ENDING
    if decides and not tells_online_channel(case, row.text, row.made_on):
        raise CaseError(NO_CHANNEL.format("文书"), "way")


NO_CHANNEL: Final = (
    "{}中没有写明互联网行政复议渠道，不能以电子方式送达（《行政复议法》第二十二条第二款）；"
    "请改为当面交付或者邮政寄送。"
)


def told(case: Request, searches: tuple[letters.Search, ...] | list[letters.Search] = ()) -> letters.Case:
    """What a letter says of the request."""
    correction = rules.correction_of(case)
    return letters.Case(
        title=case.title,
        number=case.number,
        received_on=case.received_on,
        channel=CHANNEL_NAMES[Channel(case.channel)],
        wished_form=case.wished_form,
        wished_way=case.wished_way,
        corrected_on=correction.received_on if correction else None,
        corrected=correction.description if correction else "",
        served_online=case.wished_way in {WishedWay.EMAIL, WishedWay.WEB},
        searches=searches,
    )


def next_number(case: Request, on: date) -> str:
    """The next 文号 under the body's 机关代字, in one series with the replies.

    Raises:
        CaseError: the body has entered none.
    """
    authority = authority_on(case.body, on)
    mark = authority.reply_mark if authority else ""
    if not mark:
        raise CaseError(
            "本单位没有登记答复文书的机关代字，不能编号。请在“依申请公开—救济机关”中登记后再制作文书。"
        )
    return str(DocumentNumber(mark, on.year, next_serial(case.body, on.year, mark)))


def make_notice(  # noqa: PLR0913 - the facts of a letter
    case: Request,
    kind: NoticeKind,
    found: Text,
    facts: Mapping[str, Any],
    *,
    actor: Person,
    on: date,
    party: str = "",
    consultation: Consultation | None = None,
) -> Notice:
    """The letter with its number; nothing has been told yet. Inside the act that asks for it."""
    row = Notice.objects.create(
        request=case,
        kind=kind,
        title=found.title,
        text=found.text,
        document_number=next_number(case, on),
        made_on=on,
        made_by=actor,
        facts={
            name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()
        },
        party=party,
        consultation=consultation,
    )
    forget(case, "notices")
    return row


@transaction.atomic
def serve(  # noqa: PLR0913 - which letter, which way, which proof
    *,
    request: Request,
    notice_id: int,
    handover: Handover,
    actor: Person,
    at: datetime,
    proof: Attached | None = None,
) -> Notice:
    """登记文书送达: the day that counts makes the act effective, as far as the law still lets it.

    Raises:
        CaseError: told already, a date missing, ahead or before the letter, a past date without its proof.
    """
    case = open_case(request, SERVE, actor=actor, at=at)
    row = waiting(case, notice_id)
    serve_notice(case, row, handover, at, proof)
    new = {"notice": row.kind, "way": row.way, "told_on": row.told_on, "number": row.document_number}
    close_act(case, "serve", actor=actor, at=at, new=new)
    return row


def waiting(case: Request, notice_id: int) -> Notice:
    found = next((row for row in rules.waiting_notices(case) if row.pk == notice_id), None)
    if found is None:
        raise CaseError("这份文书已经登记送达或者已经作废，请刷新页面核对。")
    return found


def serve_notice(
    case: Request, row: Notice, handover: Handover, at: datetime, proof: Attached | None
) -> None:
    """Store the way and let the act begin; the caller opens and closes the case."""
    told_of = {**asdict(handover), "proof": proof}
    refuse(way_faults(told_of, row.made_on, timezone.localdate(at), TOLD))
    delivery = events.Delivery(handover.way, handover.sent_on, handover.arrived_on, handover.cash_on_delivery)
    day = counted_day(delivery)
    need_online_channel(case, handover.way, row)
    row.way, row.sent_on, row.arrived_on = handover.way, handover.sent_on, handover.arrived_on
    row.tracking_number, row.told_on = handover.tracking_number.strip(), day
    row.proof = store_file(proof.data, proof.media_type, at=at) if proof else None
    _EFFECTS.get(NoticeKind(row.kind), _nothing)(case, row, day)
    row.save()
    forget(case, "notices")


NOT_ARRIVED: Final = (
    "以电子方式送达的，请填写到达对方系统的日期（一般与发送同日）；没有到达对方系统的，请改用其他方式送达。"
)
_DAYS: Final = {"sent_on": "交邮或发送日期", "arrived_on": "签收或到达日期"}


def way_faults(values: Mapping[str, Any], made_on: date | None, on: date, what: str) -> Iterator[Fault]:
    """Of how a letter of `made_on` went out, as far as it is told; `what` is the day that counts, of notice or of reply."""
    sent_on, arrived_on = values.get("sent_on"), values.get("arrived_on")
    faults = [
        fault
        for name, word in _DAYS.items()
        for fault in (
            *ahead(values.get(name), on, word, name),
            *before(values.get(name), made_on, word, "成文日期", name),
        )
    ]
    yield from faults or before(arrived_on, sent_on, _DAYS["arrived_on"], _DAYS["sent_on"], "arrived_on")
    if not values.get("way"):
        return
    way = DeliveryWay(values["way"])
    if way is DeliveryWay.ELECTRONIC and "arrived_on" in values and arrived_on is None:
        yield "arrived_on", NOT_ARRIVED
    delivery = events.Delivery(way, sent_on, arrived_on, bool(values.get("cash_on_delivery")))
    try:
        day = counted_day(delivery)
    except MissingFactError as fault:
        if not {"sent_on", "arrived_on"} - values.keys():
            yield "sent_on" if "签收" not in str(fault) else "arrived_on", str(fault)
        return
    if not faults:
        yield from unproved(day, on, values.get("proof"), what=what, kinds=RECEIPTS)


def _nothing(case: Request, row: Notice, day: date) -> None:
    """A letter that ends something tells it and moves no clock."""


def _day(row: Notice, name: str) -> date:
    return date.fromisoformat(row.facts[name])


def _in_term(day: date, until: date, what: str) -> None:
    if day > until:
        raise CaseError(
            f"告知之日晚于文书载明的{what}，申请人已经无法照办。请作废此文书，按新的日期重新制作。"
        )


def _need_running(case: Request, day: date) -> None:
    """Only a running period can be stopped for the applicant's turn (R19 Art.30; 109号: within the reply period)."""
    due = due_on(rules.history_of(case), current_calendar(), as_of=day)
    if due is None or day > due:
        raise CaseError(
            "告知之日答复期限没有在计算或者已经届满，这份文书不能再使期限停止；请作废此文书，按现有材料尽快答复。"
        )


def _correct(case: Request, row: Notice, day: date) -> None:
    until = _day(row, "until")
    _in_term(day, until, "补正期限")
    _need_running(case, day)
    Correction.objects.create(request=case, told_on=day, items=row.facts["items"], until=until)


_VAIN: Final = "告知之日{why}，{what}不能再生效，不能登记送达；请作废此文书，{then}。"


def _need_effect(case: Request, event: events.Extension | events.Delay, what: str) -> None:
    """R07 Art.24(2), R19 Arts.33(2), 35: agreed and told while the period runs, or it is none."""
    effect = effect_of(event, rules.history_of(case), current_calendar(), NATIONAL)
    if effect in {Effect.EXTENDED, Effect.DELAYED}:
        return
    if effect is Effect.TOO_LATE:
        raise CaseError(_VAIN.format(why="答复期限已经届满", what=what, then="并尽快答复"))
    if effect is Effect.REPLACED:
        raise CaseError(f"{NO_EXTENSION_OF_A_DELAY}请作废此文书。")
    then = "期限恢复计算后确有需要的，再重新制作"
    raise CaseError(_VAIN.format(why="答复期限没有在计算", what=what, then=then))


def _extend(case: Request, row: Notice, day: date) -> None:
    _need_effect(case, events.Extension(day, row.facts["days"]), "延期")
    Extension.objects.create(
        request=case,
        told_on=day,
        days=row.facts["days"],
        reason=row.facts["reason"],
        approved_by=row.made_by,
    )


def _delay(case: Request, row: Notice, day: date) -> None:
    until = _day(row, "until")
    _in_term(day, until, "合理期限")
    _need_effect(case, events.Delay(day, until), "延迟答复")
    Delay.objects.create(
        request=case, told_on=day, until=until, reason=row.facts["reason"], approved_by=row.made_by
    )


def _charge(case: Request, row: Notice, day: date) -> None:
    facts = row.facts
    if rules.fee_stops_clock(case, day):
        _need_running(case, day)
    FeeNotice.objects.create(
        request=case,
        amount=Decimal(facts["amount"]),
        waived=Decimal(facts["waived"]),
        waiver=facts["waiver"],
        basis=facts["basis"],
        mode=facts["mode"],
        units=facts["units"],
        sent_on=day,
        reached_on=row.arrived_on,
    )


def _consult(case: Request, row: Notice, day: date) -> None:
    """The desk has known of the consultation since it made the letter, or since it entered one made elsewhere."""
    row.consultation = Consultation.objects.create(
        request=case,
        kind=ConsultationKind(row.facts["kind"]),
        party=row.party,
        sent_on=day,
        reached_on=row.arrived_on,
        entered_on=_day(row, "entered_on"),
    )
    forget(case, "consultations")


_EFFECTS: Final[Mapping[NoticeKind, Callable[[Request, Notice, date], None]]] = {
    NoticeKind.CORRECTION: _correct,
    NoticeKind.EXTENSION: _extend,
    NoticeKind.DELAY: _delay,
    NoticeKind.FEE: _charge,
    NoticeKind.OPINION: _consult,
}


@transaction.atomic
def void_notice(
    *, request: Request, notice_id: int, reason: VoidReason, actor: Person, at: datetime
) -> Notice:
    """作废: a letter with a fault that nobody has told yet; its number stays used and is not given again."""
    case = open_case(request, VOID, actor=actor, at=at)
    row = waiting(case, notice_id)
    if row.kind not in VOIDABLE:
        raise CaseError("这份文书随办理决定作出，不能单独作废。请送达后登记。")
    row.voided_on = timezone.localdate(at)
    row.save(update_fields=["voided_on"])
    forget(case, "notices")
    new = {"notice": row.kind, "number": row.document_number, "void_reason": reason.value}
    close_act(case, "void", actor=actor, at=at, new=new)
    return row


def void_reason_of(row: Notice) -> str:
    """As the audit trail keeps it; empty where none was asked."""
    rows = AuditRow.objects.filter(subject=subject_of(row.request), act="request.void")
    codes = rows.filter(new__number=row.document_number).values_list("new__void_reason", flat=True)
    return str(VoidReason(code).label) if (code := codes.first()) else ""
