"""Bringing in reports and filings of a year at once, with the rules and the audit rows of the services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import AuditRow, Person
from gongkai.casework.models import Delivery
from gongkai.law.calendar import Calendar
from gongkai.oversight.enums import TaskState
from gongkai.oversight.models import Filing, Task, TaskProgress
from gongkai.oversight.rules import OversightError, filing_due


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    task: Task
    state: TaskState
    note: str
    actor: Person
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A delivered reply with the day it was handed up, None while it is not."""

    delivery: Delivery
    filed_on: date | None
    actor: Person | None
    at: datetime


@transaction.atomic
def import_progress(rows: Sequence[Reported]) -> list[TaskProgress]:
    for row in rows:
        if not row.note.strip() or (row.state is TaskState.DONE and not row.task.carrier):
            raise OversightError(
                f"第{row.task.number}项任务的进度没有进展情况，或者已完成而没有公开载体；未导入任何进度。"
            )
    made = TaskProgress.objects.bulk_create(
        [
            TaskProgress(
                task=row.task,
                reported_on=timezone.localdate(row.at),
                state=row.state,
                note=row.note.strip(),
                person=row.actor,
            )
            for row in rows
        ]
    )
    AuditRow.objects.bulk_create(
        [
            AuditRow(
                at=row.at,
                actor=row.actor,
                act="task.report",
                body=row.task.body,
                subject=f"task/{row.task.pk}",
                new={"state": row.state.value, "note": row.note.strip()},
            )
            for row in rows
        ]
    )
    return made


@transaction.atomic
def import_filings(rows: Sequence[Filed], calendar: Calendar) -> list[Filing]:
    """`delivery.request.body` is read: hand in deliveries that carry them."""
    for row in rows:
        if row.filed_on is not None and row.filed_on < row.delivery.counted_on:
            raise OversightError("有备案日期早于答复日期，未导入任何备案，请核对。")
    made = Filing.objects.bulk_create(
        [
            Filing(
                request=row.delivery.request,
                due_on=filing_due(row.delivery.counted_on, calendar),
                filed_on=row.filed_on,
                person=row.actor,
            )
            for row in rows
        ]
    )
    AuditRow.objects.bulk_create(
        [
            AuditRow(
                at=row.at,
                actor=row.actor,
                act="filing.file" if row.filed_on else "filing.open",
                body=row.delivery.request.body,
                subject=f"request/{row.delivery.request.number}",
                new={"filed_on": row.filed_on.isoformat()} if row.filed_on else {},
            )
            for row in rows
        ]
    )
    return made
