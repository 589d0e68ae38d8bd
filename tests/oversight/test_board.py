"""全区督办: every number is the count of the rows behind it, on any day one looks at."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

import desk_world as make
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body, scope_to
from gongkai.casework.models import Withdrawal
from gongkai.law.calendar import Calendar
from gongkai.oversight.board import COLUMNS, AsOf, board_of
from gongkai.oversight.cells import rows_of
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.models import Reminder, Task
from gongkai.oversight.services.filings import file_reply
from gongkai.records.enums import RecordKind, State
from gongkai.records.services import withdraw

pytestmark = pytest.mark.django_db
CALENDAR = Calendar.load()
NOON = make.NOON
DAY = NOON.date()  # Monday, 2017-03-20


@pytest.fixture
def district():
    make.column(), make.column("policy", "政策法规", 2)
    return make.body("district", "示例区人民政府")


@pytest.fixture
def team(district):
    return make.Team(make.body("bureau", "区城建局", parent=district))


@pytest.fixture
def supervisor(client, district):
    client.force_login(make.person(district, Role.SUPERVISOR))
    return client


def cells(body, on: date) -> dict[str, int]:
    """Column → number of the body, each checked against the rows that its cell opens."""
    look = AsOf(on, on.year, CALENDAR)
    with scope_to({body.pk}):
        (line,) = board_of(look, frozenset({body.pk})).lines
        for cell in line.cells:
            assert len(rows_of(cell.kind, look, {body.pk}, {}, frozenset())[0]) == cell.number
    return {cell.kind.value: cell.number for cell in line.cells}


def nothing(**but: int) -> dict[str, int]:
    return {kind.value: 0 for kind in COLUMNS} | but


def test_a_request_nears_its_term_passes_it_and_is_answered(team):
    request = work.request_row(team.body, due_on=date(2017, 3, 20))
    assert cells(team.body, date(2017, 3, 14)) == nothing()
    assert cells(team.body, date(2017, 3, 15)) == nothing(expiring=1)  # three working days before
    assert cells(team.body, date(2017, 3, 20)) == nothing(expiring=1)
    assert cells(team.body, date(2017, 3, 21)) == nothing(overdue=1)
    work.delivered(request, date(2017, 3, 22))
    assert cells(team.body, date(2017, 3, 21)) == nothing(overdue=1)  # looking back changes nothing
    assert cells(team.body, date(2017, 3, 22)) == nothing()


def test_a_withdrawn_request_is_owed_no_answer(team):
    request = work.request_row(team.body, due_on=DAY)
    with cross_body("test"):
        Withdrawal.objects.create(request=request, on=DAY)
    assert cells(team.body, date(2017, 3, 21)) == nothing()


def test_a_reply_without_a_filing_counts_once_its_term_is_over_and_until_it_is_filed(team):
    request = work.request_row(team.body, due_on=date(2017, 4, 12))
    work.delivered(request, DAY)
    assert cells(team.body, date(2017, 3, 27)) == nothing()
    assert cells(team.body, date(2017, 3, 28)) == nothing(filing=1)
    registrar = make.person(team.body, Role.REGISTRAR)
    with cross_body("test"):
        file_reply(request=request, filed_on=date(2017, 4, 5), actor=registrar, at=NOON + timedelta(days=30))
    assert cells(team.body, date(2017, 4, 4)) == nothing(filing=1)
    assert cells(team.body, date(2017, 4, 5)) == nothing()


def test_a_column_is_stale_two_weeks_after_the_last_news_and_six_months_after_a_document(team):
    make.published(team, "动态")
    assert cells(team.body, DAY + timedelta(days=14)) == nothing()
    assert cells(team.body, DAY + timedelta(days=15)) == nothing(stale_column=1)
    make.published(team, "新动态", at=NOON + timedelta(days=20))
    assert cells(team.body, DAY + timedelta(days=21)) == nothing()


def test_what_is_to_be_public_is_missed_after_twenty_working_days(team):
    record = make.record(team, "办法", kind=RecordKind.DOCUMENT)
    due = CALENDAR.add(DAY, 20)
    assert cells(team.body, due) == nothing()
    assert cells(team.body, due + timedelta(days=1)) == nothing(unpublished=1)
    make.bring_to(record, team, State.PUBLISHED, NOON + timedelta(days=40))
    assert cells(team.body, due + timedelta(days=1)) == nothing(unpublished=1)
    assert cells(team.body, DAY + timedelta(days=40)) == nothing()


def test_a_task_is_late_until_it_is_reported_done(team):
    task = work.task(team.body, due_on=date(2017, 3, 31))
    work.progress(task, TaskState.GOING)
    assert cells(team.body, date(2017, 3, 31)) == nothing()
    assert cells(team.body, date(2017, 4, 1)) == nothing(task=1)
    work.progress(task, TaskState.DONE, at=NOON + timedelta(days=20))
    assert cells(team.body, date(2017, 4, 1)) == nothing(task=1)
    assert cells(team.body, date(2017, 4, 9)) == nothing()


def test_the_page_looks_at_a_past_day_and_sums_the_district(supervisor, team, district):
    work.request_row(team.body, due_on=DAY)
    work.request_row(district, due_on=DAY)
    text = supervisor.get(reverse("oversight") + "?on=2017-03-21").content.decode()
    assert "截至2017年3月21日" in text
    assert "2个单位" in text
    link = reverse("oversight_cell", args=["overdue", "bureau"]) + "?on=2017-03-21&amp;year=2017"
    assert link in text
    assert "未开始" in text
    assert "某路段施工许可" in supervisor.get(link.replace("&amp;", "&")).content.decode()


@pytest.mark.parametrize("query", ["?on=banana", "?on=9999-12-31", "?on=0001-01-01", "?year=12"])
def test_a_day_that_cannot_be_looked_at_is_today(supervisor, team, query):
    page = supervisor.get(reverse("oversight") + query)
    today = timezone.localdate()
    assert f"截至{today.year}年{today.month}月{today.day}日" in page.content.decode()


def test_a_reminder_is_read_with_its_recipients_before_it_is_issued(supervisor, team):
    work.request_row(team.body, due_on=DAY)
    work.task(team.body, due_on=date(2017, 3, 31))
    reporter = make.person(team.body, Role.REPORTER)
    url = reverse("oversight_remind", args=["bureau"])
    matter = "截至2017年4月5日，你单位有1件申请逾期未答复，1项要点任务到期未完成。请抓紧办理并反馈。"
    before = supervisor.get(url, {"on": "2017-04-05", "year": "2017"}).content.decode()
    assert matter in before
    assert f"{reporter.display_name}</b>　年报填报人" in before
    with cross_body("test"):
        assert not Reminder.objects.exists()
    due_on = timezone.localdate() + timedelta(days=9)
    data = {"on": "2017-04-05", "year": "2017", "kind": "", "matter": f"{matter}\r\n另请补报备案。"}
    changed = {**data, "due_on": due_on.isoformat(), "seen": seen(before)}
    again = supervisor.post(url, changed).content.decode()
    assert "催办单还没有发出" in again
    assert f"请于{due_on.year}年{due_on.month}月{due_on.day}日前办结" in again
    assert f"{matter}<br>另请补报备案。" in again
    with cross_body("test"):
        assert not Reminder.objects.exists()
    after = supervisor.post(url, {**changed, "seen": seen(again)}, follow=True).content.decode()
    assert "政务公开工作催办单" in after
    with cross_body("test"):
        row = Reminder.objects.get()
    assert (row.kind, row.due_on) == (ReminderKind.OVERDUE, due_on)
    assert row.matter.endswith("另请补报备案。")


def test_an_unchanged_preview_is_sent_at_once_and_only_once(supervisor, team):
    work.request_row(team.body, due_on=DAY)
    url = reverse("oversight_remind", args=["bureau"])
    before = supervisor.get(url, {"on": "2017-04-05", "year": "2017"})
    form = before.context["form"]
    data = {"on": "2017-04-05", "year": "2017", "kind": "", "seen": seen(before.content.decode())}
    data |= {"matter": form.initial["matter"], "due_on": form.initial["due_on"].isoformat()}
    assert supervisor.post(url, data).status_code == 302
    twice = supervisor.post(url, data)
    assert "不需要重复发出" in twice.content.decode()
    with cross_body("test"):
        assert Reminder.objects.get().matter == form.initial["matter"]


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found, page
    return found[1]


def test_a_reminder_over_one_column_and_a_form_that_is_wrong(supervisor, team):
    work.task(team.body, due_on=date(2017, 3, 31))
    url = reverse("oversight_remind", args=["bureau"])
    one = supervisor.get(url, {"on": "2017-04-05", "year": "2017", "kind": "task"}).content.decode()
    assert "你单位有1项要点任务到期未完成。" in one
    assert "没有人担任年报填报人" in one
    data = {"on": "2017-04-05", "year": "2017", "kind": "task", "matter": "", "due_on": "明天"}
    wrong = supervisor.post(url, data)
    assert wrong.status_code == 422
    assert "请按“2017-03-20”的样式填写日期" in wrong.content.decode()
    assert seen(wrong.content.decode()) == ""
    data |= {"matter": "请办理", "due_on": "2017-04-06"}
    early = supervisor.post(url, data)
    assert early.status_code == 422
    assert "办结时限早于今日" in early.content.decode()


def test_nothing_owed_is_not_reminded_of(supervisor, team):
    refused = supervisor.post(reverse("oversight_remind", args=["bureau"]), {"on": "2017-04-05"})
    assert refused.status_code == 409
    assert "没有需要催办的事项" in refused.content.decode()


def test_the_leader_looks_and_reminds_nobody(client, district, team):
    client.force_login(make.person(district, Role.LEADER))
    work.request_row(team.body, due_on=DAY)
    text = client.get(reverse("oversight") + "?on=2017-03-21").content.decode()
    assert "催办</" not in text.replace("催办单</a>", "")
    assert client.post(reverse("oversight_remind", args=["bureau"])).status_code == 403


class TestTheWorkbookOnScreen:
    def upload(self, client, data: bytes):
        file = SimpleUploadedFile("任务.xlsx", data)
        return client.post(reverse("tasks_import"), {"year": "2017", "file": file}, follow=True)

    def filled(self, client, *rows) -> bytes:
        book = load_workbook(BytesIO(b"".join(client.get(reverse("tasks_template")).streaming_content)))
        for row in rows:
            book["要点任务明细"].append(list(row))
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    def confirmed(self, client, data: bytes):
        page = self.upload(client, data)
        token = re.search(r'name="token" value="([^"]+)"', page.content.decode())
        assert token, page.content.decode()
        return client.post(reverse("tasks_import_confirm"), {"token": token[1]}, follow=True)

    def count(self) -> int:
        with cross_body("test"):
            return Task.objects.count()

    def test_the_template_is_filled_seen_confirmed_and_the_export_reads_the_same(self, supervisor, team):
        row = ("1", "公开招生信息", "公布范围", "网站", date(2017, 6, 30), "区城建局、示例区人民政府", "")
        data = self.filled(supervisor, row)
        seen = self.upload(supervisor, data).content.decode()
        assert "将登记2项" in seen
        assert "现在还没有写入任何任务" in seen
        assert self.count() == 0
        assert "已导入2项任务" in self.confirmed(supervisor, data).content.decode()
        data = b"".join(supervisor.get(reverse("tasks_export")).streaming_content)
        with cross_body("test"):
            Task.objects.all().delete()
        assert "已导入2项任务" in self.confirmed(supervisor, data).content.decode()

    def test_bad_rows_stand_beside_the_good_ones_and_nothing_can_be_confirmed(self, supervisor, team):
        good = ("1", "公开招生信息", "公布范围", "网站", date(2017, 6, 30), "区城建局", "")
        bad = ("2", "公开收费清单", "公布标准", "网站", "年底", "某局", "")
        late = ("3", "公开年度报告", "公布全文", "网站", date(2018, 3, 31), "区城建局", "")
        page = self.upload(supervisor, self.filled(supervisor, good, bad, late))
        text = page.content.decode()
        assert page.status_code == 422
        assert "第3行“完成时限”：“年底”不是日期" in text
        assert "第3行“责任单位”：没有名为“某局”的单位" in text
        assert (
            "第4行“完成时限”：2018年3月31日不在2017年之内，与所选年度不符，请改正完成时限，或者改选年度。"
            in text
        )
        assert "公开招生信息" in text
        assert "确认导入" not in text
        assert self.count() == 0

    def test_what_stands_already_is_shown_beside_and_left_alone(self, supervisor, team):
        row = ("1", "公开招生信息", "公布范围", "网站", date(2017, 6, 30), "区城建局", "")
        self.confirmed(supervisor, self.filled(supervisor, row))
        again = self.upload(supervisor, self.filled(supervisor, row)).content.decode()
        assert "文件中的任务都已登记" in again
        other = ("1", "公开收费清单", "公布标准", "网站", date(2017, 6, 30), "区城建局、示例区人民政府", "")
        seen = self.upload(supervisor, self.filled(supervisor, other)).content.decode()
        assert "序号相同而任务不同" in seen
        assert "已导入1项任务" in self.confirmed(supervisor, self.filled(supervisor, other)).content.decode()
        assert self.count() == 2

    def test_a_preview_that_is_no_longer_true_or_not_ones_own_writes_nothing(
        self, supervisor, team, district
    ):
        row = ("1", "公开招生信息", "公布范围", "网站", date(2017, 6, 30), "区城建局", "")
        page = self.upload(supervisor, self.filled(supervisor, row)).content.decode()
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        url = reverse("tasks_import_confirm")
        for wrong in ("", "abc", f"{token}x"):
            refused = supervisor.post(url, {"token": wrong})
            assert refused.status_code == 409
            assert "预览已经失效" in refused.content.decode()
        supervisor.force_login(make.person(district, Role.SUPERVISOR))
        assert supervisor.post(url, {"token": token}).status_code == 409
        assert self.count() == 0


def test_what_was_withdrawn_keeps_no_column_fresh(team):
    make.published(team, "仍在网上的信息", at=NOON - timedelta(days=30))
    assert cells(team.body, DAY)["stale_column"] == 1
    taken_down = make.published(team, "撤下的信息", at=NOON)
    assert cells(team.body, DAY)["stale_column"] == 0
    with cross_body("test"):
        withdraw(record=taken_down, actor=team.approver, at=NOON, reason="内容有误")
    assert cells(team.body, DAY)["stale_column"] == 1


def test_a_reminder_is_owed_from_its_issue_to_its_answer(team):
    work.reminder(team.body, on=NOON)
    look = {day: AsOf(day, day.year, CALENDAR) for day in (DAY - timedelta(days=1), DAY)}
    with scope_to({team.body.pk}):
        owed = [board_of(one, frozenset({team.body.pk})).lines[0].reminders for one in look.values()]
    assert owed == [0, 1]
