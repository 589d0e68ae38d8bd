"""去标识化: after it no person is found in the case, on disk or in the database, and every figure stays."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

import case_world as make
import register_world
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.casework import rules, services
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Delivery
from gongkai.casework.services import Attached, CaseError, Handover
from gongkai.files.models import StoredFile
from gongkai.files.services import default_store
from gongkai.law.events import ConsultationKind, DeliveryWay

pytestmark = pytest.mark.django_db
PEOPLE = ("申请人甲", "示例第三方", "签收人丙", "用于示例研究", "经办备注", "商业秘密甲方", "000-00000000")


@pytest.fixture
def office():
    return make.Office()


def archived(office, file):
    made = make.case(office, wanted={"purpose": "用于示例研究"})
    with cross_body("test"):
        services.attach(request=made, file=file, actor=office.officer, at=make.OLD)
        services.consult(
            request=make.fresh(made),
            kind=ConsultationKind.THIRD_PARTY,
            party="示例第三方",
            actor=office.officer,
            at=make.OLD,
        )
    make.told(office, made, make.OLD, proof=file)
    with cross_body("test"):
        waiting = make.fresh(made)
        services.note_opinion(
            request=waiting,
            consultation_id=rules.pending_consultations(waiting)[0].pk,
            answered_on=make.OLD.date(),
            consents=False,
            opinion="商业秘密甲方",
            actor=office.officer,
            at=make.OLD,
        )
    make.determined(office, made, "trade_secret", make.OLD)
    made = make.bring_to(office, make.fresh(made), RequestState.TO_DELIVER, make.OLD)
    with cross_body("test"):
        services.deliver(
            request=made,
            handover=Handover(
                way=DeliveryWay.HANDED,
                arrived_on=make.OLD.date(),
                note="签收人丙",
                tracking_number="经办备注",
            ),
            proof=file,
            actor=office.officer,
            at=make.OLD,
        )
        services.archive(request=make.fresh(made), actor=office.officer, at=make.OLD)
    return make.fresh(made)


def everything() -> str:
    """Every row of this room's tables as text."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names() if name.startswith("casework_")]
        found = []
        for name in tables:
            cursor.execute(f"SELECT * FROM {name}")
            found += cursor.fetchall()
    return str(found)


@pytest.mark.postgres
def test_nobody_is_found_in_an_erased_case_and_its_facts_stay(office, django_capture_on_commit_callbacks):
    file = Attached("申请人甲的申请书.txt", "text/plain", "申请人甲".encode())
    made = archived(office, file)
    assert all(word in everything() for word in PEOPLE)
    with cross_body("test"):
        sha256 = made.files.get().file.sha256
    assert default_store().path_of(sha256).exists()
    with django_capture_on_commit_callbacks(execute=True), cross_body("test"):
        services.erase_applicant(request=made, actor=office.head, at=make.OLD)
    assert not [word for word in PEOPLE if word in everything()]
    assert not default_store().path_of(sha256).exists()
    found = make.fresh(made)
    assert (found.due_on, found.state, found.received_on) == (made.due_on, made.state, made.received_on)
    assert (found.delivery.counted_on, found.delivery.on_time) == (made.delivery.counted_on, True)
    assert found.reply.text == made.reply.text
    assert found.consultations.get().consents is False
    with cross_body("test"):
        assert not StoredFile.objects.filter(sha256=sha256).exists()
        assert AuditRow.objects.filter(act="request.erase").exists()


def test_bytes_that_another_case_holds_too_stay(office, django_capture_on_commit_callbacks):
    file = Attached("通用材料.txt", "text/plain", b"the same bytes")
    made = archived(office, file)
    other = make.case(office)
    with cross_body("test"):
        services.attach(request=other, file=file, actor=office.officer, at=make.OLD)
        with django_capture_on_commit_callbacks(execute=True):
            services.erase_applicant(request=made, actor=office.head, at=make.OLD)
        row = make.fresh(other).files.get()
    assert default_store().path_of(row.file.sha256).exists()


def test_while_a_dispute_is_open_nothing_is_erased(office):
    made = archived(office, Attached("材料.txt", "text/plain", b"x"))
    register_world.reconsideration(office.body, request=made)
    with cross_body("test"), pytest.raises(CaseError, match="尚未审结"):
        services.erase_applicant(request=made, actor=office.head, at=make.OLD)


@pytest.mark.postgres
def test_by_direct_sql_a_delivery_is_emptied_of_people_and_changed_in_nothing_else(office):
    made = archived(office, Attached("材料.txt", "text/plain", b"x"))
    with cross_body("test"):
        rows = Delivery.objects.filter(request=made)
    refused = ({"on_time": False}, {"note": "别的"}, {"tracking_number": "X1"}, {"sent_on": make.NEW.date()})
    for values in refused:
        with cross_body("test"), pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
    with cross_body("test"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
        assert rows.update(note="", proof=None, tracking_number="") == 1
