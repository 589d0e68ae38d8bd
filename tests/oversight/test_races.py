"""Two clicks at the same moment, on two connections: the act is done once, and the second is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

import desk_world as make
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.models import Reminder
from gongkai.oversight.rules import OversightError
from gongkai.oversight.services.filings import file_reply
from gongkai.oversight.services.reminders import Urged, answer_reminder, remind
from gongkai.oversight.services.tasks import Planned, import_tasks, plan_task, report_progress

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def told_of_two(act: Callable[[], object]) -> list[str]:
    """Runs the act on two connections at once; the refusals that came."""
    start, told = Barrier(2), []

    def run() -> None:
        try:
            with cross_body("test"):
                start.wait(10)
                act()
        except OversightError as refusal:
            told.append(str(refusal))
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return told


def test_of_two_at_once_the_second_is_told():
    body = make.body()
    who = make.person(body, Role.SUPERVISOR)
    urged = Urged(kind=ReminderKind.FILING, matter="请补报备案", due_on=make.NOON.date() + timedelta(days=7))
    told = told_of_two(lambda: remind(body=body, content=urged, actor=who, at=make.NOON))
    assert len(told) == 1
    assert "重复发出" in told[0]
    with cross_body("test"):
        assert Reminder.objects.count() == 1


def test_a_number_is_given_once():
    body = make.body()
    who = make.person(body, Role.SUPERVISOR)
    planned = Planned(
        year=2017, number="1", item="公开招生信息", requirement="公布", due_on=date(2017, 6, 30)
    )
    (told,) = told_of_two(lambda: plan_task(body=body, content=planned, actor=who, at=make.NOON))
    assert "已经登记" in told
    (told,) = told_of_two(
        lambda: import_tasks(rows=[(body, replace(planned, number="2"))], actor=who, at=make.NOON)
    )
    assert "未导入任何任务" in told


def test_progress_is_reported_once():
    body = make.body()
    who, task = make.person(body, Role.REPORTER), work.task(body)
    (told,) = told_of_two(
        lambda: report_progress(task=task, state=TaskState.GOING, note="一半", actor=who, at=make.NOON)
    )
    assert "不需要重复填报" in told


def test_a_reply_is_filed_once():
    body = make.body()
    who, case = make.person(body, Role.REGISTRAR), work.request_row(body)
    work.delivered(case, make.NOON.date())
    (told,) = told_of_two(
        lambda: file_reply(request=case, filed_on=make.NOON.date(), actor=who, at=make.NOON)
    )
    assert "不能再次备案" in told


def test_a_reminder_is_answered_once():
    body = make.body()
    who, row = make.person(body, Role.REPORTER), work.reminder(body)
    (told,) = told_of_two(lambda: answer_reminder(reminder=row, answer="已办", actor=who, at=make.NOON))
    assert "不能再次反馈" in told
