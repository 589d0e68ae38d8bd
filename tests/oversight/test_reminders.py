"""催办单: every ground of it with its rows, as they stood when it was issued; on screen, in print, as a Word file."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from docx import Document

import desk_world as make
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.casework.models import Request
from gongkai.law.receipt import Channel
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.grounds import LISTED, Ground, Item, read, stored
from gongkai.oversight.models import Reminder

pytestmark = pytest.mark.django_db
LOOK = {"on": "2017-04-05", "year": "2017"}


@pytest.fixture
def district():
    make.column()
    return make.body("district", "示例区人民政府")


@pytest.fixture
def bureau(district):
    return make.body("bureau", "区城建局", parent=district)


@pytest.fixture
def supervisor(client, district):
    client.force_login(make.person(district, Role.SUPERVISOR))
    return client


def issued(client, **more: str) -> Reminder:
    url = reverse("oversight_remind", args=["bureau"])
    before = client.get(url, {**LOOK, **more})
    initial = before.context["form"].initial
    data = {**LOOK, "kind": "", **more, "matter": initial["matter"], "due_on": initial["due_on"].isoformat()}
    answer = client.post(url, {**data, "seen": before.context["seen"]})
    assert answer.status_code == 302, answer.content.decode()
    with cross_body("test"):
        return Reminder.objects.select_related("body").latest("pk")


def shown(client, row: Reminder) -> str:
    return client.get(reverse("reminder", args=[row.pk])).content.decode()


def test_every_ground_stands_in_the_preview_in_the_list_and_in_the_paper(supervisor, bureau):
    work.request_row(bureau, "某路段施工许可", due_on=date(2017, 3, 20))
    work.request_row(bureau, "某小区规划图", due_on=date(2017, 4, 7))
    work.task(bureau, "公开招生信息", due_on=date(2017, 3, 31))
    preview = supervisor.get(reverse("oversight_remind", args=["bureau"]), LOOK).content.decode()
    row = issued(supervisor)
    for text in (preview, shown(supervisor, row)):
        assert "临期（1件申请即将到期）" in text
        assert "逾期（1件申请逾期未答复）" in text
        assert "任务进度（1项要点任务到期未完成）" in text
        assert all(name in text for name in ("某路段施工许可", "某小区规划图", "公开招生信息"))
        assert all(day in text for day in ("2017年3月20日", "2017年4月7日", "2017年3月31日"))
    assert "临期、逾期、任务进度" in supervisor.get(reverse("reminders")).content.decode()


def test_the_paper_says_what_stood_when_it_was_issued(supervisor, bureau):
    task = work.task(bureau, "公开招生信息", due_on=date(2017, 3, 31))
    work.task(bureau, "公开预算", due_on=date(2017, 3, 31))
    row = issued(supervisor)
    work.progress(task, TaskState.DONE, at=make.NOON)
    with cross_body("test"):
        type(task).objects.filter(pk=task.pk).update(item="改了名称", due_on=date(2017, 12, 31))
    text = shown(supervisor, row)
    assert "任务进度（2项要点任务到期未完成）" in text
    assert "公开招生信息" in text
    assert "改了名称" not in text


def test_the_grounds_of_an_issued_paper_cannot_be_changed_by_direct_sql(supervisor, bureau):
    work.task(bureau, due_on=date(2017, 3, 31))
    row = issued(supervisor)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE oversight_reminder SET grounds = '[]' WHERE id = %s", [row.pk])


def test_what_changed_since_the_preview_is_shown_before_it_is_sent(supervisor, bureau):
    work.request_row(bureau, "某路段施工许可", due_on=date(2017, 3, 20))
    url = reverse("oversight_remind", args=["bureau"])
    before = supervisor.get(url, LOOK)
    initial = before.context["form"].initial
    with cross_body("test"):
        Request.objects.update(due_on=date(2017, 3, 21))
    data = {**LOOK, "kind": "", "matter": initial["matter"], "due_on": initial["due_on"].isoformat()}
    again = supervisor.post(url, {**data, "seen": before.context["seen"]})
    assert "催办单还没有发出" in again.content.decode()
    assert "2017年3月21日" in again.content.decode()
    assert supervisor.post(url, {**data, "seen": again.context["seen"]}).status_code == 302


def test_one_column_is_one_ground(supervisor, bureau):
    work.request_row(bureau, due_on=date(2017, 3, 20))
    work.task(bureau, due_on=date(2017, 3, 31))
    row = issued(supervisor, kind="task")
    assert [ground.kind for ground in read(row.grounds)] == [ReminderKind.TASK]
    assert row.kind == ReminderKind.TASK


def test_a_long_ground_lists_the_longest_waiting_and_counts_the_others(supervisor, bureau):
    for number in range(LISTED + 3):
        work.request_row(bureau, f"申请{number:02}号", due_on=date(2017, 3, 1 + number))
    row = issued(supervisor)
    (ground,) = read(row.grounds)
    assert (ground.number, len(ground.items), ground.further) == (LISTED + 3, LISTED, 3)
    assert ground.items[0].title == "申请00号"
    assert "另有3件未列出" in shown(supervisor, row)


def test_an_applicants_own_words_do_not_stand_in_the_paper(supervisor, bureau):
    case = work.request_row(bureau, "我的房子被拆了", due_on=date(2017, 3, 20), channel=Channel.WEB)
    row = issued(supervisor)
    assert "我的房子" not in shown(supervisor, row)
    assert case.number in shown(supervisor, row)


def test_the_trail_names_every_ground(supervisor, bureau):
    work.request_row(bureau, due_on=date(2017, 3, 20))
    work.task(bureau, due_on=date(2017, 3, 31))
    row = issued(supervisor)
    with cross_body("test"):
        told = AuditRow.objects.get(act="reminder.issue", subject=f"reminder/{row.pk}").new
    assert told["grounds"] == "1件申请逾期未答复，1项要点任务到期未完成"


def test_the_word_file_says_what_the_page_says(supervisor, bureau):
    work.request_row(bureau, "某路段施工许可", due_on=date(2017, 3, 20))
    work.task(bureau, "公开招生信息", due_on=date(2017, 3, 31))
    row = issued(supervisor)
    answer = supervisor.get(reverse("reminder_word", args=[row.pk]))
    document = Document(BytesIO(b"".join(answer.streaming_content)))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[:3] == ["政务公开工作催办单", "区城建局：", row.matter]
    assert "逾期（1件申请逾期未答复）" in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(re.match(r"某路段施工许可（收\d+号）", text) for text in cells)
    assert "2017年3月31日" in cells


def test_a_paper_without_grounds_tells_its_kind(supervisor, bureau):
    row = work.reminder(bureau, "请补报备案")
    page = shown(supervisor, row)
    assert "<dd>未备案</dd>" in page
    assert '<section class="ground">' not in page


def test_what_is_stored_is_read_again():
    grounds = [
        Ground(
            ReminderKind.STALE_COLUMN,
            date(2017, 4, 5),
            2,
            [Item("工作动态", "两周内须有更新", date(2017, 3, 1))],
        ),
        Ground(ReminderKind.TASK, date(2017, 4, 5), 1, [Item("公开", "", None, "/x")]),
    ]
    assert read(stored(grounds)) == grounds
    assert read(None) == []
