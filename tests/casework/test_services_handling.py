from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import case_world as make
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.casework import services
from gongkai.casework.enums import RequestState
from gongkai.casework.services import CaseError
from gongkai.law.events import ConsultationKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.Office()


def test_a_corrected_request_runs_anew_from_its_receipt(office):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.CORRECTING)
    assert made.due_on is None
    back = make.at(2023, 3, 27)
    with cross_body("test"):
        services.receive_correction(request=made, received_on=back.date(), actor=office.registrar, at=back)
    found = make.fresh(made)
    assert found.state == RequestState.HANDLING
    assert found.due_on == date(2023, 4, 24)  # 04-05 off, 04-23 worked


def test_a_correction_is_asked_for_once_and_with_its_items(office):
    made = make.case(office, make.NEW)
    with cross_body("test"), pytest.raises(CaseError, match="一次性写明"):
        services.ask_correction(
            request=made, items=" ", until=date(2023, 4, 3), actor=office.officer, at=make.NEW
        )
    made = make.bring_to(office, made, RequestState.CORRECTING)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“告知补正”"):
        services.ask_correction(
            request=made, items="再补", until=date(2023, 4, 3), actor=office.officer, at=make.NEW
        )


def test_under_the_old_law_a_correction_is_an_answer_and_no_act_of_its_own(office):
    made = make.case(office, make.OLD)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“告知补正”"):
        services.ask_correction(
            request=made, items="请写明", until=date(2017, 4, 3), actor=office.officer, at=make.OLD
        )


def test_the_time_of_consultation_is_not_counted(office):
    made = make.case(office, make.OLD)
    plain = made.due_on
    waiting = make.bring_to(office, made, RequestState.CONSULTING)
    back = make.at(2017, 3, 27)
    with cross_body("test"):
        services.note_opinion(
            request=waiting,
            consultation_id=waiting.consultations.all()[0].pk,
            answered_on=back.date(),
            consents=False,
            opinion="涉及商业秘密",
            actor=office.officer,
            at=back,
        )
    found = make.fresh(made)
    assert found.state == RequestState.HANDLING
    assert plain == date(2017, 4, 11)
    assert found.due_on == date(2017, 4, 18)  # five working days were not counted


def test_a_refusal_of_the_third_party_needs_its_reasons_and_is_noted_once(office):
    waiting = make.bring_to(office, make.case(office), RequestState.CONSULTING)
    row = waiting.consultations.all()[0]
    values = {
        "consultation_id": row.pk,
        "answered_on": make.OLD.date(),
        "consents": False,
        "actor": office.officer,
        "at": make.OLD,
    }
    with cross_body("test"):
        with pytest.raises(CaseError, match="写明其理由"):
            services.note_opinion(request=waiting, opinion="", **values)
        services.note_opinion(request=waiting, opinion="商业秘密", **values)
        with pytest.raises(CaseError, match="不能办理“登记反馈意见”"):
            services.note_opinion(request=make.fresh(waiting), opinion="商业秘密", **values)


def test_the_name_of_a_third_party_stays_out_of_the_audit_trail(office):
    make.bring_to(office, make.case(office), RequestState.CONSULTING)
    with cross_body("test"):
        told = str(list(AuditRow.objects.values_list("old", "new")))
    assert "示例第三方" not in told


def test_the_head_of_the_disclosure_office_extends_once_and_in_time(office):
    made = make.case(office)
    with cross_body("test"):
        with pytest.raises(AccessDenied):
            services.extend(request=made, days=15, reason="须会商", actor=office.officer, at=make.OLD)
        with pytest.raises(CaseError, match="1至15个工作日"):
            services.extend(request=made, days=16, reason="须会商", actor=office.head, at=make.OLD)
        with pytest.raises(CaseError, match="应当说明理由"):
            services.extend(request=made, days=15, reason="", actor=office.head, at=make.OLD)
        services.extend(request=made, days=15, reason="须会商", actor=office.head, at=make.OLD)
        found = make.fresh(made)
        assert found.due_on == date(2017, 5, 3)
        with pytest.raises(CaseError, match="不能办理“延长答复期限”"):
            services.extend(request=found, days=1, reason="再延", actor=office.head, at=make.OLD)


def test_an_ended_period_is_not_extended(office):
    made = make.case(office)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“延长答复期限”"):
        services.extend(request=made, days=5, reason="须会商", actor=office.head, at=make.at(2017, 4, 12))


