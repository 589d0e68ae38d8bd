from __future__ import annotations

import itertools
from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.clock import ClockState, assess, due_on
from gongkai.law.course import HistoryError
from gongkai.law.events import (
    Consultation,
    ConsultationKind,
    Correction,
    Delay,
    Delivery,
    DeliveryWay,
    Event,
    Extension,
    FeeNotice,
    History,
    Withdrawal,
)
from gongkai.law.ledger import IntervalKind
from gongkai.law.practice import PauseStart, Practice
from gongkai.law.regimes import Regime, Transition

THIRD, OTHER, MAKER = ConsultationKind.THIRD_PARTY, ConsultationKind.OTHER_BODY, ConsultationKind.CO_MAKER
NEW = date(2023, 3, 1)  # Wednesday; +20 = 2023-03-29, +40 = 2023-04-27
OLD = date(2017, 3, 1)  # Wednesday; +15 = 2017-03-22, +30 = 2017-04-13
TOLD = Extension(date(2023, 3, 20), approved_by="负责人", reason="情况复杂")


def due(
    calendar: Calendar,
    received: date,
    *events: Event,
    practice: Practice | None = None,
    as_of: date | None = None,
) -> date | None:
    return due_on(History(received, events), calendar, practice=practice or Practice(), as_of=as_of)


def test_worked_deadlines_of_the_rules_by_regime(calendar: Calendar) -> None:
    assert due(calendar, date(2017, 1, 20)) == date(2017, 2, 15)
    assert due(calendar, date(2017, 1, 20), Extension(date(2017, 2, 15))) == date(2017, 3, 8)
    assert due(calendar, date(2017, 9, 25)) == date(2017, 10, 20)
    assert due(calendar, date(2017, 12, 20)) == date(2018, 1, 11)
    assert due(calendar, date(2019, 5, 14)) == date(2019, 6, 4)
    assert due(calendar, date(2019, 5, 15)) == date(2019, 6, 13)
    assert due(calendar, date(2020, 1, 13)) == date(2020, 2, 17)
    assert due(calendar, date(2023, 9, 20)) == date(2023, 10, 24)
    assert due(calendar, date(2026, 2, 10)) == date(2026, 3, 16)
    assert due(calendar, date(2026, 9, 14)) == date(2026, 10, 16)
    assert due(calendar, date(2026, 9, 14), Extension(date(2026, 10, 16))) == date(2026, 11, 13)


def test_what_follows_a_correction_on_its_own_day_counts_from_the_new_start(calendar: Calendar) -> None:
    """Asked and received on one day, then an opinion asked and the term extended: none of it is lost."""
    day = date(2023, 3, 8)
    corrected = Correction(day, date(2023, 3, 29), day)
    extended = Extension(day, days=10, approved_by="负责人", reason="情况复杂")
    assert due(calendar, NEW, extended, corrected) == calendar.add(day, 30)
    asked = Consultation(THIRD, day, reached_on=day, answered_on=date(2023, 3, 10))
    assert due(calendar, NEW, asked, corrected) > calendar.add(day, 20)


def test_a_correction_restarts_the_clock_and_does_not_pause_it(calendar: Calendar) -> None:
    correction = Correction(date(2023, 3, 8), date(2023, 3, 29), date(2023, 3, 24))
    assert due(calendar, NEW, correction) == calendar.add(date(2023, 3, 24), 20)


def test_a_correction_is_told_once(calendar: Calendar) -> None:
    first = Correction(date(2023, 3, 8), date(2023, 3, 29), date(2023, 3, 24))
    second = Correction(date(2023, 3, 27), date(2023, 4, 17), date(2023, 4, 10))
    found = assess(History(NEW, (first, second)), calendar)
    assert found.due == calendar.add(date(2023, 3, 24), 20)
    assert any("只能采取一次" in line for line in found.warnings)


def test_while_a_correction_is_awaited_there_is_no_due_date(calendar: Calendar) -> None:
    history = History(NEW, (Correction(date(2023, 3, 8), date(2023, 3, 29)),))
    waiting = assess(history, calendar, as_of=date(2023, 3, 29))
    assert (waiting.state, waiting.due, waiting.days_left) == (ClockState.AWAITING_CORRECTION, None, None)
    assert waiting.waiting_limit == date(2023, 3, 29)
    lapsed = assess(history, calendar, as_of=date(2023, 3, 30))
    assert lapsed.state is ClockState.CORRECTION_LAPSED
    assert any("视为放弃" in line for line in lapsed.explanation)


