from __future__ import annotations

from datetime import date

import pytest

import case_world as make
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.casework import services
from gongkai.casework.enums import RequestState
from gongkai.casework.services import Attached, CaseError
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


def test_the_corrected_words_and_papers_stand_beside_the_first_ones(office):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.CORRECTING)
    back = make.at(2023, 3, 27)
    files = tuple(Attached(f"补正{n}.pdf", "application/pdf", b"%PDF") for n in (1, 2))
    words = "示例地块2022年征收补偿方案，示政发〔2022〕1号"
    with cross_body("test"):
        services.receive_correction(
            request=made,
            received_on=back.date(),
            description=words,
            files=files,
            actor=office.registrar,
            at=back,
        )
        found = make.fresh(made)
        assert [row.purpose for row in found.files.all()] == ["补正材料", "补正材料"]
        entry = AuditRow.objects.get(act="request.corrected")
    assert (found.description, found.correction.description) == (made.description, words)
    assert (entry.new["rewritten"], entry.new["added"]) == ("yes", 2)
    assert words not in str(entry.new)
    letter = make.drafted(office, found, back).reply.text
    assert f"，并于2023年3月27日收到您补正后的申请，申请公开“{words}”。" in letter


def test_a_correction_of_something_else_leaves_the_words_alone(office):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.CORRECTING)
    with cross_body("test"):
        services.receive_correction(
            request=made,
            received_on=make.NEW.date(),
            description=f" {made.description}\r\n",
            actor=office.registrar,
            at=make.NEW,
        )
    assert make.fresh(made).correction.description == ""


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


@pytest.mark.parametrize("until", [date(2023, 3, 20), date(2023, 3, 1), date(2022, 12, 30)])
def test_a_correction_cannot_be_due_before_its_letter(office, until):
    made = make.case(office, make.NEW)
    with cross_body("test"), pytest.raises(CaseError, match="补正期限应在今日之后"):
        services.ask_correction(
            request=made, items="请写明", until=until, actor=office.officer, at=make.NEW, longer="邮寄在途"
        )


def test_a_longer_time_to_correct_than_is_usual_asks_for_its_reason(office):
    made = make.case(office, make.NEW)
    asked = {"request": made, "items": "请写明", "actor": office.officer, "at": make.NEW}
    with cross_body("test"):
        for until in (date(2023, 4, 12), date(2024, 12, 31), date(2099, 1, 1)):
            with pytest.raises(CaseError, match=r"第三十条.*一般不超过15个工作日，今日起算至2023年4月11日"):
                services.ask_correction(until=until, **asked)
        notice = services.ask_correction(until=date(2023, 4, 12), longer="申请人在国外", **asked)
    assert notice.facts["longer"] == "申请人在国外"
    assert "申请人在国外" not in notice.text


def test_the_last_usual_day_to_correct_needs_no_reason(office):
    made = make.case(office, make.NEW)
    with cross_body("test"):
        notice = services.ask_correction(
            request=made, items="请写明", until=date(2023, 4, 11), actor=office.officer, at=make.NEW
        )
    assert "longer" not in notice.facts


def test_all_that_is_wrong_is_told_at_once(office):
    made = make.case(office, make.NEW)
    with cross_body("test"), pytest.raises(CaseError) as refused:
        services.ask_correction(
            request=made, items=" ", until=date(2023, 5, 12), actor=office.officer, at=make.NEW
        )
    assert [field for field, _ in refused.value.faults] == ["items", "longer"]


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


def test_a_search_is_logged_with_place_words_and_result(office):
    made = make.case(office)
    with cross_body("test"):
        with pytest.raises(CaseError, match="都要填写"):
            services.log_search(
                request=made, place="档案室", terms="", result="无", actor=office.officer, at=make.OLD
            )
        for moment, sentence in (
            (make.at(2017, 3, 21), "晚于现在"),
            (make.at(2017, 3, 19), "早于申请到达之日"),
        ):
            with pytest.raises(CaseError, match=sentence) as refused:
                services.log_search(
                    request=made,
                    place="档案室",
                    terms="征收",
                    result="无",
                    searched_at=moment,
                    actor=office.officer,
                    at=make.OLD,
                )
            assert refused.value.faults[0][0] == "searched_at"
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