def test_a_delay_is_told_under_the_new_law_only(office):
    old, new = make.case(office), make.case(office, make.NEW)
    with cross_body("test"):
        with pytest.raises(CaseError, match="不能办理“告知延迟答复”"):
            services.delay(request=old, until=date(2017, 6, 1), actor=office.officer, at=make.OLD)
        services.delay(request=new, until=date(2023, 6, 1), actor=office.officer, at=make.NEW)
    assert make.fresh(new).due_on == date(2023, 6, 1)


def test_a_paid_fee_restarts_the_period_and_an_unpaid_one_ends_the_case(office):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.PAYING)
    with cross_body("test"):
        services.note_payment(request=made, reached_on=date(2023, 3, 20), actor=office.officer, at=make.NEW)
        waiting = make.fresh(made)
        assert (waiting.state, waiting.due_on) == (RequestState.PAYING, None)
        paid = make.at(2023, 4, 3)
        services.note_payment(request=waiting, paid_on=paid.date(), actor=office.officer, at=paid)
    found = make.fresh(made)
    assert (found.state, found.due_on) == (RequestState.HANDLING, date(2023, 5, 4))
    other = make.bring_to(office, make.case(office, make.NEW), RequestState.PAYING)
    with cross_body("test"):
        services.note_payment(request=other, reached_on=date(2023, 3, 20), actor=office.officer, at=make.NEW)
        with pytest.raises(CaseError, match="不能办理“不再处理”"):
            services.close(
                request=make.fresh(other), reasons="逾期", actor=office.officer, at=make.at(2023, 4, 10)
            )
        late = make.at(2023, 5, 10)
        services.close(request=make.fresh(other), reasons="逾期未缴", actor=office.officer, at=late)
    ended = make.fresh(other)
    assert (ended.state, ended.decision.outcome) == (RequestState.CLOSED, "payment_lapsed")


def test_costs_of_the_old_law_leave_the_clock_alone(office):
    made = make.case(office)
    with cross_body("test"):
        services.charge(
            request=made, amount=Decimal("12.50"), basis="复制25页", actor=office.officer, at=make.OLD
        )
    found = make.fresh(made)
    assert (found.state, found.due_on) == (RequestState.HANDLING, made.due_on)


@pytest.mark.parametrize(
    ("amount", "waived", "basis", "sentence"),
    [
        (Decimal(0), Decimal(0), "按量", "大于零"),
        (Decimal(10), Decimal(11), "按量", "减免金额"),
        (Decimal(10), Decimal(0), " ", "依据和计算方法"),
    ],
)
def test_a_fee_notice_states_sum_and_basis(office, amount, waived, basis, sentence):
    made = make.case(office, make.NEW)
    with cross_body("test"), pytest.raises(CaseError, match=sentence):
        services.charge(
            request=made, amount=amount, waived=waived, basis=basis, actor=office.officer, at=make.NEW
        )


def test_a_search_is_logged_with_place_words_and_result(office):
    made = make.case(office)
    with cross_body("test"):
        with pytest.raises(CaseError, match="都要填写"):
            services.log_search(
                request=made, place="档案室", terms="", result="无", actor=office.officer, at=make.OLD
            )
        with pytest.raises(CaseError, match="晚于现在"):
            services.log_search(
                request=made,
                place="档案室",
                terms="征收",
                result="无",
                searched_at=make.at(2017, 3, 21),
                actor=office.officer,
                at=make.OLD,
            )
        row = services.log_search(
            request=made, place="档案室", terms="征收", result="无", actor=office.officer, at=make.OLD
        )
    assert row.person_id == office.officer.pk


def test_a_co_maker_is_consulted_under_the_new_law_only(office):
    made = make.case(office)
    with cross_body("test"), pytest.raises(CaseError, match="没有共同制作机关"):
        services.consult(
            request=made, kind=ConsultationKind.CO_MAKER, party="某局", actor=office.officer, at=make.OLD
        )


def test_who_read_the_case_before_somebody_acted_is_told_to_read_it_anew(office):
    seen = make.case(office)
    with cross_body("test"):
        services.consult(
            request=seen,
            kind=ConsultationKind.THIRD_PARTY,
            party="示例第三方",
            actor=office.officer,
            at=make.OLD,
        )
        with pytest.raises(CaseError, match="又有新的办理记录"):
            services.withdraw(request=seen, on=make.OLD.date(), note="", actor=office.officer, at=make.OLD)
