"""Receiving: register, confirm, corrected requests, files (R07 Art.20, R19 Arts.29-31)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import OneToOneRel, Prefetch, prefetch_related_objects
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import require
from gongkai.casework import rules
from gongkai.casework.enums import ApplicantKind, RequestState, WishedForm, WishedWay
from gongkai.casework.models import (
    Applicant,
    CaseSerial,
    Consultation,
    Notice,
    Request,
    RequestFile,
    RequestSubject,
)
from gongkai.casework.next_acts import ATTACH, CONFIRM, CORRECTED
from gongkai.casework.services.opening import CaseError, Fault, close_act, next_serial, open_case, refuse
from gongkai.files.services import store_file
from gongkai.law.receipt import CHANNEL_NAMES, Channel, ConfirmedHow, MissingFactError
from gongkai.law.wording import plain_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The facts from which the day of receipt is derived."""

    channel: Channel
    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_how: ConfirmedHow | None = None
    applicant_reachable: bool = True
    oral: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who applies. Under R07 no identity document is asked for, except for one's own records (Art.25)."""

    name: str
    representative: str = ""
    contact_name: str = ""
    identity_kind: str = ""
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for."""

    title: str
    description: str
    kind: ApplicantKind = ApplicantKind.NATURAL
    purpose: str = ""
    subject: RequestSubject | None = None
    form: WishedForm | None = None
    way: WishedWay | None = None


CORRECTING: Final = "补正材料"
SUPPLIED: Final = "向申请人提供的信息"
"""The purpose of a file that is what the reply discloses."""


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    media_type: str
    data: bytes
    purpose: str = "申请材料"


@transaction.atomic
def register(  # noqa: PLR0913 - a request is arrival, applicant and wish, at a body
    *,
    body: PublicBody,
    arrival: Arrival,
    applicant: Identity,
    wanted: Wanted,
    actor: Person,
    at: datetime,
    files: tuple[Attached, ...] = (),
    once: str = "",
) -> Request:
    """登记: the day of receipt follows from the arrival. What was sent under `once` before is not registered again.

    Raises:
        CaseError: a fact that the channel needs is missing, contradicts another, or lies ahead.
        IntegrityError: `once` was used before, even a moment ago; `registered_under` finds what it made.
    """
    require(actor, Act.REGISTER_REQUEST, body, at)
    if arrival.channel is Channel.WEB:
        raise CaseError(
            "互联网提交的申请由系统自动收取，不在这里登记；申请人通过其他网站提交的，请选择“其他公布的渠道”。"
        )
    case = new_request(body=body, arrival=arrival, applicant=applicant, wanted=wanted, at=at)
    case.submission_digest = _digest(once)
    store_files(case, files, at)
    return close_act(case, "register", actor=actor, at=at, new=_audited(case))


def _digest(once: str) -> str | None:
    return hashlib.sha256(f"desk:{once}".encode()).hexdigest() if once else None


def registered_under(once: str) -> Request | None:
    return Request.objects.filter(submission_digest=_digest(once)).first() if once else None


def new_request(
    *, body: PublicBody, arrival: Arrival, applicant: Identity, wanted: Wanted, at: datetime
) -> Request:
    """The stored rows of a request, before its audit row; the caller has checked who may."""
    _check(arrival, applicant, wanted, at)
    case = Request(body=body, version=0, updated_at=at, state=RequestState.HANDLING)
    fill(case, arrival, wanted)
    try:
        case.received_on = rules.receipt_of(case).received_on
    except ValueError as fault:  # MissingFactError, or a day before the Regulation
        raise CaseError(str(fault)) from fault
    case.year = case.received_on.year
    case.serial = next_serial(body, case.year, CaseSerial.REQUESTS)
    case.number = number_of(body, case.year, case.serial)
    receipt = rules.receipt_of(case)
    case.receipt_basis, case.regime, case.careful = receipt.basis, receipt.regime, receipt.careful
    case.save(force_insert=True)
    _nothing_yet(case)
    Applicant.objects.create(request=case, **asdict(applicant))
    return case


_LATER = ("correction", "extension", "delay", "fee", "withdrawal", "decision", "reply", "delivery")


def _nothing_yet(case: Request) -> None:
    """A new request has none of the rows that `rules` looks at: it need not ask for each."""
    for name in _LATER:
        relation = case._meta.get_field(name)
        assert isinstance(relation, OneToOneRel)
        relation.set_cached_value(case, None)
    prefetch_related_objects(
        [case],
        Prefetch("consultations", Consultation.objects.none()),
        Prefetch("notices", Notice.objects.none()),
    )


def number_of(body: PublicBody, year: int, serial: int) -> str:
    """收件编号: told to the applicant, so it says whose and of which year."""
    return f"{body.code}-{year}-{serial:04d}"


def _check(arrival: Arrival, applicant: Identity, wanted: Wanted, at: datetime) -> None:
    told: dict[str, Any] = {name: getattr(arrival, name) for name in Arrival.__dataclass_fields__}
    told |= {"name": applicant.name, "title": wanted.title, "description": wanted.description}
    refuse(arrival_faults(told, at))


_TEXTS: Final = {
    "name": "没有填写申请人的姓名或者名称。请补充后登记。",
    "title": "没有填写申请事项。请照申请书填写。",
    "description": "没有填写所需信息的内容描述。请照申请书填写。",
}
_MOMENTS: Final = {"sent_at": "发出时间", "arrived_at": "到达时间", "confirmed_at": "确认时间"}


def arrival_faults(values: Mapping[str, Any], at: datetime) -> Iterator[Fault]:
    """Of what is there; a fact that a form lacks is not judged."""
    yield from ((name, said) for name, said in _TEXTS.items() if name in values and not values[name].strip())
    channel, arrived_at = values.get("channel"), values.get("arrived_at")
    if values.get("oral") and channel not in {None, Channel.COUNTER}:
        yield "oral", "口头申请只在当面提交时办理：申请人书写确有困难的，由本机关代为填写。"
    for name, what in _MOMENTS.items():
        moment = values.get(name)
        if moment is not None and moment > at:
            yield name, f"{what}晚于现在，请核对。"
    if values.get("sent_at") and arrived_at and values["sent_at"] > arrived_at:
        yield "sent_at", "发出时间晚于到达时间，请核对。"
    yield from _confirmed_before(values.get("confirmed_at"), arrived_at)
    if channel in {Channel.COUNTER, Channel.POST_SIGNED} and "arrived_at" in values and arrived_at is None:
        name = CHANNEL_NAMES[Channel(channel)]
        yield "arrived_at", f"没有记录{name}的申请何时到达，以到达本机关的时间为准；请填写到达时间。"
    if values.get("confirmed_at") is not None and not values.get("confirmed_how"):
        yield "confirmed_how", "已经填写确认时间，还应选择以何种方式与申请人确认。"


def _confirmed_before(confirmed_at: datetime | None, arrived_at: datetime | None) -> Iterator[Fault]:
    """A person enters minutes: within the minute of the arrival nothing is before it."""
    if (
        confirmed_at is not None
        and arrived_at is not None
        and confirmed_at < arrived_at.replace(second=0, microsecond=0)
    ):
        at = timezone.localtime(arrived_at)
        yield "confirmed_at", f"确认时间早于申请到达的时间（{plain_date(at.date())}{at:%H:%M}），请核对。"


def fill(case: Request, arrival: Arrival, wanted: Wanted) -> None:
    """Put the facts of arrival and wish into an unsaved request; nothing is derived yet."""
    case.channel = arrival.channel
    case.oral = arrival.oral
    case.sent_at, case.arrived_at = arrival.sent_at, arrival.arrived_at
    case.confirmed_at = arrival.confirmed_at
    case.confirmed_how = arrival.confirmed_how or ""
    case.applicant_reachable = arrival.applicant_reachable
    case.applicant_kind = wanted.kind
    case.title, case.description = wanted.title.strip(), wanted.description.strip()
    case.purpose = wanted.purpose.strip()
    case.subject = wanted.subject
    case.wished_form, case.wished_way = wanted.form or "", wanted.way or ""


def _audited(case: Request) -> dict[str, object]:
    """What the audit row of a registration holds: the case, never the person."""
    return {
        "channel": case.channel,
        "received_on": case.received_on,
        "basis": case.receipt_basis,
        "applicant_kind": case.applicant_kind,
    }


@transaction.atomic
def confirm(
    *, request: Request, confirmed_at: datetime, how: ConfirmedHow, actor: Person, at: datetime
) -> Request:
    """确认: both sides know that the request is in; from here the term is certain.

    Raises:
        CaseError: not before the arrival, not after now.
    """
    case = open_case(request, CONFIRM, actor=actor, at=at)
    if confirmed_at > at:
        raise CaseError("确认时间晚于现在，请核对。", "confirmed_at")
    refuse(_confirmed_before(confirmed_at, case.arrived_at))
    old = {"received_on": case.received_on, "basis": case.receipt_basis}
    case.confirmed_at, case.confirmed_how = confirmed_at, how
    try:
        receipt = rules.receipt_of(case)
    except MissingFactError as fault:
        raise CaseError(str(fault), "confirmed_at") from fault
    new = {"received_on": receipt.received_on, "basis": receipt.basis.value, "how": how.value}
    return close_act(case, "confirm", actor=actor, at=at, old=old, new=new)


@transaction.atomic
def receive_correction(  # noqa: PLR0913 - the day, the corrected words and what came with them
    *,
    request: Request,
    received_on: date,
    actor: Person,
    at: datetime,
    description: str = "",
    files: tuple[Attached, ...] = (),
) -> Request:
    """收到补正: the period runs anew from that day (R19 Art.30).

    `description` is what is asked for now, empty or as before where the correction was about something else. The audit
    row says that it changed, not what it says.
    """
    case = open_case(request, CORRECTED, actor=actor, at=at)
    row = rules.correction_of(case)
    assert row is not None  # the state says so
    refuse(corrected_faults(case, {"received_on": received_on}, timezone.localdate(at)))
    words = description.strip()
    row.received_on = received_on
    row.description = "" if _plain_words(words) == _plain_words(case.description) else words
    row.save(update_fields=["received_on", "description"])
    store_files(case, tuple(replace(file, purpose=CORRECTING) for file in files), at)
    new = {
        "received_on": received_on,
        "rewritten": "yes" if row.description else "no",
        "added": len(files),
    }
    return close_act(case, "corrected", actor=actor, at=at, new=new)


def _plain_words(text: str) -> str:
    return "".join(text.split())


def corrected_faults(case: Request, values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    received_on, row = values.get("received_on"), rules.correction_of(case)
    if received_on is None or row is None:
        return
    if received_on > on:
        yield "received_on", "收到补正的日期晚于今日，请核对。"
    elif received_on < row.told_on:
        yield "received_on", f"收到补正的日期早于告知补正的日期（{plain_date(row.told_on)}），请核对。"


@transaction.atomic
def attach(*, request: Request, file: Attached, actor: Person, at: datetime) -> RequestFile:
    """添加材料: what came later or proves an act."""
    case = open_case(request, ATTACH, actor=actor, at=at)
    row = _store(case, file, at)
    close_act(case, "attach", actor=actor, at=at, new={"sha256": row.file.sha256})
    return row


def _store(case: Request, file: Attached, at: datetime) -> RequestFile:
    stored = store_file(file.data, file.media_type, at=at)
    return RequestFile.objects.create(
        request=case, file=stored, name=file.name, purpose=file.purpose, added_at=at
    )


def store_files(case: Request, files: tuple[Attached, ...], at: datetime) -> None:
    for file in files:
        _store(case, file, at)
