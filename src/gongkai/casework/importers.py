"""Bringing in many answered requests at once, as an older register or a generator hands them over.

The rules are those of `services` and so are the audit rows: receipt, due date, letter, document number, day that
counts and state are derived here too, never handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import AuditRow, BodyAuthority, Person, PublicBody
from gongkai.casework import letters, rules
from gongkai.casework.enums import ReplyStage, RequestState
from gongkai.casework.letters import WITHOUT_REASONS
from gongkai.casework.models import (
    Applicant,
    CaseSerial,
    Consultation,
    Decision,
    Delivery,
    Reply,
    ReplySignature,
    Request,
    SearchLog,
)
from gongkai.casework.services import (
    Arrival,
    CaseError,
    Handover,
    Identity,
    Wanted,
    chosen,
    fill,
    number_of,
    remedy_facts,
    told,
)
from gongkai.casework.working_days import current_calendar
from gongkai.files.models import StoredFile
from gongkai.law import events
from gongkai.law.clock import due_on
from gongkai.law.events import ConsultationKind
from gongkai.law.numbering import DocumentNumber
from gongkai.law.regimes import Regime
from gongkai.law.timeliness import judge_delivery

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSearch:
    at: datetime
    place: str
    terms: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedConsultation:
    party: str
    sent_on: date
    reached_on: date
    answered_on: date
    consents: bool
    opinion: str
    kind: ConsultationKind = ConsultationKind.THIRD_PARTY


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCase:
    """One request from receipt to delivery; `signers` are officer, legal reviewer and approver with their moments."""

    body: PublicBody
    registrar: Person
    arrival: Arrival
    applicant: Identity
    wanted: Wanted
    outcome: str
    reasons: str
    determined_at: datetime
    signers: tuple[tuple[Person, datetime], tuple[Person, datetime], tuple[Person, datetime]]
    handover: Handover
    delivered_at: datetime
    archived_at: datetime | None = None
    searches: tuple[ImportedSearch, ...] = ()
    consultations: tuple[ImportedConsultation, ...] = ()
    proof: StoredFile | None = None

    @property
    def officer(self) -> Person:
        return self.signers[0][0]

    @property
    def approved_at(self) -> datetime:
        return self.signers[-1][1]


@transaction.atomic
def import_cases(rows: Sequence[ImportedCase]) -> list[Request]:
    """Store the rows in the order given; numbers run in it, document numbers in the order of approval.

    Raises:
        CaseError: a row that the desk would have refused; nothing is stored then.
    """
    for number, row in enumerate(rows, 1):
        _check(row, number)
    found = [_request(row, serial) for row, serial in zip(rows, _serials(rows), strict=True)]
    Request.objects.bulk_create(found, batch_size=CHUNK)
    pairs = list(zip(rows, found, strict=True))
    Applicant.objects.bulk_create(
        [Applicant(request=case, **asdict(row.applicant)) for row, case in pairs], batch_size=CHUNK
    )
    _store_work(pairs)
    _store_replies(pairs)
    _store_deliveries(pairs)
    Request.objects.bulk_update(found, ["due_on", "state", "archived_on"], batch_size=CHUNK)
    AuditRow.objects.bulk_create(
        [audit for row, case in pairs for audit in _trail(row, case)], batch_size=CHUNK
    )
    return found


def _check(row: ImportedCase, number: int) -> None:
    people = {person.pk for person, _ in row.signers}
    moments = [row.determined_at, *(at for _, at in row.signers), row.delivered_at]
    faults = (
        (len(people) < len(row.signers), "经办、审核、签发应为三人"),
        (moments != sorted(moments), "办理环节的时间先后颠倒"),
        (row.outcome == "not_held" and not row.searches, "答复信息不存在而没有检索记录"),
        (not row.reasons.strip() and row.outcome not in WITHOUT_REASONS, "没有写明事实和理由"),
    )
    for failed, what in faults:
        if failed:
            raise CaseError(f"第{number}行{what}；未导入任何申请，请改正后重新导入。")


def _serials(rows: Sequence[ImportedCase]) -> list[int]:
    last: defaultdict[tuple[int, int], int] = defaultdict(int)
    found = []
    for row in rows:
        year = _received_on(row).year
        last[row.body.pk, year] += 1
        found.append(last[row.body.pk, year])
    _store_serials({(*key, CaseSerial.REQUESTS): count for key, count in last.items()})
    return found


def _store_serials(last: Mapping[tuple[int, int, str], int]) -> None:
    """The importer fills empty series only: a number is never given twice."""
    CaseSerial.objects.bulk_create(
        [
            CaseSerial(body_id=body, year=year, series=series, last=count)
            for (body, year, series), count in last.items()
        ],
        batch_size=CHUNK,
    )


def _received_on(row: ImportedCase) -> date:
    case = Request()
    fill(case, row.arrival, row.wanted)
    return rules.receipt_of(case).received_on


def _request(row: ImportedCase, serial: int) -> Request:
    case = Request(body=row.body, serial=serial, updated_at=row.archived_at or row.delivered_at)
    fill(case, row.arrival, row.wanted)
    receipt = rules.receipt_of(case)
    case.received_on, case.receipt_basis = receipt.received_on, receipt.basis
    case.regime, case.careful = receipt.regime, receipt.careful
    case.year = receipt.received_on.year
    case.number = number_of(row.body, case.year, serial)
    case.officer = row.officer
    case.archived_on = timezone.localdate(row.archived_at) if row.archived_at else None
    case.state = RequestState.HANDLING
    return case


Pairs = Sequence[tuple[ImportedCase, Request]]


def _store_work(pairs: Pairs) -> None:
    SearchLog.objects.bulk_create(
        [
            SearchLog(
                request=case,
                searched_at=search.at,
                place=search.place,
                terms=search.terms,
                result=search.result,
                person=row.officer,
            )
            for row, case in pairs
            for search in row.searches
        ],
        batch_size=CHUNK,
    )
    Consultation.objects.bulk_create(
        [Consultation(request=case, **asdict(asked)) for row, case in pairs for asked in row.consultations],
        batch_size=CHUNK,
    )
    Decision.objects.bulk_create(
        [
            Decision(
                request=case,
                regime=case.regime,
                outcome=chosen(Regime(case.regime), row.outcome).key,
                reasons=row.reasons,
                decided_on=timezone.localdate(row.approved_at),
            )
            for row, case in pairs
        ],
        batch_size=CHUNK,
    )


def _store_replies(pairs: Pairs) -> None:
    authorities = _authorities(pairs)
    numbers = _document_numbers(pairs, authorities)
    replies = [
        _reply(row, case, authorities[row.body.pk, timezone.localdate(row.approved_at)], numbers[case.pk])
        for row, case in pairs
    ]
    Reply.objects.bulk_create(replies, batch_size=CHUNK)
    ReplySignature.objects.bulk_create(
        [
            ReplySignature(
                reply=reply, round=1, stage=stage, person=person, at=at, text_sha256=reply.text_sha256
            )
            for (row, _), reply in zip(pairs, replies, strict=True)
            for stage, (person, at) in zip(ReplyStage, row.signers, strict=True)
        ],
        batch_size=CHUNK,
    )


def _authorities(pairs: Pairs) -> dict[tuple[int, date], BodyAuthority]:
    """What held at each body on each day of approval, in one query."""
    wanted = {(row.body.pk, timezone.localdate(row.approved_at)) for row, _ in pairs}
    rows = BodyAuthority.objects.filter(body__in={body for body, _ in wanted}).order_by("valid_from")
    found = {}
    for body, day in wanted:
        valid = [
            row
            for row in rows
            if row.body_id == body and row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)
        ]
        if not valid or not valid[-1].reply_mark:
            raise CaseError("有单位没有登记救济机关和答复文书的机关代字，未导入任何申请。")
        found[body, day] = valid[-1]
    return found


def _document_numbers(
    pairs: Pairs, authorities: Mapping[tuple[int, date], BodyAuthority]
) -> dict[int, DocumentNumber]:
    last: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    found = {}
    for row, case in sorted(pairs, key=lambda pair: (pair[0].approved_at, pair[1].pk)):
        day = timezone.localdate(row.approved_at)
        mark = authorities[row.body.pk, day].reply_mark
        last[row.body.pk, day.year, mark] += 1
        found[case.pk] = DocumentNumber(mark, day.year, last[row.body.pk, day.year, mark])
    _store_serials(last)
    return found


def _reply(row: ImportedCase, case: Request, authority: BodyAuthority, number: DocumentNumber) -> Reply:
    made_on = timezone.localdate(row.approved_at)
    outcome = chosen(Regime(case.regime), row.outcome)
    letter = letters.compose(
        told(case, _searches(row)), outcome, row.reasons, remedy_facts(authority), made_on
    )
    return Reply(
        request=case,
        title=letter.title,
        text=letter.text,
        text_sha256=letters.text_hash(letter.title, letter.text),
        document_number=str(number),
        made_on=made_on,
    )


def _searches(row: ImportedCase) -> list[letters.Search]:
    return [
        letters.Search(timezone.localdate(search.at), search.place, search.terms, search.result)
        for search in row.searches
    ]


def _store_deliveries(pairs: Pairs) -> None:
    found = []
    for row, case in pairs:
        case.due_on = due = _due(row, case)
        sent = row.handover
        judged = judge_delivery(
            events.Delivery(sent.way, sent.sent_on, sent.arrived_on, sent.cash_on_delivery), due
        )
        found.append(
            Delivery(
                request=case,
                **asdict(sent),
                counted_on=judged.counted_on,
                on_time=judged.on_time,
                proof=row.proof,
            )
        )
        case.state = RequestState.ARCHIVED if case.archived_on else RequestState.ANSWERED
    Delivery.objects.bulk_create(found, batch_size=CHUNK)


def _due(row: ImportedCase, case: Request) -> date:
    asked = tuple(
        events.Consultation(one.kind, one.sent_on, one.reached_on, one.answered_on)
        for one in row.consultations
    )
    due = due_on(events.History(case.received_on, asked), current_calendar())
    assert due is not None  # consultations only pause
    return due


def _trail(row: ImportedCase, case: Request) -> Iterator[AuditRow]:
    """The audit rows of every act, as the desk would have written them."""
    arrived = row.arrival.confirmed_at or row.arrival.arrived_at or row.determined_at
    register = {"channel": case.channel, "received_on": case.received_on.isoformat()}
    yield _audit(case, "register", row.registrar, arrived, register)
    for search in row.searches:
        yield _audit(case, "search", row.officer, search.at, {"searched_at": search.at.isoformat()})
    for asked in row.consultations:
        when = {"kind": asked.kind.value, "sent_on": asked.sent_on.isoformat()}
        yield _audit(case, "consult", row.officer, row.determined_at, when)
    yield _audit(case, "determine", row.officer, row.determined_at, {"outcome": row.outcome})
    for stage, (person, at) in zip(ReplyStage, row.signers, strict=True):
        yield _audit(case, "sign", person, at, {"stage": stage.value})
    yield _audit(case, "deliver", row.officer, row.delivered_at, {"way": row.handover.way.value})
    if row.archived_at is not None:
        yield _audit(case, "archive", row.officer, row.archived_at, {})


def _audit(case: Request, act: str, actor: Person, at: datetime, new: Mapping[str, Any]) -> AuditRow:
    return AuditRow(
        at=at,
        actor=actor,
        act=f"request.{act}",
        body=case.body,
        subject=f"request/{case.number}",
        new=dict(new),
    )
