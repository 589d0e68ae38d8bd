"""要点任务: list, page, planning, import from a workbook, template, export, reports of progress."""

from __future__ import annotations

import mimetypes
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.files.services import default_store
from gongkai.oversight import excel, queries
from gongkai.oversight.enums import TaskState
from gongkai.oversight.excel import Line
from gongkai.oversight.forms import ProgressForm, TaskFilter, TaskForm
from gongkai.oversight.models import Task, TaskProgress
from gongkai.oversight.rules import OversightError
from gongkai.oversight.services.tasks import Evidence, Planned, plan_task, report_progress
from gongkai.oversight.views.parts import REFUSALS, XLSX, form_page, named
from gongkai.oversight.wording import task_mark
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page


@desk_view(Act.VIEW_TASKS)
def tasks(request: DeskRequest) -> HttpResponse:
    bodies = named(request, Act.VIEW_TASKS)
    form = TaskFilter(request.GET.dict(), bodies)
    if len(bodies) == 1:
        del form.fields["body"]
    on = form.on_day(request.seat.today)
    page = keyset_page(_filtered(form, on), request.GET.dict())
    rows = [(row, request.seat.name_of(row.body_id), _mark(row, on)) for row in page.rows]
    plans = bool(request.seat.reach(Act.PLAN_TASKS))
    values = {"form": form, "page": page, "rows": rows, "plans": plans, "query": request.GET.urlencode()}
    return render(request, "oversight/tasks.html", values)


def _filtered(form: TaskFilter, on: date) -> QuerySet[Task]:
    year = form.value("year")
    rows = queries.with_state(Task.objects.filter(year=year) if year else Task.objects.all(), on)
    if text := form.value("text").strip():
        rows = rows.filter(item__icontains=text)
    if form.value("body"):
        rows = rows.filter(body=int(form.value("body")))
    return _by_state(rows, form.value("state"), on)


def _by_state(rows: QuerySet[Task], state: str, on: date) -> QuerySet[Task]:
    if state == "late":
        return queries.late(rows, on)
    if state == "undone":
        return queries.unfinished(rows)
    return queries.in_state(rows, TaskState(state)) if state else rows


def _mark(row: Task, on: date) -> object:
    return task_mark(getattr(row, "state_then", None), row.due_on, on)


@desk_view(Act.VIEW_TASKS)
def task(request: DeskRequest, pk: int) -> HttpResponse:
    return _task_page(request, _task(request, pk), ProgressForm(auto_id="progress_%s"))


def _task(request: DeskRequest, pk: int) -> Task:
    rows = queries.with_state(Task.objects.select_related("body"), request.seat.today)
    return get_object_or_404(rows, pk=pk)


def _task_page(request: DeskRequest, row: Task, form: ProgressForm) -> HttpResponse:
    values = {
        "task": row,
        "body_name": request.seat.name_of(row.body_id),
        "mark": _mark(row, request.seat.today),
        "reports": row.progress.select_related("person").order_by("-reported_on", "-pk")[:100],
        "form": form,
        "may_report": row.body_id in request.seat.reach(Act.REPORT_PROGRESS),
    }
    return render(request, "oversight/task.html", values, status=422 if form.errors else 200)


@desk_view(Act.REPORT_PROGRESS, refusals=REFUSALS)
def progress(request: DeskRequest, pk: int) -> HttpResponse:
    row = _task(request, pk)
    if request.method != "POST":
        return redirect("task", pk)
    form = ProgressForm(request.POST, request.FILES, auto_id="progress_%s")
    if form.is_valid():
        with marking(form, OversightError):
            report_progress(
                task=row,
                state=TaskState(form.cleaned_data["state"]),
                note=form.cleaned_data["note"],
                evidence=_evidence(form.cleaned_data["evidence"]),
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, "进度已填报。")
            return redirect("task", pk)
    return _task_page(request, row, form)


def _evidence(file: UploadedFile[bytes] | None) -> Evidence | None:
    if file is None or file.name is None:
        return None
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Evidence(name=file.name, media_type=kind, data=file.read())


@desk_view(Act.VIEW_TASKS)
def evidence(_request: DeskRequest, pk: int) -> HttpResponseBase:
    rows = TaskProgress.objects.exclude(evidence=None).select_related("evidence")
    row = get_object_or_404(rows, pk=pk)
    assert row.evidence is not None
    return FileResponse(
        default_store().open(row.evidence.sha256),
        as_attachment=True,
        filename=row.evidence_name,
        content_type=row.evidence.media_type,
    )


@desk_view(Act.PLAN_TASKS, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = TaskForm(request.POST or None, initial={"year": request.seat.today.year})
    form.choose("body", named(request, Act.PLAN_TASKS))
    if form.is_valid():
        with marking(form, OversightError):
            values = {name: value for name, value in form.cleaned_data.items() if name != "body"}
            body = PublicBody.objects.get(pk=form.cleaned_data["body"])
            row = plan_task(
                body=body, content=Planned(**values), actor=request.seat.person, at=timezone.now()
            )
            leave_notice(request, "任务已登记，责任单位可以填报进度。")
            return redirect("task", row.pk)
    return form_page(
        request,
        form,
        {
            "title": "登记要点任务",
            "lead": "任务较多的，可以用模板批量导入。",
            "button": "登记",
            "icon": "valid",
            "back": reverse("tasks"),
            "parent": "要点任务",
        },
    )


@desk_view(Act.PLAN_TASKS)
def template(request: DeskRequest) -> FileResponse:
    names = [name for _, name in named(request, Act.PLAN_TASKS)]
    return _file(excel.workbook([], names), "要点任务明细模板.xlsx")


@desk_view(Act.VIEW_TASKS)
def export(request: DeskRequest) -> FileResponse:
    """The list as it is filtered, in the columns of the template: what goes out comes in again."""
    form = TaskFilter(request.GET.dict(), named(request, Act.VIEW_TASKS))
    rows = _filtered(form, form.on_day(request.seat.today)).order_by("pk")[: excel.MOST_ROWS]
    lines = [_line(row, request.seat.name_of(row.body_id)) for row in rows]
    return _file(excel.workbook(excel.grouped(lines)), "要点任务明细.xlsx")


def _line(row: Task, body: str) -> Line:
    return Line(0, row.number, row.item, row.requirement, row.carrier, row.due_on, (body,), row.person)


def _file(data: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)
