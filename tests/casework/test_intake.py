"""From the sealed inbox to 待确认, once however often it comes, and back to the applicant as progress."""

from __future__ import annotations

import runpy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError

import case_world as make
import desk_world
from gongkai import configuration
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.casework import services
from gongkai.casework.enums import RequestState
from gongkai.casework.intake import UnknownBodyError, take_in, title_of
from gongkai.casework.models import Request
from gongkai.casework.progress import status_of
from gongkai.law.events import ConsultationKind
from gongkai.law.receipt import ConfirmedHow
from gongkai.portal.inbox.sealing import inbox_of
from gongkai.portal.inbox.status import FOLDER, State, read_status

pytestmark = pytest.mark.django_db
SENDINGS = runpy.run_path(str(Path(__file__).parents[1] / "portal" / "inbox" / "sendings.py"))
SENT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make.Office(desk_world.body("heping", "示例区人民政府"))


def sent(**values):
    return SENDINGS["submission"](at=values.pop("at", SENT), **values)


def taken(submission=None, at=AT):
    """The one request that this submission became."""
    submission = submission or sent()
    assert take_in(submission, at=at) is True
    with cross_body("test"):
        return make.fresh(Request.objects.get(submission_digest=submission.digest))


def test_a_submission_waits_for_its_confirmation_with_a_careful_term(office):
    file = SENDINGS["sent_file"]()
    row = taken(sent(files=(file,)))
    assert (row.state, row.careful, row.channel) == (RequestState.TO_CONFIRM, True, "web")
    assert row.received_on == date(2026, 11, 20)
    assert row.due_on == date(2026, 12, 18)
    assert row.title == "2017年区本级预算公开的通知"
    assert (row.applicant.name, row.applicant.identity_kind) == ("申请人甲", "居民身份证")
    assert (row.wished_form, row.wished_way) == ("electronic", "pickup")
    with cross_body("test"):
        assert [(kept.name, kept.file.size) for kept in row.files.all()] == [("证明.pdf", len(file.data))]


def test_the_same_submission_is_taken_in_once(office):
    assert take_in(sent(), at=AT) is True
    assert take_in(sent(), at=AT + timedelta(hours=1)) is False
    with cross_body("test"):
        assert Request.objects.count() == 1
        assert AuditRow.objects.filter(act="request.intake").count() == 1


def test_who_applied_is_not_in_the_trail(office):
    taken()
    with cross_body("test"):
        told = str(list(AuditRow.objects.values_list("old", "new")))
    assert "申请人甲" not in told
    assert SENDINGS["RESIDENT"] not in told


def test_a_submission_to_a_body_that_is_not_known_stays_where_it_is(office):
    with pytest.raises(UnknownBodyError, match="没有代码为“nowhere”的单位"):
        take_in(sent(body_code="nowhere"), at=AT)
    with cross_body("test"):
        assert not Request.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"description": ""},
        {"name": "甲" * 20_000, "phone": "1" * 20_000, "address": "路" * 20_000, "contact_name": "乙" * 900},
        {"at": SENT + timedelta(days=400)},
        {"at": datetime(1990, 1, 1, tzinfo=UTC)},
        {"description": "公开" * 9_000},
    ],
)
def test_what_is_odd_outside_is_a_request_to_be_corrected_inside(office, changes):
    row = taken(sent(**changes))
    assert row.state == RequestState.TO_CONFIRM
    assert row.received_on == date(2026, 11, 20)
    assert 0 < len(row.title) <= 60
    assert len(row.applicant.name) <= 100
    assert len(row.applicant.contact_name) <= 60


def test_the_name_of_the_matter_is_the_first_sentence():
    assert title_of("示例地块补偿方案。另外还要附件") == "示例地块补偿方案"
    assert title_of("第一行\n第二行") == "第一行"
    assert title_of("长" * 80) == "长" * 59 + "…"
    assert title_of("。先写了句号") == "。先写了句号"


def confirm(office, row, at):
    with cross_body("test"):
        services.confirm(
            request=make.fresh(row), confirmed_at=at, how=ConfirmedHow.PHONE, actor=office.registrar, at=at
        )
    return make.fresh(row)


def test_the_applicant_reads_how_far_it_is_by_the_code(office, django_capture_on_commit_callbacks):
    submission = sent()
    with django_capture_on_commit_callbacks(execute=True):
        row = taken(submission)
    folder = inbox_of(configuration.public_dir()) / FOLDER
    told = read_status(folder, submission.receipt_code)
    assert row.due_on == date(2026, 12, 18)
    assert (told.state, told.number, told.due_on) == (State.SUBMITTED, row.number, None)
    assert "答复期限自收到申请之日起计算，确认之后在这里告知。" in told.remark
    with django_capture_on_commit_callbacks(execute=True):
        confirm(office, row, datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    told = read_status(folder, submission.receipt_code)
    assert [step.state for step in told.steps] == [State.SUBMITTED, State.RECEIVED, State.HANDLING]
    assert told.due_on == date(2026, 12, 21)


def test_the_steps_are_those_that_the_applicant_is_told(office):
    row = confirm(office, taken(), AT)
    asked = make.bring_to(office, row, RequestState.CORRECTING, AT)
    assert status_of(asked).state is State.CORRECTION
    assert status_of(asked).due_on == asked.correction.until
    back = AT + timedelta(days=3)
    with cross_body("test"):
        services.receive_correction(request=asked, received_on=back.date(), actor=office.officer, at=back)
        services.extend(
            request=make.fresh(row), days=20, reason="须会商", actor=office.head, at=back + timedelta(days=1)
        )
    make.told(office, row, back + timedelta(days=1))
    extended = make.fresh(row)
    assert status_of(extended).state is State.EXTENDED
    answered = make.bring_to(office, extended, RequestState.ANSWERED, back + timedelta(days=2))
    assert [step.state for step in status_of(answered).steps] == [
        State.SUBMITTED,
        State.RECEIVED,
        State.HANDLING,
        State.CORRECTION,
        State.HANDLING,
        State.EXTENDED,
        State.ANSWERED,
    ]


@pytest.mark.parametrize("state", [RequestState.WITHDRAWN, RequestState.CONSULTING, RequestState.PAYING])
def test_every_end_and_pause_has_a_sentence_without_a_person(office, state):
    row = confirm(office, taken(), AT)
    if state is RequestState.CONSULTING:
        with cross_body("test"):  # a web request's own words are no matter for a third party
            services.consult(
                request=make.fresh(row),
                kind=ConsultationKind.OTHER_BODY,
                party="示例机关",
                matter="示例方案",
                actor=office.officer,
                at=AT,
            )
        row = make.told(office, row, AT)
    else:
        row = make.bring_to(office, row, state, AT)
    status = status_of(row)
    assert (row.state, bool(status.remark)) == (state, True)
    assert "申请人甲" not in f"{status}"


def test_a_request_without_a_code_tells_nobody(office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        make.case(office, AT)
    assert callbacks == []


def test_a_digest_is_kept_by_the_database_as_well(office):
    row = taken()
    other = make.case(office, AT)
    with cross_body("test"), pytest.raises(IntegrityError):
        Request.objects.filter(pk=other.pk).update(submission_digest=row.submission_digest)