def test_a_correction_must_go_out_within_seven_working_days(calendar: Calendar) -> None:
    assert calendar.add(date(2026, 2, 10), 7) == date(2026, 2, 26)
    last, late = date(2026, 2, 26), date(2026, 2, 27)
    on_last = assess(History(date(2026, 2, 10), (Correction(last, date(2026, 3, 6)),)), calendar)
    after = assess(History(date(2026, 2, 10), (Correction(late, date(2026, 3, 6)),)), calendar)
    assert on_last.warnings == ()
    assert "7个工作日" in after.warnings[0]


def test_a_correction_period_that_is_missing_or_long_is_a_warning(calendar: Calendar) -> None:
    none = assess(History(NEW, (Correction(date(2023, 3, 3)),)), calendar)
    long = assess(History(NEW, (Correction(date(2023, 3, 3), date(2023, 4, 28)),)), calendar)
    late = assess(History(NEW, (Correction(date(2023, 3, 3), date(2023, 3, 8), date(2023, 3, 9)),)), calendar)
    assert "合理的补正期限" in none.warnings[0]
    assert "超过15个工作日" in long.warnings[0]
    assert "有正当理由" in late.warnings[0]
    assert late.due == calendar.add(date(2023, 3, 9), 20)


def test_under_the_old_law_a_correction_notice_is_itself_an_answer(calendar: Calendar) -> None:
    history = History(OLD, (Correction(date(2017, 3, 6), received_on=date(2017, 3, 10)),))
    found = assess(history, calendar, as_of=date(2017, 3, 30))
    assert (found.due, found.state) == (date(2017, 3, 22), ClockState.ANSWERED_ON_TIME)
    assert any("第二十一条第（四）项" in line for line in found.explanation)


def test_a_province_may_let_the_old_clock_run_anew(calendar: Calendar) -> None:
    correction = Correction(date(2017, 3, 6), received_on=date(2017, 3, 10))
    fujian = Practice(r07_correction_restarts=True)
    assert due(calendar, OLD, correction, practice=fujian) == calendar.add(date(2017, 3, 10), 15)


def test_consulting_a_third_party_pauses_the_clock_until_the_answer(calendar: Calendar) -> None:
    asked = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8), date(2023, 3, 15))
    assert calendar.count(date(2023, 3, 6), date(2023, 3, 15)) == 7
    assert due(calendar, NEW, asked) == calendar.add(NEW, 27)
    old = Consultation(THIRD, date(2017, 3, 6), date(2017, 3, 8), date(2017, 3, 15))
    assert due(calendar, OLD, old) == calendar.add(OLD, 22)


def test_a_silent_third_party_pauses_the_clock_for_fifteen_working_days_of_its_own(
    calendar: Calendar,
) -> None:
    asked = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8))
    limit = calendar.add(date(2023, 3, 8), 15)
    assert due(calendar, NEW, asked) == calendar.add(NEW, 20 + calendar.count(date(2023, 3, 6), limit))
    late = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8), date(2023, 4, 28))
    assert due(calendar, NEW, late) == due(calendar, NEW, asked)


def test_an_open_consultation_moves_the_due_date_with_the_day_of_view(calendar: Calendar) -> None:
    history = History(NEW, (Consultation(OTHER, date(2023, 3, 6)),))
    early = assess(history, calendar, as_of=date(2023, 3, 10))
    later = assess(history, calendar, as_of=date(2023, 3, 20))
    assert early.state is later.state is ClockState.CONSULTING
    assert early.days_left == later.days_left == 17
    assert early.due == calendar.add(date(2023, 3, 10), 17)


def test_on_the_last_day_of_its_term_the_third_party_may_still_answer(calendar: Calendar) -> None:
    history = History(NEW, (Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8)),))
    limit = calendar.add(date(2023, 3, 8), 15)
    assert assess(history, calendar, as_of=limit).state is ClockState.CONSULTING
    assert assess(history, calendar, as_of=calendar.add(limit, 1)).state is ClockState.RUNNING


