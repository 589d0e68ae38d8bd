"""要点任务: planned by the district's office, reported on by the body that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.bodies.services import reach, record_act, require
from gongkai.files.services import store_file
from gongkai.oversight.enums import TaskState
from gongkai.oversight.models import Task, TaskProgress
from gongkai.oversight.rules import OversightError, due_fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One line of the plan as it is given to one body."""

    year: int
    number: str
    item: str
    requirement: str
    carrier: str = ""
    due_on: date
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    name: str
    media_type: str
    data: bytes


@transaction.atomic
def plan_task(*, body: PublicBody, content: Planned, actor: Person, at: datetime) -> Task:
    """Give a body a line of the year's plan; its number is given once a year and body."""
    require(actor, Act.PLAN_TASKS, body, at)
    if fault := due_fault(content.year, content.due_on):
        raise OversightError(f"完成时限{fault}，请改正完成时限或者年度。")
    _lock([body.pk])
    if Task.objects.filter(body=body, year=content.year, number=content.number.strip()).exists():
        raise OversightError(
            f"序号“{content.number.strip()}”在该单位{content.year}年的任务中已经登记，请核对，或者另编序号。"
        )
    row = task_row(body, content)
    row.save(force_insert=True)
    _audit(row, "plan", actor, at, audit_values(content))
    return row


@transaction.atomic
def import_tasks(
    *, rows: Sequence[tuple[PublicBody, Planned]], actor: Person, at: datetime, sheet: str = ""
) -> list[Task]:
    """Give many lines at once, all of them or none; `sheet` is the hash of the workbook they came from.

    Raises:
        AccessDenied: a body is out of the actor's reach.
        OversightError: a number is given already, or a term lies outside the year.
    """
    bodies = {body.pk: body for body, _ in rows}
    outside = bodies.keys() - reach(actor, Act.PLAN_TASKS, timezone.localdate(at))
    if outside:
        require(actor, Act.PLAN_TASKS, bodies[min(outside)], at)
    _lock(bodies)
    _refuse_known(rows)
    for _, content in rows:
        if fault := due_fault(content.year, content.due_on):
            raise OversightError(f"第{content.number}项任务的完成时限{fault}，未导入任何任务。")
    file = {"sha256": sheet} if sheet else {}
    made = Task.objects.bulk_create([task_row(body, content) for body, content in rows], batch_size=500)
    AuditRow.objects.bulk_create(
        [
            AuditRow(
                at=at,
                actor=actor,
                act="task.import",
                body=body,
                subject=f"task/{row.pk}",
                new={**audit_values(content), **file},
            )
            for row, (body, content) in zip(made, rows, strict=True)
        ],
        batch_size=500,
    )
    return made


def _lock(bodies: Iterable[int]) -> None:
    """The rows of the bodies, in one order: of two who give a number at once the second sees the first."""
    rows = PublicBody.objects.select_for_update(no_key=True).filter(pk__in=list(bodies)).order_by("pk")
    list(rows.values_list("pk"))


def _refuse_known(rows: Sequence[tuple[PublicBody, Planned]]) -> None:
    keys = [(body.pk, content.year, content.number) for body, content in rows]
    known = known_numbers({content.year for _, content in rows})
    for key in keys:
        if key in known:
            raise OversightError(f"第{key[2]}项任务在该单位{key[1]}年的任务中已经登记，未导入任何任务。")
        known.add(key)


def known_numbers(years: set[int]) -> set[tuple[int, int, str]]:
    """(body, year, number) of the tasks that stand."""
    return set(Task.objects.filter(year__in=years).values_list("body_id", "year", "number"))


@transaction.atomic
def report_progress(  # noqa: PLR0913 - how far, in which words, with which proof; by whom, when
    *,
    task: Task,
    state: TaskState,
    note: str,
    evidence: Evidence | None = None,
    actor: Person,
    at: datetime,
) -> TaskProgress:
    """A dated report; what was reported before stays as it is. A second click of the button reports nothing twice."""
    require(actor, Act.REPORT_PROGRESS, task.body, at)
    if not note.strip():
        raise OversightError("请填写进展情况，写明已做的工作和下一步安排。")
    if state is TaskState.DONE and evidence is None and not task.carrier:
        raise OversightError("填报“已完成”须有佐证材料或写明公开载体，请补充后再填报。")
    name = evidence.name if evidence else ""
    _need_new(task, (state.value, note.strip(), name), timezone.localdate(at))
    row = TaskProgress.objects.create(
        task=task,
        reported_on=timezone.localdate(at),
        state=state,
        note=note.strip(),
        evidence=store_file(evidence.data, evidence.media_type, at=at) if evidence else None,
        evidence_name=name,
        person=actor,
    )
    _audit(task, "report", actor, at, {"state": state.value, "note": row.note, "file": row.evidence_name})
    return row


def _need_new(task: Task, said: tuple[str, str, str], on: date) -> None:
    """Under the lock of the task's row: the last report of the day says something else than this one."""
    Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    reports = TaskProgress.objects.filter(task=task, reported_on=on).order_by("-pk")
    if reports.values_list("state", "note", "evidence_name").first() == said:
        raise OversightError(
            "今日已经填报过相同的进度和进展情况，不需要重复填报；如有新的进展，请改写后再填报。"
        )


def task_row(body: PublicBody, content: Planned) -> Task:
    return Task(
        body=body,
        year=content.year,
        number=content.number.strip(),
        item=content.item.strip(),
        requirement=content.requirement.strip(),
        carrier=content.carrier.strip(),
        due_on=content.due_on,
        person=content.person.strip(),
    )


def audit_values(content: Planned) -> Mapping[str, object]:
    return {"number": content.number.strip(), "item": content.item, "due_on": content.due_on.isoformat()}


def _audit(row: Task, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(at=at, actor=actor, act=f"task.{act}", body=row.body, subject=f"task/{row.pk}", new=new)
