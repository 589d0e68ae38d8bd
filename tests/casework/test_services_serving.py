"""Letters of acts: nothing works before it is told, and it is told on the day that its way makes count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import case_world as make
import desk_world
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.casework import services
from gongkai.casework.enums import RequestState, VoidReason
from gongkai.casework.models import Extension, Notice
from gongkai.casework.progress import status_of
from gongkai.casework.services import Attached, CaseError, Handover
from gongkai.casework.working_days import current_calendar
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.receipt import Channel
from gongkai.portal.inbox.status import State

pytestmark = pytest.mark.django_db
PROOF = Attached("邮寄收据.pdf", "application/pdf", b"%PDF-1.4")


@pytest.fixture
def office():
    return make.Office()


def extended(office, made, at=make.OLD, days=15):
    with cross_body("test"):
        return services.extend(request=made, days=days, reason="须会商", actor=office.head, at=at)


def serve(office, made, at, way=DeliveryWay.POST, proof=None, **days):
    with cross_body("test"):
        found = make.fresh(made)
        return services.serve(
            request=found,
            notice_id=next(row.pk for row in found.notices.all() if row.waits),
            handover=Handover(way=way, **days),
            actor=office.officer,
            at=at,
            proof=proof,
        )


def test_an_extension_works_from_the_day_on_which_it_is_told(office):
    made = make.case(office)
    notice = extended(office, made)
    assert (notice.kind, notice.made_by) == ("extension", office.head)
    assert "延长15个工作日，至2017年5月3日届满" in notice.text
    assert "第二十四条第二款" in notice.text
    waiting = make.fresh(made)
    assert waiting.due_on == made.due_on
    assert not hasattr(waiting, "extension")
    serve(office, made, make.OLD, sent_on=make.OLD.date())
    found = make.fresh(made)
    assert found.due_on == date(2017, 5, 3)
    assert (found.extension.told_on, found.extension.approved_by) == (make.OLD.date(), office.head)


def test_an_extension_that_is_told_after_the_term_is_refused_and_counts_nowhere(office):
    made = make.case(office)
    extended(office, made)
    late = make.at(2017, 4, 12)
    with pytest.raises(CaseError, match="答复期限已经届满，延期不能再生效，不能登记送达；请作废此文书"):
        serve(office, made, late, DeliveryWay.HANDED, arrived_on=late.date())
    found = make.fresh(made)
    assert (found.due_on, hasattr(found, "extension")) == (made.due_on, False)


def test_an_extension_told_while_the_applicant_corrects_is_refused_and_not_used_up(office):
    made = make.case(office, make.NEW)
    notice = extended(office, made, make.NEW)
    with cross_body("test"):
        asked = services.ask_correction(
            request=make.fresh(made),
            items="请写明文件名称",
            until=date(2023, 4, 3),
            actor=office.officer,
            at=make.NEW,
        )
        services.serve(
            request=make.fresh(made),
            notice_id=asked.pk,
            handover=Handover(way=DeliveryWay.HANDED, arrived_on=make.NEW.date()),
            actor=office.officer,
            at=make.NEW,
        )
    later = make.at(2023, 3, 21)
    with pytest.raises(CaseError, match="答复期限没有在计算，延期不能再生效"):
        serve(office, made, later, sent_on=later.date())
    with cross_body("test"):
        services.void_notice(
            request=make.fresh(made),
            notice_id=notice.pk,
            reason=VoidReason.WRONG_TEXT,
            actor=office.head,
            at=later,
        )
        services.receive_correction(
            request=make.fresh(made), received_on=later.date(), actor=office.officer, at=later
        )
    again = make.fresh(made)
    extended(office, again, later)
    assert make.told(office, again, later).due_on > again.due_on


def test_a_delay_that_is_told_after_the_term_is_refused(office):
    made = make.case(office, make.NEW)
    with cross_body("test"):
        asked = {"until": date(2023, 6, 1), "reason": "一月内申请三百件"}
        services.delay(request=made, **asked, actor=office.head, at=make.NEW)
    late = make.at(2023, 4, 19)
    with pytest.raises(CaseError, match="答复期限已经届满，延迟答复不能再生效"):
        serve(office, made, late, sent_on=late.date())


def test_the_applicant_is_not_told_of_an_extension_without_effect(office):
    made = make.case(office, channel=Channel.WEB)
    rows = {"days": 5, "reason": "须会商", "approved_by": office.head}
    with cross_body("test"):
        Extension.objects.create(request=made, told_on=date(2017, 4, 12), **rows)
        assert State.EXTENDED not in [step.state for step in status_of(make.fresh(made)).steps]
    other = make.case(office, channel=Channel.WEB)
    with cross_body("test"):
        Extension.objects.create(request=other, told_on=date(2017, 4, 11), **rows)
        assert State.EXTENDED in [step.state for step in status_of(make.fresh(other)).steps]


def test_what_was_posted_on_the_last_day_counts_though_it_is_entered_the_day_after(office):
    made = make.case(office)
    extended(office, made, make.at(2017, 4, 11))
    after = make.at(2017, 4, 12)
    with pytest.raises(CaseError, match="须附上证明"):
        serve(office, made, after, sent_on=date(2017, 4, 11))
    serve(office, made, after, sent_on=date(2017, 4, 11), proof=PROOF)
    assert make.fresh(made).due_on > made.due_on


def test_only_the_head_agrees_and_never_over_a_request_that_is_their_own(office):
    made = make.case(office)
    with cross_body("test"):
        with pytest.raises(AccessDenied):
            services.extend(request=made, days=15, reason="须会商", actor=office.officer, at=make.OLD)
        with pytest.raises(CaseError, match="1至15个工作日"):
            services.extend(request=made, days=16, reason="须会商", actor=office.head, at=make.OLD)
        with pytest.raises(CaseError, match="应当说明理由"):
            services.extend(request=made, days=15, reason="", actor=office.head, at=make.OLD)
        desk_world.also(office.head, office.body, Role.CASE_OFFICER)
        services.log_search(
            request=made, place="档案室", terms="征收", result="无", actor=office.head, at=make.OLD
        )
        with pytest.raises(CaseError, match="不能办理“延长答复期限”"):
            services.extend(
                request=make.fresh(made), days=15, reason="须会商", actor=office.head, at=make.OLD
            )


def test_who_agreed_as_the_head_does_not_become_the_officer(office):
    desk_world.also(office.head, office.body, Role.CASE_OFFICER)
    made = make.case(office)
    extended(office, made)
    with cross_body("test"), pytest.raises(CaseError, match="请由其他经办人办理"):
        services.log_search(
            request=make.fresh(made),
            place="档案室",
            terms="征收",
            result="无",
            actor=office.head,
            at=make.OLD,
        )


def test_an_extension_is_agreed_once_told_or_not(office):
    made = make.case(office)
    extended(office, made)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“延长答复期限”"):
        services.extend(request=make.fresh(made), days=1, reason="再延", actor=office.head, at=make.OLD)
    make.told(office, made)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“延长答复期限”"):
        services.extend(request=make.fresh(made), days=1, reason="再延", actor=office.head, at=make.OLD)


def test_an_ended_period_is_not_extended(office):
    made = make.case(office)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“延长答复期限”"):
        services.extend(request=made, days=5, reason="须会商", actor=office.head, at=make.at(2017, 4, 12))


def test_a_delay_is_agreed_with_its_reason_under_the_new_law_only(office):
    old, new = make.case(office), make.case(office, make.NEW)
    with cross_body("test"):
        asked = {"until": date(2023, 6, 1), "reason": "一月内申请三百件，说明系科研需要"}
        with pytest.raises(CaseError, match="不能办理“同意延迟答复”"):
            services.delay(request=old, **asked, actor=office.head, at=make.OLD)
        with pytest.raises(AccessDenied):
            services.delay(request=new, **asked, actor=office.officer, at=make.NEW)
        with pytest.raises(CaseError, match="申请人说明的理由"):
            services.delay(request=new, until=asked["until"], reason=" ", actor=office.head, at=make.NEW)
        with pytest.raises(CaseError, match="合理期限应在此之后"):
            services.delay(
                request=new, until=new.due_on, reason=asked["reason"], actor=office.head, at=make.NEW
            )
        notice = services.delay(request=new, **asked, actor=office.head, at=make.NEW)
    assert "第三十五条" in notice.text
    assert "一月内申请三百件" in notice.text
    assert make.fresh(new).due_on == new.due_on
    found = make.told(office, new)
    assert found.due_on == date(2023, 6, 1)
    assert (found.delay.reason, found.delay.approved_by) == (asked["reason"], office.head)


def test_a_letter_with_a_fault_is_taken_back_and_made_anew_under_another_number(office):
    made = make.case(office)
    first = extended(office, made)
    with cross_body("test"):
        services.void_notice(
            request=make.fresh(made),
            notice_id=first.pk,
            reason=VoidReason.WRONG_TEXT,
            actor=office.head,
            at=make.OLD,
        )
    second = extended(office, make.fresh(made), days=5)
    assert first.document_number != second.document_number
    with cross_body("test"), pytest.raises(CaseError, match="已经登记送达或者已经作废"):
        services.serve(
            request=make.fresh(made),
            notice_id=first.pk,
            handover=Handover(way=DeliveryWay.POST, sent_on=make.OLD.date()),
            actor=office.officer,
            at=make.OLD,
        )


def test_a_correction_that_is_told_after_its_own_term_is_refused(office):
    made = make.case(office, make.NEW)
    with cross_body("test"):
        services.ask_correction(
            request=made,
            items="请写明文件名称",
            until=date(2023, 3, 27),
            actor=office.officer,
            at=make.NEW,
        )
    late = make.at(2023, 3, 28)
    with pytest.raises(CaseError, match="申请人已经无法照办"):
        serve(office, made, late, sent_on=late.date())


def test_a_correction_told_when_the_term_has_ended_stops_nothing_and_says_so(office):
    made = make.case(office, make.NEW)
    with cross_body("test"):
        services.ask_correction(
            request=made,
            items="请写明文件名称",
            until=date(2023, 6, 30),
            longer="申请人在国外",
            actor=office.officer,
            at=make.NEW,
        )
    late = make.at(2023, 4, 19)
    with pytest.raises(CaseError, match="不能再使期限停止"):
        serve(office, made, late, sent_on=late.date())
    assert make.fresh(made).state == RequestState.HANDLING


def put_off(office, made):
    with cross_body("test"):
        services.delay(
            request=make.fresh(made),
            until=date(2023, 6, 30),
            reason="一月内申请三百件",
            actor=office.head,
            at=make.NEW,
        )


def told_last(office, made, at=make.NEW):
    with cross_body("test"):
        found = make.fresh(made)
        return services.serve(
            request=found,
            notice_id=max(row.pk for row in found.notices.all() if row.waits),
            handover=Handover(way=DeliveryWay.HANDED, arrived_on=at.date()),
            actor=office.officer,
            at=at,
        )


def test_a_reasonable_period_is_not_extended(office):
    made = make.case(office, make.NEW)
    put_off(office, made)
    told_last(office, made)
    with pytest.raises(CaseError, match=r"第三十五条.*第三十三条第二款.*合理期限不能再延长"):
        extended(office, make.fresh(made), make.NEW)


def test_an_extension_that_was_made_before_the_reasonable_period_works_no_more_after_it(office):
    made = make.case(office, make.NEW)
    extended(office, make.fresh(made), make.NEW)
    put_off(office, made)
    told_last(office, made)
    day = make.at(2023, 3, 21)
    with pytest.raises(CaseError, match=r"合理期限不能再延长。.*请作废此文书"):
        told_last(office, made, day)
    assert make.fresh(made).due_on == date(2023, 6, 30)


def test_a_letter_that_came_too_late_for_its_case_is_taken_back_before_the_file_is_closed(office):
    made = make.case(office)
    notice = extended(office, made)
    made = make.bring_to(office, make.fresh(made), RequestState.ANSWERED, make.OLD)
    with pytest.raises(CaseError, match="不能办理“登记文书送达”"):
        serve(office, made, make.OLD, sent_on=make.OLD.date())
    with cross_body("test"):
        with pytest.raises(CaseError, match="不能办理“归档”"):
            services.archive(request=make.fresh(made), actor=office.officer, at=make.OLD)
        services.void_notice(
            request=make.fresh(made),
            notice_id=notice.pk,
            reason=VoidReason.WRONG_TEXT,
            actor=office.officer,
            at=make.OLD,
        )
        services.archive(request=make.fresh(made), actor=office.officer, at=make.OLD)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({}, "没有记录交邮日期"),
        ({"sent_on": date(2017, 3, 19)}, "早于成文日期"),
        ({"sent_on": date(2017, 3, 21)}, "晚于今日"),
    ],
)
def test_the_dates_of_the_way_are_checked_in_sentences(office, days, sentence):
    made = make.case(office)
    extended(office, made)
    with pytest.raises(CaseError, match=sentence):
        serve(office, made, make.OLD, **days)


def test_no_number_is_given_where_the_body_has_entered_no_mark(office):
    plain = make.Office(authority=False)
    made = make.case(plain)
    with cross_body("test"), pytest.raises(CaseError, match="机关代字"):
        services.extend(request=made, days=5, reason="须会商", actor=plain.head, at=make.OLD)


def test_letters_and_replies_share_one_series_of_numbers(office):
    made = make.case(office)
    notice = extended(office, made)
    assert notice.document_number.endswith("〔2017〕1号")
    reply = make.bring_to(office, make.case(office), RequestState.TO_DELIVER).reply
    assert reply.document_number.endswith("〔2017〕2号")


def test_the_end_of_handling_is_told_with_its_remedy_before_the_case_is_filed(office):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.CORRECTING)
    late = make.at(2023, 4, 10)
    with cross_body("test"):
        services.close(request=made, reasons="告知书已签收", actor=office.officer, at=late)
        notice = make.fresh(made).notices.get(kind="closed")
        assert "示例区人民法院" in notice.text
        assert "视为放弃申请" in notice.text
        with pytest.raises(CaseError, match="不能办理“归档”"):
            services.archive(request=make.fresh(made), actor=office.officer, at=late)
        with pytest.raises(CaseError, match="不能"):
            services.void_notice(
                request=make.fresh(made),
                notice_id=notice.pk,
                reason=VoidReason.WRONG_TEXT,
                actor=office.officer,
                at=late,
            )
    make.told(office, made, late)
    with cross_body("test"):
        services.archive(request=make.fresh(made), actor=office.officer, at=late)


def test_a_correction_term_on_a_rest_day_runs_to_the_next_working_day(office):
    made = make.case(office, make.NEW)
    with cross_body("test"):
        asked = {"items": "请写明文件名称", "until": date(2023, 4, 1)}  # a Saturday
        notice = services.ask_correction(request=made, **asked, actor=office.officer, at=make.NEW)
    assert "2023年4月3日前（含当日）" in notice.text
    found = make.told(office, made)
    assert found.correction.until == date(2023, 4, 3)


def test_a_delay_to_a_rest_day_names_the_next_working_day(office):
    made = make.case(office, make.NEW)
    with cross_body("test"):
        asked = {"until": date(2023, 6, 3), "reason": "一月内申请三百件"}
        notice = services.delay(request=made, **asked, actor=office.head, at=make.NEW)
    assert "至2023年6月5日" in notice.text
    assert make.told(office, made).due_on == date(2023, 6, 5)


def test_an_extension_into_a_year_without_its_holidays_is_provisional_in_its_letter(office):
    year = current_calendar().announced_years[-1]
    late = make.at(year, 12, 10)
    sure, unsure = make.case(office, make.NEW), make.case(office, late)
    assert "暂定" not in extended(office, sure, make.NEW).text
    notice = extended(office, unsure, late)
    assert f"至{year + 1}年" in notice.text
    assert "（暂定，该日期按现有放假安排推算）" in notice.text
    assert "如遇国务院调整放假安排，以调整后的日期为准" in notice.text
    assert notice.facts["provisional"] is True


@pytest.mark.parametrize(("channel", "known"), [("示例复议平台", True), ("", False)])
def test_over_the_internet_the_end_of_handling_names_the_channel_for_review(office, channel, known):
    moment = make.at(2024, 3, 20)
    office.body.authorities.update(review_online=channel)
    made = make.bring_to(office, make.case(office, moment), RequestState.CORRECTING)
    late = make.at(2024, 4, 10)
    with cross_body("test"):
        services.close(request=made, reasons="告知书已签收", actor=office.officer, at=late)
    if known:
        serve(office, made, late, DeliveryWay.ELECTRONIC, sent_on=late.date(), arrived_on=late.date())
        return
    with pytest.raises(CaseError, match="互联网行政复议渠道"):
        serve(office, made, late, DeliveryWay.ELECTRONIC, sent_on=late.date(), arrived_on=late.date())
    serve(office, made, late, DeliveryWay.HANDED, arrived_on=late.date())


@pytest.mark.postgres
def test_a_letter_that_was_made_does_not_change_by_direct_sql(office):
    notice = extended(office, make.case(office))
    make.told(office, notice.request)
    for values in ({"text": "别的"}, {"document_number": "伪1号"}, {"told_on": date(2017, 3, 25)}):
        with cross_body("test"), pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(**values)


def test_names_stay_out_of_the_text_and_the_trail(office):
    made = make.case(office)
    with cross_body("test"):
        notice = services.consult(
            request=made,
            kind=ConsultationKind.THIRD_PARTY,
            party="示例第三方",
            matter="补偿标准",
            actor=office.officer,
            at=make.OLD,
        )
        trail = str(list(AuditRow.objects.values_list("new", flat=True)))
    assert not [name for name in ("示例第三方", "申请人甲") if name in notice.text + trail]
    assert (notice.party, "补偿标准" in notice.text) == ("示例第三方", True)


@given(agreed=st.integers(0, 40), told=st.integers(0, 60), days=st.integers(1, 20))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whenever_it_is_told_an_extension_lengthens_a_running_term_or_is_refused(office, agreed, told, days):
    made = make.case(office, make.NEW)
    when = make.NEW + timedelta(days=agreed)
    if when.date() > made.due_on:
        return
    extended(office, made, when, days)
    moment = when + timedelta(days=told)
    if moment.date() <= made.due_on:
        serve(office, made, moment, sent_on=moment.date())
        assert make.fresh(made).due_on == current_calendar().add(made.due_on, days)
        return
    with pytest.raises(CaseError, match="不能再生效"):
        serve(office, made, moment, sent_on=moment.date())
    assert make.fresh(made).due_on == made.due_on