def test_where_no_text_fixes_an_answer_term_the_clock_does_not_stop_without_end(calendar: Calendar) -> None:
    old = Consultation(THIRD, date(2017, 3, 6), date(2017, 3, 6))
    limit = calendar.add(date(2017, 3, 6), 15)
    assert due(calendar, OLD, old, as_of=date(2017, 6, 30)) == calendar.add(limit, 12)
    new = Consultation(OTHER, date(2023, 3, 6), date(2023, 3, 6))
    assert due(calendar, NEW, new, as_of=date(2023, 6, 30)) == calendar.add(NEW, 35)
    longer = Practice(own_answer_days=20)
    assert due_on(History(NEW, (new,)), calendar, practice=longer) == calendar.add(NEW, 40)


def test_without_the_day_of_receipt_the_answer_term_runs_carefully_from_the_sending(
    calendar: Calendar,
) -> None:
    found = assess(History(NEW, (Consultation(THIRD, date(2023, 3, 6)),)), calendar)
    assert found.due == calendar.add(NEW, 35)
    assert any("未登记对方收到日期" in line for line in found.explanation)


def test_a_consultation_entered_when_the_term_had_run_out_has_no_effect(calendar: Calendar) -> None:
    plain = calendar.add(NEW, 20)
    entered = calendar.add(plain, 1)
    asked = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8), None, entered)
    found = assess(History(NEW, (asked,)), calendar, as_of=entered)
    assert (found.due, found.state) == (plain, ClockState.OVERDUE)
    assert any("补记的征求意见不能使期限恢复计算" in line for line in found.warnings)
    in_time = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8), None, plain)
    assert due(calendar, NEW, in_time) > plain


def test_what_silence_means_stands_in_the_explanation(calendar: Calendar) -> None:
    for received, kind, words in (
        (OLD, THIRD, "没有得到第三方同意，不得公开"),
        (NEW, THIRD, "由本机关依照规定决定是否公开"),
        (NEW, OTHER, "由本机关依照规定决定是否公开"),
        (NEW, MAKER, "视为同意公开"),
    ):
        asked = Consultation(kind, received, received)
        assert any(words in line for line in assess(History(received, (asked,)), calendar).explanation)


def test_other_bodies_pause_the_clock_only_since_2019(calendar: Calendar) -> None:
    for kind in (OTHER, MAKER):
        old = Consultation(kind, date(2017, 3, 6), date(2017, 3, 6), date(2017, 3, 15))
        new = Consultation(kind, date(2023, 3, 6), date(2023, 3, 6), date(2023, 3, 15))
        assert due(calendar, OLD, old) == date(2017, 3, 22)
        assert due(calendar, NEW, new) == calendar.add(NEW, 27)


def test_a_co_maker_that_is_silent_consents_after_fifteen_working_days(calendar: Calendar) -> None:
    found = assess(History(NEW, (Consultation(MAKER, date(2023, 3, 6), date(2023, 3, 6)),)), calendar)
    assert found.due == calendar.add(NEW, 35)
    assert any("视为同意" in line and "第三十四条" in line for line in found.explanation)


def test_overlapping_consultations_are_counted_once(calendar: Calendar) -> None:
    one = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 6), date(2023, 3, 15))
    two = Consultation(OTHER, date(2023, 3, 10), None, date(2023, 3, 17))
    within = Consultation(OTHER, date(2023, 3, 7), None, date(2023, 3, 8))
    assert due(calendar, NEW, two, within, one) == calendar.add(NEW, 20 + 9)


def test_start_and_end_of_the_pause_are_settings(calendar: Calendar) -> None:
    asked = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8), date(2023, 3, 15))
    reached = Practice(pause_start=PauseStart.REACHED)
    assert due(calendar, NEW, asked, practice=reached) == calendar.add(NEW, 25)
    assert due(calendar, NEW, asked, practice=Practice(answer_day_counts=True)) == calendar.add(NEW, 26)
    unknown = Consultation(THIRD, date(2023, 3, 6))
    assert due(calendar, NEW, unknown, practice=reached, as_of=date(2023, 3, 20)) == date(2023, 3, 29)


