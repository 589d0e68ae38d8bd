"""What waits for this seat in oversight: 催办单 to answer, tasks whose term is near or over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.law.wording import plain_date
from gongkai.oversight import queries
from gongkai.oversight.models import Reminder, Task
from gongkai.oversight.wording import reasons, reminder_mark, task_mark
from gongkai.shell.seat import Seat
from gongkai.shell.todo import SHOWN, Matter, Section


def sections(seat: Seat) -> Iterator[Section]:
    if seat.body.pk in seat.reach(Act.REPORT_PROGRESS):
        yield _reminders(seat)
        yield _tasks(seat)


def _reminders(seat: Seat) -> Section:
    rows = queries.running_reminders(seat.today).filter(body=seat.body).order_by("due_on", "pk")[: SHOWN + 1]
    return Section(
        key="reminders",
        title="催办单",
        matters=tuple(_reminder(row, seat) for row in rows),
        empty="没有待反馈的催办单。区政务公开办发出后会列在这里。",
        more=f"{reverse('reminders')}?state=running&body={seat.body.pk}",
    )


def _reminder(row: Reminder, seat: Seat) -> Matter:
    return Matter(
        title=row.matter,
        note=f"{reasons(row)}　{plain_date(row.issued_on)}发出",
        state=reminder_mark(row, seat.today),
        since=timezone.make_aware(datetime.combine(row.issued_on, time.min)),
        button="反馈",
        icon="warning",
        href=reverse("reminder", args=[row.pk]),
        due=row.due_on,
    )


def _tasks(seat: Seat) -> Section:
    rows = queries.unfinished_tasks(seat.today.year, seat.today).filter(body=seat.body)
    return Section(
        key="tasks",
        title="要点任务",
        matters=tuple(_task(row, seat) for row in rows.order_by("due_on", "pk")[: SHOWN + 1]),
        empty="没有未完成的要点任务。任务登记后，按完成时限列在这里。",
        more=f"{reverse('tasks')}?state=undone&year={seat.today.year}&body={seat.body.pk}",
    )


def _task(row: Task, seat: Seat) -> Matter:
    return Matter(
        title=row.item,
        note=f"{row.year}年第{row.number}项",
        state=task_mark(getattr(row, "state_then", None), row.due_on, seat.today),
        since=timezone.make_aware(datetime(row.year, 1, 1)),  # noqa: DTZ001 - made aware on this line
        button="填报进度",
        icon="draft",
        href=reverse("task", args=[row.pk]),
        due=row.due_on,
    )
