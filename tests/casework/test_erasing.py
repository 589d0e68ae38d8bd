"""去标识化: after it no person is found in the case, on disk or in the database, and every figure stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

import case_world as make
import desk_world
import register_world
from gongkai import configuration
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.casework import rules, services
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Delivery, Request
from gongkai.casework.progress import status_of
from gongkai.casework.services import Attached, CaseError, Handover, erasing
from gongkai.casework.working_days import current_calendar
from gongkai.files.models import StoredFile
from gongkai.files.services import default_store
from gongkai.law.decisions import RemedyBranch
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.receipt import Channel
from gongkai.portal.inbox.codes import code_of
from gongkai.portal.inbox.sealing import inbox_of
from gongkai.portal.inbox.status import FOLDER, read_status, write_status
from gongkai.records import services as records
from gongkai.records.enums import State

pytestmark = pytest.mark.django_db
LATER = make.at(2017, 10, 9)  # six months after the delivery are over
PEOPLE = (
    "申请人甲",
    "示例第三方",
    "查找的名字丁",
    "签收人丙",
    "用于示例研究",
    "经办备注",
    "商业秘密甲方",
    "000-00000000",
)


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
        services.log_search(
            request=make.fresh(made),
            place="档案室",
            terms="查找的名字丁",
            result="查找的名字丁一件",
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
        services.erase_applicant(request=made, actor=office.head, at=LATER)
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
            services.erase_applicant(request=made, actor=office.head, at=LATER)
        row = make.fresh(other).files.get()
    assert default_store().path_of(row.file.sha256).exists()


def test_bytes_that_a_publication_names_stay_although_no_row_points_to_them(
    office, django_capture_on_commit_callbacks
):
    data = b"%PDF-1.4 what was published"
    desk_world.column()
    team = desk_world.Team(desk_world.body("publisher"))
    row = desk_world.record(team)
    with cross_body("test"):
        by = {"actor": team.author, "at": make.OLD}
        records.attach(record=row, name="公开文件.pdf", media_type="application/pdf", data=data, **by)
        live = desk_world.bring_to(row, team, State.PUBLISHED, make.OLD)
        records.detach(record=live, position=0, version=desk_world.fresh(live).version, **by)
    made = archived(office, Attached("公开文件.pdf", "application/pdf", data))
    with cross_body("test"):
        sha256 = made.files.get().file.sha256
    with django_capture_on_commit_callbacks(execute=True), cross_body("test"):
        services.erase_applicant(request=made, actor=office.head, at=LATER)
        assert StoredFile.objects.filter(sha256=sha256).exists()
    assert default_store().path_of(sha256).exists()


def test_what_was_corrected_goes_with_the_applicant_but_for_the_signed_text(office, client):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.CORRECTING)
    file = Attached("申请人甲的补正.txt", "text/plain", b"x")
    with cross_body("test"):
        services.receive_correction(
            request=made,
            received_on=make.NEW.date(),
            description="申请人甲要求的补偿方案",
            files=(file,),
            actor=office.officer,
            at=make.NEW,
        )
    assert "申请人甲要求的补偿方案" in everything()
    made = make.bring_to(office, make.fresh(made), RequestState.ARCHIVED)
    with cross_body("test"):
        services.erase_applicant(request=made, actor=office.head, at=make.at(2024, 3, 20))
    found = make.fresh(made)
    kept = everything().replace(found.reply.text, "").replace(repr(found.reply.text)[1:-1], "")
    assert not [word for word in ("申请人甲要求的补偿方案", "申请人甲的补正") if word in kept]
    letter = reverse("request_letter", args=[made.pk])
    client.force_login(desk_world.person(office.body, Role.SUPERVISOR))
    assert "申请人甲要求的补偿方案" not in client.get(letter).content.decode()
    client.force_login(office.officer)
    assert "申请人甲要求的补偿方案" in client.get(letter).content.decode()


def test_while_a_dispute_is_open_nothing_is_erased(office):
    made = archived(office, Attached("材料.txt", "text/plain", b"x"))
    register_world.reconsideration(office.body, request=made)
    with cross_body("test"), pytest.raises(CaseError, match="尚未审结"):
        services.erase_applicant(request=made, actor=office.head, at=LATER)


WORDS = "张某某与邻居的纠纷"


def test_of_a_web_request_the_words_and_the_public_progress_go_and_the_signed_text_stays(office):
    made = make.case(office, channel=Channel.WEB, title=WORDS, wanted={"subject": make.subject()})
    code = code_of("00" * 32)
    with cross_body("test"):
        Request.objects.filter(pk=made.pk).update(receipt_code=code)
    made = make.bring_to(office, make.fresh(made), RequestState.ARCHIVED)
    folder = inbox_of(configuration.public_dir()) / FOLDER
    write_status(folder, code, status_of(made))
    with cross_body("test"):
        services.erase_applicant(request=made, actor=office.head, at=LATER)
    found = make.fresh(made)
    assert read_status(folder, code) is None
    assert list(folder.iterdir()) == []
    assert (found.title, found.description) == (f"互联网申请（房屋征收）{made.number}",) * 2
    assert found.receipt_code == ""
    assert WORDS in found.reply.text


@pytest.mark.parametrize(
    ("moment", "key", "last"),
    [
        (make.OLD, "disclosed", (2017, 9, 20)),  # six months to sue
        (
            make.at(2024, 3, 20),
            "state_secret",
            (2024, 5, 20),
        ),  # reconsideration first: 60 days, the last a Sunday
        (make.at(2024, 3, 20), "disclosed", (2024, 9, 20)),
    ],
)
def test_until_the_remedies_have_run_nobody_is_erased(office, moment, key, last):
    made = make.determined(office, make.case(office, moment), key)
    made = make.bring_to(office, made, RequestState.ARCHIVED)
    day = make.at(*last)
    with cross_body("test"):
        with pytest.raises(CaseError, match=f"期限至{last[0]}年{last[1]}月{last[2]}日届满"):
            services.erase_applicant(request=made, actor=office.head, at=day)
        services.erase_applicant(request=made, actor=office.head, at=make.days_later(day, 1))


def test_a_remedy_that_was_not_told_keeps_the_file_for_a_year():
    rest = (make.OLD.date(), make.OLD.date(), current_calendar())
    assert list(erasing.last_days(RemedyBranch.ORDINARY, "没有写明", *rest)) == [date(2018, 3, 20)]
    assert not list(erasing.last_days(RemedyBranch.NONE, "", *rest))


def test_after_a_decided_dispute_the_next_one_may_still_come(office):
    made = make.bring_to(office, make.case(office), RequestState.ARCHIVED)
    row = register_world.reconsideration(office.body, request=made)
    with cross_body("test"):
        type(row).objects.filter(pk=row.pk).update(result="review_upheld", decided_on=date(2017, 10, 9))
    with cross_body("test"), pytest.raises(CaseError, match="期限至2017年10月24日届满"):
        services.erase_applicant(request=made, actor=office.head, at=LATER)


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