def test_an_extension_counts_once_and_never_more_than_the_law_allows(calendar: Calendar) -> None:
    assert due(calendar, NEW, TOLD) == calendar.add(NEW, 40)
    assert due(calendar, NEW, Extension(date(2023, 3, 20), 10)) == calendar.add(NEW, 30)
    assert due(calendar, NEW, TOLD, Extension(date(2023, 4, 3))) == calendar.add(NEW, 40)
    long = assess(History(NEW, (Extension(date(2023, 3, 20), 60),)), calendar)
    assert long.due == calendar.add(NEW, 40)
    assert len(long.warnings) == 3  # too long, no approver, no reason


def test_an_extension_told_after_the_last_day_has_no_effect(calendar: Calendar) -> None:
    assert due(calendar, NEW, Extension(date(2023, 3, 29))) == calendar.add(NEW, 40)
    late = assess(History(NEW, (Extension(date(2023, 3, 30)),)), calendar)
    assert late.due == date(2023, 3, 29)
    assert "已经届满" in late.warnings[0]


def test_a_pause_keeps_the_period_open_for_an_extension(calendar: Calendar) -> None:
    asked = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 6), date(2023, 3, 15))
    assert due(calendar, NEW, Extension(date(2023, 4, 3)), asked) == calendar.add(NEW, 47)


def test_an_extension_is_spent_by_a_restart(calendar: Calendar) -> None:
    paid = FeeNotice(date(2023, 4, 3), date(2023, 4, 4), date(2023, 4, 10))
    assert due(calendar, NEW, TOLD, paid) == calendar.add(date(2023, 4, 10), 20)
    again = Extension(date(2023, 4, 20))
    assert due(calendar, NEW, TOLD, paid, again) == calendar.add(date(2023, 4, 10), 20)


def test_a_reasonable_delay_takes_the_place_of_the_period_and_both_dates_stay(calendar: Calendar) -> None:
    found = assess(History(NEW, (Delay(date(2023, 3, 20), date(2023, 6, 24)),)), calendar)
    assert (found.statutory_due, found.due) == (date(2023, 3, 29), date(2023, 6, 25))  # a worked Sunday
    assert any("两个日期均予保留" in line for line in found.explanation)
    assert found.put_off
    longer = assess(
        History(NEW, (Delay(date(2023, 3, 20), date(2023, 6, 24)), Extension(date(2023, 3, 21)))), calendar
    )
    assert (longer.due, longer.statutory_due) == (found.due, found.statutory_due)
    assert "第三十五条" in longer.warnings[0]
    assert "第三十三条第二款" in longer.warnings[0]
    early = assess(History(NEW, (Delay(date(2023, 3, 20), date(2023, 3, 24)),)), calendar)
    assert early.due == date(2023, 3, 29)
    assert "早于法定" in early.warnings[0]
    old = assess(History(OLD, (Delay(date(2017, 3, 20), date(2017, 6, 23)),)), calendar)
    assert old.due == date(2017, 3, 22)
    assert "没有这一措施" in old.warnings[0]


def test_payment_restarts_the_period_from_the_day_after(calendar: Calendar) -> None:
    paid = FeeNotice(date(2023, 3, 20), date(2023, 3, 21), date(2023, 4, 6))
    assert due(calendar, NEW, paid) == calendar.add(date(2023, 4, 6), 20)
    pausing = Practice(payment_restarts=False)
    between = calendar.count(date(2023, 3, 20), date(2023, 4, 6))
    assert due(calendar, NEW, paid, practice=pausing) == calendar.add(NEW, 20 + between)


def test_a_fee_not_paid_in_twenty_working_days_is_given_up(calendar: Calendar) -> None:
    notice = FeeNotice(date(2023, 3, 20), date(2023, 3, 21))
    limit = calendar.add(date(2023, 3, 21), 20)
    waiting = assess(History(NEW, (notice,)), calendar, as_of=limit)
    assert (waiting.state, waiting.waiting_limit) == (ClockState.AWAITING_PAYMENT, limit)
    lapsed = assess(History(NEW, (notice,)), calendar, as_of=calendar.add(limit, 1))
    assert (lapsed.state, lapsed.due) == (ClockState.PAYMENT_LAPSED, None)
    late = FeeNotice(date(2023, 3, 20), date(2023, 3, 21), calendar.add(limit, 1))
    assert assess(History(NEW, (late,)), calendar).state is ClockState.PAYMENT_LAPSED
    in_time = FeeNotice(date(2023, 3, 20), date(2023, 3, 21), limit)
    assert due(calendar, NEW, in_time) == calendar.add(limit, 20)


