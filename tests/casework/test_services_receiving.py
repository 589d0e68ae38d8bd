from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import case_world as make
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.casework import services
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Request
from gongkai.casework.services import Attached, CaseError, Identity, Wanted
from gongkai.law.receipt import Channel, ConfirmedHow, ReceiptBasis

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.Office()


def register(office, arrival, actor=None, at=make.OLD, **values):
    with cross_body("test"):
        return services.register(
            body=office.body,
            arrival=arrival,
            applicant=values.pop("applicant", Identity(name="申请人甲")),
            wanted=values.pop("wanted", Wanted(title="补偿方案", description="补偿方案全文")),
            actor=actor or office.registrar,
            at=at,
            **values,
        )


@pytest.mark.parametrize(
    ("channel", "basis"),
    [
        (Channel.COUNTER, ReceiptBasis.HANDED_IN),
        (Channel.POST_SIGNED, ReceiptBasis.SIGNED_FOR),
        (Channel.POST_PLAIN, ReceiptBasis.CONFIRMED),
        (Channel.POST_ELSEWHERE, ReceiptBasis.CONFIRMED),
        (Channel.FAX, ReceiptBasis.CONFIRMED),
        (Channel.EMAIL, ReceiptBasis.ARRIVED),
        (Channel.OTHER, ReceiptBasis.CONFIRMED),
    ],
)
def test_every_channel_gives_the_day_of_receipt_by_its_own_rule(office, channel, basis):
    made = register(office, make.arrival(make.OLD, channel))
    assert made.receipt_basis == basis
    assert made.received_on == date(2017, 3, 20)
    assert made.state == RequestState.HANDLING
    assert made.due_on == date(2017, 4, 11)  # 04-01 worked, 04-02 to 04-04 off


def test_an_oral_request_is_filled_in_by_the_agency_at_the_counter_only(office):
    made = register(office, replace(make.arrival(), oral=True))
    assert made.oral
    with pytest.raises(CaseError, match="口头申请只在当面提交时办理"):
        register(office, replace(make.arrival(channel=Channel.FAX), oral=True))


def test_nobody_registers_by_hand_what_the_web_form_brings_in(office):
    with pytest.raises(CaseError, match="由系统自动收取"):
        register(office, make.arrival(channel=Channel.WEB))


def test_an_unconfirmed_web_request_waits_with_a_careful_term(office):
    made = make.case(office, channel=Channel.WEB, confirmed=False)
    assert (made.careful, made.state) == (True, RequestState.TO_CONFIRM)
    assert made.due_on == date(2017, 4, 11)
    later = make.at(2017, 3, 22)
    with cross_body("test"):
        services.confirm(
            request=made, confirmed_at=later, how=ConfirmedHow.PHONE, actor=office.registrar, at=later
        )
    found = make.fresh(made)
    assert (found.careful, found.state) == (False, RequestState.HANDLING)
    assert found.received_on == date(2017, 3, 22)
    assert found.due_on == date(2017, 4, 13)


def test_a_confirmation_before_the_arrival_is_refused(office):
    made = make.case(office, channel=Channel.WEB, confirmed=False)
    early = make.OLD - timedelta(days=2)
    with cross_body("test"), pytest.raises(CaseError, match="确认时间早于申请到达的时间"):
        services.confirm(
            request=made, confirmed_at=early, how=ConfirmedHow.PHONE, actor=office.registrar, at=make.OLD
        )


def test_of_one_day_a_confirmation_before_the_hour_of_arrival_is_refused_and_within_its_minute_taken(office):
    arrived = make.OLD.replace(hour=8, minute=22, second=35)
    made = make.case(office, arrived, channel=Channel.WEB, confirmed=False)
    facts = {"request": made, "how": ConfirmedHow.PHONE, "actor": office.registrar, "at": arrived}
    with cross_body("test"):
        with pytest.raises(CaseError, match=r"早于申请到达的时间（2\d{3}年.*08:22）"):
            services.confirm(confirmed_at=arrived.replace(minute=21), **facts)
        services.confirm(confirmed_at=arrived.replace(second=0), **facts)


def test_the_numbers_of_a_year_run_without_a_gap_and_each_body_has_its_own(office):
    numbers = [register(office, make.arrival()).number for _ in range(3)]
    code = office.body.code
    assert numbers == [f"{code}-2017-0001", f"{code}-2017-0002", f"{code}-2017-0003"]
    assert register(make.Office(), make.arrival()).serial == 1
    assert register(office, make.arrival(make.NEW), at=make.NEW).number == f"{code}-2023-0001"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"applicant": Identity(name=" ")}, "没有填写申请人"),
        ({"wanted": Wanted(title="", description="全文")}, "没有填写申请事项"),
        ({"wanted": Wanted(title="方案", description=" ")}, "没有填写所需信息的内容描述"),
    ],
)
def test_what_a_request_must_contain_is_asked_for_in_a_sentence(office, values, sentence):
    with pytest.raises(CaseError, match=sentence):
        register(office, make.arrival(), **values)


def test_a_missing_arrival_and_one_that_lies_ahead_are_refused(office):
    with pytest.raises(CaseError, match="没有记录当面提交的申请何时到达"):
        register(office, services.Arrival(channel=Channel.COUNTER))
    with pytest.raises(CaseError, match="到达时间晚于现在"):
        register(office, make.arrival(make.OLD + timedelta(hours=1)))
    with pytest.raises(CaseError, match="尚未施行"):
        register(office, make.arrival(make.at(2008, 4, 1)))


def test_only_who_registers_may_register(office):
    with pytest.raises(AccessDenied):
        register(office, make.arrival(), actor=office.legal)


def test_attachments_are_stored_with_the_request(office):
    file = Attached("申请书.pdf", "application/pdf", b"%PDF-1.4")
    made = register(office, make.arrival(), files=(file,))
    with cross_body("test"):
        assert [row.name for row in made.files.all()] == ["申请书.pdf"]
        services.attach(
            request=make.fresh(made),
            file=Attached("回执.jpg", "image/jpeg", b"jpg", "送达回执"),
            actor=office.officer,
            at=make.OLD,
        )
        assert made.files.count() == 2


def test_the_audit_trail_names_the_case_and_never_the_person(office):
    applicant = Identity(name="申请人乙", identity_number="000000199001010000", phone="000-11111111")
    made = register(office, make.arrival(), applicant=applicant)
    with cross_body("test"):
        rows = list(AuditRow.objects.filter(subject=f"request/{made.number}"))
    assert [row.act for row in rows] == ["request.register"]
    told = str([row.new for row in rows])
    assert "2017-03-20" in told
    assert not [value for value in ("申请人乙", "000000199001010000", "11111111") if value in told]


def test_nothing_of_a_refused_registration_stays(office):
    with pytest.raises(CaseError):
        register(office, make.arrival(make.OLD + timedelta(days=1)))
    with cross_body("test"):
        assert not Request.objects.exists()
