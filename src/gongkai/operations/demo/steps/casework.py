"""The year's requests, with whom each body's letters name for remedies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.bodies.models import BodyAuthority
from gongkai.casework.enums import ApplicantKind, WishedForm, WishedWay
from gongkai.casework.importers import ImportedCase, ImportedConsultation, ImportedSearch, import_cases
from gongkai.casework.models import RequestSubject
from gongkai.casework.services import Arrival, Handover, Identity, Wanted
from gongkai.files.models import StoredFile
from gongkai.files.services import store_file
from gongkai.law.events import DeliveryWay
from gongkai.law.receipt import Channel, ConfirmedHow
from gongkai.operations.demo.heping2017.bodies import OFFICE, staff
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.requests import DemoRequest, requests, subjects
from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.shapes import DemoBody

FIRST_YEAR = 2016
PROOF = "演示样张 无效：送达凭证（邮寄收据、签收单）存放于此。\n"


def load(loaded: Loaded, at: datetime) -> None:
    _load_authorities(loaded)
    known = _load_subjects()
    proof = store_file(PROOF.encode(), "text/plain", at=at)
    import_cases([_case(row, loaded, known, proof) for row in requests()])


def _load_authorities(loaded: Loaded) -> None:
    data = table("authorities")
    BodyAuthority.objects.bulk_create(
        [
            BodyAuthority(
                body=loaded.bodies[body.code],
                valid_from=data["since"],
                reply_mark=f"{body.mark.removesuffix('发')}公开",
                **data[_kind(body)],
            )
            for body in loaded.year.bodies
        ]
    )


def _kind(body: DemoBody) -> str:
    if not body.parent:
        return "government"
    if body.code == OFFICE:
        return "office"
    return "street" if body.group == "街道办事处" else "department"


def _load_subjects() -> dict[str, RequestSubject]:
    rows = RequestSubject.objects.bulk_create(
        [
            RequestSubject(code=row.code, name=row.name, position=position, valid_from=FIRST_YEAR)
            for position, row in enumerate(subjects())
        ]
    )
    return {row.code: row for row in rows}


def _case(
    row: DemoRequest, loaded: Loaded, known: Mapping[str, RequestSubject], proof: StoredFile
) -> ImportedCase:
    people = {
        role: loaded.people[staff()[row.body, role]] for role in ("registrar", "handler", "legal", "approver")
    }
    return ImportedCase(
        body=loaded.bodies[row.body],
        registrar=people["registrar"],
        arrival=_arrival(row),
        applicant=Identity(name=row.applicant, phone=row.phone, address=row.address, postal_code="000000"),
        wanted=_wanted(row, known),
        outcome=row.outcome,
        reasons=row.reasons,
        determined_at=row.determined_at,
        signers=(
            (people["handler"], row.submitted_at),
            (people["legal"], row.reviewed_at),
            (people["approver"], row.approved_at),
        ),
        handover=_handover(row),
        delivered_at=row.archived_at.replace(hour=9),
        archived_at=row.archived_at,
        searches=tuple(
            ImportedSearch(at=one.at, place=one.place, terms=one.terms, result=one.result)
            for one in row.searches
        ),
        consultations=_consultations(row),
        proof=proof,
    )


def _arrival(row: DemoRequest) -> Arrival:
    return Arrival(
        channel=Channel(row.channel),
        sent_at=row.sent_at,
        arrived_at=row.arrived_at,
        confirmed_at=row.confirmed_at,
        confirmed_how=ConfirmedHow.PHONE if row.confirmed_at else None,
    )


def _wanted(row: DemoRequest, known: Mapping[str, RequestSubject]) -> Wanted:
    return Wanted(
        title=row.title,
        description=f"申请公开{row.title}。",
        kind=ApplicantKind(row.applicant_kind),
        purpose=row.purpose,
        subject=known[row.subject],
        form=WishedForm(row.wished_form),
        way=WishedWay(row.wished_way),
    )


def _handover(row: DemoRequest) -> Handover:
    way = DeliveryWay.POST if row.wished_way == WishedWay.POST else DeliveryWay.HANDED
    return Handover(way=way, sent_on=row.sent_on, arrived_on=row.reached_on)


def _consultations(row: DemoRequest) -> tuple[ImportedConsultation, ...]:
    asked = row.consultation
    if asked is None:
        return ()
    return (
        ImportedConsultation(
            party=asked.party,
            sent_on=asked.sent_on,
            reached_on=asked.reached_on,
            answered_on=asked.answered_on,
            consents=False,
            opinion=asked.opinion,
        ),
    )