def test_there_is_no_fee_before_2021(calendar: Calendar) -> None:
    received = date(2020, 12, 1)
    assert due(calendar, received, FeeNotice(date(2020, 12, 10))) == calendar.add(received, 20)
    assert due(calendar, OLD, FeeNotice(date(2017, 3, 10))) == date(2017, 3, 22)


def test_a_notice_after_the_last_day_does_not_revive_the_period(calendar: Calendar) -> None:
    for late in (
        Correction(date(2023, 3, 30), date(2023, 4, 10), date(2023, 4, 6)),
        FeeNotice(date(2023, 3, 30), date(2023, 3, 31), date(2023, 4, 3)),
        Delay(date(2023, 3, 30), date(2023, 5, 8)),
        Consultation(THIRD, date(2023, 3, 30), date(2023, 3, 31), date(2023, 4, 3)),
    ):
        assert due(calendar, NEW, late) == date(2023, 3, 29)


def test_a_withdrawal_ends_the_clock(calendar: Calendar) -> None:
    found = assess(History(NEW, (Withdrawal(date(2023, 3, 9)),)), calendar, as_of=date(2023, 5, 1))
    assert (found.state, found.due) == (ClockState.WITHDRAWN, None)


def test_days_left_and_overdue_count_working_days(calendar: Calendar) -> None:
    history = History(NEW)
    assert assess(history, calendar, as_of=NEW).days_left == 20
    assert assess(history, calendar, as_of=date(2023, 3, 24)).days_left == 3
    last = assess(history, calendar, as_of=date(2023, 3, 29))
    assert (last.days_left, last.state) == (0, ClockState.RUNNING)
    assert last.explanation[-1].endswith("期限已到最后一日。")
    over = assess(history, calendar, as_of=date(2023, 4, 4))
    assert (over.days_left, over.state) == (-4, ClockState.OVERDUE)
    assert over.explanation[-1].endswith("已逾期4个工作日。")


def test_the_weekend_after_the_last_day_is_overdue_already(calendar: Calendar) -> None:
    received = date(2023, 3, 3)  # due on Friday 2023-03-31
    over = assess(History(received), calendar, as_of=date(2023, 4, 1))
    assert (over.due, over.days_left, over.state) == (date(2023, 3, 31), 0, ClockState.OVERDUE)
    assert over.explanation[-1].endswith("已逾期。")


def test_a_reply_posted_on_the_last_day_is_on_time(calendar: Calendar) -> None:
    posted = Delivery(DeliveryWay.POST, date(2023, 3, 29), date(2023, 4, 3))
    late = Delivery(DeliveryWay.HANDED, date(2023, 3, 29), date(2023, 3, 30))
    assert assess(History(NEW, (), posted), calendar).state is ClockState.ANSWERED_ON_TIME
    assert assess(History(NEW, (), late), calendar).state is ClockState.ANSWERED_LATE


def test_the_ledger_shows_every_interval_in_order(calendar: Calendar) -> None:
    events = (
        Correction(date(2023, 3, 8), date(2023, 3, 29), date(2023, 3, 24)),
        Consultation(THIRD, date(2023, 3, 28), date(2023, 3, 28), date(2023, 4, 3)),
    )
    ledger = assess(History(NEW, events), calendar).ledger
    assert [(interval.kind, interval.after, interval.working_days) for interval in ledger] == [
        (IntervalKind.RUNNING, NEW, 5),
        (IntervalKind.AWAITING_CORRECTION, date(2023, 3, 8), 12),
        (IntervalKind.RUNNING, date(2023, 3, 24), 2),
        (IntervalKind.CONSULTING, date(2023, 3, 28), 4),
        (IntervalKind.RUNNING, date(2023, 4, 3), 18),
    ]
    assert all(one.through == two.after for one, two in itertools.pairwise(ledger))


def test_the_explanation_can_be_read_aloud(calendar: Calendar) -> None:
    lines = assess(History(date(2017, 1, 20)), calendar).explanation
    assert lines == (
        "2017年1月20日（星期五）收到申请，适用《中华人民共和国政府信息公开条例》（国务院令第492号）。",
        (
            "收到当日不计入期限，自下一个工作日2017年1月22日（星期日）起算；"
            "答复期限为15个工作日（《条例》第二十四条第二款），至2017年2月15日（星期三）届满。"
        ),
        "放假不计入期限：春节1月27日至2月2日；调休上班日计入期限：1月22日、2月4日（依据国办发明电〔2016〕17号）。",
        "最迟应于2017年2月15日（星期三）答复。",
    )


