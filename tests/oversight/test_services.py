"""The acts of the room: plan and progress, filing, reminders, problems."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import desk_world as make
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.casework.working_days import current_calendar
from gongkai.law.calendar import Calendar
from gongkai.oversight import queries
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.models import Filing, Task
from gongkai.oversight.rules import OversightError, answered_before, filing_due
from gongkai.oversight.services import open_filing
from gongkai.oversight.services.filings import file_reply
from gongkai.oversight.services.problems import Noted, note_problem, resolve_problem
from gongkai.oversight.services.reminders import Urged, answer_reminder, remind
from gongkai.oversight.services.tasks import Planned, import_tasks, plan_task, report_progress

pytestmark = pytest.mark.django_db
NOON = make.NOON
DAY = NOON.date()
PLANNED = Planned(
    year=2017, number="1", item="公开招生信息", requirement="公布范围", due_on=date(2017, 6, 30)
)


@pytest.fixture(autouse=True)
def scope():
    with cross_body("test"):
        yield


@pytest.fixture
def district():
    return make.body()


@pytest.fixture
def bureau(district):
    return make.body(parent=district)


@pytest.fixture
def supervisor(district):
    return make.person(district, Role.SUPERVISOR)


@pytest.fixture
def reporter(bureau):
    return make.person(bureau, Role.REPORTER)


class TestTasks:
    def test_a_task_is_planned_from_above_and_reported_on_by_its_body(self, bureau, supervisor, reporter):
        row = plan_task(body=bureau, content=PLANNED, actor=supervisor, at=NOON)
        report = report_progress(
            task=row, state=TaskState.GOING, note="正在梳理", actor=reporter, at=NOON + timedelta(days=2)
        )
        assert report.reported_on == date(2017, 3, 22)
        acts = AuditRow.objects.filter(subject=f"task/{row.pk}").values_list("act", flat=True)
        assert list(acts) == ["task.plan", "task.report"]

    def test_a_body_does_not_plan_for_itself_nor_report_for_another(self, bureau, supervisor, reporter):
        with pytest.raises(AccessDenied):
            plan_task(body=bureau, content=PLANNED, actor=reporter, at=NOON)
        row = plan_task(body=bureau, content=PLANNED, actor=supervisor, at=NOON)
        with pytest.raises(AccessDenied):
            report_progress(task=row, state=TaskState.GOING, note="有", actor=supervisor, at=NOON)

    def test_done_needs_a_carrier_or_a_proof(self, bureau, supervisor, reporter):
        row = plan_task(body=bureau, content=PLANNED, actor=supervisor, at=NOON)
        with pytest.raises(OversightError, match="佐证材料"):
            report_progress(task=row, state=TaskState.DONE, note="已公开", actor=reporter, at=NOON)

    def test_an_import_is_whole_or_nothing(self, district, bureau, supervisor):
        plan_task(body=bureau, content=PLANNED, actor=supervisor, at=NOON)
        rows = [(district, PLANNED), (bureau, PLANNED)]
        with pytest.raises(OversightError, match="已经登记"):
            import_tasks(rows=rows, actor=supervisor, at=NOON)
        assert Task.objects.count() == 1
        outside = make.body()
        with pytest.raises(AccessDenied):
            import_tasks(rows=[(outside, PLANNED)], actor=supervisor, at=NOON)
        assert len(import_tasks(rows=[(district, PLANNED)], actor=supervisor, at=NOON)) == 1


class TestFilings:
    @pytest.fixture
    def registrar(self, bureau):
        return make.person(bureau, Role.REGISTRAR)

    def test_no_reply_is_filed_after_the_rule_was_repealed(self, bureau):
        request = work.request_row(bureau)
        work.delivered(request, date(2020, 10, 18))
        with pytest.raises(OversightError, match="2020年10月18日的答复不需要备案"):
            open_filing(request, NOON)
        assert not queries.unfiled_replies(date(2026, 3, 1), current_calendar()).exists()
        assert not queries.replies_to_file(2020, date(2026, 3, 1)).exists()

    def test_a_filing_is_opened_once_with_its_term_and_filed_once(self, bureau, registrar):
        request = work.request_row(bureau)
        work.delivered(request, DAY)
        row = open_filing(request, NOON)
        assert row.due_on == date(2017, 3, 27)  # five working days after Monday the 20th
        assert open_filing(request, NOON + timedelta(days=1)) == row
        filed = file_reply(request=request, filed_on=DAY, actor=registrar, at=NOON)
        assert (filed.filed_on, filed.person) == (DAY, registrar)
        with pytest.raises(OversightError, match="不能再次备案"):
            file_reply(request=request, filed_on=DAY, actor=registrar, at=NOON)
        assert Filing.objects.count() == 1

    def test_what_is_not_delivered_is_not_filed(self, bureau, registrar):
        with pytest.raises(OversightError, match="尚未送达"):
            file_reply(request=work.request_row(bureau), filed_on=DAY, actor=registrar, at=NOON)

    def test_a_day_before_the_reply_or_in_the_future_is_refused(self, bureau, registrar):
        request = work.request_row(bureau)
        work.delivered(request, DAY)
        for day, words in ((DAY - timedelta(days=1), "早于答复"), (DAY + timedelta(days=1), "晚于今日")):
            with pytest.raises(OversightError, match=words):
                file_reply(request=request, filed_on=day, actor=registrar, at=NOON)

    def test_late_by_one_comparison_is_late_by_its_own_term(self):
        calendar = Calendar.load()
        on = date(2017, 10, 12)  # the week after eight days off
        before = answered_before(on, calendar)
        for back in range(30):
            answered = on - timedelta(days=back)
            assert (filing_due(answered, calendar) < on) is (answered < before), answered


class TestReminders:
    def test_it_is_sent_from_above_and_answered_once_by_the_body(self, bureau, supervisor, reporter):
        urged = Urged(kind=ReminderKind.FILING, matter="请补报备案", due_on=date(2017, 3, 27))
        row = remind(body=bureau, content=urged, actor=supervisor, at=NOON)
        row = answer_reminder(reminder=row, answer="已补报", actor=reporter, at=NOON + timedelta(days=1))
        assert row.answered_on == date(2017, 3, 21)
        with pytest.raises(OversightError, match="不能再次反馈"):
            answer_reminder(reminder=row, answer="又报", actor=reporter, at=NOON)
        with pytest.raises(AccessDenied):
            remind(body=bureau, content=urged, actor=reporter, at=NOON)

    def test_a_term_that_is_over_before_it_begins_is_refused(self, bureau, supervisor):
        urged = Urged(kind=ReminderKind.TASK, matter="请办", due_on=date(2017, 3, 19))
        with pytest.raises(OversightError, match="早于今日"):
            remind(body=bureau, content=urged, actor=supervisor, at=NOON)

    def test_a_term_more_than_a_year_ahead_is_refused(self, bureau, supervisor):
        urged = Urged(kind=ReminderKind.TASK, matter="请办", due_on=date(2071, 3, 27))
        with pytest.raises(OversightError, match="核对年份"):
            remind(body=bureau, content=urged, actor=supervisor, at=NOON)

    def test_a_matter_is_urged_once_a_day_while_it_is_open(self, bureau, supervisor, reporter):
        urged = Urged(kind=ReminderKind.FILING, matter="请补报备案", due_on=date(2017, 3, 27))
        row = remind(body=bureau, content=urged, actor=supervisor, at=NOON)
        with pytest.raises(OversightError, match="重复发出"):
            remind(body=bureau, content=urged, actor=supervisor, at=NOON)
        remind(body=bureau, content=urged, actor=supervisor, at=NOON + timedelta(days=1))
        answer_reminder(reminder=row, answer="已补报", actor=reporter, at=NOON)
        remind(body=bureau, content=urged, actor=supervisor, at=NOON)


class TestProblems:
    def test_a_problem_is_noted_and_later_resolved_with_its_outcome(self, bureau, supervisor, reporter):
        row = note_problem(body=bureau, content=Noted(year=2017, text="备案不及时"), actor=reporter, at=NOON)
        with pytest.raises(OversightError, match="改进情况"):
            resolve_problem(problem=row, outcome=" ", resolved_on=DAY, actor=supervisor, at=NOON)
        row = resolve_problem(problem=row, outcome="已改善", resolved_on=DAY, actor=supervisor, at=NOON)
        assert (row.resolved_on, row.outcome) == (DAY, "已改善")

    def test_another_body_notes_nothing_here(self, bureau):
        stranger = make.person(make.body(), Role.REPORTER)
        with pytest.raises(AccessDenied):
            note_problem(body=bureau, content=Noted(year=2017, text="问题"), actor=stranger, at=NOON)


def test_the_same_problem_is_noted_once_while_it_stands(bureau, reporter):
    def note(text):
        return note_problem(body=bureau, content=Noted(year=2017, text=text), actor=reporter, at=NOON)

    first = note("更新不及时")
    with pytest.raises(OversightError, match="这个问题"):
        note(" 更新不及时 ")
    resolve_problem(problem=first, outcome="已改", resolved_on=DAY, actor=reporter, at=NOON)
    note("更新不及时")


def test_a_number_that_is_given_is_named_by_its_field(bureau, supervisor):
    plan_task(body=bureau, content=PLANNED, actor=supervisor, at=NOON)
    with pytest.raises(OversightError) as refused:
        plan_task(body=bureau, content=PLANNED, actor=supervisor, at=NOON)
    assert str(refused.value).startswith("序号“1”")
