"""What this room adds to the annual report: tasks, filings and problems of the year, and problems in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When

from gongkai.annual.enums import Register
from gongkai.annual.measure import Measure
from gongkai.annual.period import Period
from gongkai.annual.rows import Told, tells
from gongkai.annual.sources import Source
from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.law.wording import plain_date
from gongkai.oversight.enums import TaskState
from gongkai.oversight.models import Filing, Problem, Task, TaskProgress


def _tasks(period: Period) -> QuerySet[Task]:
    """Tasks of the year's plan, by what was last reported of each by its end."""
    last = TaskProgress.objects.filter(task=OuterRef("pk"), reported_on__lte=period.last).order_by(
        "-reported_on", "-pk"
    )
    stood = Subquery(last.values("state")[:1])
    return Task.objects.filter(body__in=period.body_ids, year=period.year).annotate(stood=stood)


def _filings(period: Period) -> QuerySet[Filing]:
    """Filings that were due in the year: in time or late, whenever a late one came."""
    kept = Case(
        When(Q(filed_on__lte=F("due_on")), then=Value("kept")),
        default=Value("late"),
        output_field=CharField(),
    )
    return Filing.objects.filter(request__body__in=period.body_ids, due_on__range=period.days).annotate(
        kept=kept
    )


def _problems(period: Period) -> QuerySet[Problem]:
    return Problem.objects.filter(body__in=period.body_ids, year=period.year)


TASKS = Source("tasks", "要点任务", _tasks, dimensions=("stood",))
FILINGS = Source("filings", "答复备案", _filings, body="request__body_id", dimensions=("kept",))
PROBLEMS = Source("problems", "存在问题", _problems)


def measures(_year: int) -> Iterator[Measure]:
    register = Register.OVERSIGHT
    yield Measure("tasks.total", "工作要点任务", "项", "十", (TASKS.where(),), register)
    done = TASKS.where(stood=TaskState.DONE.value)
    yield Measure("tasks.done", "年底已完成的工作要点任务", "项", "十", (done,), register)
    yield Measure("filings.due", "应备案的答复", "件", "十", (FILINGS.where(),), register)
    yield Measure("filings.late", "逾期备案的答复", "件", "十", (FILINGS.where(kept="late"),), register)
    yield Measure("problems.found", "本年存在的问题", "个", "十", (PROBLEMS.where(),), register)


def words(body: PublicBody, year: int) -> Mapping[str, str]:
    """Problems of last year with what became of them, and those of this year, as sentences of a draft."""
    rows = Problem.objects.filter(body=body, year__in=(year - 1, year)).order_by("pk")
    before = [row for row in rows if row.year == year - 1]
    found = [row for row in rows if row.year == year]
    return {"problems:before": _before(before, year), "problems:found": _found(found, year)}


def _before(rows: list[Problem], year: int) -> str:
    last = [row for row in rows if row.resolved_on is not None and row.resolved_on.year <= year]
    rest = [row for row in rows if row not in last]
    told = []
    if last:
        told.append(f"上年度报告所列的问题已经改善：{_listed(last)}。")
    if rest:
        told.append(f"上年度报告所列、仍在改进的问题：{_listed(rest)}。")
    return "".join(told)


def _found(rows: list[Problem], year: int) -> str:
    return f"{year}年存在的主要问题：{_listed(rows)}。" if rows else ""


def _listed(rows: list[Problem]) -> str:
    return "；".join(row.text.rstrip("。；") for row in rows)


def _task(row: Task) -> Told:
    return Told(
        row.item, f"{row.number}　{row.carrier}", row.body_id, row.due_on, ("task", row.pk), Act.VIEW_TASKS
    )


def _filing(row: Filing) -> Told:
    detail = f"备案期限{plain_date(row.due_on)}，" + (
        f"{plain_date(row.filed_on)}备案" if row.filed_on else "尚未备案"
    )
    return Told(
        f"答复备案　{row.request.number}",
        detail,
        row.request.body_id,
        row.due_on,
        ("request", row.request_id),
        Act.VIEW_REQUESTS,
        closed="答复备案",
    )


def _problem(row: Problem) -> Told:
    return Told(row.text, row.measure, row.body_id, row.resolved_on or _end_of(row.year))


def _end_of(year: int) -> date:
    return date(year, 12, 31)


def tell_rows() -> None:
    """Let figures of the report open rows of this room."""
    tells(Task, (), _task)
    tells(Filing, ("request",), _filing)
    tells(Problem, (), _problem)
