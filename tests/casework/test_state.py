"""Whatever happens to a request, its row says what the law says of its facts."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import case_world as make
from gongkai.bodies.access import Act
from gongkai.bodies.scope import cross_body
from gongkai.casework import next_acts as steps
from gongkai.casework import rules, services
from gongkai.casework.enums import ReplyStage, VoidReason
from gongkai.casework.next_acts import STEPS, VOIDABLE, lawful_steps, situation_of
from gongkai.casework.services import Attached, CaseError, Charge, Handover
from gongkai.casework.working_days import current_calendar
from gongkai.law.clock import due_on
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.fees import FeeMode
from gongkai.law.receipt import Channel, ConfirmedHow

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.Office()


def perform(office, step, row, at):  # noqa: C901, PLR0911 - one line for each act
    day, who = at.date(), {"request": row, "at": at}
    officer = {**who, "actor": office.officer}
    if step is steps.CONFIRM:
        return services.confirm(confirmed_at=at, how=ConfirmedHow.PHONE, **officer)
    if step is steps.CORRECT:
        return services.ask_correction(items="请写明", until=day + timedelta(days=10), **officer)
    if step is steps.CORRECTED:
        return services.receive_correction(received_on=day, **officer)
    if step is steps.CONSULT:
        party = f"第三方{row.consultations.count() + row.notices.count()}"
        return services.consult(kind=ConsultationKind.THIRD_PARTY, party=party, matter="合同", **officer)
    if step is steps.SERVE:
        waiting = rules.waiting_notices(row)[0]
        handover = Handover(way=DeliveryWay.HANDED, arrived_on=day)
        return services.serve(notice_id=waiting.pk, handover=handover, **officer)
    if step is steps.VOID:
        return services.void_notice(
            notice_id=rules.waiting_notices(row)[0].pk, reason=VoidReason.WRONG_TEXT, **officer
        )
    if step is steps.OPINION:
        pending = rules.pending_consultations(row)[0]
        return services.note_opinion(
            consultation_id=pending.pk, answered_on=day, consents=True, opinion="", **officer
        )
    if step is steps.EXTEND:
        return services.extend(days=7, reason="须会商", actor=office.head, **who)
    if step is steps.DELAY:
        return services.delay(
            until=day + timedelta(days=200), reason="一月内申请三百件", actor=office.head, **who
        )
    if step is steps.CHARGE:
        new = row.regime == "R19"
        asked = Charge(
            pay_to="缴款窗口",
            mode=FeeMode.BY_PAGE if new else None,
            pages=68,
            amount=None if new else Decimal(100),
            basis="复制",
        )
        return services.charge(asked=asked, **officer)
    if step is steps.PAID:
        return services.note_payment(paid_on=day, **officer)
    if step is steps.SEARCH:
        return services.log_search(place="档案室", terms="征收", result="无", **officer)
    return reply(office, step, row, at)


def reply(office, step, row, at):  # noqa: C901, PLR0911 - one line for each act
    day, who = at.date(), {"request": row, "at": at}
    officer = {**who, "actor": office.officer}
    if step is steps.DETERMINE:
        return services.determine(key="state_secret", reasons="有密级标识", **officer)
    if step is steps.DRAFT:
        return services.draft_reply(text=f"答复 {at}", **officer)
    if step is steps.SUBMIT:
        return services.sign(stage=ReplyStage.OFFICER, sha256=row.reply.text_sha256, **officer)
    if step is steps.REVIEW:
        return services.sign(stage=ReplyStage.LEGAL, sha256=row.reply.text_sha256, actor=office.legal, **who)
    if step is steps.SIGN:
        return services.sign(
            stage=ReplyStage.APPROVAL, sha256=row.reply.text_sha256, actor=office.approver, **who
        )
    if step is steps.RETURN:
        actor = office.legal if row.state == "to_review" else office.approver
        return services.return_reply(note="请补充", actor=actor, **who)
    if step is steps.DELIVER:
        handover = Handover(way=DeliveryWay.HANDED, arrived_on=day)
        return services.deliver(handover=handover, **officer)
    if step is steps.CLOSE:
        return services.close(reasons="逾期", **officer)
    if step is steps.WITHDRAW:
        return services.withdraw(on=day, note="", **officer)
    if step is steps.ARCHIVE:
        return services.archive(**officer)
    if step is steps.ERASE:
        return services.erase_applicant(actor=office.head, **who)
    return services.attach(file=Attached("a.txt", "text/plain", b"a"), **officer)


ACTORS = ("officer", "legal", "approver", "head")


@given(
    regime=st.sampled_from([make.OLD, make.NEW]),
    channel=st.sampled_from([Channel.COUNTER, Channel.WEB, Channel.POST_SIGNED]),
    choices=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=9),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_histories_keep_the_row_equal_to_the_law(office, regime, channel, choices):
    row, at = make.case(office, regime, channel=channel, confirmed=False), regime
    for pick, days in choices:
        at += timedelta(days=days, hours=1)
        with cross_body("test"):
            lawful = lawful_for_somebody(office, row, at.date()) or [steps.ATTACH]
            step = lawful[pick % len(lawful)]
            try:
                perform(office, step, row, at)
            except CaseError:
                # a blank in the text; no term that runs; a letter whose own term has passed; remedies that still run
                assert step in {steps.SUBMIT, steps.DELIVER, steps.SERVE, steps.ERASE}
        row = make.fresh(row)
        judge(row)


def lawful_for_somebody(office, row, day):
    """What moves the history on, as far as one of the office's people may do it now."""
    calendar, found = current_calendar(), set()
    for name in ACTORS:
        found.update(lawful_steps(situation_of(getattr(office, name), row, day, calendar), frozenset(Act)))
    found -= {steps.WITHDRAW, steps.ATTACH}
    if steps.VOID in found and rules.waiting_notices(row)[0].kind not in VOIDABLE:
        found.remove(steps.VOID)
    return [step for step in STEPS if step in found]


def judge(row):
    """State, receipt and term of the row against the law's own functions over its facts."""
    receipt = rules.receipt_of(row)
    assert (row.received_on, row.receipt_basis, row.regime, row.careful) == (
        receipt.received_on,
        receipt.basis,
        receipt.regime,
        receipt.careful,
    )
    assert row.due_on == due_on(rules.history_of(row), current_calendar())
    assert row.state == rules.state_of(row)


def test_of_two_people_who_read_the_same_page_only_the_first_acts(office):
    seen_by_one = make.case(office)
    seen_by_other = make.fresh(seen_by_one)
    with cross_body("test"):
        services.determine(
            request=seen_by_one, key="disclosed", reasons="", actor=office.officer, at=make.OLD
        )
        with pytest.raises(CaseError, match="又有新的办理记录"):
            services.determine(
                request=seen_by_other, key="privacy", reasons="隐私", actor=office.officer, at=make.OLD
            )
    assert make.fresh(seen_by_one).decision.outcome == "disclosed"
