"""The acts: dates in order, lawful results, own bodies, and what the audit trail keeps."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

import desk_world as make
import register_world as register
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.disputes import services
from gongkai.disputes.models import Lawsuit, Reconsideration
from gongkai.disputes.queries import (
    lawsuits_decided_in,
    lawsuits_filed_in,
    reconsiderations_applied_in,
    reconsiderations_decided_in,
    unanswered,
    undefended,
)
from gongkai.disputes.services import DisputeError
from gongkai.law.disputes import DisputeResult

pytestmark = pytest.mark.django_db
YEAR = (date(2017, 1, 1), date(2017, 12, 31))


@pytest.fixture
def body():
    return make.body()


@pytest.fixture
def lawyer(body):
    return register.litigator(body)


@pytest.fixture(autouse=True)
def _everywhere():
    with cross_body("test"):
        yield


def audit_of(case):
    return list(AuditRow.objects.filter(subject=services.subject_of(case)).order_by("pk"))


def test_a_reconsideration_goes_from_copy_to_lesson(body, lawyer):
    case = register.reconsideration(body)
    assert list(unanswered()) == [case]
    given = {"actor": lawyer, "at": make.NOON}
    services.note_answer(case=case, on=date(2017, 3, 15), **given)
    assert list(unanswered()) == []
    services.decide_reconsideration(
        case=case, result=DisputeResult.REVIEW_ANNULLED, on=date(2017, 3, 20), **given
    )
    services.record_lesson(case=case, lesson="答复未说明理由", **given)
    kept = Reconsideration.objects.get(pk=case.pk)
    assert (kept.answered_on, kept.decided_on) == (date(2017, 3, 15), date(2017, 3, 20))
    assert kept.get_result_display() == "撤销原行政行为"
    assert [row.act.split(".")[1] for row in audit_of(case)] == ["open", "answer", "decide", "lesson"]


def test_a_suit_after_a_registered_review_takes_way_and_request_from_it(body, lawyer):
    before = register.reconsideration(body)
    case = register.lawsuit(body, reconsideration=before)
    assert case.after_review
    given = {"actor": lawyer, "at": make.NOON}
    assert list(undefended()) == [case]
    services.note_defence(case=case, on=date(2017, 3, 16), **given)
    services.note_appearance(case=case, on=date(2017, 3, 17), head_appeared=True, **given)
    services.decide_lawsuit(case=case, result=DisputeResult.CLAIM_REJECTED, on=date(2017, 3, 20), **given)
    kept = Lawsuit.objects.get(pk=case.pk)
    assert (kept.head_appeared, kept.heard_on, kept.defended_on) == (
        True,
        date(2017, 3, 17),
        date(2017, 3, 16),
    )
    assert list(undefended()) == []


def test_where_the_head_stayed_away_the_reason_is_needed_and_a_later_coming_clears_it(body, lawyer):
    case = register.lawsuit(body)
    given = {"actor": lawyer, "at": make.NOON, "on": date(2017, 3, 17)}
    with pytest.raises(DisputeError, match="写明理由"):
        services.note_appearance(case=case, head_appeared=False, absence_reason=" ", **given)
    services.note_appearance(case=case, head_appeared=False, absence_reason="出差，科长出庭", **given)
    services.note_appearance(case=case, head_appeared=True, absence_reason="出差", **given)
    assert Lawsuit.objects.get(pk=case.pk).absence_reason == ""


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"copy_received_on": date(2017, 2, 28)}, "早于申请复议日期"),
        ({"copy_received_on": date(2017, 3, 21)}, "晚于今日"),
        ({"number": " "}, "均须填写"),
        ({"simple": True}, "没有简易程序"),
    ],
)
def test_a_reconsideration_with_impossible_facts_is_refused(body, facts, words):
    with pytest.raises(DisputeError, match=words):
        register.reconsideration(body, **facts)


def test_a_number_is_registered_once_at_a_body_and_may_stand_at_another(body):
    register.reconsideration(body, number="示政复〔2017〕1号")
    with pytest.raises(DisputeError, match="已经登记过"):
        register.reconsideration(body, number="示政复〔2017〕1号")
    register.reconsideration(make.body(), number="示政复〔2017〕1号")


def test_a_review_of_another_body_is_no_way_to_court(body):
    with pytest.raises(DisputeError, match="不是本机关"):
        register.lawsuit(body, reconsideration=register.reconsideration(make.body()))


def test_days_before_the_copy_and_days_to_come_are_refused(body, lawyer):
    case = register.reconsideration(body)
    given = {"case": case, "actor": lawyer, "at": make.NOON}
    for on in (date(2017, 3, 7), date(2017, 3, 21)):
        with pytest.raises(DisputeError):
            services.note_answer(on=on, **given)
    with pytest.raises(DisputeError, match="早于申请复议日期"):
        services.decide_reconsideration(result=DisputeResult.REVIEW_UPHELD, on=date(2017, 2, 1), **given)


@pytest.mark.parametrize(
    "result", [DisputeResult.CLAIM_REJECTED, DisputeResult.REVIEW_VOID, DisputeResult.PENDING]
)
def test_a_reconsideration_ends_only_as_the_text_in_force_knows(body, lawyer, result):
    case = register.reconsideration(body)
    with pytest.raises(DisputeError, match="复议结果"):
        services.decide_reconsideration(
            case=case, result=result, on=date(2017, 3, 20), actor=lawyer, at=make.NOON
        )


def test_the_database_itself_refuses_the_result_of_the_other_kind(body):
    case = register.lawsuit(body)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lawsuit.objects.filter(pk=case.pk).update(
            decided_on=date(2017, 3, 20), result=DisputeResult.REVIEW_UPHELD.value
        )


def test_a_date_noted_wrongly_is_noted_anew_and_the_trail_keeps_both(body, lawyer):
    case = register.reconsideration(body)
    for day in (15, 16):
        services.note_answer(case=case, on=date(2017, 3, day), actor=lawyer, at=make.NOON)
    last = audit_of(case)[-1]
    assert (last.old, last.new) == ({"answered_on": "2017-03-15"}, {"answered_on": "2017-03-16"})


def test_no_audit_row_holds_what_was_written_of_persons(body, lawyer):
    said = "申请人甲住示例路1号"
    complaint = register.complaint(body, said)
    given = {"actor": lawyer, "at": make.NOON}
    services.answer_complaint(case=complaint, finding=f"经查，{said}", on=date(2017, 3, 15), **given)
    services.record_lesson(case=complaint, lesson=said, **given)
    suit = register.lawsuit(body, said)
    services.note_appearance(
        case=suit, on=date(2017, 3, 17), head_appeared=False, absence_reason=said, **given
    )
    rows = audit_of(complaint) + audit_of(suit)
    assert len(rows) == 5
    assert said not in json.dumps([[row.old, row.new] for row in rows], ensure_ascii=False)


def test_an_answer_to_a_complaint_says_what_was_found(body, lawyer):
    case = register.complaint(body)
    with pytest.raises(DisputeError, match="处理结果"):
        services.answer_complaint(case=case, finding=" ", on=date(2017, 3, 15), actor=lawyer, at=make.NOON)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.APPROVER, Role.AUTHOR])
def test_who_only_reads_registers_nothing(body, role):
    reader = make.person(body, role)
    case = register.complaint(body)
    with pytest.raises(AccessDenied):
        services.record_lesson(case=case, lesson="改进", actor=reader, at=make.NOON)


def test_a_lawyer_of_another_body_does_not_act_here(body):
    case = register.reconsideration(body)
    with pytest.raises(AccessDenied):
        services.note_answer(
            case=case, on=date(2017, 3, 15), actor=register.litigator(make.body()), at=make.NOON
        )


def test_the_years_figures_read_dates_and_leave_out_where_the_body_only_reviewed(body, lawyer):
    review = register.reconsideration(body)
    counted, reviewing = register.lawsuit(body), register.lawsuit(body, reviewing_only=True)
    register.reconsideration(body, applied_on=date(2016, 12, 30))
    given = {"actor": lawyer, "at": make.NOON, "on": date(2017, 3, 20)}
    services.decide_reconsideration(case=review, result=DisputeResult.SETTLED, **given)
    for case in (counted, reviewing):
        services.decide_lawsuit(case=case, result=DisputeResult.COURT_ANNULLED, **given)
    assert list(reconsiderations_applied_in(*YEAR)) == [review]
    assert list(reconsiderations_decided_in(*YEAR)) == [review]
    assert list(lawsuits_filed_in(*YEAR)) == list(lawsuits_decided_in(*YEAR)) == [counted]