def test_a_term_into_an_unannounced_year_says_it_is_provisional(calendar: Calendar) -> None:
    said = assess(History(date(2026, 12, 10)), calendar)
    assert said.provisional
    assert said.calendar_versions == ("2026/1", "2027/0")
    assert any("暂定" in line and "2027年" in line for line in said.explanation)
    not_said = assess(History(date(2026, 12, 1)), calendar)
    assert not not_said.provisional
    assert not any("暂定" in line for line in not_said.explanation)


def test_provisional_must_be_said_from_early_december_and_from_early_november_if_extended(
    calendar: Calendar,
) -> None:
    full = Extension(date(2026, 11, 9))
    assert not assess(History(date(2026, 12, 3)), calendar).provisional
    assert assess(History(date(2026, 12, 4)), calendar).provisional
    assert not assess(History(date(2026, 11, 5), (full,)), calendar).provisional
    assert assess(History(date(2026, 11, 6), (full,)), calendar).provisional


def test_the_last_days_of_december_may_still_move_without_the_next_notice(calendar: Calendar) -> None:
    assert any("请复核" in line for line in assess(History(date(2026, 12, 3)), calendar).explanation)


def test_the_deadline_records_the_versions_it_rests_on(calendar: Calendar) -> None:
    history = History(date(2020, 1, 13))
    before = assess(history, calendar.as_known_on(date(2020, 1, 20)))
    assert (before.due, before.calendar_versions) == (date(2020, 2, 13), ("2020/1",))
    assert any("2020年1月20日当日已发布" in line for line in before.explanation)
    assert assess(history, calendar).calendar_versions == ("2020/2",)


def test_a_request_open_on_the_day_of_the_new_law_may_move_by_setting(calendar: Calendar) -> None:
    moving = Practice(transition=Transition.OPEN_REQUESTS_MOVE)
    received = date(2019, 5, 10)
    assert assess(History(received), calendar, practice=moving).regime is Regime.R19
    answered = Delivery(DeliveryWay.POST, date(2019, 5, 14))
    assert assess(History(received, (), answered), calendar, practice=moving).regime is Regime.R07


@pytest.mark.parametrize(
    "event",
    [
        Correction(date(2023, 2, 28)),
        Correction(date(2023, 3, 8), date(2023, 3, 7)),
        Correction(date(2023, 3, 8), None, date(2023, 3, 7)),
        Consultation(THIRD, date(2023, 3, 8), date(2023, 3, 7)),
        Consultation(THIRD, date(2023, 3, 8), None, date(2023, 3, 7)),
        Extension(date(2023, 3, 8), 0),
        Delay(date(2023, 3, 8), date(2023, 3, 7)),
        FeeNotice(date(2023, 3, 8), date(2023, 3, 7)),
        FeeNotice(date(2023, 3, 8), date(2023, 3, 9), date(2023, 3, 8)),
        Withdrawal(date(2023, 2, 27)),
    ],
)
def test_facts_that_contradict_each_other_get_a_sentence(calendar: Calendar, event: Event) -> None:
    with pytest.raises(HistoryError, match="请核对"):
        due(calendar, NEW, event)


def test_a_correction_term_that_ends_on_a_rest_day_runs_to_the_next_working_day(calendar):
    saturday = History(NEW, (Correction(date(2023, 3, 8), date(2023, 4, 1)),))
    on_monday = assess(saturday, calendar, as_of=date(2023, 4, 3))
    assert (on_monday.state, on_monday.waiting_limit) == (ClockState.AWAITING_CORRECTION, date(2023, 4, 3))
    after = assess(saturday, calendar, as_of=date(2023, 4, 4))
    assert after.state is ClockState.CORRECTION_LAPSED
    monday = History(NEW, (Correction(date(2023, 3, 8), date(2023, 4, 1), date(2023, 4, 3)),))
    assert not [line for line in assess(monday, calendar).warnings if "补正期限之后收到" in line]
